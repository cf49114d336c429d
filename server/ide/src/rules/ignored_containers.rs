//! Containers that nobody runs.

use oam_syntax::edit::remove_entry;

use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A function has containers.
    ///
    /// ## Why
    ///
    /// A function is an image and a handler, both given as workload settings. What stands under `containers` is read by
    /// nobody.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: fn
    /// spec:
    ///   workloadType: openfaas.com/v1alpha2.Function
    ///   workloadSettings:
    ///     - name: image
    ///       type: string
    ///       value: functions/nodeinfo:1.0.0
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: fn
    /// spec:
    ///   workloadType: openfaas.com/v1alpha2.Function
    ///   workloadSettings:
    ///     - name: image
    ///       type: string
    ///       value: functions/nodeinfo:1.0.0
    /// ```
    pub(super) static IGNORED_CONTAINERS = {
        id: "ignored-containers", level: Info, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component().filter(|it| !it.containers.is_empty()) else { return };
    let Some(written) = &component.workload_type else { return };
    let workload = ctx.workspace.workload(&written.value);
    if workload.is_none_or(|it| it.name != "openfaas.com/v1alpha2.Function") {
        return;
    }
    let Some(entry) = component.spec.and_then(|it| ctx.source.node(it).get("containers")) else { return };
    findings
        .report(&IGNORED_CONTAINERS, entry.key.span(), "a `Function` ignores `containers`")
        .help("its image is the workload setting `image`".to_owned())
        .related(ctx.document, written.span, "the workload type is set here")
        .tag(Tag::Unnecessary)
        .safe_fix("remove `containers`", remove_entry(entry));
}
