//! A liveness probe that wants to succeed more than once.

use oam_syntax::edit::replace_scalar;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A liveness probe has a `successThreshold` other than 1.
    ///
    /// ## Why
    ///
    /// A container is either alive or restarted; there is nothing to count. Kubernetes says `must be 1` and refuses the pod.
    /// For a readiness probe any number is fine.
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
    ///         exec:
    ///           command: [test, -e, /run/alive]
    ///         successThreshold: 3
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
    ///         successThreshold: 1
    /// ```
    pub(super) static LIVENESS_SUCCESS_THRESHOLD = {
        id: "liveness-success-threshold", level: Error, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for probe in containers.filter_map(|it| it.liveness_probe.as_ref()) {
        let Some(threshold) = probe.get("successThreshold") else { continue };
        // Less than 1 is wrong for every probe, and reported as such.
        let Some(number) = threshold.as_int().filter(|it| *it > 1) else { continue };
        findings
            .report(
                &LIVENESS_SUCCESS_THRESHOLD,
                threshold.span,
                format!("`successThreshold` of a liveness probe is {number}, but must be 1"),
            )
            .help("write `1`".to_owned())
            .safe_fix(
                format!("replace `{number}` by `1`"),
                replace_scalar(ctx.source.node(threshold.node), "1"),
            );
    }
}
