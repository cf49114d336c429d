//! Inlay hints of the lines that the client shows.

use oam_ide::HintPart;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintParams, InlayHintTooltip};

use crate::convert::{features, from_proto, to_proto};
use crate::run::run;
use crate::session::Snapshot;

pub(crate) async fn hints(params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let find = move |snapshot: &Snapshot| {
        let at = from_proto::span(&params.text_document.uri, params.range, snapshot)?;
        let found = oam_ide::inlay_hints(&snapshot.workspace, at, snapshot.look.hints);
        let part = |it: HintPart| InlayHintLabelPart {
            value: it.text,
            tooltip: None,
            location: it.at.and_then(|it| to_proto::location(it, snapshot)),
            command: None,
        };
        let hint = |it: oam_ide::InlayHint| {
            let tooltip = it.tooltip.map(|it| features::markup(it, snapshot.client.markdown_hover));
            InlayHint {
                position: to_proto::position(at.file, it.at, snapshot),
                label: InlayHintLabel::LabelParts(it.parts.into_iter().map(part).collect()),
                kind: None,
                text_edits: None,
                tooltip: tooltip.map(InlayHintTooltip::MarkupContent),
                padding_left: Some(true),
                padding_right: None,
                data: None,
            }
        };
        Some(found.into_iter().map(hint).collect())
    };
    run("textDocument/inlayHint", find).await
}
