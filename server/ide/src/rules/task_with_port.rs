//! A task that listens.

use oam_syntax::edit::remove_entry;

use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A task has a container with a port.
    ///
    /// ## Why
    ///
    /// A task gets no Service, whatever ports it declares: nobody can reach it. If others are to reach it, it is a
    /// server.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: report
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Task
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: report
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Task
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    /// ```
    pub(super) static TASK_WITH_PORT = {
        id: "task-with-port", level: Info, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(written) = &component.workload_type else { return };
    let workload = ctx.workspace.workload(&written.value);
    let Some(workload) = workload.filter(|it| it.is_core && !it.is_daemon && !it.has_endpoint) else {
        return;
    };
    let kind = workload.name.rsplit_once('.').map_or(workload.name.as_str(), |(_, it)| it);
    for container in &component.containers {
        let Some(port) = container.ports.first() else { continue };
        let name = port.name.as_ref().map(|it| it.span);
        let span = name.or_else(|| port.container_port.as_ref().map(|it| it.span)).unwrap_or(port.span);
        let entry = ctx.source.node(container.node).get("ports");
        findings
            .report(&TASK_WITH_PORT, span, format!("a `{kind}` cannot be reached, but it declares a port"))
            .help("remove the ports, or choose `core.oam.dev/v1alpha1.Server`".to_owned())
            .related(ctx.document, written.span, "the workload type is set here")
            .tag(Tag::Unnecessary)
            .unsafe_fix("remove `ports`", entry.map(remove_entry).unwrap_or_default());
    }
}
