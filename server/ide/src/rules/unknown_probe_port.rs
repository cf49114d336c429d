//! A probe that knocks at the wrong door.

use oam_model::object::Container;
use oam_model::value::Value;
use oam_syntax::edit::replace_scalar;

use super::usage::has_hole;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::names;

declare_rule! {
    /// A probe asks a port that no container of the component declares.
    ///
    /// ## Why
    ///
    /// The probe knocks where nobody listens. The container is restarted again and again, or never takes a request.
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
    ///       livenessProbe:
    ///         tcpSocket:
    ///           port: 8081
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
    ///       livenessProbe:
    ///         tcpSocket:
    ///           port: 8080
    /// ```
    pub(super) static UNKNOWN_PROBE_PORT = {
        id: "unknown-probe-port", level: Warning, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let mut declared = Vec::new();
    for container in &component.containers {
        let numbers = container.ports.iter().map(|it| it.container_port.as_ref()?.as_int());
        let Some(numbers) = numbers.collect::<Option<Vec<_>>>() else { return };
        if has_hole(ctx.source, Some(container.node), "ports") {
            return;
        }
        declared.extend(numbers);
    }
    // What has no ports at all may still be asked on one.
    let Some(&only) = declared.first() else { return };
    for probe in component.containers.iter().flat_map(|it| probes(ctx, it)) {
        for port in ["httpGet", "tcpSocket"].into_iter().filter_map(|it| probe.get(it)?.get("port").cloned())
        {
            let Some(number) = port.as_int().filter(|it| !declared.contains(it)) else { continue };
            let shown: Vec<String> = declared.iter().map(ToString::to_string).collect();
            let edits = if declared.len() == 1 {
                replace_scalar(ctx.source.node(port.node), &only.to_string())
            } else {
                Vec::new()
            };
            findings
                .report(&UNKNOWN_PROBE_PORT, port.span, format!("no container declares port {number}"))
                .help(format!("declared are {}", names(shown.iter().map(String::as_str))))
                .unsafe_fix(format!("replace `{number}` by `{only}`"), edits);
        }
    }
}

fn probes(ctx: &RuleContext<'_>, container: &Container) -> Vec<Value> {
    let startup = ctx.source.node(container.node).get("startupProbe").map(|it| Value::read(it.value));
    let known = [&container.liveness_probe, &container.readiness_probe];
    known.into_iter().flatten().cloned().chain(startup).collect()
}
