//! Code actions: single fixes with their edits; fixes of many findings and refactorings, whose edits wait until they are asked for.
//!
//! A client that cannot ask for them later gets them at once, where that costs little.

use oam_ide::{BulkFix, FileSpan, RefactorConfig, Refactoring, RefactoringKind};
use oam_model::workspace::FileId;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Range, Uri, WorkspaceEdit,
};

use crate::convert::to_proto::{workspace_edit, workspace_edit_with_file};
use crate::convert::{features, from_proto};
use crate::session::Snapshot;

/// The kind that editors run when a file is saved, if they are told to.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.oam");

/// Most files of a workspace that are worked through for an action that may never be taken.
const MOST_EAGER_FILES: usize = 50;

/// The actions at a place that the client wants.
pub(crate) fn code_actions(
    params: &CodeActionParams,
    snapshot: &Snapshot,
) -> Option<Vec<CodeActionOrCommand>> {
    if !snapshot.client.can.action_literals {
        // All it could take are commands, and what they do needs an edit of ours.
        return Some(Vec::new());
    }
    let only = params.context.only.as_deref();
    let uri = &params.text_document.uri;
    let at = from_proto::span(uri, params.range, snapshot)?;
    let mut actions = Vec::new();
    if only.is_none_or(|it| includes(it, &CodeActionKind::QUICKFIX)) {
        let single = oam_ide::code_actions(&snapshot.workspace, at);
        actions.extend(single.into_iter().filter_map(|it| features::code_action(it, snapshot)));
        let offers = oam_ide::bulk_fixes(&snapshot.workspace, at);
        actions.extend(offers.iter().filter_map(|it| bulk(it, CodeActionKind::QUICKFIX, uri, at, snapshot)));
    }
    let wanted = refactorings(at, snapshot).into_iter().filter(|it| {
        let kind = refactoring_kind(it.kind);
        only.is_none_or(|only| includes(only, &kind))
    });
    actions.extend(wanted.filter_map(|it| refactoring(&it, params, at, snapshot)));
    // It is about the whole file, so nobody looks for it at a place: clients name its kind.
    if only.is_some_and(|it| includes(it, &FIX_ALL)) && oam_ide::has_safe_fixes(&snapshot.workspace, at.file)
    {
        actions.extend(bulk(&BulkFix::safe(), FIX_ALL, uri, at, snapshot));
    }
    Some(actions)
}

/// Adds the edits to an action that was sent without.
pub(crate) fn resolve(mut action: CodeAction, snapshot: &Snapshot) -> CodeAction {
    let Some(data) = action.data.as_ref().filter(|_| action.edit.is_none()) else { return action };
    if let Some((name, at)) = read_refactoring(data, snapshot) {
        action.edit = refactored(&name, at, snapshot);
    } else if let Some((file, offer)) = read(data, snapshot) {
        action.edit = workspace_edit(&oam_ide::bulk_edits(&snapshot.workspace, file, &offer), snapshot);
    }
    action
}

/// Whether a kind is one of the wanted ones or below one.
fn includes(only: &[CodeActionKind], kind: &CodeActionKind) -> bool {
    let kind = kind.as_str();
    only.iter().map(CodeActionKind::as_str).any(|it| {
        it.is_empty() || kind.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

fn bulk(
    offer: &BulkFix,
    kind: CodeActionKind,
    uri: &Uri,
    at: FileSpan,
    snapshot: &Snapshot,
) -> Option<CodeActionOrCommand> {
    let mut action = CodeAction { title: offer.title(), kind: Some(kind), ..CodeAction::default() };
    if snapshot.client.resolves_actions {
        action.data = Some(json!({
            "uri": uri,
            "rule": offer.rule,
            "everywhere": offer.everywhere,
            "unsafe": offer.with_unsafe,
        }));
    } else if offer.everywhere && snapshot.workspace.files().count() > MOST_EAGER_FILES {
        return None;
    } else {
        let edits = oam_ide::bulk_edits(&snapshot.workspace, at.file, offer);
        action.edit = Some(workspace_edit(&edits, snapshot).filter(|_| !edits.is_empty())?);
    }
    Some(CodeActionOrCommand::CodeAction(action))
}

fn refactorings(at: FileSpan, snapshot: &Snapshot) -> Vec<Refactoring> {
    oam_ide::refactorings(&snapshot.workspace, at, config(snapshot))
}

fn config(snapshot: &Snapshot) -> RefactorConfig {
    // A new file is an operation among the changes of documents.
    RefactorConfig { creates_files: snapshot.client.can.create_files && snapshot.client.document_changes }
}

/// The kinds under which refactorings are offered.
pub(crate) const REFACTORINGS: [CodeActionKind; 4] = [
    CodeActionKind::REFACTOR_EXTRACT,
    CodeActionKind::REFACTOR_INLINE,
    REFACTOR_MOVE,
    CodeActionKind::REFACTOR_REWRITE,
];

/// Moves something elsewhere (3.18).
const REFACTOR_MOVE: CodeActionKind = CodeActionKind::new("refactor.move");

fn refactoring_kind(kind: RefactoringKind) -> CodeActionKind {
    match kind {
        RefactoringKind::Extract => CodeActionKind::REFACTOR_EXTRACT,
        RefactoringKind::Inline => CodeActionKind::REFACTOR_INLINE,
        RefactoringKind::Move => REFACTOR_MOVE,
        RefactoringKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        RefactoringKind::QuickFix => CodeActionKind::QUICKFIX,
    }
}

fn refactoring(
    offer: &Refactoring,
    params: &CodeActionParams,
    at: FileSpan,
    snapshot: &Snapshot,
) -> Option<CodeActionOrCommand> {
    let kind = Some(refactoring_kind(offer.kind));
    let mut action = CodeAction { title: offer.title.clone(), kind, ..CodeAction::default() };
    if snapshot.client.resolves_actions {
        action.data = Some(json!({
            "uri": params.text_document.uri,
            "refactoring": offer.name,
            "range": params.range,
        }));
    } else {
        action.edit = Some(refactored(offer.name, at, snapshot)?);
    }
    Some(CodeActionOrCommand::CodeAction(action))
}

fn refactored(name: &str, at: FileSpan, snapshot: &Snapshot) -> Option<WorkspaceEdit> {
    let done = oam_ide::refactor(&snapshot.workspace, at, name, config(snapshot))?;
    match &done.new_file {
        Some(new) => workspace_edit_with_file(&done.edits, new, at.file, snapshot),
        None => workspace_edit(&done.edits, snapshot),
    }
}

fn read_refactoring(data: &Value, snapshot: &Snapshot) -> Option<(String, FileSpan)> {
    let name = data.get("refactoring")?.as_str()?.to_owned();
    let uri: Uri = data.get("uri")?.as_str()?.parse().ok()?;
    let range = Range::deserialize(data.get("range")?).ok()?;
    Some((name, from_proto::span(&uri, range, snapshot)?))
}

fn read(data: &Value, snapshot: &Snapshot) -> Option<(FileId, BulkFix)> {
    let is = |name: &str| data.get(name).and_then(Value::as_bool).unwrap_or_default();
    let uri: Uri = data.get("uri")?.as_str()?.parse().ok()?;
    let rule = data.get("rule").and_then(Value::as_str).map(str::to_owned);
    let offer = BulkFix { rule, everywhere: is("everywhere"), with_unsafe: is("unsafe") };
    Some((from_proto::file(&uri, snapshot)?.id(), offer))
}
