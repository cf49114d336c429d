//! A trait that an instance has twice.

use super::attached::{Attached, attached};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An instance has the same trait twice.
    ///
    /// ## Why
    ///
    /// An instance can have each trait once. What the second one creates is already there: the reference controller
    /// logs the error and goes on without it.
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
    ///             replicaCount: 2
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 3
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
    ///             replicaCount: 3
    /// ```
    pub(super) static DUPLICATE_TRAIT = {
        id: "duplicate-trait", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let all = attached(ctx, usage);
        for (position, second) in all.iter().enumerate() {
            let mut earlier = all.iter().take(position);
            let Some(first) = earlier.rfind(|it| is_same(it, second)) else { continue };
            let message = format!("the instance already has a trait `{}`", second.canonical());
            findings.report(&DUPLICATE_TRAIT, second.name.span, message).related(
                ctx.document,
                first.name.span,
                format!("`{}` is first attached here", first.name.value),
            );
        }
    }
}

/// Whether two traits do the same. Traits for two volumes do not: what they create is named after the volume.
fn is_same(a: &Attached<'_>, b: &Attached<'_>) -> bool {
    let volume = |it: &Attached<'_>| it.property("volumeName").map(|it| it.data.clone());
    a.canonical() == b.canonical() && volume(a) == volume(b)
}
