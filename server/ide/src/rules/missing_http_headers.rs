//! A probe over HTTP without a list of headers.

use oam_syntax::NodeKind;
use oam_syntax::edit::{YamlValue, insert_entry};

use super::usage::has_hole;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A probe over HTTP has no `httpHeaders`.
    ///
    /// ## Why
    ///
    /// The specification lets you leave them out. The reference controller says ``missing field `httpHeaders` `` and refuses
    /// the whole document; an empty list is all it wants.
    ///
    /// Where no platform is configured this is only a hint.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///       readinessProbe:
    ///         httpGet:
    ///           path: /
    ///           port: 80
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///       readinessProbe:
    ///         httpGet:
    ///           path: /
    ///           port: 80
    ///           httpHeaders: []
    /// ```
    pub(super) static MISSING_HTTP_HEADERS = {
        id: "missing-http-headers", level: Hint, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        for probe in [&container.liveness_probe, &container.readiness_probe].into_iter().flatten() {
            let Some(entry) = ctx.source.node(probe.node).get("httpGet") else { continue };
            let node = entry.value;
            if node.kind() != NodeKind::Mapping
                || node.get("httpHeaders").is_some()
                || has_hole(ctx.source, Some(node.id()), "httpHeaders")
            {
                continue;
            }
            findings
                .report(
                    &MISSING_HTTP_HEADERS,
                    entry.key.span(),
                    "`httpGet` has no `httpHeaders`, and the reference controller refuses it",
                )
                .help("write `httpHeaders: []`".to_owned())
                .safe_fix(
                    "write `httpHeaders: []`",
                    insert_entry(node, "httpHeaders", &YamlValue::Seq(Vec::new())),
                );
        }
    }
}
