//! An autoscaler whose limit is not written down.

use oam_model::object::Shape;
use oam_syntax::edit::{YamlValue, insert_entry_after};

use super::attached::attached_as;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An autoscaler has a minimum and no maximum.
    ///
    /// ## Why
    ///
    /// The reference controller then allows ten copies more than the minimum; its documentation says ten in all. Say
    /// what you want to pay for.
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
    ///             maximum: 12
    ///             cpu: 60
    /// ```
    pub(super) static IMPLICIT_MAXIMUM = {
        id: "implicit-maximum", level: Info, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (_, scaler) in attached_as(ctx, "auto-scaler") {
        let Some((least, value)) = scaler.count("minimum") else { continue };
        let properties = &scaler.binding.properties;
        if properties.shape != Shape::Mapping
            || scaler.property("maximum").is_some()
            || scaler.has_unknown_property()
            || !scaler.is_complete()
        {
            continue;
        }
        let most = least.saturating_add(10);
        let node = properties.value.as_ref().map(|it| ctx.source.node(it.node));
        let entry = node.and_then(|it| it.get("minimum"));
        let edits = entry.map(|it| insert_entry_after(it, "maximum", &YamlValue::Int(most)));
        findings
            .report(
                &IMPLICIT_MAXIMUM,
                value.span,
                format!("without `maximum` there may be up to {most} copies"),
            )
            .safe_fix(format!("add `maximum: {most}`"), edits.unwrap_or_default());
    }
}
