//! A host name out of a manual.

use oam_model::value::Value;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A trait makes an instance reachable under `example.com`.
    ///
    /// ## Why
    ///
    /// The name belongs to nobody, for use in manuals. It is also what the reference controller takes where `hostname` is
    /// missing, so several applications with it get in each other's way.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
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
    ///             hostname: example.com
    ///             servicePort: 80
    /// ```
    ///
    /// ```yaml valid
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
    ///             hostname: shop.acme.org
    ///             servicePort: 80
    /// ```
    pub(super) static PLACEHOLDER_HOST = {
        id: "placeholder-host", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let traits = ctx.application().into_iter().flat_map(|it| &it.components).flat_map(|it| &it.traits);
    for usage in traits {
        for (key, value) in &usage.properties.entries {
            // Names below it are left alone: they stand in every tutorial, and somebody has thought of one.
            let is_host = matches!(key.text.as_str(), "hostname" | "host" | "tlsHosts");
            if is_host && Value::as_str(value).is_some_and(|it| it.split(',').any(is_placeholder)) {
                findings
                    .report(
                        &PLACEHOLDER_HOST,
                        value.span,
                        format!("`{}` is a host name for manuals", ctx.source.node(value.node).text()),
                    )
                    .help("write the host name under which the application is to be reached".to_owned());
            }
        }
    }
}

fn is_placeholder(host: &str) -> bool {
    matches!(host.trim(), "example.com" | "example.org" | "example.net" | "www.example.com")
}
