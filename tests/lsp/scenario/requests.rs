//! Every request that a server of the protocol may offer, and what has to be sent with it.

use std::collections::BTreeSet;

use oam_tests::client::place;
use serde_json::{Value, json};

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A place in a document.
    Place,
    /// A document.
    Document,
    /// All lines of a document.
    Lines,
    /// Something of an earlier answer; or nothing in particular.
    Other,
}

use About::{Document, Lines, Other, Place};

/// Where a request is announced in the server's capabilities, its method, and what it is about.
const REQUESTS: [(&str, &str, About); 46] = [
    ("completionProvider", "textDocument/completion", Place),
    ("completionProvider/resolveProvider", "completionItem/resolve", Other),
    ("hoverProvider", "textDocument/hover", Place),
    ("signatureHelpProvider", "textDocument/signatureHelp", Place),
    ("declarationProvider", "textDocument/declaration", Place),
    ("definitionProvider", "textDocument/definition", Place),
    ("typeDefinitionProvider", "textDocument/typeDefinition", Place),
    ("implementationProvider", "textDocument/implementation", Place),
    ("referencesProvider", "textDocument/references", Place),
    ("documentHighlightProvider", "textDocument/documentHighlight", Place),
    ("documentSymbolProvider", "textDocument/documentSymbol", Document),
    ("codeActionProvider", "textDocument/codeAction", Lines),
    ("codeActionProvider/resolveProvider", "codeAction/resolve", Other),
    ("codeLensProvider", "textDocument/codeLens", Document),
    ("codeLensProvider/resolveProvider", "codeLens/resolve", Other),
    ("documentLinkProvider", "textDocument/documentLink", Document),
    ("documentLinkProvider/resolveProvider", "documentLink/resolve", Other),
    ("colorProvider", "textDocument/documentColor", Document),
    ("documentFormattingProvider", "textDocument/formatting", Document),
    ("documentRangeFormattingProvider", "textDocument/rangeFormatting", Lines),
    ("documentOnTypeFormattingProvider", "textDocument/onTypeFormatting", Place),
    ("renameProvider", "textDocument/rename", Place),
    ("renameProvider/prepareProvider", "textDocument/prepareRename", Place),
    ("foldingRangeProvider", "textDocument/foldingRange", Document),
    ("selectionRangeProvider", "textDocument/selectionRange", Place),
    ("linkedEditingRangeProvider", "textDocument/linkedEditingRange", Place),
    ("callHierarchyProvider", "textDocument/prepareCallHierarchy", Place),
    ("callHierarchyProvider", "callHierarchy/incomingCalls", Other),
    ("callHierarchyProvider", "callHierarchy/outgoingCalls", Other),
    ("typeHierarchyProvider", "textDocument/prepareTypeHierarchy", Place),
    ("typeHierarchyProvider", "typeHierarchy/supertypes", Other),
    ("typeHierarchyProvider", "typeHierarchy/subtypes", Other),
    ("semanticTokensProvider/full", "textDocument/semanticTokens/full", Document),
    ("semanticTokensProvider/full/delta", "textDocument/semanticTokens/full/delta", Other),
    ("semanticTokensProvider/range", "textDocument/semanticTokens/range", Lines),
    ("monikerProvider", "textDocument/moniker", Place),
    ("inlineValueProvider", "textDocument/inlineValue", Lines),
    ("inlayHintProvider", "textDocument/inlayHint", Lines),
    ("inlayHintProvider/resolveProvider", "inlayHint/resolve", Other),
    ("diagnosticProvider", "textDocument/diagnostic", Document),
    ("diagnosticProvider/workspaceDiagnostics", "workspace/diagnostic", Other),
    ("workspaceSymbolProvider", "workspace/symbol", Other),
    ("workspaceSymbolProvider/resolveProvider", "workspaceSymbol/resolve", Other),
    ("executeCommandProvider", "workspace/executeCommand", Other),
    ("workspace/textDocumentContent", "workspace/textDocumentContent", Other),
    ("inlineCompletionProvider", "textDocument/inlineCompletion", Place),
];

/// Requests about what another one answers: with an item of the answer.
const RESOLVING: [(&str, &str); 6] = [
    ("textDocument/completion", "completionItem/resolve"),
    ("textDocument/codeAction", "codeAction/resolve"),
    ("textDocument/codeLens", "codeLens/resolve"),
    ("textDocument/documentLink", "documentLink/resolve"),
    ("textDocument/inlayHint", "inlayHint/resolve"),
    ("workspace/symbol", "workspaceSymbol/resolve"),
];

fn is_offered(server: &Value, pointer: &str) -> bool {
    !matches!(server.pointer(&format!("/{pointer}")), None | Some(Value::Null | Value::Bool(false)))
}

/// What the server offers; one that nobody here knows of fails, because nobody would send it.
pub(super) fn offered(server: &Value) -> BTreeSet<&'static str> {
    let known: BTreeSet<_> = REQUESTS.iter().filter_map(|it| it.0.split('/').next()).collect();
    for name in server.as_object().unwrap().keys().filter(|it| it.ends_with("Provider")) {
        assert!(known.contains(name.as_str()), "no request is known for {name}");
    }
    REQUESTS.iter().filter(|it| is_offered(server, it.0)).map(|it| it.1).collect()
}

/// All requests that a server may offer.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    REQUESTS.iter().map(|it| it.1)
}

/// The offered requests about something.
pub(super) fn about(server: &Value, wanted: About) -> Vec<&'static str> {
    REQUESTS.iter().filter(|it| it.2 == wanted && is_offered(server, it.0)).map(|it| it.1).collect()
}

/// The requests with which the items of an answer are resolved.
pub(super) fn resolving(server: &Value, method: &str) -> Vec<&'static str> {
    let offered = offered(server);
    RESOLVING.iter().filter(|it| it.0 == method && offered.contains(it.1)).map(|it| it.1).collect()
}

/// The parameters of a request about a place.
pub(super) fn at(method: &str, uri: &str, line: u32, character: u32) -> Value {
    let mut params = place(uri, line, character);
    match method {
        "textDocument/references" => params["context"] = json!({ "includeDeclaration": true }),
        "textDocument/rename" => params["newName"] = json!("frontend"),
        "textDocument/selectionRange" => {
            params = json!({ "textDocument": { "uri": uri }, "positions": [params["position"]] });
        }
        "textDocument/onTypeFormatting" => {
            params["ch"] = json!("\n");
            params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
        }
        _ => {}
    }
    params
}

/// The parameters of a request about a document, or about its lines up to this one.
pub(super) fn whole(method: &str, uri: &str, lines: usize) -> Value {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": lines, "character": 0 } });
    let mut params = json!({ "textDocument": { "uri": uri } });
    match method {
        "textDocument/formatting" => params["options"] = json!({ "tabSize": 2, "insertSpaces": true }),
        "textDocument/rangeFormatting" => {
            params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
            params["range"] = range;
        }
        "textDocument/codeAction" => {
            params["range"] = range;
            params["context"] = json!({ "diagnostics": [] });
        }
        "textDocument/inlayHint" | "textDocument/semanticTokens/range" => params["range"] = range,
        _ => {}
    }
    params
}

/// The items of an answer.
pub(super) fn items(answer: &Value) -> Vec<Value> {
    answer.get("items").unwrap_or(answer).as_array().cloned().unwrap_or_default()
}

/// Whether an answer says anything.
pub(super) fn has_something(answer: &Value) -> bool {
    let lists = ["items", "data", "edits", "ranges", "previews", "references"];
    let lists: Vec<_> = lists.iter().filter_map(|it| answer.get(it)?.as_array()).collect();
    match answer {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => lists.is_empty() || lists.iter().any(|it| !it.is_empty()),
    }
}
