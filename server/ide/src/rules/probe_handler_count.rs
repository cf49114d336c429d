//! A probe that does not say how to probe, or says it twice.

use oam_model::value::{Data, Value};

use crate::rule::{Findings, RuleContext, declare_rule};

/// The ways to probe.
const HANDLERS: [&str; 3] = ["exec", "httpGet", "tcpSocket"];

declare_rule! {
    /// A probe has none, or more than one, of `exec`, `httpGet` and `tcpSocket`.
    ///
    /// ## Why
    ///
    /// The controller passes on what it finds, and Kubernetes refuses the pod: `must specify a handler type`, or
    /// `may not specify more than 1 handler type`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       livenessProbe:
    ///         periodSeconds: 5
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       livenessProbe:
    ///         exec:
    ///           command: [test, -e, /run/alive]
    ///         periodSeconds: 5
    /// ```
    pub(super) static PROBE_HANDLER_COUNT = {
        id: "probe-handler-count", level: Error, group: Schema, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        for probe in [&container.liveness_probe, &container.readiness_probe].into_iter().flatten() {
            check_probe(ctx, probe, findings);
        }
    }
}

fn check_probe(ctx: &RuleContext<'_>, probe: &Value, findings: &mut Findings<'_>) {
    let node = ctx.source.node(probe.node);
    let Data::Mapping(entries) = &probe.data else { return };
    let written: Vec<_> = entries
        .iter()
        .filter(|(key, value)| HANDLERS.contains(&key.text.as_str()) && !value.is_null())
        .map(|(key, _)| key)
        .collect();
    // A handler that is being typed lacks its value, which another rule says; a template may write one.
    let may_be_there = entries.iter().any(|(key, _)| HANDLERS.contains(&key.text.as_str())) || node.is_open();
    match written.as_slice() {
        [] if !may_be_there => {
            let Some(entry) = node.entry() else { return };
            let message = format!("`{}` does not say how to probe", entry.key.text());
            findings
                .report(&PROBE_HANDLER_COUNT, entry.key.span(), message)
                .help("write one of `exec`, `httpGet`, `tcpSocket`".to_owned());
        }
        [first, rest @ ..] => {
            for key in rest {
                let message = format!("`{}` is a second way to probe; there must be exactly one", key.text);
                findings.report(&PROBE_HANDLER_COUNT, key.span, message).related(
                    ctx.document,
                    first.span,
                    format!("the first is `{}`", first.text),
                );
            }
        }
        [] => {}
    }
}
