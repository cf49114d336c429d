//! What goes to the client: findings, places and edits in the protocol's words, positions in the client's encoding.
//!
//! The trap: a place may be in a file that is gone from the snapshot; it then has no words, and is left out.

use std::collections::HashMap;
use std::path::Path;
use std::str::FromStr;

use oam_ide::Tag;
use oam_ide::{FileEdit, FileSpan, Finding, NewFile, Severity};
use oam_model::workspace::FileId;
use oam_syntax::{Offset, Span};
use tower_lsp::ls_types::{
    CreateFile, CreateFileOptions, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, DocumentChangeOperation, DocumentChanges, Location, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use crate::session::Snapshot;

/// The source of all findings.
pub(crate) const SOURCE: &str = "oam";

/// The client's name for a file, or one for a file that it has not named.
pub(crate) fn uri_of(file: FileId, snapshot: &Snapshot) -> Option<Uri> {
    if let Some(open) = snapshot.open.get(&file) {
        return Uri::from_str(&open.uri).ok();
    }
    let path = snapshot.workspace.file(file)?.path();
    if Path::new(path).is_absolute() { Uri::from_file_path(path) } else { Uri::from_str(path).ok() }
}

/// A place in a file.
pub(crate) fn location(at: FileSpan, snapshot: &Snapshot) -> Option<Location> {
    Some(Location { uri: uri_of(at.file, snapshot)?, range: range(at, snapshot)? })
}

/// A stretch of a file in the client's positions.
pub(crate) fn range(at: FileSpan, snapshot: &Snapshot) -> Option<Range> {
    let text = snapshot.workspace.file(at.file)?.text();
    let position = |offset| {
        let at = text.line_col(offset, snapshot.client.encoding);
        Position { line: at.line, character: at.column }
    };
    Some(Range { start: position(at.span.start), end: position(at.span.end) })
}

/// A place of one known file.
pub(crate) fn position(file: FileId, at: Offset, snapshot: &Snapshot) -> Position {
    range_in(file, Span::empty(at), snapshot).start
}

/// A stretch of one known file.
pub(crate) fn range_in(file: FileId, span: Span, snapshot: &Snapshot) -> Range {
    range(FileSpan { file, span }, snapshot).unwrap_or_default()
}

/// A finding.
pub(crate) fn diagnostic(file: FileId, finding: &Finding, snapshot: &Snapshot) -> Diagnostic {
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let related = finding.related.iter().filter_map(|it| {
        Some(DiagnosticRelatedInformation {
            location: location(it.at, snapshot)?,
            message: it.message.clone(),
        })
    });
    let related: Vec<_> = if snapshot.client.related_information { related.collect() } else { Vec::new() };
    Diagnostic {
        range: range_in(file, finding.span, snapshot),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        tags: finding.tag.filter(|_| snapshot.client.can.diagnostic_tags).map(|it| vec![tag(it)]),
        ..Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

fn tag(tag: Tag) -> DiagnosticTag {
    match tag {
        Tag::Deprecated => DiagnosticTag::DEPRECATED,
        Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
    }
}

/// Edits of any files, in the form that the client has announced.
pub(crate) fn workspace_edit(edits: &[FileEdit], snapshot: &Snapshot) -> Option<WorkspaceEdit> {
    let mut by_file: Vec<(FileId, Vec<TextEdit>)> = Vec::new();
    for edit in edits {
        let range = range(FileSpan { file: edit.file, span: edit.span }, snapshot)?;
        let edit_text = TextEdit { range, new_text: edit.text.clone() };
        match by_file.iter_mut().find(|(file, _)| *file == edit.file) {
            Some((_, list)) => list.push(edit_text),
            None => by_file.push((edit.file, vec![edit_text])),
        }
    }
    if snapshot.client.document_changes {
        let edits = by_file.into_iter().map(|(file, edits)| document_edit(file, edits, snapshot));
        let document_changes = Some(DocumentChanges::Edits(edits.collect::<Option<_>>()?));
        return Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() });
    }
    let changes = by_file.into_iter().map(|(file, edits)| Some((uri_of(file, snapshot)?, edits)));
    let changes = changes.collect::<Option<HashMap<_, _>>>()?;
    Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

/// Edits together with a new file beside one that is there. For clients only that have announced both.
///
/// The client makes the file and refuses if there is one; a file that nobody has shown to the server stays whole.
pub(crate) fn workspace_edit_with_file(
    edits: &[FileEdit],
    new: &NewFile,
    beside: FileId,
    snapshot: &Snapshot,
) -> Option<WorkspaceEdit> {
    let neighbour = uri_of(beside, snapshot)?.to_string();
    let folder = neighbour.get(..=neighbour.rfind('/')?)?;
    let uri = Uri::from_str(&format!("{folder}{}", new.name)).ok()?;
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
    let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
    let text = TextEdit { range: Range::default(), new_text: new.text.clone() };
    let content = TextDocumentEdit { text_document, edits: vec![OneOf::Left(text)] };
    let mut operations =
        vec![DocumentChangeOperation::Op(ResourceOp::Create(create)), DocumentChangeOperation::Edit(content)];
    let rest = workspace_edit(edits, snapshot)?.document_changes;
    if let Some(DocumentChanges::Edits(edits)) = rest {
        operations.extend(edits.into_iter().map(DocumentChangeOperation::Edit));
    }
    let document_changes = Some(DocumentChanges::Operations(operations));
    Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
}

fn document_edit(file: FileId, edits: Vec<TextEdit>, snapshot: &Snapshot) -> Option<TextDocumentEdit> {
    let version = snapshot.open.get(&file).map(|it| it.version);
    let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri_of(file, snapshot)?, version };
    Some(TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() })
}
