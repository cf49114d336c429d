//! The shape of a document: folds, steps of a selection, links.

use std::str::FromStr;

use oam_ide::{FoldKind, LinkTarget};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentLink, DocumentLinkParams, FoldingRange, FoldingRangeKind, FoldingRangeParams, Position, Range,
    SelectionRange, SelectionRangeParams, TextDocumentIdentifier, TextDocumentPositionParams, Uri,
};

use crate::convert::{from_proto, to_proto};
use crate::run::run;
use crate::session::Snapshot;

/// Folds; `None` for files without OAM, so that an editor falls back to its own.
pub(crate) async fn folding(params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
    let fold = move |snapshot: &Snapshot| {
        let file = from_proto::file(&params.text_document.uri, snapshot)?.id();
        let facts = &snapshot.client.editor;
        let mut folds = oam_ide::folding_ranges(&snapshot.workspace, file);
        if folds.len() > facts.most_folds {
            // What hides most is kept.
            folds.sort_by_key(|it| std::cmp::Reverse(it.span.len()));
            folds.truncate(facts.most_folds);
            folds.sort_by_key(|it| it.span.start);
        }
        let one = |it: &oam_ide::Fold| {
            let Range { start, end } = to_proto::range_in(file, it.span, snapshot);
            let character = |it: Position| (!facts.folds_lines).then_some(it.character);
            FoldingRange {
                start_line: start.line,
                start_character: character(start),
                end_line: end.line,
                end_character: character(end),
                kind: match it.kind {
                    FoldKind::Block => None,
                    FoldKind::Comment => Some(FoldingRangeKind::Comment),
                    FoldKind::Document => Some(FoldingRangeKind::Region),
                },
                collapsed_text: None,
            }
        };
        (!folds.is_empty()).then(|| folds.iter().map(one).collect())
    };
    run("textDocument/foldingRange", fold).await
}

/// Steps for every position that is asked about, in the order asked.
pub(crate) async fn selection(params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
    let select = move |snapshot: &Snapshot| {
        let text_document = TextDocumentIdentifier { uri: params.text_document.uri };
        let steps = |position: Position| {
            let at = TextDocumentPositionParams { text_document: text_document.clone(), position };
            let at = from_proto::position(&at, snapshot)?;
            let spans = oam_ide::selection_ranges(&snapshot.workspace, at);
            let outwards = spans.iter().rev().map(|it| to_proto::range_in(at.file, *it, snapshot));
            outwards.fold(None, |parent, range| Some(SelectionRange { range, parent: parent.map(Box::new) }))
        };
        params.positions.into_iter().map(steps).collect()
    };
    run("textDocument/selectionRange", select).await
}

pub(crate) async fn links(params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    let find = move |snapshot: &Snapshot| {
        let file = from_proto::file(&params.text_document.uri, snapshot)?.id();
        let link = |it: oam_ide::Link| {
            let target = match it.target {
                LinkTarget::Page(url) => Uri::from_str(&url).ok()?,
                LinkTarget::File(file) => to_proto::uri_of(file, snapshot)?,
            };
            Some(DocumentLink {
                range: to_proto::range_in(file, it.span, snapshot),
                target: Some(target),
                tooltip: snapshot.client.editor.link_tooltips.then_some(it.tooltip),
                data: None,
            })
        };
        let links = oam_ide::document_links(&snapshot.workspace, file);
        (!links.is_empty()).then(|| links.into_iter().filter_map(link).collect())
    };
    run("textDocument/documentLink", find).await
}
