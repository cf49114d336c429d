//! A path that starts nowhere.

use oam_syntax::edit::replace_scalar;

use super::attached::attached_as;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

declare_rule! {
    /// The path of an ingress does not start with `/`.
    ///
    /// ## Why
    ///
    /// Kubernetes refuses an ingress with such a path, and nobody reaches the instance from outside.
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
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    ///             path: admin
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
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    ///             path: /admin
    /// ```
    pub(super) static RELATIVE_INGRESS_PATH = {
        id: "relative-ingress-path", level: Warning, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (_, ingress) in attached_as(ctx, "ingress") {
        let Some((path, value)) = ingress.text("path").filter(|(it, _)| !it.starts_with('/')) else {
            continue;
        };
        let absolute = format!("/{}", path.trim());
        findings
            .report(&RELATIVE_INGRESS_PATH, value.span, format!("path `{path}` does not start with `/`"))
            .help(did_you_mean(&absolute))
            .safe_fix(
                format!("replace `{path}` by `{absolute}`"),
                replace_scalar(ctx.source.node(value.node), &absolute),
            );
    }
}
