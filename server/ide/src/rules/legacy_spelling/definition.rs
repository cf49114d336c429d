//! Old names of settings in the definition of a trait or scope that the platform has built in.
//!
//! The platform reads the names of today whatever the definition says, so the definition misleads its readers. How
//! settings are written in applications is not looked at here.

use oam_model::object::Body;
use oam_syntax::edit::replace_scalar;
use oam_syntax::{Node, Offset, Span};

use super::LEGACY_SPELLING;
use crate::finding::Tag;
use crate::rule::{Findings, Report, RuleContext};

pub(super) fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    match &ctx.object.body {
        Body::Trait(defined) => check_trait(ctx, &defined.name, findings),
        Body::Scope(defined) => check_scope(ctx, &defined.name, findings),
        _ => {}
    }
}

/// The names stand in a JSON Schema, which is text to YAML.
fn check_trait(ctx: &RuleContext<'_>, name: &str, findings: &mut Findings<'_>) {
    let known = ctx.workspace.catalog().traits_named(ctx.workspace.platform(), name);
    let Some((first, others)) = known.split_first() else { return };
    let Some(text) = ctx.source.root().and_then(|it| it.get("spec")?.value.get("properties")) else { return };
    for legacy in &first.legacy_properties {
        let is_old_everywhere = others.iter().all(|it| it.legacy_properties.contains(legacy));
        let Some(span) = property(text.value, &legacy.name).filter(|_| is_old_everywhere) else { continue };
        report(findings, span, &legacy.name, &legacy.canonical);
    }
}

/// Where a JSON text has a key of this name.
fn property(text: Node<'_>, name: &str) -> Option<Span> {
    let quoted = format!("\"{name}\"");
    let raw = text.raw();
    let is_key = |at: &usize| raw.get(at + quoted.len()..).is_some_and(|it| it.trim_start().starts_with(':'));
    let at = raw.match_indices(&quoted).map(|(at, _)| at).find(is_key)? + 1;
    let start = text.span().start.index() + at;
    Some(Span::new(Offset::new(start), Offset::new(start + name.len())))
}

fn check_scope(ctx: &RuleContext<'_>, name: &str, findings: &mut Findings<'_>) {
    let Some(known) = ctx.workspace.catalog().scope(ctx.workspace.platform(), name) else { return };
    let list = ctx.source.root().and_then(|it| it.get("spec")?.value.get("parameters"));
    for declared in list.into_iter().flat_map(|it| it.value.items()).filter_map(|it| it.get("name")) {
        let written = declared.value.text();
        let view = known.properties.view();
        let Some(today) = view.property(&written).and_then(|it| it.canonical()) else { continue };
        report(findings, declared.value.span(), &written, today)
            .safe_fix(format!("replace `{written}` by `{today}`"), replace_scalar(declared.value, today));
    }
}

fn report<'f>(findings: &'f mut Findings<'_>, span: Span, written: &str, today: &str) -> Report<'f> {
    findings
        .report(&LEGACY_SPELLING, span, format!("`{written}` is an old spelling of `{today}`"))
        .help(format!("write `{today}`: the platform reads no other"))
        .tag(Tag::Deprecated)
}
