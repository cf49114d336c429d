//! An autoscaler that can choose no number.

use oam_syntax::edit::replace_scalar;

use super::attached::attached_as;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An autoscaler has a maximum below its minimum.
    ///
    /// ## Why
    ///
    /// Kubernetes refuses the autoscaler: `maxReplicas` must not be below `minReplicas`. The reference controller logs
    /// the error and the instance stays as it is.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: auto-scaler
    ///           properties:
    ///             minimum: 6
    ///             maximum: 2
    ///             cpu: 60
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: auto-scaler
    ///           properties:
    ///             minimum: 2
    ///             maximum: 6
    ///             cpu: 60
    /// ```
    pub(super) static INVERTED_SCALING_RANGE = {
        id: "inverted-scaling-range", level: Error, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (_, scaler) in attached_as(ctx, "auto-scaler") {
        let (Some((least, minimum)), Some((most, maximum))) =
            (scaler.count("minimum"), scaler.count("maximum"))
        else {
            continue;
        };
        // That a maximum is at least 1 is the business of the schema.
        if most >= least || most < 1 {
            continue;
        }
        let mut edits = replace_scalar(ctx.source.node(minimum.node), &most.to_string());
        edits.extend(replace_scalar(ctx.source.node(maximum.node), &least.to_string()));
        findings
            .report(
                &INVERTED_SCALING_RANGE,
                maximum.span,
                format!("`maximum` {most} is below `minimum` {least}"),
            )
            .related(ctx.document, minimum.span, "`minimum` is set here")
            .unsafe_fix("swap `minimum` and `maximum`", edits);
    }
}
