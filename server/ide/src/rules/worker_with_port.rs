//! A worker that listens.

use oam_model::object::{Container, Port};
use oam_syntax::Span;
use oam_syntax::edit::replace_scalar;

use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

declare_rule! {
    /// A worker has a container with a port.
    ///
    /// ## Why
    ///
    /// Nobody can reach a worker. The controller says `Worker container named … has a port declared` and does not deploy
    /// the component. If others are to reach it, it is a server.
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
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    /// ```
    pub(super) static WORKER_WITH_PORT = {
        id: "worker-with-port", level: Error, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(written) = &component.workload_type else { return };
    let workload = ctx.workspace.workload(&written.value);
    let Some(workload) = workload.filter(|it| it.is_core && it.is_daemon && !it.has_endpoint) else { return };
    let kind = workload.name.rsplit_once('.').map_or(workload.name.as_str(), |(_, it)| it);
    // The core types come in pairs: `SingletonServer` and `SingletonWorker`.
    let server = workload.name.replace("Worker", "Server");
    for container in &component.containers {
        let Some(port) = container.ports.first() else { continue };
        findings
            .report(
                &WORKER_WITH_PORT,
                span(port),
                format!("a `{kind}` must have no port, but {} has one", named(container)),
            )
            .help(did_you_mean(&server))
            .related(ctx.document, written.span, "the workload type is set here")
            .unsafe_fix(
                format!("replace `{}` by `{server}`", written.value),
                replace_scalar(ctx.source.node(written.node), &server),
            );
    }
}

fn named(container: &Container) -> String {
    container.name.as_ref().map_or("a container".to_owned(), |it| format!("container `{}`", it.value))
}

/// The name or number of the port: the item itself goes over many lines.
fn span(port: &Port) -> Span {
    let name = port.name.as_ref().map(|it| it.span);
    name.or_else(|| port.container_port.as_ref().map(|it| it.span)).unwrap_or(port.span)
}
