//! A variable that is defined twice.

use std::collections::HashMap;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application defines two variables of the same name.
    ///
    /// ## Why
    ///
    /// The specification wants the names to be unique, and does not say which of the two values a call gets. Which one it
    /// is depends on the controller.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///     - name: domain
    ///       value: shop.example.org
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: "[fromVariable(domain)]"
    ///             servicePort: 80
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: "[fromVariable(domain)]"
    ///             servicePort: 80
    /// ```
    pub(super) static DUPLICATE_VARIABLE = {
        id: "duplicate-variable", level: Error, group: Parameters, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application() else { return };
    let mut seen = HashMap::new();
    for name in application.variables.iter().filter_map(|it| it.name.as_ref()) {
        let first = *seen.entry(name.value.as_str()).or_insert(name.span);
        if first == name.span || is_template(&name.value) {
            continue;
        }
        findings
            .report(&DUPLICATE_VARIABLE, name.span, format!("variable `{}` is already defined", name.value))
            .help("remove one of them, or rename it".to_owned())
            .related(ctx.document, first, format!("`{}` is first defined here", name.value));
    }
}
