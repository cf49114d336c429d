//! A host name that is none.

use oam_syntax::edit::replace_scalar;

use super::attached::attached_as;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

declare_rule! {
    /// The host name of an ingress is no DNS name.
    ///
    /// ## Why
    ///
    /// Kubernetes refuses the ingress, and nobody reaches the instance from outside. A name has lower-case letters,
    /// digits and `-`, with dots between its parts; the first part may be `*`. Scheme, port and path do not belong to
    /// it.
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
    ///             hostname: https://shop.example.com
    ///             servicePort: 8080
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
    ///             hostname: "*.example.com"
    ///             servicePort: 8080
    /// ```
    pub(super) static INVALID_HOSTNAME = {
        id: "invalid-hostname", level: Error, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (_, ingress) in attached_as(ctx, "ingress") {
        let Some((name, value)) = ingress.text("hostname") else { continue };
        if is_hostname(name) {
            continue;
        }
        let mended = mended(name);
        let edits = if is_hostname(&mended) {
            replace_scalar(ctx.source.node(value.node), &mended)
        } else {
            Vec::new()
        };
        findings
            .report(&INVALID_HOSTNAME, value.span, format!("`{name}` is no host name"))
            .help(is_hostname(&mended).then(|| did_you_mean(&mended)))
            .safe_fix(format!("replace `{name}` by `{mended}`"), edits);
    }
}

/// The name in lower case, without scheme and the slash at the end: neither says anything.
fn mended(name: &str) -> String {
    let name = name.trim().to_ascii_lowercase();
    let name = name.strip_prefix("https://").or_else(|| name.strip_prefix("http://")).unwrap_or(&name);
    name.strip_suffix('/').unwrap_or(name).to_owned()
}

pub(super) fn is_hostname(name: &str) -> bool {
    let is_part = |it: &str| {
        let is_inner = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        (1..=63).contains(&it.len()) && it.chars().all(is_inner) && !it.starts_with('-') && !it.ends_with('-')
    };
    name.len() <= 253 && name.strip_prefix("*.").unwrap_or(name).split('.').all(is_part)
}
