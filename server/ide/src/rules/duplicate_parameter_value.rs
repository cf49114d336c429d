//! Two values for one parameter of an instance.

use std::collections::HashMap;

use oam_syntax::edit::remove_item;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An instance gives two values for one parameter.
    ///
    /// ## Why
    ///
    /// The last value wins, and nobody says so: what is written first has no effect. The specification wants the names in
    /// `parameterValues` to be unique.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: region
    ///       type: string
    ///       default: eu-west-1
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       env:
    ///         - name: REGION
    ///           fromParam: region
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: region
    ///           value: eu-west-1
    ///         - name: region
    ///           value: us-east-2
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: region
    ///       type: string
    ///       default: eu-west-1
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       env:
    ///         - name: REGION
    ///           fromParam: region
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: region
    ///           value: us-east-2
    /// ```
    pub(super) static DUPLICATE_PARAMETER_VALUE = {
        id: "duplicate-parameter-value", level: Warning, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let mut seen = HashMap::new();
        for given in &usage.parameter_values {
            let Some(name) = given.name.as_ref().filter(|it| !is_template(&it.value)) else { continue };
            let Some(earlier) = seen.insert(name.value.as_str(), (given, name.span)) else { continue };
            findings
                .report(
                    &DUPLICATE_PARAMETER_VALUE,
                    name.span,
                    format!("parameter `{}` already has a value", name.value),
                )
                .help("the last value counts".to_owned())
                .related(ctx.document, earlier.1, format!("this value for `{}` has no effect", name.value))
                .unsafe_fix("remove the earlier value", remove_item(ctx.source.node(earlier.0.node)));
        }
    }
}
