//! A port that the Service of an instance leaves out.
//!
//! An ingress that leads to such a port is the business of `ingress-port-mismatch`.

use super::usage::has_hole;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A server has more ports than the one that its Service offers.
    ///
    /// ## Why
    ///
    /// The reference controller, like that of ECS, makes one Service for each instance of a server, and gives it one port: the first of the first
    /// container that has any. Nobody outside of the pod can reach the others by the name of the instance. If the first port is
    /// UDP, the Service offers UDP only.
    ///
    /// Put the port that others need first. If they need several, make a component of each, or write a Service by hand.
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
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    ///         - name: admin
    ///           containerPort: 9090
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
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ```
    pub(super) static UNEXPOSED_PORT = {
        id: "unexposed-port", level: Info, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let workload = component.workload_type.as_ref().and_then(|it| ctx.workspace.workload(&it.value));
    if !workload.is_some_and(|it| it.is_core && it.has_endpoint) {
        return;
    }
    // What a template writes may come first.
    let is_hidden = has_hole(ctx.source, component.spec, "containers")
        || component.containers.iter().any(|it| has_hole(ctx.source, Some(it.node), "ports"));
    let mut ports = component.containers.iter().flat_map(|it| &it.ports);
    let Some(first) = ports.next().filter(|_| !is_hidden) else { return };
    let protocol = |it: &oam_model::object::Port| {
        it.protocol.as_ref().map_or("TCP".to_owned(), |it| it.value.to_ascii_uppercase())
    };
    let shown = |it: &oam_model::object::Port| {
        it.name.as_ref().map_or_else(|| "without a name".to_owned(), |it| format!("`{}`", it.value))
    };
    let of_first = if protocol(first) == "TCP" {
        shown(first)
    } else {
        format!("{} ({})", shown(first), protocol(first))
    };
    for port in ports {
        let span = port.name.as_ref().map_or(port.span, |it| it.span);
        let at = first.name.as_ref().map_or(first.span, |it| it.span);
        findings
            .report(
                &UNEXPOSED_PORT,
                span,
                format!("the Service of an instance does not offer port {}", shown(port)),
            )
            .help(format!("it offers the first port only, which is {of_first}"))
            .related(ctx.document, at, "this is the first port");
    }
}
