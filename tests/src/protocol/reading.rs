//! Answers about reading and moving around: steps of a selection, places typed together, links, hints, lenses, calls.
//!
//! Their types are judged by the meta model; here is what must fit together.

use serde_json::Value;

use crate::protocol::dig;
use crate::protocol::judge::{Judge, Pending};
use crate::protocol::texts::pair;

/// Whether one range has all of another.
fn contains(outer: &Value, inner: &Value) -> bool {
    pair(&outer["start"]) <= pair(&inner["start"]) && pair(&inner["end"]) <= pair(&outer["end"])
}

/// Whether a position is in a range, or at its end.
fn touches(range: &Value, position: &Value) -> bool {
    pair(&range["start"]) <= pair(position) && pair(position) <= pair(&range["end"])
}

impl Judge {
    /// A position outside of the document is moved into it, by everybody in another way.
    fn is_inside(&self, pending: &Pending, position: &Value) -> bool {
        pending.text().is_some_and(|it| it.outside(position, &self.encoding).is_none())
    }

    /// One answer for each position, around it, each step around the one before.
    pub(crate) fn check_steps(&mut self, pending: &Pending, result: &Value) {
        let method = &pending.method;
        let Some(answers) = result.as_array() else { return };
        let positions = pending.params["positions"].as_array().cloned().unwrap_or_default();
        if answers.len() != positions.len() {
            let message = format!("{} answers to {} positions", answers.len(), positions.len());
            self.wrong(method, "$.result", message);
        }
        for (answer, position) in answers.iter().zip(&positions) {
            if self.is_inside(pending, position) && !touches(&answer["range"], position) {
                self.wrong(method, "$.result", format!("not around {position}: {}", answer["range"]));
            }
            let mut step = answer;
            while let Some(parent) = step.get("parent") {
                if !contains(&parent["range"], &step["range"]) {
                    self.wrong(
                        method,
                        "$.result",
                        format!("a step that is not around the one before: {parent}"),
                    );
                }
                step = parent;
            }
        }
    }

    /// Places that are typed together hold the same text, apart from each other.
    pub(crate) fn check_linked(&mut self, pending: &Pending, result: &Value) {
        let method = &pending.method;
        let mut ranges = result["ranges"].as_array().cloned().unwrap_or_default();
        ranges.sort_by_key(|it| pair(&it["start"]));
        if ranges.windows(2).any(|it| matches!(it, [a, b] if pair(&a["end"]) > pair(&b["start"]))) {
            self.wrong(method, "$.result.ranges", "places overlap");
        }
        let Some(text) = pending.text() else { return };
        let mut texts: Vec<_> = ranges.iter().map(|it| text.slice(it, &self.encoding)).collect();
        texts.dedup();
        if texts.len() > 1 {
            self.wrong(method, "$.result.ranges", format!("places with other texts: {texts:?}"));
        }
    }

    pub(crate) fn check_document_links(&mut self, method: &str, links: &Value) {
        for link in links.as_array().into_iter().flatten() {
            if link.get("tooltip").is_some() {
                self.needs(method, "$.result", "textDocument.documentLink.tooltipSupport");
            }
            if link.get("target").is_none()
                && dig(&self.server, "documentLinkProvider.resolveProvider") != true
            {
                self.wrong(method, "$.result", format!("a link to nowhere: {link}"));
            }
        }
    }

    pub(crate) fn check_hints(&mut self, pending: &Pending, hints: &Value) {
        let method = &pending.method;
        for hint in hints.as_array().into_iter().flatten() {
            let parts = hint["label"].as_array();
            if hint["label"] == "" || parts.is_some_and(|it| it.iter().all(|it| it["value"] == "")) {
                self.wrong(method, "$.result", format!("a hint without words: {hint}"));
            }
            if !touches(&pending.params["range"], &hint["position"]) {
                self.wrong(method, "$.result", format!("not in the lines that were asked about: {hint}"));
            }
            for part in parts.into_iter().flatten().filter(|it| it.get("command").is_some()) {
                self.check_command(method, &part["command"]);
            }
        }
    }

    pub(crate) fn check_lenses(&mut self, method: &str, lenses: &Value) {
        for lens in lenses.as_array().into_iter().flatten() {
            let range = &lens["range"];
            if range["start"]["line"] != range["end"]["line"] {
                self.wrong(method, "$.result", format!("a lens over several lines: {range}"));
            }
            if lens.get("command").is_some() {
                self.check_command(method, &lens["command"]);
            } else if dig(&self.server, "codeLensProvider.resolveProvider") != true {
                self.wrong(method, "$.result", format!("a lens that gets no command: {lens}"));
            }
        }
    }

    pub(crate) fn check_resolved_lens(&mut self, pending: &Pending, lens: &Value) {
        let method = &pending.method;
        if lens["range"] != pending.params["range"] {
            self.wrong(method, "$.result.range", "resolving moves the lens");
        }
        if lens.get("command").is_none() {
            self.wrong(method, "$.result", "still without a command");
        }
        self.check_command(method, &lens["command"]);
    }

    /// A command must be one of the server's, or one that the client has announced.
    fn check_command(&mut self, method: &str, command: &Value) {
        let lists = |all: &Value| all.as_array().is_some_and(|it| it.contains(&command["command"]));
        let is_known = lists(dig(&self.server, "executeCommandProvider.commands"))
            || lists(dig(&self.client, "experimental.commands.commands"));
        if !is_known {
            self.wrong(method, "$.result", format!("nobody has the command {}", command["command"]));
        }
    }

    pub(crate) fn check_prepared(&mut self, pending: &Pending, result: &Value) {
        let method = &pending.method;
        self.needs(method, "$.result", "textDocument.rename.prepareSupport");
        if result.get("defaultBehavior").is_some() {
            self.needs(method, "$.result", "textDocument.rename.prepareSupportDefaultBehavior");
            return;
        }
        let range = result.get("range").unwrap_or(result);
        let position = &pending.params["position"];
        let line = &position["line"];
        // Editors refuse a name on another line than the cursor's.
        let is_beside = &range["start"]["line"] == line && &range["end"]["line"] == line;
        if range.is_object() && self.is_inside(pending, position) && !is_beside {
            self.wrong(method, "$.result.range", format!("not on the line of {position}: {range}"));
        }
    }

    /// Calls: the other end of each, and the places of the calling document.
    pub(crate) fn check_calls(&mut self, pending: &Pending, calls: &Value) {
        let method = &pending.method;
        for call in calls.as_array().into_iter().flatten() {
            let item = call.get("from").or(call.get("to")).cloned().unwrap_or_default();
            let caller = call.pointer("/from/uri").and_then(Value::as_str).unwrap_or(pending.uri());
            let text = pending.open.get(caller);
            self.check_places(method, &call["fromRanges"], text, "$.result.fromRanges");
            self.check_selections(method, &Value::Array(vec![item]), "$.result");
        }
    }
}
