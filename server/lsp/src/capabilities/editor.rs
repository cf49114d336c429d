//! What the client and the server say of each other about navigation, formatting, folds, tokens, hints and lenses.
//!
//! Read and written as in [`super`]; a client that says nothing gets the plainest form.

use oam_ide::{TokenKind, TokenModifier};
use serde_json::Value;
use tower_lsp::ls_types::{
    CallHierarchyServerCapability, CodeLensOptions, DeclarationCapability, DocumentLinkOptions,
    DocumentOnTypeFormattingOptions, FoldingRangeProviderCapability, ImplementationProviderCapability,
    InlayHintOptions, InlayHintServerCapabilities, LinkedEditingRangeServerCapabilities, OneOf,
    SelectionRangeProviderCapability, SemanticTokenModifier, SemanticTokenType, SemanticTokensFullOptions,
    SemanticTokensLegend, SemanticTokensOptions, ServerCapabilities, TypeDefinitionProviderCapability,
    WorkDoneProgressOptions,
};

use crate::requests::formatting;

/// The command of a client that shows places; see `docs/protocol.md`.
pub(crate) const SHOW_REFERENCES: &str = "oam.showReferences";

/// What matters about the client.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent announcement of the client")]
pub(crate) struct EditorFacts {
    /// Declarations may say where the link starts.
    pub(crate) declaration_links: bool,
    /// Type definitions may.
    pub(crate) type_definition_links: bool,
    /// Implementations may.
    pub(crate) implementation_links: bool,
    /// Links may say what is there.
    pub(crate) link_tooltips: bool,
    /// It folds whole lines only.
    pub(crate) folds_lines: bool,
    /// Most folds that it takes.
    pub(crate) most_folds: usize,
    /// It has the command [`SHOW_REFERENCES`].
    pub(crate) shows_references: bool,
}

impl EditorFacts {
    /// Reads the parameters of `initialize`.
    pub(crate) fn read(params: &Value) -> Self {
        let capability = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let has = |path: &str| capability(path).and_then(Value::as_bool).unwrap_or_default();
        let limit = capability("textDocument/foldingRange/rangeLimit").and_then(Value::as_u64);
        let commands = capability("experimental/commands/commands").and_then(Value::as_array);
        Self {
            declaration_links: has("textDocument/declaration/linkSupport"),
            type_definition_links: has("textDocument/typeDefinition/linkSupport"),
            implementation_links: has("textDocument/implementation/linkSupport"),
            link_tooltips: has("textDocument/documentLink/tooltipSupport"),
            folds_lines: has("textDocument/foldingRange/lineFoldingOnly"),
            most_folds: limit.and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX),
            shows_references: commands.is_some_and(|it| it.iter().any(|it| it == SHOW_REFERENCES)),
        }
    }
}

/// Adds what the server offers.
pub(super) fn offer(to: &mut ServerCapabilities) {
    to.declaration_provider = Some(DeclarationCapability::Simple(true));
    to.type_definition_provider = Some(TypeDefinitionProviderCapability::Simple(true));
    to.implementation_provider = Some(ImplementationProviderCapability::Simple(true));
    to.document_highlight_provider = Some(OneOf::Left(true));
    to.call_hierarchy_provider = Some(CallHierarchyServerCapability::Simple(true));
    to.linked_editing_range_provider = Some(LinkedEditingRangeServerCapabilities::Simple(true));
    to.document_link_provider = Some(DocumentLinkOptions {
        resolve_provider: Some(false),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    });
    to.document_formatting_provider = Some(OneOf::Left(true));
    to.document_range_formatting_provider = Some(OneOf::Left(true));
    let [first, more @ ..] = formatting::TRIGGERS.map(String::from);
    to.document_on_type_formatting_provider = Some(DocumentOnTypeFormattingOptions {
        first_trigger_character: first,
        more_trigger_character: Some(more.into()),
    });
    to.selection_range_provider = Some(SelectionRangeProviderCapability::Simple(true));
    to.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
    to.semantic_tokens_provider = Some(
        SemanticTokensOptions {
            work_done_progress_options: WorkDoneProgressOptions::default(),
            legend: SemanticTokensLegend {
                token_types: TokenKind::ALL.map(|(_, name)| SemanticTokenType::new(name)).to_vec(),
                token_modifiers: TokenModifier::ALL.map(|(_, it)| SemanticTokenModifier::new(it)).to_vec(),
            },
            range: Some(true),
            full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        }
        .into(),
    );
    to.inlay_hint_provider = Some(OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
        work_done_progress_options: WorkDoneProgressOptions::default(),
        resolve_provider: Some(false),
    })));
    to.code_lens_provider = Some(CodeLensOptions { resolve_provider: Some(true) });
}
