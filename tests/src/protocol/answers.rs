//! Answers of single features: reports of findings, actions, completions, folds.
//!
//! What all answers have in common is in `values`, places are in `places`.

use serde_json::{Value, json};

use crate::protocol::judge::Judge;
use crate::protocol::texts::{Text, pair};

impl Judge {
    pub(crate) fn check_report(&mut self, params: &Value, report: &Value) {
        let method = "textDocument/diagnostic";
        if report["kind"] == "unchanged" && params.get("previousResultId") != Some(&report["resultId"]) {
            self.wrong(method, "$.result", "`unchanged`, but not since what the client has");
        }
        if report.get("relatedDocuments").is_some() {
            self.needs(method, "$.result", "textDocument.diagnostic.relatedDocumentSupport");
        }
        self.check_diagnostics(method, &report["items"], "textDocument.diagnostic", "$.result.items");
    }

    pub(crate) fn check_actions(&mut self, params: &Value, actions: &Value) {
        let method = "textDocument/codeAction";
        let only = params["context"]["only"].as_array();
        for (idx, action) in actions.as_array().into_iter().flatten().enumerate() {
            let path = format!("$.result[{idx}]");
            // A bare command is what clients without this get.
            if !action["command"].is_string() {
                self.needs(method, &path, "textDocument.codeAction.codeActionLiteralSupport");
            }
            for (member, capability) in [
                ("isPreferred", "isPreferredSupport"),
                ("disabled", "disabledSupport"),
                ("data", "dataSupport"),
            ] {
                if action.get(member).is_some() {
                    self.needs(method, &path, &format!("textDocument.codeAction.{capability}"));
                }
            }
            self.check_workspace_edit(method, &action["edit"], &format!("{path}.edit"));
            let kind = action["kind"].as_str().unwrap_or_default();
            let fits = |it: &Value| {
                let wanted = it.as_str().unwrap_or_default();
                wanted.is_empty() || kind == wanted || kind.starts_with(&format!("{wanted}."))
            };
            if only.is_some_and(|it| !it.iter().any(fits)) {
                self.wrong(method, &path, format!("{kind} was not asked for"));
            }
        }
    }

    pub(crate) fn check_completions(&mut self, params: &Value, result: &Value, text: Option<&Text>) {
        let method = "textDocument/completion";
        let capability = "textDocument.completion.completionItem";
        let items = result.get("items").unwrap_or(result).as_array().into_iter().flatten();
        for defaults in result["itemDefaults"].as_object().into_iter().flatten().map(|it| it.0) {
            if !self.lists("textDocument.completion.completionList.itemDefaults", &json!(defaults)) {
                self.wrong(method, "$.result.itemDefaults", format!("{defaults} is not announced"));
            }
        }
        for (idx, item) in items.enumerate() {
            let path = format!("$.result.items[{idx}]");
            if item["kind"].as_u64() > Some(18) {
                self.needs(method, &path, "textDocument.completion.completionItemKind.valueSet");
            }
            let needs = [
                (item["insertTextFormat"] == 2, "snippetSupport"),
                (item.get("labelDetails").is_some(), "labelDetailsSupport"),
                (item.get("tags").is_some(), "tagSupport"),
                (item.get("deprecated").is_some(), "deprecatedSupport"),
                (item.get("insertTextMode").is_some(), "insertTextModeSupport"),
                (item.get("preselect").is_some(), "preselectSupport"),
                (item.get("commitCharacters").is_some(), "commitCharactersSupport"),
                (item["textEdit"].get("insert").is_some(), "insertReplaceSupport"),
            ];
            for (_, name) in needs.into_iter().filter(|it| it.0) {
                self.needs(method, &path, &format!("{capability}.{name}"));
            }
            self.check_markup(
                method,
                &item["documentation"],
                &format!("{capability}.documentationFormat"),
                &path,
            );
            let at = pair(&params["position"]);
            for name in ["range", "insert", "replace"] {
                let Some(range) = item["textEdit"].get(name) else { continue };
                self.check_range(method, range, text, &path);
                let (start, end) = (pair(&range["start"]), pair(&range["end"]));
                let is_one_line = start.map(|it| it.0) == end.map(|it| it.0);
                // A position outside of the text is moved into it, by everybody in another way.
                let is_inside =
                    text.is_none_or(|it| it.outside(&params["position"], &self.encoding).is_none());
                if is_inside && !(is_one_line && start <= at && at <= end) {
                    self.wrong(
                        method,
                        &path,
                        format!("the edit is not around the cursor, on one line: {range}"),
                    );
                }
            }
        }
    }

    pub(crate) fn check_folds(&mut self, method: &str, folds: &Value, text: Option<&Text>) {
        for fold in folds.as_array().into_iter().flatten() {
            if fold.get("collapsedText").is_some() {
                self.needs(method, "$.result", "textDocument.foldingRange.foldingRange.collapsedText");
            }
            let line = |name: &str| fold[name].as_u64().and_then(|it| usize::try_from(it).ok());
            let (start, end) = (line("startLine"), line("endLine"));
            let is_inside = text.is_none_or(|it| end.is_some_and(|end| it.width(end, "utf-8").is_some()));
            if start > end || !is_inside {
                self.wrong(method, "$.result", format!("not a fold of this document: {fold}"));
            }
        }
    }
}
