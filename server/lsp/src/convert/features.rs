//! Answers of the features in the protocol's words.
//!
//! Members that the client has not announced are left out or flattened here, never in the features.

use oam_ide::{
    CodeAction, CompletionItem, CompletionKind, DocumentSymbol, FileSpan, Hover, NavTarget, SymbolKind,
    WorkspaceSymbol,
};
use oam_model::workspace::FileId;
use tower_lsp::ls_types as lsp;
use tower_lsp::ls_types::{
    CodeActionKind, CodeActionOrCommand, CompletionItemKind, CompletionTextEdit, DocumentSymbolResponse,
    Documentation, GotoDefinitionResponse, HoverContents, InsertTextFormat, InsertTextMode, Location,
    LocationLink, MarkupContent, MarkupKind, OneOf, SymbolInformation, TextEdit,
};

use crate::capabilities::Indentation;
use crate::convert::to_proto::{location, range, range_in, uri_of, workspace_edit};
use crate::session::Snapshot;

/// One completion.
pub(crate) fn completion(file: FileId, item: CompletionItem, snapshot: &Snapshot) -> lsp::CompletionItem {
    let client = &snapshot.client;
    let (mode, text) = match client.indentation {
        Indentation::AsIs => (Some(InsertTextMode::AS_IS), item.text),
        Indentation::Adjusted => (None, item.relative_text()),
        // Engines of snippets indent, plain edits are applied as they are.
        Indentation::Unsaid if item.is_snippet => (None, item.relative_text()),
        Indentation::Kept | Indentation::Unsaid => (None, item.text),
    };
    let edit = TextEdit { range: range_in(file, item.replace, snapshot), new_text: text };
    lsp::CompletionItem {
        label: item.label,
        kind: Some(completion_kind(item.kind, client.can.all_completion_kinds)),
        detail: item.detail,
        documentation: item
            .documentation
            .map(|it| Documentation::MarkupContent(markup(it, client.markdown_completion))),
        deprecated: (item.is_deprecated && client.can.deprecated_completions).then_some(true),
        sort_text: Some(item.sort),
        filter_text: Some(item.filter),
        insert_text_format: Some(if item.is_snippet {
            InsertTextFormat::SNIPPET
        } else {
            InsertTextFormat::PLAIN_TEXT
        }),
        insert_text_mode: mode,
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        ..lsp::CompletionItem::default()
    }
}

/// The kind as the client knows it: without a list of kinds, those of the first version.
fn completion_kind(kind: CompletionKind, knows_all: bool) -> CompletionItemKind {
    match kind {
        CompletionKind::EnumMember if !knows_all => CompletionItemKind::ENUM,
        CompletionKind::Trait if !knows_all => CompletionItemKind::INTERFACE,
        CompletionKind::WorkloadType | CompletionKind::ScopeType if !knows_all => CompletionItemKind::CLASS,
        CompletionKind::Key => CompletionItemKind::PROPERTY,
        CompletionKind::EnumMember => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Component => CompletionItemKind::CLASS,
        CompletionKind::Instance => CompletionItemKind::REFERENCE,
        CompletionKind::Parameter => CompletionItemKind::FIELD,
        CompletionKind::Variable => CompletionItemKind::VARIABLE,
        CompletionKind::Trait => CompletionItemKind::EVENT,
        CompletionKind::WorkloadType | CompletionKind::ScopeType => CompletionItemKind::STRUCT,
        CompletionKind::Scope => CompletionItemKind::MODULE,
        CompletionKind::Block => CompletionItemKind::SNIPPET,
        CompletionKind::Document => CompletionItemKind::FILE,
    }
}

/// Text in the form that the client shows.
pub(crate) fn markup(value: String, is_markdown: bool) -> MarkupContent {
    MarkupContent { kind: if is_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText }, value }
}

/// A hover box.
pub(crate) fn hover(file: FileId, hover: Hover, snapshot: &Snapshot) -> lsp::Hover {
    lsp::Hover {
        contents: HoverContents::Markup(markup(hover.markdown, snapshot.client.markdown_hover)),
        range: range(FileSpan { file, span: hover.span }, snapshot),
    }
}

/// Where a name leads.
pub(crate) fn definition(
    from: FileId,
    targets: &[NavTarget],
    snapshot: &Snapshot,
) -> Option<GotoDefinitionResponse> {
    self::targets(from, targets, snapshot.client.definition_links, snapshot)
}

/// Places to go to, with the word that leads there if the client wants it.
pub(crate) fn targets(
    from: FileId,
    targets: &[NavTarget],
    has_links: bool,
    snapshot: &Snapshot,
) -> Option<GotoDefinitionResponse> {
    if targets.is_empty() {
        return None;
    }
    if !has_links {
        return Some(GotoDefinitionResponse::Array(
            targets.iter().filter_map(|it| location(it.at, snapshot)).collect(),
        ));
    }
    let link = |it: &NavTarget| {
        Some(LocationLink {
            origin_selection_range: Some(range_in(from, it.from, snapshot)),
            target_uri: uri_of(it.at.file, snapshot)?,
            target_range: range_in(it.at.file, it.full, snapshot),
            target_selection_range: range(it.at, snapshot)?,
        })
    };
    Some(GotoDefinitionResponse::Link(targets.iter().filter_map(link).collect()))
}

/// Where a name is used.
pub(crate) fn references(places: &[FileSpan], snapshot: &Snapshot) -> Vec<Location> {
    places.iter().filter_map(|it| location(*it, snapshot)).collect()
}

/// The outline of a document.
pub(crate) fn document_symbols(
    file: FileId,
    symbols: Vec<DocumentSymbol>,
    snapshot: &Snapshot,
) -> DocumentSymbolResponse {
    if snapshot.client.symbol_tree {
        let tree = symbols.into_iter().map(|it| symbol_tree(file, it, snapshot)).collect();
        return DocumentSymbolResponse::Nested(tree);
    }
    let mut flat = Vec::new();
    for symbol in symbols {
        flatten(file, symbol, None, snapshot, &mut flat);
    }
    DocumentSymbolResponse::Flat(flat)
}

#[expect(deprecated, reason = "the protocol's type has a member of the past that must be set")]
fn symbol_tree(file: FileId, symbol: DocumentSymbol, snapshot: &Snapshot) -> lsp::DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|it| symbol_tree(file, it, snapshot)).collect();
    lsp::DocumentSymbol {
        // The protocol forbids names without letters.
        name: if symbol.name.trim().is_empty() { "(unnamed)".to_owned() } else { symbol.name },
        detail: symbol.detail,
        kind: symbol_kind(symbol.kind, snapshot.client.can.all_outline_kinds),
        tags: None,
        deprecated: None,
        range: range_in(file, symbol.span, snapshot),
        selection_range: range_in(file, symbol.selection, snapshot),
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(deprecated, reason = "the protocol's type has a member of the past that must be set")]
fn flatten(
    file: FileId,
    symbol: DocumentSymbol,
    container: Option<&str>,
    snapshot: &Snapshot,
    flat: &mut Vec<SymbolInformation>,
) {
    if let Some(location) = location(FileSpan { file, span: symbol.span }, snapshot) {
        flat.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: symbol_kind(symbol.kind, snapshot.client.can.all_outline_kinds),
            tags: None,
            deprecated: None,
            location,
            container_name: container.map(str::to_owned),
        });
    }
    for child in symbol.children {
        flatten(file, child, Some(&symbol.name), snapshot, flat);
    }
}

/// A name of the workspace.
pub(crate) fn workspace_symbol(symbol: WorkspaceSymbol, snapshot: &Snapshot) -> Option<lsp::WorkspaceSymbol> {
    Some(lsp::WorkspaceSymbol {
        location: OneOf::Left(location(symbol.at, snapshot)?),
        name: symbol.name,
        kind: symbol_kind(symbol.kind, snapshot.client.can.all_symbol_kinds),
        tags: None,
        container_name: symbol.container,
        data: None,
    })
}

/// The kind as the client knows it: without a list of kinds, those of the first version.
pub(crate) fn symbol_kind(kind: SymbolKind, knows_all: bool) -> lsp::SymbolKind {
    match kind {
        SymbolKind::Instance if !knows_all => lsp::SymbolKind::VARIABLE,
        SymbolKind::Trait if !knows_all => lsp::SymbolKind::FUNCTION,
        SymbolKind::WorkloadDefinition | SymbolKind::ScopeDefinition if !knows_all => lsp::SymbolKind::CLASS,
        SymbolKind::Application => lsp::SymbolKind::MODULE,
        SymbolKind::Component => lsp::SymbolKind::CLASS,
        SymbolKind::Instance => lsp::SymbolKind::OBJECT,
        SymbolKind::Parameter => lsp::SymbolKind::FIELD,
        SymbolKind::ParameterValue => lsp::SymbolKind::PROPERTY,
        SymbolKind::Container => lsp::SymbolKind::PACKAGE,
        SymbolKind::Variable => lsp::SymbolKind::VARIABLE,
        SymbolKind::Trait => lsp::SymbolKind::EVENT,
        SymbolKind::Scope => lsp::SymbolKind::NAMESPACE,
        SymbolKind::TraitDefinition => lsp::SymbolKind::INTERFACE,
        SymbolKind::WorkloadDefinition | SymbolKind::ScopeDefinition => lsp::SymbolKind::STRUCT,
        SymbolKind::Object => lsp::SymbolKind::FILE,
    }
}

/// A quick fix. It carries an edit and no command, because some clients run only one of the two.
pub(crate) fn code_action(action: CodeAction, snapshot: &Snapshot) -> Option<CodeActionOrCommand> {
    let edit = workspace_edit(&action.edits, snapshot)?;
    Some(CodeActionOrCommand::CodeAction(lsp::CodeAction {
        title: action.title,
        kind: Some(CodeActionKind::QUICKFIX),
        edit: Some(edit),
        is_preferred: (action.is_preferred && snapshot.client.can.preferred_actions).then_some(true),
        ..lsp::CodeAction::default()
    }))
}
