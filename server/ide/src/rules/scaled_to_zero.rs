//! An instance without a copy.

use super::attached::attached_as;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An instance is scaled to no copy at all.
    ///
    /// ## Why
    ///
    /// Nothing runs. That may be meant, for an instance that rests, but it is easily forgotten.
    ///
    /// Set `replicaCount` to 1 or more, or suppress the finding with a comment that says why the instance rests.
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
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 0
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
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 1
    /// ```
    pub(super) static SCALED_TO_ZERO = {
        id: "scaled-to-zero", level: Info, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (usage, scaler) in attached_as(ctx, "manual-scaler") {
        let Some((0, value)) = scaler.count("replicaCount") else { continue };
        let name = usage.instance.as_ref().or(usage.component.as_ref()).map_or("", |it| &it.value);
        findings.report(&SCALED_TO_ZERO, value.span, format!("no copy of `{name}` runs"));
    }
}
