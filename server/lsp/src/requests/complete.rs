//! Completion: the list first, documentation when a candidate is shown.
//!
//! A client that does not say that it asks for documentation gets it with the list. The list is complete: what is typed
//! next only narrows it down, so it is not asked for again at every key. Only while the workspace is being read for the
//! first time it may lack names, and says so, after it has waited for them as long as nobody notices. Candidates name no
//! characters that accept them: in YAML every one of these may be part of a word.
//!
//! The trap: a range to insert beside the one to replace would leave the rest of the word behind the cursor in place,
//! `imagege` for `image`. So there is only one range.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionList, CompletionParams, CompletionResponse, Documentation,
    TextDocumentPositionParams,
};

use crate::convert::{features, from_proto};
use crate::patience::after_first_scan;
use crate::run::{MOMENT, run};
use crate::session::{Session, Snapshot};

pub(crate) async fn complete(
    params: CompletionParams,
    session: &Session,
) -> Result<Option<CompletionResponse>> {
    let moment = after_first_scan(session, &params.text_document_position.text_document.uri).await?;
    let complete = move |snapshot: &Snapshot| {
        let place = params.text_document_position;
        let at = from_proto::position(&place, snapshot)?;
        let client = &snapshot.client;
        let config = oam_ide::CompletionConfig {
            snippets: client.snippets,
            documentation: !client.resolves_documentation,
        };
        let data = client.resolves_documentation.then(|| json!(place));
        let found = oam_ide::completion(&snapshot.workspace, at, config);
        let items = found
            .items
            .into_iter()
            .map(|it| CompletionItem { data: data.clone(), ..features::completion(at.file, it, snapshot) });
        let is_incomplete = found.is_incomplete || snapshot.workspace.settings().is_indexing;
        Some(CompletionResponse::List(CompletionList { is_incomplete, items: items.collect() }))
    };
    MOMENT.scope(moment, run("textDocument/completion", complete)).await
}

/// Adds its documentation to a candidate. What is not a candidate any more stays as it is.
pub(crate) async fn resolve(mut item: CompletionItem) -> Result<CompletionItem> {
    if item.documentation.is_some() {
        return Ok(item);
    }
    let (label, data) = (item.label.clone(), item.data.clone());
    let document = move |snapshot: &Snapshot| documentation(&label, data?, snapshot);
    item.documentation = run("completionItem/resolve", document).await?;
    Ok(item)
}

fn documentation(label: &str, data: Value, snapshot: &Snapshot) -> Option<Documentation> {
    let place: TextDocumentPositionParams = serde_json::from_value(data).ok()?;
    let at = from_proto::position(&place, snapshot)?;
    let text = oam_ide::completion_documentation(&snapshot.workspace, at, label)?;
    Some(Documentation::MarkupContent(features::markup(text, snapshot.client.markdown_completion)))
}
