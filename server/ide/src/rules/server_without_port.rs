//! A server that listens nowhere.

use oam_model::object::Component;
use oam_syntax::edit::replace_scalar;

use super::usage::has_hole;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

declare_rule! {
    /// A server has no container with a port.
    ///
    /// ## Why
    ///
    /// What makes a `Server` a server is its address. Without a port it gets none: the reference controller creates the
    /// program and no Service, and only its log says so. The specification wants such a component refused.
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
    /// ```
    pub(super) static SERVER_WITHOUT_PORT = {
        id: "server-without-port", level: Error, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component().filter(|it| has_no_port(ctx, it)) else { return };
    let Some(written) = &component.workload_type else { return };
    let Some(workload) = ctx.workspace.workload(&written.value).filter(|it| it.is_core && it.has_endpoint)
    else {
        return;
    };
    let kind = workload.name.rsplit_once('.').map_or(workload.name.as_str(), |(_, it)| it);
    // The core types come in pairs: `SingletonServer` and `SingletonWorker`.
    let worker = workload.name.replace("Server", "Worker");
    findings
        .report(
            &SERVER_WITHOUT_PORT,
            written.span,
            format!("a `{kind}` must have a port, but no container has one"),
        )
        .help(did_you_mean(&worker))
        .unsafe_fix(
            format!("replace `{}` by `{worker}`", written.value),
            replace_scalar(ctx.source.node(written.node), &worker),
        );
}

/// Whether there are containers, and certainly no ports. (A component without containers lacks more than a port.)
fn has_no_port(ctx: &RuleContext<'_>, component: &Component) -> bool {
    !component.containers.is_empty()
        && !has_hole(ctx.source, component.spec, "containers")
        && component
            .containers
            .iter()
            .all(|it| it.ports.is_empty() && !has_hole(ctx.source, Some(it.node), "ports"))
}
