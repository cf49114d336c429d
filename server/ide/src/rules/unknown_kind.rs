//! A document of OAM's group whose version or kind does not exist.

use oam_model::value::Text;
use oam_syntax::edit::replace_scalar;
use oam_syntax::{Node, NodeKind};

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::{did_you_mean, names, nearest};

declare_rule! {
    /// The version or the kind of a document does not exist.
    ///
    /// ## Why
    ///
    /// The cluster does not know what such a document is and refuses it. Nothing else in it can be checked.
    ///
    /// Documents of later versions (`v1alpha2`, `v1beta1`) follow another model and are left alone.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchema
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha2
    /// kind: Component
    /// metadata:
    ///   name: web
    /// ```
    pub(super) static UNKNOWN_KIND = {
        id: "unknown-kind", level: Error, group: Schema, since: "0.1.0", fix: Unsafe, check: check,
    }
}

/// Versions of other models, which exist and are not checked.
const LATER_VERSIONS: [&str; 2] = ["v1alpha2", "v1beta1"];

/// Kinds of later versions, and the kinds of today's that do the same.
const LATER_KINDS: [(&str, &str); 4] = [
    ("Application", "ApplicationConfiguration"),
    ("ScopeDefinition", "ApplicationScope"),
    ("TraitDefinition", "Trait"),
    ("WorkloadDefinition", "WorkloadType"),
];

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let header = &ctx.object.header;
    let Some(api_version) = header.api_version.as_ref().filter(|it| !is_template(&it.value)) else { return };
    if header.role.is_some() {
        return;
    }
    let (group, version) = api_version.value.split_once('/').unwrap_or((&api_version.value, ""));
    let versions: Vec<String> = api_versions(ctx, group);
    if LATER_VERSIONS.contains(&version) {
        return;
    }
    if !versions.contains(&api_version.value) && version != "v1alpha1" {
        report_version(ctx, api_version, &versions, findings);
        return;
    }
    let all = kinds(ctx, group);
    match &header.kind {
        Some(kind) if is_template(&kind.value) => {}
        Some(kind) => report_kind(ctx, api_version, kind, &all, findings),
        None => {
            let kind = ctx.source.root().and_then(|it| it.get("kind")).map(|it| it.value.kind());
            let may_be_there = ctx.source.root().is_some_and(Node::is_open);
            if !may_be_there && !matches!(kind, Some(NodeKind::Template | NodeKind::Alias)) {
                let allowed = names(all.iter().copied());
                let message = format!("the document has no `kind`; allowed are {allowed}");
                findings.report(&UNKNOWN_KIND, api_version.span, message);
            }
        }
    }
}

fn report_version(ctx: &RuleContext<'_>, written: &Text, versions: &[String], findings: &mut Findings<'_>) {
    let allowed = names(versions.iter().map(String::as_str));
    let message = format!("`{}` is no version of OAM; allowed are {allowed}", written.value);
    let report = findings.report(&UNKNOWN_KIND, written.span, message);
    if let [today] = versions {
        let edits = replace_scalar(ctx.source.node(written.node), today);
        report
            .help(did_you_mean(today))
            .unsafe_fix(format!("replace `{}` by `{today}`", written.value), edits);
    }
}

fn report_kind(
    ctx: &RuleContext<'_>,
    api_version: &Text,
    kind: &Text,
    all: &[&str],
    findings: &mut Findings<'_>,
) {
    let allowed = names(all.iter().copied());
    let message = format!("`{}` is no kind of `{}`; allowed are {allowed}", kind.value, api_version.value);
    let report = findings.report(&UNKNOWN_KIND, kind.span, message);
    let later = LATER_KINDS.iter().find(|(later, _)| *later == kind.value).map(|(_, today)| *today);
    if let Some(it) = later.or_else(|| nearest(&kind.value, all.iter().copied())) {
        let edits = replace_scalar(ctx.source.node(kind.node), it);
        report.help(did_you_mean(it)).unsafe_fix(format!("replace `{}` by `{it}`", kind.value), edits);
    }
}

/// The versions that are checked. A former group has none of its own.
fn api_versions(ctx: &RuleContext<'_>, group: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for is_wanted in [true, false] {
        let kinds = ctx.workspace.catalog().kinds().filter(|it| !is_wanted || it.group == group);
        found.extend(kinds.map(|it| format!("{}/{}", it.group, it.version)));
        if !found.is_empty() {
            break;
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The kinds of a group, of today's group for a former one.
fn kinds<'w>(ctx: &RuleContext<'w>, group: &str) -> Vec<&'w str> {
    let all = || ctx.workspace.catalog().kinds();
    let of_group: Vec<&str> = all().filter(|it| it.group == group).map(|it| it.kind.as_str()).collect();
    if of_group.is_empty() { all().map(|it| it.kind.as_str()).collect() } else { of_group }
}
