//! One method a request: decode, compute through `run`, encode. Nothing is decided here.
//!
//! Notifications that change the state are absent: `ordered` applies them before a handler could.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CodeAction,
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem, CompletionParams,
    CompletionResponse, DidChangeConfigurationParams, DidChangeWorkspaceFoldersParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentOnTypeFormattingParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams,
    FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams,
    LinkedEditingRangeParams, LinkedEditingRanges, Location, PrepareRenameResponse, ReferenceParams,
    RenameParams, SelectionRange, SelectionRangeParams, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, ShowDocumentParams,
    TextDocumentPositionParams, TextEdit, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
    WorkspaceEdit, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use crate::content::{TextDocumentContentParams, TextDocumentContentResult};
use crate::convert::{features, from_proto, to_proto};
use crate::requests::tokens::TokenCache;
use crate::requests::{actions, complete, formatting, hierarchy, hints, lens, navigate, structure, tokens};
use crate::session::{Session, Snapshot};
use crate::{capabilities, content, ext, pull, register, run::run};

/// Most answers to one question for names of the workspace.
const MAX_WORKSPACE_SYMBOLS: usize = 1000;

/// The handlers.
pub(crate) struct Backend {
    client: Client,
    session: Session,
    tokens: TokenCache,
    revisions: Arc<ext::Revisions>,
}

impl Backend {
    pub(crate) fn new(client: Client, session: Session) -> Self {
        Self { client, session, tokens: TokenCache::default(), revisions: Arc::default() }
    }

    pub(crate) fn client(&self) -> Client {
        self.client.clone()
    }

    /// The text of a document that only the server has.
    pub(crate) async fn text_document_content(
        &self,
        params: TextDocumentContentParams,
    ) -> Result<TextDocumentContentResult> {
        let session = self.session.clone();
        let render = move |snapshot: &Snapshot| {
            let text = content::text(&params.uri, snapshot)?;
            session.shown().remember(&params.uri, &text);
            Ok(TextDocumentContentResult { text })
        };
        run(content::METHOD, render).await?.map_err(|it: String| Error::invalid_params(it))
    }

    /// Asks the client to show a document, and waits for nothing.
    fn show(&self, uri: &str) {
        let Ok(uri) = uri.parse() else { return };
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(false), selection: None };
        let client = self.client.clone();
        tokio::spawn(async move { client.show_document(params).await });
    }
}

/// What stands for a missing argument.
trait OrEmpty {
    fn or_empty(self) -> Self;
}

impl OrEmpty for Value {
    fn or_empty(self) -> Self {
        if self.is_null() { Self::Object(serde_json::Map::new()) } else { self }
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult {
            capabilities: capabilities::server(&self.session.client()),
            server_info: Some(ServerInfo {
                name: "oam-ls".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        register::register(&self.client, &self.session);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {
        register::ask_for_settings(&self.client, &self.session);
    }

    async fn did_change_workspace_folders(&self, _: DidChangeWorkspaceFoldersParams) {
        register::ask_for_settings(&self.client, &self.session);
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        complete::complete(params, &self.session).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        complete::resolve(item).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let hover = move |snapshot: &Snapshot| {
            let at = from_proto::position(&params.text_document_position_params, snapshot)?;
            oam_ide::hover(&snapshot.workspace, at).map(|it| features::hover(at.file, it, snapshot))
        };
        run("textDocument/hover", hover).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let define = move |snapshot: &Snapshot| {
            let at = from_proto::position(&params.text_document_position_params, snapshot)?;
            features::definition(at.file, &oam_ide::definition(&snapshot.workspace, at), snapshot)
        };
        run("textDocument/definition", define).await
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        navigate::declaration(params).await
    }

    async fn goto_type_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        navigate::type_definition(params).await
    }

    async fn goto_implementation(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        navigate::implementation(params).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        navigate::highlight(params).await
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        navigate::linked_editing(params).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        hierarchy::prepare(params).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        hierarchy::incoming(params).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        hierarchy::outgoing(params).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        structure::links(params).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        structure::folding(params).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        structure::selection(params).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        tokens::full(self.tokens.clone(), params).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        tokens::delta(self.tokens.clone(), params).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        tokens::range(params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        hints::hints(params).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        lens::lenses(params).await
    }

    async fn code_lens_resolve(&self, params: CodeLens) -> Result<CodeLens> {
        lens::resolve(params).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        formatting::document(params).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        formatting::range(params).await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        formatting::on_type(params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let refer = move |snapshot: &Snapshot| {
            let at = from_proto::position(&params.text_document_position, snapshot)?;
            let places = oam_ide::references(&snapshot.workspace, at, params.context.include_declaration);
            Some(features::references(&places, snapshot))
        };
        run("textDocument/references", refer).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let prepare = move |snapshot: &Snapshot| {
            let Some(at) = from_proto::position(&params, snapshot) else { return Ok(None) };
            let target = oam_ide::prepare_rename(&snapshot.workspace, at).map_err(refused)?;
            Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
                range: to_proto::range_in(at.file, target.span, snapshot),
                placeholder: target.name,
            }))
        };
        run("textDocument/prepareRename", prepare).await?
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let rename = move |snapshot: &Snapshot| {
            let at = from_proto::position(&params.text_document_position, snapshot);
            let Some(at) = at else { return Ok(None) };
            let edits = oam_ide::rename(&snapshot.workspace, at, &params.new_name).map_err(refused)?;
            Ok(to_proto::workspace_edit(&edits, snapshot))
        };
        run("textDocument/rename", rename).await?
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let outline = move |snapshot: &Snapshot| {
            let file = from_proto::file(&params.text_document.uri, snapshot)?.id();
            Some(features::document_symbols(
                file,
                oam_ide::document_symbols(&snapshot.workspace, file),
                snapshot,
            ))
        };
        run("textDocument/documentSymbol", outline).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let search = move |snapshot: &Snapshot| {
            let found = oam_ide::workspace_symbols(&snapshot.workspace, &params.query, MAX_WORKSPACE_SYMBOLS);
            let found = found.into_iter().filter_map(|it| features::workspace_symbol(it, snapshot)).collect();
            Some(WorkspaceSymbolResponse::Nested(found))
        };
        run("workspace/symbol", search).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        run("textDocument/codeAction", move |snapshot| actions::code_actions(&params, snapshot)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        run("codeAction/resolve", move |snapshot| actions::resolve(action, snapshot)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let find = move |snapshot: &Snapshot| pull::document(&params, snapshot);
        Ok(run("textDocument/diagnostic", find).await?.into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let report = pull::workspace(params, self.client.clone(), self.session.clone()).await?;
        Ok(WorkspaceDiagnosticReportResult::Report(report))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let argument = params.arguments.into_iter().next().unwrap_or_default();
        match params.command.as_str() {
            ext::GRAPH => {
                let params: ext::GraphParams = serde_json::from_value(argument.or_empty())
                    .map_err(|it| Error::invalid_params(it.to_string()))?;
                let revisions = Arc::clone(&self.revisions);
                let draw = move |snapshot: &Snapshot| ext::graph(params, snapshot, &revisions);
                let answer = run(ext::GRAPH, draw).await?;
                answer.map(Some).map_err(Error::invalid_params)
            }
            ext::TOTALS => {
                let params = serde_json::from_value(argument.or_empty())
                    .map_err(|it| Error::invalid_params(it.to_string()))?;
                let answer = run(ext::TOTALS, move |snapshot| ext::totals(params, snapshot)).await?;
                answer.map(Some).map_err(Error::invalid_params)
            }
            ext::PREVIEW => {
                let params = serde_json::from_value(argument.or_empty())
                    .map_err(|it| Error::invalid_params(it.to_string()))?;
                let answer = run(ext::PREVIEW, move |snapshot| ext::preview(params, snapshot)).await?;
                answer.map(Some).map_err(Error::invalid_params)
            }
            ext::PREVIEW_DIFF => {
                let params: ext::PreviewDiffParams = serde_json::from_value(argument.or_empty())
                    .map_err(|it| Error::invalid_params(it.to_string()))?;
                let revisions = Arc::clone(&self.revisions);
                let compare = move |snapshot: &Snapshot| ext::preview_diff(params, snapshot, &revisions);
                let answer = run(ext::PREVIEW_DIFF, compare).await?;
                answer.map(Some).map_err(Error::invalid_params)
            }
            ext::REFERENCES => {
                let params =
                    serde_json::from_value(argument).map_err(|it| Error::invalid_params(it.to_string()))?;
                run(ext::REFERENCES, move |snapshot| ext::references(params, snapshot)).await.map(Some)
            }
            ext::SHOW_PREVIEW => {
                let params = serde_json::from_value(argument.or_empty())
                    .map_err(|it| Error::invalid_params(it.to_string()))?;
                let shown =
                    run(ext::SHOW_PREVIEW, move |snapshot| ext::show_preview(params, snapshot)).await?;
                let uri = shown.map_err(Error::invalid_params)?;
                self.show(&uri);
                Ok(Some(serde_json::json!({ "version": 1, "uri": uri })))
            }
            ext::STATUS => run(ext::STATUS, ext::status).await.map(Some),
            other => Err(Error::invalid_params(format!(
                "unknown command `{other}`; known are {}",
                ext::COMMANDS.map(|it| format!("`{it}`")).join(", ")
            ))),
        }
    }
}

/// The protocol's `RequestFailed`: the request was right, and this is why it cannot be done.
fn refused(reason: oam_ide::RenameRefused) -> Error {
    Error { code: ErrorCode::ServerError(-32803), message: reason.0.into(), data: None }
}
