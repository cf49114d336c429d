//! A component that has nothing to run.

use oam_model::object::Component;
use oam_syntax::{NodeKind, Scalar};

use super::usage::has_hole;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A component of a core workload type has no container.
    ///
    /// ## Why
    ///
    /// A core workload type runs containers, so there is nothing to run. The reference controller does not look, and
    /// Kubernetes refuses the pod.
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
    /// ```
    pub(super) static NO_CONTAINERS = {
        id: "no-containers", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component().filter(|it| it.containers.is_empty()) else { return };
    let Some(written) = &component.workload_type else { return };
    let Some(workload) = ctx.workspace.workload(&written.value).filter(|it| it.is_core) else { return };
    if may_have_containers(ctx, component) {
        return;
    }
    let kind = workload.name.rsplit_once('.').map_or(workload.name.as_str(), |(_, it)| it);
    findings.report(
        &NO_CONTAINERS,
        written.span,
        format!("a `{kind}` must have a container, but there is none"),
    );
}

/// Whether containers may be there that cannot be seen, or something else stands in their place.
fn may_have_containers(ctx: &RuleContext<'_>, component: &Component) -> bool {
    let written = component.spec.and_then(|it| ctx.source.node(it).get("containers"));
    let is_odd = written.is_some_and(|it| match it.value.resolved().kind() {
        NodeKind::Sequence | NodeKind::Missing => false,
        NodeKind::Scalar => it.value.resolved().scalar() != Some(Scalar::Null),
        NodeKind::Mapping | NodeKind::Template | NodeKind::Alias => true,
    });
    // Templates may also stand on lines of their own.
    is_odd || has_hole(ctx.source, component.spec, "containers") || ctx.source.tree().has_holes()
}
