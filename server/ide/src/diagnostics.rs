//! All findings of a file: every rule on every OAM document, with levels and suppressions applied.
//!
//! What a finding says is the rule's business; which ones are shown, and in which order, is decided here. The command line
//! and the editor both come through this function, so they cannot disagree.

use oam_model::cancel;
use oam_model::object::Object;
use oam_model::workspace::{DocumentId, FileId, Level, Workspace};
use oam_syntax::{SourceDocument, Span};

use crate::finding::{Finding, Severity};
use crate::kustomize::is_patch;
use crate::rule::{Findings, Rule, RuleContext};
use crate::rules::{self, rules};
use crate::suppressions::Suppressions;

/// The findings of a file, by place; none for a file that holds no OAM.
pub fn diagnostics(workspace: &Workspace, file: FileId) -> Vec<Finding> {
    let Some(it) = workspace.file(file) else { return Vec::new() };
    // Of a document that is only a part, only the text can be judged.
    let is_patch = it.has_oam() && is_patch(workspace, file);
    // Too broken to be an object: again the text alone.
    let unreadable = Object::unreadable(Span::default());
    let suppressions = Suppressions::of(workspace, it);
    let mut list = Vec::new();
    let mut contexts = Vec::new();
    for (index, model) in it.documents().iter().enumerate() {
        let document = DocumentId { file, index: u32::try_from(index).unwrap_or(u32::MAX) };
        let (object, rules) = match model.object() {
            Some(object) => (object, if is_patch { rules::TEXT_RULES } else { rules() }),
            None if claims_to_be_oam(model.source()) => (&unreadable, rules::TEXT_RULES),
            None => continue,
        };
        let ctx = RuleContext::new(workspace, document, model.source(), object);
        // Where lines do not stand where they belong, all that others find follows from that.
        let mut found = rule_findings(&ctx, rules::LOST_INDENTATION);
        let is_lost = !found.is_empty();
        if !is_lost {
            let others = rules.iter().filter(|it| it.id != rules::LOST_INDENTATION.id);
            found.extend(others.flat_map(|it| rule_findings(&ctx, it)));
            rules::rejected_by_kubernetes::leave_to_others(&mut found);
        }
        if is_lost || is_patch {
            suppressions.spare(index);
        }
        suppressions.apply(workspace, document, model.source(), &mut found);
        list.extend(found);
        if !is_lost {
            contexts.push((index, ctx));
        }
    }
    // Which comments cover nothing is known when all findings of the file are.
    for (index, mut ctx) in contexts {
        ctx.suppressions = suppressions.judged(workspace, index);
        let mut found: Vec<_> =
            rules::SUPPRESSION_RULES.iter().flat_map(|it| rule_findings(&ctx, it)).collect();
        suppressions.apply(workspace, ctx.document, ctx.source, &mut found);
        list.extend(found);
    }
    list.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
    list.dedup();
    list
}

/// Whether a document names the OAM group where an `apiVersion` stands.
fn claims_to_be_oam(source: &SourceDocument) -> bool {
    let text = source.text();
    (text.contains("oam.dev") || text.contains("hydra.io"))
        && text.lines().any(|it| {
            let line = it.trim_start();
            line.starts_with("apiVersion")
                && (line.contains("core.oam.dev/") || line.contains("core.hydra.io/"))
        })
}

/// What one rule finds in one document, at the level that is asked for.
fn rule_findings(ctx: &RuleContext<'_>, rule: &Rule) -> Vec<Finding> {
    cancel::check();
    let level = rule.configured_level(ctx.workspace);
    if level == Some(Level::Off) {
        return Vec::new();
    }
    let mut findings = Findings::new(ctx);
    (rule.check)(ctx, &mut findings);
    let found = findings.into_list().into_iter().filter(|it| is_possible(ctx, it));
    found.map(|it| with_level(it, level)).collect()
}

/// Whether the two places of a finding can exist together. In different branches of one `{{ if }}`, or on both sides of a
/// conflict, the same name is no repetition.
fn is_possible(ctx: &RuleContext<'_>, finding: &Finding) -> bool {
    let start = ctx.in_file(Span::default()).start;
    let local = |it: Span| Span::new(it.start - start, it.end - start);
    let own =
        finding.related.iter().filter(|it| it.at.file == ctx.document.file && it.at.span.start >= start);
    !own.into_iter().any(|it| ctx.source.are_exclusive(local(finding.span), local(it.at.span)))
}

fn with_level(mut finding: Finding, level: Option<Level>) -> Finding {
    finding.severity = match level {
        None | Some(Level::Off) => finding.severity,
        Some(Level::Hint) => Severity::Hint,
        Some(Level::Info) => Severity::Info,
        Some(Level::Warning) => Severity::Warning,
        Some(Level::Error) => Severity::Error,
    };
    finding
}
