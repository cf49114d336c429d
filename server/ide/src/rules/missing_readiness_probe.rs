//! A server whose health is watched, but not whether it is ready.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A container of a server has a liveness probe and no readiness probe.
    ///
    /// ## Why
    ///
    /// The liveness probe says when to restart a container, the readiness probe when to send it requests. Without the
    /// second a server gets requests as soon as its program is started, and while it is busy starting it refuses them.
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
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///       livenessProbe:
    ///         tcpSocket:
    ///           port: 80
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
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///       livenessProbe:
    ///         tcpSocket:
    ///           port: 80
    ///       readinessProbe:
    ///         tcpSocket:
    ///           port: 80
    /// ```
    pub(super) static MISSING_READINESS_PROBE = {
        id: "missing-readiness-probe", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    // Where the platform ignores the probe, nobody needs one.
    if super::platform::lack(ctx, |it| &it.readiness_probe).is_some() {
        return;
    }
    let Some(component) = ctx.component() else { return };
    let workload = component.workload_type.as_ref().and_then(|it| ctx.workspace.workload(&it.value));
    if !workload.is_some_and(|it| it.is_core && it.has_endpoint) {
        return;
    }
    let lacking =
        component.containers.iter().filter(|it| it.readiness_probe.is_none() && !it.ports.is_empty());
    for container in lacking {
        let node = ctx.source.node(container.node);
        // A key without a value is a probe in the making.
        if node.get("readinessProbe").is_some() {
            continue;
        }
        if let Some(entry) = node.get("livenessProbe") {
            findings
                .report(
                    &MISSING_READINESS_PROBE,
                    entry.key.span(),
                    "the container has a `livenessProbe`, but no `readinessProbe`",
                )
                .help("say when it can take requests".to_owned());
        }
    }
}
