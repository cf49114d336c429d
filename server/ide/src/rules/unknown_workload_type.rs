//! A workload type that nobody runs.

use std::sync::Arc;

use oam_catalog::Namespace;
use oam_catalog::WorkloadEntry;
use oam_model::object::Component;
use oam_model::value::Text;
use oam_syntax::edit::replace_scalar;

use super::usage::{has_hole, is_template};
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::{did_you_mean, names, nearest_or_all};

declare_rule! {
    /// A component has a workload type that neither the platform runs nor any file defines.
    ///
    /// ## Why
    ///
    /// The controller says `workloadType … is unknown` and does not deploy the component. Types are compared letter by
    /// letter, group and version included: `Server` alone is no type.
    ///
    /// The reference controller takes any type written `GROUP/VERSION.KIND` if the component has a workload setting
    /// named `spec`; there, and where no platform is configured, such a component is accepted.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
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
    pub(super) static UNKNOWN_WORKLOAD_TYPE = {
        id: "unknown-workload-type", level: Error, group: References, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let selected = ctx.workspace.catalog().selected(ctx.workspace.platform());
    // Of a platform that the catalogue does not know, nothing can be said.
    if ctx.may_be_unread() || selected.is_empty() {
        return;
    }
    let Some(component) = ctx.component() else { return };
    let Some(written) = component.workload_type.as_ref().filter(|it| !is_template(&it.value)) else { return };
    let takes_any = selected.iter().any(|it| it.accepts_any_workload_with_spec_setting);
    let is_taken = takes_any && is_gvk(&written.value) && may_have_spec_setting(ctx, component);
    if is_taken
        || ctx.workspace.workload(&written.value).is_some()
        || ctx.workspace.index().may_define(Namespace::WorkloadType, &written.value)
    {
        return;
    }
    if is_gvk(&written.value) {
        report_unknown(ctx, written, findings);
    } else {
        report_incomplete(ctx, written, findings);
    }
}

/// Whether a name has the form `GROUP/VERSION.KIND`.
fn is_gvk(name: &str) -> bool {
    let parts = name.split_once('/').and_then(|(group, rest)| Some((group, rest.split_once('.')?)));
    parts
        .is_some_and(|(group, (version, kind))| ![group, version, kind].iter().any(|it| it.trim().is_empty()))
}

fn may_have_spec_setting(ctx: &RuleContext<'_>, component: &Component) -> bool {
    component.settings.iter().any(|it| it.name.as_ref().is_none_or(|it| it.value == "spec"))
        || component.settings_mapping.as_ref().is_some_and(|it| it.get("spec").is_some())
        || has_hole(ctx.source, component.spec, "workloadSettings")
}

fn report_incomplete(ctx: &RuleContext<'_>, written: &Text, findings: &mut Findings<'_>) {
    let all = ctx.workspace.all_workloads();
    let kind = |name: &str| name.rsplit_once('.').map_or(String::new(), |(_, it)| it.to_owned());
    let mut meant = all.iter().filter(|it| kind(&it.name) == written.value);
    let message = format!("`{}` is no workload type; one is written `GROUP/VERSION.KIND`", written.value);
    let report = findings.report(&UNKNOWN_WORKLOAD_TYPE, written.span, message);
    if let (Some(it), None) = (meant.next(), meant.next()) {
        let (title, edits) = replacement(ctx, written, &it.name);
        report.help(format!("write `{}`", it.name)).safe_fix(title, edits);
        return;
    }
    let kinds: Vec<String> = all.iter().map(|it| kind(&it.name)).collect();
    let given = written.value.rsplit(['.', '/']).next().unwrap_or_default();
    let nearest = kinds.iter().find(|it| *it == given).map(String::as_str);
    let nearest = nearest.or_else(|| crate::suggest::nearest(given, kinds.iter().map(String::as_str)));
    let nearest = nearest.and_then(|nearest| all.iter().find(|it| kind(&it.name) == nearest));
    let nearest = former(&all, given).or(nearest);
    if let Some(it) = nearest {
        let (title, edits) = replacement(ctx, written, &it.name);
        report.help(did_you_mean(&it.name)).unsafe_fix(title, edits);
    }
}

/// The type that was called so in the first draft, whatever group and version it is written with today.
fn former<'a>(all: &'a [Arc<WorkloadEntry>], kind: &str) -> Option<&'a Arc<WorkloadEntry>> {
    let is_called = |it: &String| it.rsplit(['.', '/']).next() == Some(kind);
    all.iter().find(|it| it.aliases.iter().any(is_called))
}

fn report_unknown(ctx: &RuleContext<'_>, written: &Text, findings: &mut Findings<'_>) {
    let platforms = ctx.workspace.catalog().platforms();
    let elsewhere: Vec<&str> = platforms
        .filter(|it| it.workload_named(&written.value).is_some())
        .map(|it| it.name.as_str())
        .collect();
    let message = match ctx.workspace.platform() {
        Some(platform) => {
            format!("platform `{platform}` has no workload type `{}`, and no file defines it", written.value)
        }
        None => format!("no platform has a workload type `{}`, and no file defines it", written.value),
    };
    let all = ctx.workspace.all_workloads();
    let (nearest, help) =
        nearest_or_all(&written.value, "workload types are", all.iter().map(|it| it.name.as_str()));
    let (nearest, help) = match former(&all, written.value.rsplit('.').next().unwrap_or_default()) {
        Some(it) => (Some(it.name.as_str()), Some(did_you_mean(&it.name))),
        None => (nearest, help),
    };
    let help = match elsewhere.as_slice() {
        [] => help,
        [one] => Some(format!("platform `{one}` has it")),
        many => Some(format!("platforms {} have it", names(many.iter().copied()))),
    };
    // The six core types are all there are. Others come from platforms, whose definitions may be kept elsewhere.
    let severity = if written.value.starts_with("core.") { Severity::Error } else { Severity::Warning };
    let report = findings.report(&UNKNOWN_WORKLOAD_TYPE, written.span, message).help(help).severity(severity);
    if let Some(it) = nearest.filter(|_| elsewhere.is_empty()) {
        let (title, edits) = replacement(ctx, written, it);
        report.unsafe_fix(title, edits);
    }
}

fn replacement(ctx: &RuleContext<'_>, written: &Text, name: &str) -> (String, Vec<oam_syntax::edit::Edit>) {
    let edits = replace_scalar(ctx.source.node(written.node), name);
    (format!("replace `{}` by `{name}`", written.value), edits)
}
