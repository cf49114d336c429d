//! Who uses what. An item is found again by its place, so it carries no data.

use oam_ide::{Call, FilePosition, HierarchyItem};
use oam_model::workspace::FileId;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
    TextDocumentIdentifier, TextDocumentPositionParams,
};

use crate::convert::{features, from_proto, to_proto};
use crate::run::run;
use crate::session::Snapshot;

pub(crate) async fn prepare(params: CallHierarchyPrepareParams) -> Result<Option<Vec<CallHierarchyItem>>> {
    let find = move |snapshot: &Snapshot| {
        let at = from_proto::position(&params.text_document_position_params, snapshot)?;
        let found = oam_ide::prepare_call_hierarchy(&snapshot.workspace, at);
        let items: Vec<_> = found.into_iter().filter_map(|it| item(it, snapshot)).collect();
        (!items.is_empty()).then_some(items)
    };
    run("textDocument/prepareCallHierarchy", find).await
}

pub(crate) async fn incoming(
    params: CallHierarchyIncomingCallsParams,
) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
    let find = move |snapshot: &Snapshot| {
        let at = place(params.item, snapshot)?;
        let calls = oam_ide::incoming_calls(&snapshot.workspace, at).into_iter();
        let call = |it: Call| {
            let from_ranges = ranges(it.item.at.file, &it, snapshot);
            Some(CallHierarchyIncomingCall { from: item(it.item, snapshot)?, from_ranges })
        };
        Some(calls.filter_map(call).collect())
    };
    run("callHierarchy/incomingCalls", find).await
}

pub(crate) async fn outgoing(
    params: CallHierarchyOutgoingCallsParams,
) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
    let find = move |snapshot: &Snapshot| {
        let at = place(params.item, snapshot)?;
        let calls = oam_ide::outgoing_calls(&snapshot.workspace, at).into_iter();
        let call = |it: Call| {
            let from_ranges = ranges(at.file, &it, snapshot);
            Some(CallHierarchyOutgoingCall { to: item(it.item, snapshot)?, from_ranges })
        };
        Some(calls.filter_map(call).collect())
    };
    run("callHierarchy/outgoingCalls", find).await
}

fn place(item: CallHierarchyItem, snapshot: &Snapshot) -> Option<FilePosition> {
    let text_document = TextDocumentIdentifier { uri: item.uri };
    let at = TextDocumentPositionParams { text_document, position: item.selection_range.start };
    from_proto::position(&at, snapshot)
}

fn item(item: HierarchyItem, snapshot: &Snapshot) -> Option<CallHierarchyItem> {
    Some(CallHierarchyItem {
        name: item.name,
        // Older than this request are all kinds, so every client that sends it knows them.
        kind: features::symbol_kind(item.kind, true),
        tags: None,
        detail: Some(match &item.container {
            Some(it) => format!("{} of {it}", item.kind.name()),
            None => item.kind.name().to_owned(),
        }),
        uri: to_proto::uri_of(item.at.file, snapshot)?,
        range: to_proto::range_in(item.at.file, item.full, snapshot),
        selection_range: to_proto::range(item.at, snapshot)?,
        data: None,
    })
}

fn ranges(file: FileId, call: &Call, snapshot: &Snapshot) -> Vec<Range> {
    call.mentions.iter().map(|it| to_proto::range_in(file, *it, snapshot)).collect()
}
