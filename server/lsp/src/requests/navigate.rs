//! From a name to what it has to do with: declaration, type, uses, mentions in the document.

use oam_ide::{FilePosition, NavTarget};
use oam_model::workspace::Workspace;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams,
    GotoDefinitionResponse, LinkedEditingRangeParams, LinkedEditingRanges,
};

use crate::capabilities::EditorFacts;
use crate::convert::{features, from_proto, to_proto};
use crate::run::run;
use crate::session::Snapshot;

/// Letters of names, as the specification has them.
const NAME_PATTERN: &str = "[\\p{L}\\p{N}_.-]+";

/// The declaration of a name is its definition: OAM has one place for both.
pub(crate) async fn declaration(params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    goto("textDocument/declaration", params, oam_ide::definition, |it| it.declaration_links).await
}

pub(crate) async fn type_definition(params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    goto("textDocument/typeDefinition", params, oam_ide::type_definition, |it| it.type_definition_links).await
}

pub(crate) async fn implementation(params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    goto("textDocument/implementation", params, oam_ide::implementation, |it| it.implementation_links).await
}

async fn goto(
    method: &'static str,
    params: GotoDefinitionParams,
    find: fn(&Workspace, FilePosition) -> Vec<NavTarget>,
    has_links: fn(&EditorFacts) -> bool,
) -> Result<Option<GotoDefinitionResponse>> {
    let find = move |snapshot: &Snapshot| {
        let at = from_proto::position(&params.text_document_position_params, snapshot)?;
        let targets = find(&snapshot.workspace, at);
        features::targets(at.file, &targets, has_links(&snapshot.client.editor), snapshot)
    };
    run(method, find).await
}

pub(crate) async fn highlight(params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
    let find = move |snapshot: &Snapshot| {
        let at = from_proto::position(&params.text_document_position_params, snapshot)?;
        let found = oam_ide::document_highlights(&snapshot.workspace, at);
        let highlight = |it: &oam_ide::Highlight| DocumentHighlight {
            range: to_proto::range_in(at.file, it.span, snapshot),
            kind: Some(if it.is_definition {
                DocumentHighlightKind::WRITE
            } else {
                DocumentHighlightKind::READ
            }),
        };
        (!found.is_empty()).then(|| found.iter().map(highlight).collect())
    };
    run("textDocument/documentHighlight", find).await
}

pub(crate) async fn linked_editing(params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
    let find = move |snapshot: &Snapshot| {
        let at = from_proto::position(&params.text_document_position_params, snapshot)?;
        let spans = oam_ide::linked_editing(&snapshot.workspace, at);
        let ranges: Vec<_> = spans.iter().map(|it| to_proto::range_in(at.file, *it, snapshot)).collect();
        (!ranges.is_empty())
            .then(|| LinkedEditingRanges { ranges, word_pattern: Some(NAME_PATTERN.to_owned()) })
    };
    run("textDocument/linkedEditingRange", find).await
}
