//! A parameter that nobody asks for.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The workload setting `spec` takes its value from a parameter.
    ///
    /// ## Why
    ///
    /// Of an extended workload type the reference controller takes the literal `value` of the setting `spec`. It does
    /// not look at `fromParam`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: prom
    /// spec:
    ///   workloadType: monitoring.coreos.com/v1.Prometheus
    ///   parameters:
    ///     - name: spec
    ///       type: object
    ///       default: {}
    ///   workloadSettings:
    ///     - name: spec
    ///       type: object
    ///       value: {replicas: 1}
    ///       fromParam: spec
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: prom
    /// spec:
    ///   workloadType: monitoring.coreos.com/v1.Prometheus
    ///   parameters:
    ///     - name: spec
    ///       type: object
    ///       default: {}
    ///   workloadSettings:
    ///     - name: spec
    ///       type: object
    ///       value: {replicas: 1}
    /// ```
    pub(super) static IGNORED_SPEC_PARAMETER = {
        id: "ignored-spec-parameter", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(written) = &component.workload_type else { return };
    let workload = ctx.workspace.workload(&written.value);
    if workload.is_some_and(|it| it.is_core || it.name == "openfaas.com/v1alpha2.Function") {
        return;
    }
    for setting in
        component.settings.iter().filter(|it| it.name.as_ref().is_some_and(|it| it.value == "spec"))
    {
        let Some(parameter) = &setting.from_param else { continue };
        let message = format!(
            "`fromParam` of the setting `spec` is ignored: parameter `{}` has no effect",
            parameter.value
        );
        findings
            .report(&IGNORED_SPEC_PARAMETER, parameter.span, message)
            .help("write the `spec` as the `value` of the setting".to_owned());
    }
}
