//! All findings of a file: every rule on every OAM document, with levels and suppressions applied.
//!
//! What a finding says is the rule's business; which ones are shown, and in which order, is decided here. The command line
//! and the editor both come through this function, so they cannot disagree.

use oam_model::object::Object;
use oam_model::workspace::{DocumentId, FileId, Level, Workspace};
use oam_syntax::{SourceDocument, Span, directives};

use crate::finding::{Finding, Severity};
use crate::kustomize::is_patch;
use crate::rule::{Findings, Rule, RuleContext};
use crate::rules::{self, rules};

/// The findings of a file, by place; none for a file that holds no OAM.
pub fn diagnostics(workspace: &Workspace, file: FileId) -> Vec<Finding> {
    let Some(it) = workspace.file(file) else { return Vec::new() };
    // Of a document that is only a part, only the text can be judged.
    let is_patch = it.has_oam() && is_patch(workspace, file);
    let rules = if is_patch { rules::TEXT_RULES } else { rules() };
    let mut list = Vec::new();
    for (index, model) in it.documents().iter().enumerate() {
        let document = DocumentId { file, index: u32::try_from(index).unwrap_or(u32::MAX) };
        match model.object() {
            Some(object) => {
                list.extend(document_findings(workspace, document, model.source(), object, rules));
            }
            None if claims_to_be_oam(model.source()) => {
                // Too broken to be an object: only the text itself can be judged.
                let object = Object::unreadable(Span::default());
                list.extend(document_findings(
                    workspace,
                    document,
                    model.source(),
                    &object,
                    rules::TEXT_RULES,
                ));
            }
            None => {}
        }
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

fn document_findings(
    workspace: &Workspace,
    document: DocumentId,
    source: &SourceDocument,
    object: &Object,
    rules: &[&Rule],
) -> Vec<Finding> {
    let ctx = RuleContext::new(workspace, document, source, object);
    let mut list = Vec::new();
    let mut run = |rule: &Rule| {
        let level = rule.configured_level(workspace);
        if level == Some(Level::Off) {
            return false;
        }
        let mut findings = Findings::new(&ctx);
        (rule.check)(&ctx, &mut findings);
        let before = list.len();
        list.extend(findings.into_list().into_iter().map(|it| with_level(it, level)));
        list.len() > before
    };
    // Where lines do not stand where they belong, all that others find follows from that.
    if !run(rules::LOST_INDENTATION) {
        rules.iter().filter(|it| it.id != rules::LOST_INDENTATION.id).for_each(|it| _ = run(it));
    }
    if !list.is_empty() {
        suppress(workspace, document, source, &mut list);
    }
    list
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

/// Takes out what comments of the document allow: on the line of the comment and the next, or everywhere.
fn suppress(workspace: &Workspace, document: DocumentId, source: &SourceDocument, list: &mut Vec<Finding>) {
    let allowed = directives(source);
    if allowed.is_empty() {
        return;
    }
    let start = workspace.in_file(document, Span::default()).start;
    let line_of = |span: Span| {
        let at = span.start.get().saturating_sub(start.get()) as usize;
        let before = source.text().as_bytes().get(..at).unwrap_or_default();
        u32::try_from(memchr::memchr_iter(b'\n', before).count()).unwrap_or(u32::MAX)
    };
    list.retain(|finding| {
        let line = line_of(finding.span);
        !allowed
            .iter()
            .any(|it| it.rule == finding.rule && (it.file_wide || it.line == line || it.line + 1 == line))
    });
}
