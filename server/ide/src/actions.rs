//! Code actions: the fixes of the findings at a place.
//!
//! They come from the server's own findings in the text as it is now, never from what a client remembers of them.

use oam_model::workspace::Workspace;

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
}

/// The fixes for all findings that touch a stretch of a file, in the order of the findings, safe ones first.
pub fn code_actions(workspace: &Workspace, at: FileSpan) -> Vec<CodeAction> {
    let mut actions: Vec<CodeAction> = Vec::new();
    let findings = diagnostics(workspace, at.file);
    for action in findings.into_iter().filter(|it| it.touches(at.span)).filter_map(action) {
        if !actions.iter().any(|it| it.edits == action.edits) {
            actions.push(action);
        }
    }
    actions.sort_by_key(|it| !it.is_preferred);
    actions
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
