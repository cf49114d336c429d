//! Code actions: the fixes of the findings at a place, and behind them the comments that allow the findings.
//!
//! What changes a document without a finding is in [`refactoring`], one file a refactoring.
//!
//! They come from the server's own findings in the text as it is now, never from what a client remembers of them.

mod add_missing;
mod convert;
mod create_component;
mod create_name;
mod extract_parameter;
mod extract_variable;
mod inline_variable;
mod move_document;
mod new_name;
pub(crate) mod refactoring;
mod yaml_value;

use oam_model::workspace::Workspace;

use crate::allow::{allow_here, allow_in_file, can_be_allowed};
use crate::diagnostics::diagnostics;
use crate::finding::Finding;
use crate::position::{FileEdit, FileSpan};

/// Something an editor can do for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAction {
    /// What it does, as a command.
    pub title: String,
    /// What sort of action it is.
    pub kind: CodeActionKind,
    /// The edits, none overlapping another.
    pub edits: Vec<FileEdit>,
    /// The rule whose finding it mends.
    pub rule: Option<&'static str>,
    /// Whether it may be taken without looking.
    pub is_preferred: bool,
}

/// The sorts of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeActionKind {
    /// Mends a finding.
    QuickFix,
    /// Writes a comment that allows a finding.
    Allow,
}

/// The fixes for all findings that touch a stretch of a file, in the order of the findings, safe ones first; then, for each of
/// the findings, the comments that allow it here and in the whole file.
pub fn code_actions(workspace: &Workspace, at: FileSpan) -> Vec<CodeAction> {
    let mut actions: Vec<CodeAction> = Vec::new();
    let mut findings = diagnostics(workspace, at.file);
    findings.retain(|it| it.touches(at.span));
    let allowing: Vec<_> = findings.iter().flat_map(|it| allowing(workspace, at, it)).collect();
    for action in findings.into_iter().filter_map(action) {
        if !actions.iter().any(|it| it.edits == action.edits) {
            actions.push(action);
        }
    }
    actions.sort_by_key(|it| !it.is_preferred);
    for action in allowing {
        if !actions.iter().any(|it| it.edits == action.edits) {
            actions.push(action);
        }
    }
    actions
}

fn allowing(workspace: &Workspace, at: FileSpan, finding: &Finding) -> Vec<CodeAction> {
    let Some((document, _)) = workspace.document_at(at.file, finding.span.start) else { return Vec::new() };
    if !can_be_allowed(finding.rule) {
        return Vec::new();
    }
    let here = allow_here(workspace, document, finding).map(|it| (it, "here"));
    let in_file = allow_in_file(workspace, document, finding.rule).map(|it| (it, "in this file"));
    let edits = here.into_iter().chain(in_file);
    edits
        .map(|(edit, place)| CodeAction {
            title: format!("allow `{}` {place}", finding.rule),
            kind: CodeActionKind::Allow,
            edits: vec![edit],
            rule: Some(finding.rule),
            is_preferred: false,
        })
        .collect()
}

fn action(finding: Finding) -> Option<CodeAction> {
    let fix = finding.fix?;
    Some(CodeAction {
        title: fix.title,
        kind: CodeActionKind::QuickFix,
        edits: fix.edits,
        rule: Some(finding.rule),
        is_preferred: fix.is_safe,
    })
}
