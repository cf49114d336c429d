//! An autoscaler that measures nothing.

use super::attached::attached_as;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An autoscaler says neither how much CPU nor how much memory copies should use.
    ///
    /// ## Why
    ///
    /// Without `cpu` or `memory` the reference controller writes an autoscaler with an empty list of metrics. What
    /// happens then is up to the cluster, not to the application.
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
    ///             minimum: 2
    ///             maximum: 6
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
    pub(super) static AUTOSCALER_WITHOUT_METRIC = {
        id: "autoscaler-without-metric", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (_, scaler) in attached_as(ctx, "auto-scaler") {
        let has_metric = ["cpu", "memory"].iter().any(|it| scaler.property(it).is_some());
        // A definition of the workspace may know other metrics.
        let is_known = scaler.entries.iter().all(|it| it.properties.view().property("cpu").is_some());
        // A key that nobody knows may be a misspelt one; that is another finding.
        if has_metric || scaler.has_unknown_property() || !is_known || !scaler.is_complete() {
            continue;
        }
        let message = format!("trait `{}` has neither `cpu` nor `memory`", scaler.name.value);
        findings
            .report(&AUTOSCALER_WITHOUT_METRIC, scaler.name.span, message)
            .help("say what share of the requested CPU or memory copies should use: `cpu: 60`".to_owned());
    }
}
