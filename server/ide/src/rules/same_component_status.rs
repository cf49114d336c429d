//! Two instances of one component in one application.

use std::collections::HashMap;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application has two instances of one component.
    ///
    /// ## Why
    ///
    /// Both instances run. But the reference controller keeps the status of an application by the names of its components, so
    /// `status.components` shows one of the instances only.
    ///
    /// Look at the objects in the cluster to see how the other one fares. To see both in the status, copy the component under a
    /// second name.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///     - componentName: web
    ///       instanceName: shop-web-2
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///     - componentName: database
    ///       instanceName: shop-database
    /// ```
    pub(super) static SAME_COMPONENT_STATUS = {
        id: "same-component-status", level: Info, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut seen = HashMap::new();
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let Some(name) = usage.component.as_ref().filter(|it| !is_template(&it.value)) else { continue };
        let instance = usage.instance.as_ref().map(|it| it.value.as_str());
        let (first, other) = *seen.entry(name.value.as_str()).or_insert((name.span, instance));
        // Of instances with one name there is no telling which is meant: the business of `duplicate-instance`.
        if first == name.span || other == instance {
            continue;
        }
        findings
            .report(
                &SAME_COMPONENT_STATUS,
                name.span,
                format!("the status of the application shows one instance of `{}` only", name.value),
            )
            .related(ctx.document, first, format!("`{}` is instantiated here too", name.value));
    }
}
