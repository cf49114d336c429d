//! Findings for clients that fetch them: of one document, or of the whole workspace.
//!
//! The id of a result is a mark of its findings: the same findings have the same id whatever happened in between, and a
//! client that names it gets `unchanged`. For the workspace, files without findings are only mentioned to a client that
//! knows of findings there. A client that takes results piece by piece asks again and again; it is answered when there
//! is something to say.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use oam_model::cancel;
use oam_model::workspace::{FileId, Workspace};
use serde_json::json;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    ProgressToken, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::convert::from_proto::{self, path_of};
use crate::convert::to_proto::uri_of;
use crate::publish;
use crate::run::{MOMENT, Moment, run};
use crate::session::{Session, Snapshot};

/// How many files are judged before the client hears of them.
const CHUNK: usize = 64;

/// How long the state must stand still before the workspace is judged again.
const PAUSE: Duration = Duration::from_millis(300);

/// The answer to `textDocument/diagnostic`.
pub(crate) fn document(params: &DocumentDiagnosticParams, snapshot: &Snapshot) -> DocumentDiagnosticReport {
    let file = from_proto::file(&params.text_document.uri, snapshot);
    let items = file.map(|it| publish::compute(it.id(), snapshot)).unwrap_or_default();
    let result_id = mark(&items);
    if params.previous_result_id.as_ref() == Some(&result_id) {
        let report = UnchangedDocumentDiagnosticReport { result_id };
        return DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: report,
        });
    }
    let report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: report,
    })
}

/// The answer to `workspace/diagnostic`.
pub(crate) async fn workspace(
    params: WorkspaceDiagnosticParams,
    client: Client,
    session: Session,
) -> Result<WorkspaceDiagnosticReport> {
    let can_settle = session.client().configuration;
    let token = params.partial_result_params.partial_result_token.filter(|_| can_settle);
    let known =
        params.previous_result_ids.into_iter().map(|it| (path_of(it.uri.as_str()), (it.uri, it.value)));
    let known: Arc<Known> = Arc::new(known.collect());
    let mut changes = session.changes();
    // While files are still being found, findings would only have to be taken back.
    while session.is_running() && session.snapshot().workspace.settings().is_indexing {
        let _ = changes.changed().await;
    }
    let mut before: Option<Snapshot> = None;
    loop {
        changes.mark_unchanged();
        let now = session.snapshot();
        let files = before.as_ref().map_or_else(|| all(&now.workspace), |before| affected(before, &now));
        let mut items = Vec::new();
        let (mut has_news, mut has_said) = (false, false);
        let mut files: Vec<_> = files.into_iter().collect();
        let is_whole = before.is_none();
        while !files.is_empty() {
            let rest = files.split_off(files.len().min(CHUNK));
            let chunk = std::mem::replace(&mut files, rest);
            let known = Arc::clone(&known);
            let moment = Moment { snapshot: now.clone(), document: None, file: None };
            let judge = run("workspace/diagnostic", move |now| judge(&chunk, &known, now));
            let reports = MOMENT.scope(moment, judge).await?;
            has_news |= reports.iter().any(|it| matches!(it, WorkspaceDocumentDiagnosticReport::Full(_)));
            match &token {
                Some(token) if !reports.is_empty() && session.is_running() => {
                    has_said = true;
                    say(&client, token, reports).await;
                }
                Some(_) => {}
                None => items.extend(reports),
            }
        }
        if is_whole {
            let gone: Vec<_> = gone(&known, &now).collect();
            has_news |= !gone.is_empty();
            items.extend(gone);
        }
        if has_said && session.is_running() {
            settle(&client).await;
        }
        if token.is_none() || has_news || !session.is_running() {
            return Ok(WorkspaceDiagnosticReport { items });
        }
        before = Some(now);
        let _ = changes.changed().await;
        tokio::time::sleep(PAUSE).await;
    }
}

/// How long a client may take to answer a question about nothing.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the client knows: a document's name and the id of its findings, by path.
type Known = HashMap<Arc<str>, (Uri, String)>;

fn judge(files: &[FileId], known: &Known, now: &Snapshot) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let mut reports = Vec::new();
    for file in files {
        cancel::check();
        let Some(source) = now.workspace.file(*file) else { continue };
        let before = known.get(source.path());
        let items = publish::compute(*file, &now.seen_from(source.path()));
        if items.is_empty() && before.is_none() {
            continue;
        }
        let Some(uri) = before.map(|it| it.0.clone()).or_else(|| uri_of(*file, now)) else { continue };
        let version = now.open.get(file).map(|it| i64::from(it.version));
        let result_id = mark(&items);
        reports.push(if before.is_some_and(|it| it.1 == result_id) {
            WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
        } else {
            full(uri, version, items)
        });
    }
    reports
}

fn full(uri: Uri, version: Option<i64>, items: Vec<Diagnostic>) -> WorkspaceDocumentDiagnosticReport {
    let result_id = Some(mark(&items));
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// Documents that the client knows findings of and that are no more.
fn gone(known: &Known, now: &Snapshot) -> impl Iterator<Item = WorkspaceDocumentDiagnosticReport> {
    let none = mark(&[]);
    let gone =
        known.iter().filter(move |(path, (_, id))| now.workspace.file_by_path(path).is_none() && *id != none);
    gone.map(|(_, (uri, _))| full(uri.clone(), None, Vec::new()))
}

fn all(workspace: &Workspace) -> BTreeSet<FileId> {
    workspace.files().map(|it| it.id()).collect()
}

/// The files that may have other findings than before.
fn affected(before: &Snapshot, now: &Snapshot) -> BTreeSet<FileId> {
    if before.workspace.settings() != now.workspace.settings()
        || before.editor != now.editor
        || !Arc::ptr_eq(&before.roots, &now.roots)
    {
        return all(&now.workspace);
    }
    now.workspace.affected_since(&before.workspace)
}

/// A part of a result. The framework's own type for it has only the values of work done.
enum PartialResult {}

impl Notification for PartialResult {
    type Params = serde_json::Value;
    const METHOD: &'static str = "$/progress";
}

async fn say(client: &Client, token: &ProgressToken, items: Vec<WorkspaceDocumentDiagnosticReport>) {
    client.send_notification::<PartialResult>(json!({ "token": token, "value": { "items": items } })).await;
}

/// Waits until everything said so far has been read: the framework writes what is said and what is answered in any order,
/// and a part must not come behind the answer. The client is asked for no settings at all, and answers in order.
async fn settle(client: &Client) {
    let _ = tokio::time::timeout(PATIENCE, client.configuration(Vec::new())).await;
}

fn mark(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_findings_have_the_same_mark() {
        let finding = |message: &str| Diagnostic { message: message.to_owned(), ..Diagnostic::default() };
        assert_eq!(mark(&[finding("a")]), mark(&[finding("a")]));
        assert_ne!(mark(&[finding("a")]), mark(&[finding("b")]));
        assert_ne!(mark(&[]), mark(&[finding("a")]));
    }
}
