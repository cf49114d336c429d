//! A server whose health is watched, but not whether it is ready.

use oam_syntax::edit::{YamlValue, insert_entry};

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A container of a server has ports and no readiness probe.
    ///
    /// ## Why
    ///
    /// The readiness probe says when a container can take requests; a liveness probe only says when to restart it. Without
    /// the first a server gets requests as soon as its program is started, and while it is busy starting it refuses them.
    /// With every update some requests fail.
    ///
    /// Ask for something that works only when the program is ready: a page of its own, or at least the port.
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
        id: "missing-readiness-probe", level: Hint, group: Practice, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    // Where the platform ignores the probe there is nothing to say about one.
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
        // A key without a value is a probe in the making, and a template may write one.
        if node.get("readinessProbe").is_some() || node.is_open() {
            continue;
        }
        let liveness = node.get("livenessProbe");
        let message = match (&liveness, &container.name) {
            (Some(_), _) => "the container has a `livenessProbe`, but no `readinessProbe`".to_owned(),
            (None, Some(name)) => format!("container `{}` has no `readinessProbe`", name.value),
            (None, None) => continue,
        };
        let name = container.name.as_ref().map(|it| it.span);
        let Some(span) = liveness.map(|it| it.key.span()).or(name) else { continue };
        let port = container.ports.iter().find_map(|it| it.container_port.as_ref()?.as_int());
        let edits = port.map(|port| {
            let socket = YamlValue::Map(vec![("port".to_owned(), YamlValue::Int(port))]);
            let probe = YamlValue::Map(vec![("tcpSocket".to_owned(), socket)]);
            insert_entry(node, "readinessProbe", &probe)
        });
        findings
            .report(&MISSING_READINESS_PROBE, span, message)
            .help("say when it can take requests".to_owned())
            .unsafe_fix("add a `readinessProbe` that tries the port", edits.unwrap_or_default());
    }
}
