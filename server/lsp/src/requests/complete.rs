//! Completion: the list first, documentation when a candidate is shown.
//!
//! A client that does not say that it asks for documentation gets it with the list. The list is always complete: what is
//! typed next only narrows it down, so it is not asked for again at every key. Candidates name no characters that accept
//! them: in YAML every one of these may be part of a word.
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
use crate::run::run;
use crate::session::Snapshot;

pub(crate) async fn complete(params: CompletionParams) -> Result<Option<CompletionResponse>> {
    let complete = move |snapshot: &Snapshot| {
        let place = params.text_document_position;
        let at = from_proto::position(&place, snapshot)?;
        let client = &snapshot.client;
        let config = oam_ide::CompletionConfig {
            snippets: client.snippets,
            documentation: !client.resolves_documentation,
        };
        let data = client.resolves_documentation.then(|| json!(place));
        let items = oam_ide::completion(&snapshot.workspace, at, config)
            .into_iter()
            .map(|it| CompletionItem { data: data.clone(), ..features::completion(at.file, it, snapshot) });
        Some(CompletionResponse::List(CompletionList { is_incomplete: false, items: items.collect() }))
    };
    run("textDocument/completion", complete).await
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
