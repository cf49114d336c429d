//! What the client can do, and what the server offers it.
//!
//! The client's part is read member by member and never fails: clients send `null`, unknown names and unknown types.

mod editor;

use oam_syntax::Encoding;
use serde_json::Value;
use tower_lsp::ls_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, DiagnosticOptions,
    DiagnosticServerCapabilities, ExecuteCommandOptions, FileOperationFilter, FileOperationPattern,
    FileOperationPatternKind, FileOperationRegistrationOptions, HoverProviderCapability, OneOf,
    PositionEncodingKind, RenameOptions, SaveOptions, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use crate::abilities::Abilities;
pub(crate) use crate::capabilities::editor::{EditorFacts, SHOW_REFERENCES};
use crate::ext;
use crate::requests::actions::{FIX_ALL, REFACTORINGS};

/// What the client does to the later lines of a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Indentation {
    /// Nothing, when it is told so.
    AsIs,
    /// Nothing, always.
    Kept,
    /// It indents them like the line of the cursor.
    Adjusted,
    /// It has not said.
    Unsaid,
}

impl Indentation {
    fn read(completion: &Value) -> Self {
        let modes =
            completion.pointer("/completionItem/insertTextModeSupport/valueSet").and_then(Value::as_array);
        let default = completion.get("insertTextMode").and_then(Value::as_i64);
        match (modes, default) {
            (Some(modes), _) if modes.iter().any(|it| *it == 1) => Self::AsIs,
            (_, Some(1)) => Self::Kept,
            (_, Some(2)) => Self::Adjusted,
            _ => Self::Unsaid,
        }
    }
}

/// What matters about the client.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent announcement of the client")]
pub(crate) struct ClientFacts {
    /// How it counts columns.
    pub(crate) encoding: Encoding,
    /// Completions may hold tab stops.
    pub(crate) snippets: bool,
    /// It asks for the documentation of a completion when it shows it.
    pub(crate) resolves_documentation: bool,
    /// What it does to completions of several lines.
    pub(crate) indentation: Indentation,
    /// Edits of code actions may be asked for later.
    pub(crate) resolves_actions: bool,
    /// Edits may name document versions.
    pub(crate) document_changes: bool,
    /// Definitions may say where the link starts.
    pub(crate) definition_links: bool,
    /// It asks whether a rename is possible before it asks for a name.
    pub(crate) prepares_renames: bool,
    /// Symbols may be a tree.
    pub(crate) symbol_tree: bool,
    /// Diagnostics may point to other places.
    pub(crate) related_information: bool,
    /// Hover may be Markdown.
    pub(crate) markdown_hover: bool,
    /// Documentation of completions may be Markdown.
    pub(crate) markdown_completion: bool,
    /// It watches files on request.
    pub(crate) watches_files: bool,
    /// It answers questions about its settings.
    pub(crate) configuration: bool,
    /// It shows progress.
    pub(crate) progress: bool,
    /// Findings are fetched by it rather than sent to it.
    pub(crate) pulls_diagnostics: bool,
    /// It wants to hear which previews have changed.
    pub(crate) hears_of_previews: bool,
    /// What it does with navigation, folds, hints and lenses.
    pub(crate) editor: EditorFacts,
    /// What else it has announced.
    pub(crate) can: Abilities,
}

impl ClientFacts {
    /// Reads the parameters of `initialize`.
    pub(crate) fn read(params: &Value) -> Self {
        let capability = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let has = |path: &str| capability(path).and_then(Value::as_bool).unwrap_or_default();
        let lists = |path: &str, word: &str| {
            capability(path).and_then(Value::as_array).is_some_and(|it| it.iter().any(|it| it == word))
        };
        let can = Abilities::read(params.get("capabilities").unwrap_or(&Value::Null));
        let wish = params.pointer("/initializationOptions/diagnostics").and_then(Value::as_str);
        Self {
            encoding: encoding(capability("general/positionEncodings").or(capability("offsetEncoding"))),
            snippets: has("textDocument/completion/completionItem/snippetSupport"),
            resolves_documentation: lists(
                "textDocument/completion/completionItem/resolveSupport/properties",
                "documentation",
            ),
            indentation: Indentation::read(capability("textDocument/completion").unwrap_or(&Value::Null)),
            resolves_actions: has("textDocument/codeAction/dataSupport")
                && lists("textDocument/codeAction/resolveSupport/properties", "edit"),
            document_changes: has("workspace/workspaceEdit/documentChanges"),
            definition_links: has("textDocument/definition/linkSupport"),
            prepares_renames: has("textDocument/rename/prepareSupport"),
            symbol_tree: has("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            related_information: has("textDocument/publishDiagnostics/relatedInformation"),
            markdown_hover: lists("textDocument/hover/contentFormat", "markdown"),
            markdown_completion: lists(
                "textDocument/completion/completionItem/documentationFormat",
                "markdown",
            ),
            watches_files: has("workspace/didChangeWatchedFiles/dynamicRegistration"),
            configuration: has("workspace/configuration"),
            progress: has("window/workDoneProgress"),
            hears_of_previews: params.pointer("/initializationOptions/previewChanged")
                == Some(&Value::Bool(true)),
            editor: EditorFacts::read(params),
            pulls_diagnostics: can.pulls(wish),
            can,
        }
    }
}

impl Default for ClientFacts {
    fn default() -> Self {
        Self::read(&Value::Null)
    }
}

/// Bytes cost nothing to convert, so they are taken wherever they are offered; else the client's first choice.
fn encoding(offered: Option<&Value>) -> Encoding {
    let offered = offered.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let known: Vec<_> = offered.iter().filter_map(Value::as_str).filter_map(encoding_of).collect();
    if known.contains(&Encoding::Utf8) {
        return Encoding::Utf8;
    }
    known.first().copied().unwrap_or(Encoding::Utf16)
}

fn encoding_of(word: &str) -> Option<Encoding> {
    match word {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

/// The protocol's word for an encoding.
pub(crate) fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// What the server offers.
pub(crate) fn server(facts: &ClientFacts) -> ServerCapabilities {
    let mut offered = ServerCapabilities {
        position_encoding: Some(encoding_kind(facts.encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(
                [" ", ":", "-", "[", "(", "\"", "'", "/", "."].map(String::from).to_vec(),
            ),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(if facts.prepares_renames {
            OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        } else {
            OneOf::Left(true)
        }),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(
                [CodeActionKind::QUICKFIX, FIX_ALL].into_iter().chain(REFACTORINGS).collect(),
            ),
            resolve_provider: Some(facts.resolves_actions),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: ext::COMMANDS.map(String::from).to_vec(),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        diagnostic_provider: facts.pulls_diagnostics.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("oam".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(file_operations()),
        }),
        ..ServerCapabilities::default()
    };
    editor::offer(&mut offered);
    offered
}

/// Files and folders that the editor itself makes, renames and deletes; of folders no watcher tells.
fn file_operations() -> WorkspaceFileOperationsServerCapabilities {
    let filter = |glob: &str, kind| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob: glob.to_owned(), matches: Some(kind), options: None },
    };
    let filters = vec![
        filter("**/*.{yaml,yml,json}", FileOperationPatternKind::File),
        filter("**", FileOperationPatternKind::Folder),
    ];
    let options = Some(FileOperationRegistrationOptions { filters });
    WorkspaceFileOperationsServerCapabilities {
        did_create: options.clone(),
        did_rename: options.clone(),
        did_delete: options,
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_cheapest_offered_encoding_is_taken_and_utf16_is_the_default() {
        for (offered, expected) in [
            (json!(["utf-8", "utf-16", "utf-32"]), Encoding::Utf8),
            (json!(["utf-32", "utf-16"]), Encoding::Utf32),
            (json!(["utf-32"]), Encoding::Utf32),
            (json!([]), Encoding::Utf16),
            (json!("utf-8"), Encoding::Utf16),
            (Value::Null, Encoding::Utf16),
        ] {
            let params = json!({ "capabilities": { "general": { "positionEncodings": offered } } });
            assert_eq!(ClientFacts::read(&params).encoding, expected, "{offered}");
        }
    }

    #[test]
    fn odd_members_are_taken_for_absent() {
        let params = json!({ "capabilities": { "textDocument": null, "window": { "workDoneProgress": "yes" }, "x": 1 } });
        let facts = ClientFacts::read(&params);
        assert!(!facts.progress && !facts.snippets);
        assert!(!ClientFacts::read(&json!({ "capabilities": [] })).configuration);
    }
}
