//! An autoscaler whose target does not exist.

use oam_catalog::AppliesTo;

use super::attached::attached_as;
use super::trait_not_applicable::may_apply;
use super::usage::definitions;
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An autoscaler is attached to something that is no Deployment.
    ///
    /// ## Why
    ///
    /// The autoscaler of the reference controller always looks for a Deployment of the name of the instance. A task
    /// becomes a Job and a function something of its own, so it waits for a Deployment that never comes.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: report
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Task
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: report
    ///       instanceName: shop-report
    ///       traits:
    ///         - name: auto-scaler
    ///           properties:
    ///             minimum: 1
    ///             maximum: 4
    ///             cpu: 60
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: report
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: report
    ///       instanceName: shop-report
    ///       traits:
    ///         - name: auto-scaler
    ///           properties:
    ///             minimum: 1
    ///             maximum: 4
    ///             cpu: 60
    /// ```
    pub(super) static AUTOSCALER_WITHOUT_DEPLOYMENT = {
        id: "autoscaler-without-deployment", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (usage, scaler) in attached_as(ctx, "auto-scaler") {
        let definitions = definitions(ctx, usage);
        // Where the trait does not apply at all, `trait-not-applicable` says so.
        if !scaler.entries.iter().any(|entry| definitions.iter().any(|it| may_apply(ctx, it, entry))) {
            continue;
        }
        let types = definitions.iter().map(|it| it.component.workload_type.as_ref());
        let Some(types) = types.collect::<Option<Vec<_>>>() else { continue };
        let (Some(first), Some(written)) = (definitions.first(), types.first()) else { continue };
        if !types.iter().all(|it| is_no_deployment(ctx, &it.value)) {
            continue;
        }
        let message =
            format!("trait `{}` scales a Deployment, but `{}` has none", scaler.name.value, written.value);
        // A definition that names the type promises that it works, on some platform perhaps truly.
        let is_promised =
            scaler.entries.iter().any(|it| it.applies_to != AppliesTo::Any && it.applies_to(&written.value));
        let severity = if is_promised { Severity::Info } else { Severity::Error };
        findings
            .report(&AUTOSCALER_WITHOUT_DEPLOYMENT, scaler.name.span, message)
            .severity(severity)
            .related(first.document, written.span, "the component gets its workload type here");
    }
}

/// Whether a workload type certainly becomes something else than a Deployment.
pub(super) fn is_no_deployment(ctx: &RuleContext<'_>, name: &str) -> bool {
    let Some(workload) = ctx.workspace.workload(name) else { return false };
    let is_function = workload.name == "openfaas.com/v1alpha2.Function";
    is_function || workload.is_core && !(workload.is_daemon && workload.is_replicable)
}
