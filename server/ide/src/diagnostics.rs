//! All findings of a file: every rule on every OAM document, with levels and suppressions applied.
//!
//! What a finding says is the rule's business; which ones are shown, and in which order, is decided here. The command line
//! and the editor both come through this function, so they cannot disagree. A rule that falls over takes nothing with it:
//! it is left out for that document, and a finding says so.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use oam_model::cancel;
use oam_model::object::Object;
use oam_model::workspace::{DocumentId, FileId, Level, Workspace};
use oam_syntax::{SourceDocument, Span};

use crate::finding::{Finding, Severity};
use crate::kustomize::is_patch;
use crate::rule::{Contents, Findings, Rule, RuleContext};
use crate::rules::{self, rules};
use crate::suppressions::Suppressions;

/// What the rules say about one document, before anybody asks what its comments allow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checked {
    pub(crate) findings: Vec<Finding>,
    /// Lines do not stand where they belong: most rules have not looked.
    pub(crate) is_lost: bool,
}

/// The findings of a file, by place; none for a file that holds no OAM.
pub fn diagnostics(workspace: &Workspace, file: FileId) -> Vec<Finding> {
    let is_patch = is_patch(workspace, file);
    gather(workspace, file, is_patch, |document| check_document(workspace, document, is_patch))
}

/// The findings of a file, out of what the rules say about each document.
pub(crate) fn gather(
    workspace: &Workspace,
    file: FileId,
    is_patch: bool,
    mut check: impl FnMut(DocumentId) -> Checked,
) -> Vec<Finding> {
    let Some(it) = workspace.file(file) else { return Vec::new() };
    // Of a document that is only a part, only the text can be judged.
    let is_patch = is_patch && it.has_oam();
    let suppressions = Suppressions::of(workspace, it);
    let mut list = Vec::new();
    let mut judged = Vec::new();
    for (index, model) in it.documents().iter().enumerate() {
        let document = DocumentId { file, index: u32::try_from(index).unwrap_or(u32::MAX) };
        if model.object().is_none() && !claims_to_be_oam(model.source()) {
            continue;
        }
        let mut it = check(document);
        if it.is_lost || is_patch {
            suppressions.spare(index);
        }
        suppressions.apply(workspace, document, model.source(), &mut it.findings);
        list.extend(it.findings);
        if !it.is_lost {
            judged.push((document, model));
        }
    }
    // Which comments cover nothing is known when all findings of the file are.
    for (document, model) in judged {
        let own = suppressions.judged(workspace, document.index as usize);
        if own.is_empty() {
            continue;
        }
        let mut found = with_context(workspace, document, |mut ctx| {
            ctx.suppressions = own;
            rules::SUPPRESSION_RULES.iter().flat_map(|it| rule_findings(&ctx, it)).collect()
        });
        suppressions.apply(workspace, document, model.source(), &mut found);
        list.extend(found);
    }
    list.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
    list.dedup();
    list
}

/// What the rules say about a document.
pub(crate) fn check_document(workspace: &Workspace, document: DocumentId, is_patch: bool) -> Checked {
    let others = other_rules(workspace, document, is_patch);
    with_context(workspace, document, |ctx| {
        let first = rule_findings(&ctx, rules::LOST_INDENTATION);
        Checked::of(first, || others.flat_map(|it| rule_findings(&ctx, it)).collect())
    })
}

/// The rules that look at a document, but for the one that is asked first.
pub(crate) fn other_rules(
    workspace: &Workspace,
    document: DocumentId,
    is_patch: bool,
) -> impl Iterator<Item = &'static Rule> {
    let is_object = workspace.object(document).is_some();
    let rules = if is_object && !is_patch { rules() } else { rules::TEXT_RULES };
    rules.iter().copied().filter(|it| it.id != rules::LOST_INDENTATION.id)
}

impl Checked {
    /// What the rule found that is asked first, and what the others find unless that says it all: where lines do not stand
    /// where they belong, all that others find follows from that.
    pub(crate) fn of(first: Vec<Finding>, others: impl FnOnce() -> Vec<Finding>) -> Self {
        let is_lost = first.iter().any(|it| !it.is_failure);
        let mut findings = first;
        if !is_lost {
            findings.extend(others());
            rules::rejected_by_kubernetes::leave_to_others(&mut findings);
        }
        Self { findings, is_lost }
    }
}

/// Does something with a document as the rules see it.
pub(crate) fn with_context<T: Default>(
    workspace: &Workspace,
    document: DocumentId,
    work: impl FnOnce(RuleContext<'_>) -> T,
) -> T {
    let Some(model) = workspace.document(document) else { return T::default() };
    // Too broken to be an object: the text alone.
    let unreadable = Object::unreadable(Span::default());
    let object = model.object().unwrap_or(&unreadable);
    work(RuleContext::new(workspace, document, model.source(), object, &Contents::default()))
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
pub(crate) fn rule_findings(ctx: &RuleContext<'_>, rule: &Rule) -> Vec<Finding> {
    cancel::check();
    let level = rule.configured_level(ctx.workspace);
    if level == Some(Level::Off) {
        return Vec::new();
    }
    let mut findings = Findings::new(ctx);
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| (rule.check)(ctx, &mut findings))) {
        if cancel::is_cancelled(&*payload) {
            resume_unwind(payload);
        }
        return left_out(ctx, rule);
    }
    let found = findings.into_list().into_iter().filter(|it| is_possible(ctx, it));
    found.map(|it| with_level(it, level)).collect()
}

/// What is said of a rule that failed. An error whatever the rule's level is: what was not checked is not fine.
fn left_out(ctx: &RuleContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Findings::new(ctx);
    let id = rule.id;
    findings
        .report(
            rule,
            Span::default(),
            format!("the check `{id}` failed on this document, which is a mistake of ours; it was left out"),
        )
        .severity(Severity::Error)
        .help(format!(
            "please report it; to go on without the check, set `{id}: off` under `rules` in `.oam-ls.yaml`"
        ))
        .failure();
    findings.into_list()
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use oam_model::cancel::{Cancelled, scope};
    use oam_model::workspace::{Change, Settings};
    use oam_syntax::SourceText;

    use super::*;
    use crate::rule::declare_rule;

    declare_rule! {
        /// Falls over.
        static FALLS_OVER = {
            id: "falls-over", level: Hint, group: Practice, since: "0.1.0", fix: None, check: |_, _| panic!("secret"),
        }
    }
    declare_rule! {
        /// Asks whether anybody still wants its findings.
        static ASKS = {
            id: "asks", level: Hint, group: Practice, since: "0.1.0", fix: None, check: |_, _| cancel::check(),
        }
    }

    fn with_context<T>(levels: &[(&str, Level)], then: impl FnOnce(&RuleContext<'_>) -> T) -> T {
        let mut settings = Settings::default();
        settings.levels.extend(levels.iter().map(|(rule, level)| ((*rule).to_owned(), *level)));
        let text = Some(SourceText::new("a: 1\n---\napiVersion: core.oam.dev/v1alpha1\nkind: Trait\n"));
        let file = FileId(0);
        let workspace = Workspace::new(settings).with([Change { file, path: Arc::from("a.yaml"), text }]);
        let model = workspace.file(file).unwrap().documents().last().unwrap();
        let index = u32::try_from(workspace.file(file).unwrap().documents().len() - 1).unwrap();
        let document = DocumentId { file, index };
        let object = model.object().unwrap();
        then(&RuleContext::new(&workspace, document, model.source(), object, &Contents::default()))
    }

    #[test]
    fn a_rule_that_falls_over_is_left_out_and_named() {
        let found = with_context(&[], |ctx| rule_findings(ctx, &FALLS_OVER));
        let [failure] = found.as_slice() else { panic!("one finding: {found:?}") };
        assert!(failure.is_failure);
        assert_eq!((failure.rule, failure.severity), ("falls-over", Severity::Error));
        assert_eq!(
            failure.message,
            "the check `falls-over` failed on this document, which is a mistake of ours; it was left out"
        );
        // It stands at its own document, not at the first of the file.
        assert!(failure.span.start.index() > 0);
    }

    #[test]
    fn a_rule_that_falls_over_can_be_switched_off() {
        assert_eq!(with_context(&[("falls-over", Level::Off)], |ctx| rule_findings(ctx, &FALLS_OVER)), []);
    }

    #[test]
    fn giving_up_is_no_failure() {
        let result = with_context(&[], |ctx| scope(|| true, || rule_findings(ctx, &ASKS).len()));
        assert_eq!(result, Err(Cancelled));
    }
}
