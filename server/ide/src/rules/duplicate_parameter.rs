//! A parameter that is declared twice.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A component declares two parameters of the same name.
    ///
    /// ## Why
    ///
    /// The controller checks a value against both declarations and then takes the last one, default included. What the
    /// first one says is lost.
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
    ///     - name: region
    ///       type: string
    ///       default: us-east-2
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
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
    ///     - name: fallback-region
    ///       type: string
    ///       default: us-east-2
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    /// ```
    pub(super) static DUPLICATE_PARAMETER = {
        id: "duplicate-parameter", level: Error, group: Parameters, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let mut seen = std::collections::HashMap::new();
    for name in component.parameters.iter().filter_map(|it| it.name.as_ref()) {
        let first = *seen.entry(name.value.as_str()).or_insert(name.span);
        if first != name.span {
            findings
                .report(
                    &DUPLICATE_PARAMETER,
                    name.span,
                    format!("parameter `{}` is already declared", name.value),
                )
                .related(ctx.document, first, format!("`{}` is first declared here", name.value));
        }
    }
}
