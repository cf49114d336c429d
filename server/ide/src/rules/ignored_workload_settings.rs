//! Settings that nobody reads.

use oam_syntax::edit::remove_entry;

use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A component of a core workload type has workload settings.
    ///
    /// ## Why
    ///
    /// Settings are for extended workload types. A core type has none and ignores what is written here.
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
    ///   workloadSettings:
    ///     - name: replicas
    ///       type: string
    ///       value: a
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
    pub(super) static IGNORED_WORKLOAD_SETTINGS = {
        id: "ignored-workload-settings", level: Info, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(written) = &component.workload_type else { return };
    let Some(workload) = ctx.workspace.workload(&written.value).filter(|it| it.is_core) else { return };
    let Some(entry) = component.spec.and_then(|it| ctx.source.node(it).get("workloadSettings")) else {
        return;
    };
    let is_mapping = component.settings_mapping.as_ref().is_some_and(|it| !it.entries().is_empty());
    if component.settings.is_empty() && !is_mapping {
        return;
    }
    let kind = workload.name.rsplit_once('.').map_or(workload.name.as_str(), |(_, it)| it);
    findings
        .report(
            &IGNORED_WORKLOAD_SETTINGS,
            entry.key.span(),
            format!("a `{kind}` has no settings and ignores these"),
        )
        .related(ctx.document, written.span, "the workload type is set here")
        .tag(Tag::Unnecessary)
        .safe_fix("remove `workloadSettings`", remove_entry(entry));
}
