//! What is wrong with properties or settings by their schema, each with its place; no rule of its own.
//!
//! Traits have more of it: see `invalid_trait_properties`. Of several schemas the one that finds the least is taken, since
//! without a platform all of them are possible.

use oam_catalog::{PathStep, PropertySchema, SchemaProblem, SchemaProblemKind};
use oam_model::value::{Data, Key, Value};
use oam_syntax::Span;
use oam_syntax::edit::{Edit, rename_key, replace_scalar};

use super::requote::offer;
use super::usage::is_template;
use crate::finding::Severity;
use crate::rule::{Findings, Rule, RuleContext};
use crate::schema_problems::is_about_all;
use crate::suggest::{did_you_mean, is_other_case, names, nearest};

/// What is checked.
pub(super) struct Subject<'s> {
    /// The words for it: "scope type `…`".
    pub(super) words: String,
    /// The words for one of its keys: "property".
    pub(super) key: &'static str,
    /// One mapping, whatever the spelling.
    pub(super) root: &'s Value,
    /// Where a key is missing.
    pub(super) span: Span,
    /// Whether some keys may not be seen.
    pub(super) has_hole: bool,
    /// How bad a value is that contradicts the schema.
    pub(super) severity: Severity,
}

/// Reports what the schema that finds the least finds.
pub(super) fn report<'s>(
    ctx: &RuleContext<'_>,
    rule: &Rule,
    subject: &Subject<'_>,
    schemas: impl IntoIterator<Item = &'s PropertySchema>,
    findings: &mut Findings<'_>,
) {
    let json = subject.root.to_json();
    let problems = schemas.into_iter().map(|it| problems(ctx, subject, it, &json));
    for problem in problems.min_by_key(Vec::len).unwrap_or_default() {
        report_one(ctx, rule, subject, &problem, findings);
    }
}

fn problems(
    ctx: &RuleContext<'_>,
    subject: &Subject<'_>,
    schema: &PropertySchema,
    json: &serde_json::Value,
) -> Vec<SchemaProblem> {
    let may_hold_more = |path: &[PathStep]| match locate(subject.root, path) {
        _ if path.is_empty() => subject.has_hole,
        Some((_, it)) => ctx.source.node(it.node).is_open(),
        None => true,
    };
    let is_reported = |it: &SchemaProblem| match &it.kind {
        kind if is_about_all(kind) && may_hold_more(&it.path) => false,
        SchemaProblemKind::Missing { .. } | SchemaProblemKind::Unknown { .. } => true,
        _ => locate(subject.root, &it.path).is_some_and(|(_, it)| is_known(it)),
    };
    let mut problems: Vec<_> = schema.validate(json).into_iter().filter(is_reported).collect();
    let misspelt: Vec<String> =
        problems.iter().filter_map(|it| meant(subject, it)).map(str::to_owned).collect();
    // One mistake, one finding: a key that is misspelt is not missing as well.
    problems.retain(
        |it| !matches!(&it.kind, SchemaProblemKind::Missing { property } if misspelt.contains(property)),
    );
    problems
}

fn is_known(value: &Value) -> bool {
    let is_written_later = |it: &str| is_template(it) || it.contains("[from");
    !value.has_unknown() && !value.as_str().is_some_and(is_written_later)
}

/// The key that is meant by an unknown one.
fn meant<'p>(subject: &Subject<'_>, problem: &'p SchemaProblem) -> Option<&'p str> {
    let SchemaProblemKind::Unknown { property, allowed } = &problem.kind else { return None };
    let (_, value) = locate(subject.root, &problem.path)?;
    nearest(property, allowed.iter().map(String::as_str).filter(|it| value.get(it).is_none()))
}

/// The part of a value that a problem is about, with its key.
pub(super) fn locate<'v>(root: &'v Value, path: &[PathStep]) -> Option<(Option<&'v Key>, &'v Value)> {
    path.iter().try_fold((None, root), |(key, value), step| match step {
        PathStep::Key(name) => {
            let (key, value) = value.entries().iter().rev().find(|(it, _)| it.text == *name)?;
            Some((Some(key), value))
        }
        PathStep::Index(index) => Some((key, value.items().get(*index)?)),
    })
}

fn report_one(
    ctx: &RuleContext<'_>,
    rule: &Rule,
    subject: &Subject<'_>,
    problem: &SchemaProblem,
    findings: &mut Findings<'_>,
) {
    let Some((key, value)) = locate(subject.root, &problem.path) else { return };
    let (is_root, words) = (problem.path.is_empty(), &subject.words);
    let first = value.entries().first().map(|(it, _)| it.span);
    match &problem.kind {
        SchemaProblemKind::Missing { property } if is_root => {
            let message = format!("{words} needs the {} `{property}`", subject.key);
            findings.report(rule, subject.span, message).severity(subject.severity);
        }
        SchemaProblemKind::Unknown { property, allowed } => {
            let Some((key, _)) = value.entries().iter().rev().find(|(it, _)| it.text == *property) else {
                return;
            };
            let message = match (is_root, allowed.is_empty()) {
                (false, _) => problem.to_string(),
                (true, true) => format!("{words} has no {} `{property}`, nor any other", subject.key),
                (true, false) => {
                    let allowed = names(allowed.iter().map(String::as_str));
                    format!("{words} has no {} `{property}`; allowed are {allowed}", subject.key)
                }
            };
            let report = findings.report(rule, key.span, message).severity(Severity::Warning);
            let Some(suggestion) = meant(subject, problem) else { return };
            let report = report.help(did_you_mean(suggestion));
            let (title, edits) =
                (format!("replace `{property}` by `{suggestion}`"), rename(ctx, key, suggestion));
            if is_other_case(property, suggestion) {
                report.safe_fix(title, edits);
            } else {
                report.unsafe_fix(title, edits);
            }
        }
        kind => {
            let span = match &value.data {
                Data::Mapping(_) | Data::Sequence(_) => {
                    first.or(key.map(|it| it.span)).unwrap_or(subject.span)
                }
                _ if value.span.is_empty() => subject.span,
                _ => value.span,
            };
            let report = findings.report(rule, span, problem.to_string()).severity(subject.severity);
            if let SchemaProblemKind::WrongType { expected, .. } = kind {
                offer(report, ctx.source.node(value.node), |it| {
                    expected.iter().any(|expected| expected == it)
                });
            }
        }
    }
}

/// Gives a key another name; in the list form it is the value of `name`.
pub(super) fn rename(ctx: &RuleContext<'_>, key: &Key, new: &str) -> Vec<Edit> {
    let node = ctx.source.node(key.node);
    match node.entry() {
        Some(entry) if node.is_key() => rename_key(entry, new),
        _ => replace_scalar(node, new),
    }
}
