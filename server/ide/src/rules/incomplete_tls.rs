//! TLS without all it needs.

use oam_syntax::edit::replace_scalar;

use super::attached::attached_as;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

declare_rule! {
    /// The TLS settings of an ingress do not fit together.
    ///
    /// ## Why
    ///
    /// The reference controller needs both, the host names of the certificate and the secret that holds it: with host
    /// names alone the site is served without TLS. It splits the host names at commas and keeps the blanks, which makes
    /// them names of no host.
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
    ///             tlsHosts: shop.example.com
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
    ///             tlsHosts: shop.example.com
    ///             tlsSecretName: shop-tls
    /// ```
    pub(super) static INCOMPLETE_TLS = {
        id: "incomplete-tls", level: Warning, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (_, ingress) in attached_as(ctx, "ingress").filter(|(_, it)| it.is_complete()) {
        let Some((hosts, value)) = ingress.text("tlsHosts") else { continue };
        if ingress.property("tlsSecretName").is_none() {
            findings
                .report(&INCOMPLETE_TLS, value.span, "`tlsHosts` without `tlsSecretName` has no effect")
                .help("name the secret that holds the certificate: `tlsSecretName`".to_owned());
        }
        if hosts.contains(char::is_whitespace) {
            let mended: String = hosts.split_whitespace().collect();
            findings
                .report(
                    &INCOMPLETE_TLS,
                    value.span,
                    "the host names in `tlsHosts` must be separated by commas without blanks",
                )
                .help(did_you_mean(&mended))
                .safe_fix("remove the blanks", replace_scalar(ctx.source.node(value.node), &mended));
        }
        let Some((host, _)) = ingress.text("hostname") else { continue };
        if !hosts.split(',').any(|it| covers(it.trim(), host)) {
            let message = format!("`tlsHosts` does not contain the host name `{host}`");
            findings.report(&INCOMPLETE_TLS, value.span, message);
        }
    }
}

/// Whether a certificate for one name is good for another: `*` stands for one part.
fn covers(name: &str, host: &str) -> bool {
    let wildcard = name.strip_prefix("*.").zip(host.split_once('.')).is_some_and(|(a, (_, b))| a == b);
    name == host || wildcard
}
