//! What the client can be asked for, and which optional members it understands, as it has announced.
//!
//! A part of [`crate::capabilities::ClientFacts`]; like all of it read member by member, and never a reason to fail.

use serde_json::Value;

/// What the client announces beyond the form of the answers.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent announcement of the client")]
pub(crate) struct Abilities {
    /// It marks findings as unnecessary or deprecated.
    pub(crate) diagnostic_tags: bool,
    /// It strikes out what is deprecated among the completions.
    pub(crate) deprecated_completions: bool,
    /// It takes code actions that are more than commands.
    pub(crate) action_literals: bool,
    /// It makes files that an edit asks for.
    pub(crate) create_files: bool,
    /// It has a key for the action that is preferred.
    pub(crate) preferred_actions: bool,
    /// It knows kinds of completions beyond those of the first version.
    pub(crate) all_completion_kinds: bool,
    /// It knows kinds of symbols of a document beyond those of the first version.
    pub(crate) all_outline_kinds: bool,
    /// The same, of the workspace.
    pub(crate) all_symbol_kinds: bool,
    /// It fetches findings.
    pub(crate) pull: bool,
    /// It fetches findings again on request.
    pub(crate) refresh_diagnostics: bool,
    /// It fetches lenses again on request.
    pub(crate) refresh_lenses: bool,
    /// It fetches semantic tokens again on request.
    pub(crate) refresh_tokens: bool,
    /// It fetches inlay hints again on request.
    pub(crate) refresh_hints: bool,
    /// It registers for changes of its settings.
    pub(crate) registers_configuration: bool,
    /// It shows documents on request.
    pub(crate) show_documents: bool,
    /// It asks for the text of documents that only the server has.
    pub(crate) text_content: bool,
}

impl Abilities {
    /// Reads the member `capabilities` of `initialize`.
    pub(crate) fn read(capabilities: &Value) -> Self {
        let member = |path: &str| capabilities.pointer(&format!("/{path}"));
        let has = |path: &str| member(path).and_then(Value::as_bool).unwrap_or_default();
        let is_object = |path: &str| member(path).is_some_and(Value::is_object);
        let lists = |path: &str| member(path).is_some_and(Value::is_array);
        let names = |path: &str, word: &str| {
            member(path).and_then(Value::as_array).is_some_and(|it| it.iter().any(|it| it == word))
        };
        Self {
            diagnostic_tags: is_object("textDocument/publishDiagnostics/tagSupport"),
            deprecated_completions: has("textDocument/completion/completionItem/deprecatedSupport"),
            action_literals: is_object("textDocument/codeAction/codeActionLiteralSupport"),
            create_files: names("workspace/workspaceEdit/resourceOperations", "create"),
            preferred_actions: has("textDocument/codeAction/isPreferredSupport"),
            all_completion_kinds: lists("textDocument/completion/completionItemKind/valueSet"),
            all_outline_kinds: lists("textDocument/documentSymbol/symbolKind/valueSet"),
            all_symbol_kinds: lists("workspace/symbol/symbolKind/valueSet"),
            pull: is_object("textDocument/diagnostic"),
            refresh_diagnostics: has("workspace/diagnostics/refreshSupport"),
            refresh_lenses: has("workspace/codeLens/refreshSupport"),
            refresh_tokens: has("workspace/semanticTokens/refreshSupport"),
            refresh_hints: has("workspace/inlayHint/refreshSupport"),
            registers_configuration: has("workspace/didChangeConfiguration/dynamicRegistration"),
            show_documents: has("window/showDocument/support"),
            text_content: is_object("workspace/textDocumentContent"),
        }
    }

    /// Whether findings are fetched rather than sent. A client that cannot be told to fetch again would keep showing what
    /// another file has changed long ago, so it gets them sent, unless it wants otherwise.
    pub(crate) fn pulls(&self, wish: Option<&str>) -> bool {
        match wish {
            Some("pull") => self.pull,
            Some("push") => false,
            _ => self.pull && self.refresh_diagnostics,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn findings_are_fetched_by_clients_that_can_be_told_to() {
        let old = Abilities::read(&json!({ "textDocument": { "diagnostic": {} } }));
        let new = json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
        let new = Abilities::read(&new);
        for (abilities, wish, pulls) in [
            (old, None, false),
            (old, Some("pull"), true),
            (new, None, true),
            (new, Some("push"), false),
            (new, Some("later"), true),
            (Abilities::default(), Some("pull"), false),
        ] {
            assert_eq!(abilities.pulls(wish), pulls, "{wish:?}");
        }
    }
}
