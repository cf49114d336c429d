//! What the types cannot say about a server's values: is it announced, is it inside of the document, does it fit together.

use serde_json::Value;

use crate::protocol::judge::{Judge, Pending};
use crate::protocol::texts::{Text, pair};
use crate::protocol::{Side, dig};

/// Requests whose answers hold places of the document that was asked about.
const ABOUT_THEIR_DOCUMENT: [&str; 11] = [
    "textDocument/hover",
    "textDocument/documentSymbol",
    "textDocument/prepareRename",
    "textDocument/documentHighlight",
    "textDocument/codeLens",
    "textDocument/documentLink",
    "textDocument/inlayHint",
    "textDocument/selectionRange",
    "textDocument/linkedEditingRange",
    "textDocument/diagnostic",
    "textDocument/foldingRange",
];

impl Judge {
    pub(crate) fn wrong(&mut self, method: &str, path: &str, message: impl Into<String>) {
        self.report(Side::Server, method, path, message);
    }

    pub(crate) fn needs(&mut self, method: &str, path: &str, capability: &str) {
        if !self.can(capability) {
            self.wrong(method, path, format!("the client has not announced {capability}"));
        }
    }

    /// Checks what a server says or asks of its own.
    pub(crate) fn check_call_values(&mut self, method: &str, params: &Value) {
        match method {
            "textDocument/publishDiagnostics" => self.check_published(method, params),
            "$/progress" => {
                if let Some(kind) = self.progress_kind(&params["token"]) {
                    self.check_as(method, &params["value"], &kind, "$.params.value");
                }
                self.check_reports(method, &params["value"]["items"]);
            }
            "workspace/applyEdit" => self.check_workspace_edit(method, &params["edit"], "$.params.edit"),
            "window/showMessageRequest" => {
                let is_plain = |it: &Value| it.as_object().is_none_or(|it| it.len() == 1);
                if !params["actions"].as_array().into_iter().flatten().all(is_plain) {
                    self.needs(
                        method,
                        "$.params",
                        "window.showMessage.messageActionItem.additionalPropertiesSupport",
                    );
                }
            }
            _ => {}
        }
    }

    fn check_published(&mut self, method: &str, params: &Value) {
        let uri = params["uri"].as_str().unwrap_or_default();
        let version = params["version"].as_i64();
        let was_before = version.is_some_and(|it| self.texts.was_before_close(uri, it));
        if let (Some(version), Some(newest)) = (version, self.texts.newest(uri).map(|it| it.version))
            && version > newest
            && !was_before
        {
            self.wrong(
                method,
                "$.params.version",
                format!("{version} is newer than the document ({newest})"),
            );
        }
        if let Some(text) = version.and_then(|it| self.texts.at(uri, it)).cloned() {
            self.check_places(method, &params["diagnostics"], Some(&text), "$.params.diagnostics");
        }
        self.check_diagnostics(
            method,
            &params["diagnostics"],
            "textDocument.publishDiagnostics",
            "$.params.diagnostics",
        );
    }

    /// Reports about many documents, each for the version that it names.
    fn check_reports(&mut self, method: &str, reports: &Value) {
        for report in reports.as_array().into_iter().flatten() {
            let uri = report["uri"].as_str().unwrap_or_default();
            let text = report["version"].as_i64().and_then(|it| self.texts.at(uri, it)).cloned();
            self.check_places(method, &report["items"], text.as_ref(), "items");
            self.check_diagnostics(method, &report["items"], "textDocument.diagnostic", "items");
        }
    }

    pub(crate) fn check_diagnostics(&mut self, method: &str, list: &Value, capability: &str, path: &str) {
        for (member, name) in [
            ("relatedInformation", "relatedInformation"),
            ("codeDescription", "codeDescriptionSupport"),
            ("tags", "tagSupport"),
            ("data", "dataSupport"),
        ] {
            if list.as_array().into_iter().flatten().any(|it| it.get(member).is_some()) {
                // Clients that fetch findings have announced these beside the older way before 3.18.
                let older = format!("textDocument.publishDiagnostics.{name}");
                if !self.can(&older) {
                    self.needs(method, path, &format!("{capability}.{name}"));
                }
            }
        }
    }

    fn check_edits(&mut self, method: &str, edits: &Value, text: Option<&Text>, path: &str) {
        let mut edits: Vec<_> = edits.as_array().into_iter().flatten().collect();
        edits.sort_by_key(|it| (pair(&it["range"]["start"]), pair(&it["range"]["end"])));
        let mut end = None;
        for edit in edits {
            self.check_range(method, &edit["range"], text, path);
            if end > pair(&edit["range"]["start"]) {
                self.wrong(method, path, format!("edits overlap at {}", edit["range"]["start"]));
            }
            end = end.max(pair(&edit["range"]["end"]));
            if edit.get("annotationId").is_some() {
                self.needs(method, path, "workspace.workspaceEdit.changeAnnotationSupport");
            }
        }
    }

    pub(crate) fn check_workspace_edit(&mut self, method: &str, edit: &Value, path: &str) {
        for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
            let text = self.texts.newest(uri).cloned();
            self.check_edits(method, edits, text.as_ref(), &format!("{path}.changes[{uri}]"));
        }
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            self.needs(method, path, "workspace.workspaceEdit.documentChanges");
            match change.get("kind") {
                Some(kind) if !self.lists("workspace.workspaceEdit.resourceOperations", kind) => {
                    self.wrong(method, path, format!("the client has not announced the operation {kind}"));
                }
                Some(_) => {}
                None => {
                    let uri = change["textDocument"]["uri"].as_str().unwrap_or_default();
                    let newest = self.texts.newest(uri).cloned();
                    let version = change["textDocument"]["version"].as_i64();
                    if version.is_some() && newest.is_none() {
                        self.wrong(method, path, "a version of a document that is not open");
                    }
                    // An answer for an older version is refused by the client; only its own text can be judged.
                    let text = version.map_or(newest.as_ref(), |it| self.texts.at(uri, it)).cloned();
                    self.check_edits(method, &change["edits"], text.as_ref(), path);
                }
            }
        }
    }

    /// Checks an answer of the server.
    pub(crate) fn check_values(&mut self, pending: &Pending, result: &Value) {
        let Pending { method, params, open, .. } = pending;
        let text = pending.text();
        self.check_named_places(method, result, open, "$.result");
        if ABOUT_THEIR_DOCUMENT.contains(&method.as_str()) {
            self.check_places(method, result, text, "$.result");
        }
        match method.as_str() {
            "workspace/symbol" => self.check_kinds(method, result, "workspace.symbol.symbolKind.valueSet"),
            "textDocument/formatting" | "textDocument/rangeFormatting" | "textDocument/onTypeFormatting" => {
                self.check_edits(method, result, text, "$.result");
            }
            "textDocument/rename" => self.check_workspace_edit(method, result, "$.result"),
            "textDocument/definition"
            | "textDocument/declaration"
            | "textDocument/implementation"
            | "textDocument/typeDefinition" => {
                self.check_links(method, result);
            }
            "textDocument/hover" => {
                self.check_markup(
                    method,
                    &result["contents"],
                    "textDocument.hover.contentFormat",
                    "$.result.contents",
                );
            }
            "textDocument/documentSymbol" => {
                if result.pointer("/0/selectionRange").is_some() {
                    self.needs(
                        method,
                        "$.result",
                        "textDocument.documentSymbol.hierarchicalDocumentSymbolSupport",
                    );
                }
                self.check_selections(method, result, "$.result");
                self.check_kinds(method, result, "textDocument.documentSymbol.symbolKind.valueSet");
            }
            "textDocument/diagnostic" => self.check_report(params, result),
            "textDocument/codeAction" => self.check_actions(params, result),
            "textDocument/completion" => self.check_completions(params, result, text),
            "textDocument/foldingRange" => self.check_folds(method, result, text),
            "textDocument/semanticTokens/full"
            | "textDocument/semanticTokens/full/delta"
            | "textDocument/semanticTokens/range" => self.check_tokens(pending, result),
            "textDocument/selectionRange" => self.check_steps(pending, result),
            "textDocument/linkedEditingRange" => self.check_linked(pending, result),
            "textDocument/documentLink" => self.check_document_links(method, result),
            "textDocument/inlayHint" => self.check_hints(pending, result),
            "textDocument/codeLens" => self.check_lenses(method, result),
            "codeLens/resolve" => self.check_resolved_lens(pending, result),
            "textDocument/prepareRename" => self.check_prepared(pending, result),
            "textDocument/prepareCallHierarchy" => self.check_selections(method, result, "$.result"),
            "callHierarchy/incomingCalls" | "callHierarchy/outgoingCalls" => {
                self.check_calls(pending, result);
            }
            "workspace/diagnostic" => self.check_reports(method, &result["items"]),
            "workspace/executeCommand" => self.check_places(method, result, None, "$.result"),
            _ => {}
        }
    }

    pub(crate) fn check_markup(&mut self, method: &str, content: &Value, capability: &str, path: &str) {
        let Some(kind) = content.get("kind") else { return };
        let formats = dig(&self.client, capability).as_array();
        if *kind != "plaintext" && !formats.is_some_and(|it| it.contains(kind)) {
            self.wrong(method, path, format!("the client has not announced {kind} in {capability}"));
        }
    }

    pub(crate) fn check_selections(&mut self, method: &str, symbols: &Value, path: &str) {
        for symbol in symbols.as_array().into_iter().flatten() {
            let (range, selection) = (&symbol["range"], &symbol["selectionRange"]);
            let is_inside = pair(&range["start"]) <= pair(&selection["start"])
                && pair(&selection["end"]) <= pair(&range["end"]);
            if selection.is_object() && !is_inside {
                self.wrong(method, path, format!("the selection is not inside of the range: {symbol}"));
            }
            self.check_selections(method, &symbol["children"], path);
        }
    }

    /// Without a list of kinds a client knows those of the first version.
    fn check_kinds(&mut self, method: &str, symbols: &Value, capability: &str) {
        for symbol in symbols.as_array().into_iter().flatten() {
            if symbol["kind"].as_u64() > Some(18) {
                self.needs(method, "$.result", capability);
            }
            self.check_kinds(method, &symbol["children"], capability);
        }
    }

    fn check_links(&mut self, method: &str, result: &Value) {
        if result.pointer("/0/targetUri").is_some() {
            self.needs(method, "$.result", &format!("{}.linkSupport", method.replace('/', ".")));
        }
    }
}
