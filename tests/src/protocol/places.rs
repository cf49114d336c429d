//! Places: inside of the document they name, as it was when the question was asked.

use std::collections::HashMap;

use serde_json::Value;

use crate::protocol::judge::Judge;
use crate::protocol::texts::{Text, pair};

/// Members that hold places of other documents.
const ELSEWHERE: [&str; 8] = [
    "data",
    "relatedInformation",
    "edit",
    "changes",
    "documentChanges",
    "targetRange",
    "targetSelectionRange",
    "location",
];

/// Members with places of the document that a member beside them names.
const NAMED: [(&str, [&str; 2]); 2] =
    [("uri", ["range", "selectionRange"]), ("targetUri", ["targetRange", "targetSelectionRange"])];

impl Judge {
    fn check_place(&mut self, method: &str, position: &Value, text: &Text, path: &str) {
        let encoding = self.encoding.clone();
        if let Some(problem) = text.outside(position, &encoding) {
            self.wrong(method, path, format!("outside of the document: {problem}"));
        }
    }

    pub(crate) fn check_range(&mut self, method: &str, range: &Value, text: Option<&Text>, path: &str) {
        if pair(&range["start"]) > pair(&range["end"]) {
            self.wrong(method, path, format!("the start is behind the end: {range}"));
        }
        if let Some(text) = text {
            self.check_place(method, &range["start"], text, path);
            self.check_place(method, &range["end"], text, path);
        }
    }

    /// Every place in a value that is about one document.
    pub(crate) fn check_places(&mut self, method: &str, value: &Value, text: Option<&Text>, path: &str) {
        match value {
            Value::Object(members) if members.contains_key("start") && members.contains_key("end") => {
                self.check_range(method, value, text, path);
            }
            Value::Object(members) if members.contains_key("line") && members.contains_key("character") => {
                if let Some(text) = text {
                    self.check_place(method, value, text, path);
                }
            }
            Value::Object(members) => {
                for (name, value) in members {
                    let is_elsewhere = ELSEWHERE.contains(&name.as_str())
                        || (members.contains_key("uri") && name.to_ascii_lowercase().ends_with("range"));
                    if !is_elsewhere {
                        self.check_places(method, value, text, &format!("{path}.{name}"));
                    }
                }
            }
            Value::Array(items) => {
                for (idx, value) in items.iter().enumerate() {
                    self.check_places(method, value, text, &format!("{path}[{idx}]"));
                }
            }
            _ => {}
        }
    }

    /// Every place in a value that names its document, of those that are open.
    pub(crate) fn check_named_places(
        &mut self,
        method: &str,
        value: &Value,
        open: &HashMap<String, Text>,
        path: &str,
    ) {
        for (name, ranges) in NAMED {
            let Some(text) = value[name].as_str().map(|it| open.get(it)) else { continue };
            for range in ranges.iter().filter_map(|it| value.get(it)) {
                self.check_range(method, range, text, path);
            }
        }
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    self.check_named_places(method, value, open, &format!("{path}.{name}"));
                }
            }
            Value::Array(items) => {
                for (idx, value) in items.iter().enumerate() {
                    self.check_named_places(method, value, open, &format!("{path}[{idx}]"));
                }
            }
            _ => {}
        }
    }
}
