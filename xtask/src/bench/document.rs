//! An open document, as an editor has it: lines that are edited, and the messages about that.

use std::path::Path;

use serde_json::{Value, json};

use super::server::{Server, notification, uri};

/// An open document.
pub(super) struct Document {
    pub(super) uri: String,
    pub(super) lines: Vec<String>,
    version: i64,
    /// Whether the server takes changes of parts.
    is_incremental: bool,
}

/// A place where one insertion makes a mistake.
#[derive(Clone, Debug)]
pub(super) struct Toggle {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) typed: &'static str,
}

impl Document {
    /// A document of a file, not opened yet.
    pub(super) fn read(path: &Path, server: &Server) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|it| format!("{}: {it}", path.display()))?;
        let sync = server.capabilities.get("textDocumentSync");
        let kind = sync.and_then(|it| it.as_i64().or_else(|| it.get("change")?.as_i64()));
        let lines = text.split('\n').map(str::to_owned).collect();
        Ok(Self { uri: uri(path), lines, version: 1, is_incremental: kind == Some(2) })
    }

    /// The message that opens it.
    pub(super) fn opening(&self) -> Vec<u8> {
        let document = json!({ "uri": self.uri, "languageId": "yaml", "version": self.version, "text": self.lines.join("\n") });
        notification("textDocument/didOpen", &json!({ "textDocument": document }))
    }

    pub(super) fn closing(&self) -> Vec<u8> {
        notification("textDocument/didClose", &json!({ "textDocument": { "uri": self.uri } }))
    }

    /// Replaces columns of a line; returns the message that says so. Texts here are ASCII.
    pub(super) fn edit(&mut self, line: usize, columns: std::ops::Range<usize>, text: &str) -> Vec<u8> {
        if let Some(it) = self.lines.get_mut(line) {
            let end = columns.end.min(it.len());
            it.replace_range(columns.start.min(end)..end, text);
        }
        self.version += 1;
        let at = |column: usize| json!({ "line": line, "character": column });
        let change = if self.is_incremental {
            json!({ "range": { "start": at(columns.start), "end": at(columns.end) }, "text": text })
        } else {
            json!({ "text": self.lines.join("\n") })
        };
        let document = json!({ "uri": self.uri, "version": self.version });
        notification(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [change] }),
        )
    }

    /// Makes the mistake.
    pub(super) fn err(&mut self, toggle: &Toggle) -> Vec<u8> {
        self.edit(toggle.line, toggle.column..toggle.column, toggle.typed)
    }

    /// Takes it out again.
    pub(super) fn mend(&mut self, toggle: &Toggle) -> Vec<u8> {
        self.edit(toggle.line, toggle.column..toggle.column + toggle.typed.len(), "")
    }

    /// The parameters of a request about a place.
    pub(super) fn at(&self, place: (usize, usize)) -> Value {
        json!({ "textDocument": { "uri": self.uri }, "position": { "line": place.0, "character": place.1 } })
    }

    /// Where the text after a word begins, in every line that has the word.
    pub(super) fn places(&self, word: &str) -> Vec<(usize, usize)> {
        let lines = self.lines.iter().enumerate();
        lines.filter_map(|(number, line)| Some((number, line.find(word)? + word.len()))).collect()
    }

    /// Where a mistake can be made that the server sees: near the middle, so that no place is a lucky one.
    pub(super) fn toggle(&self, is_style_only: bool) -> Result<Toggle, String> {
        // What schemas know: a protocol that there is not, a field that there is not. Else a parameter that there is not.
        for (word, typed) in [("protocol: TCP", "X"), ("      instanceName", "X"), ("fromParam: ", "X")] {
            let places = self.places(word);
            if let Some((line, column)) = places.get(places.len() / 2).copied() {
                let end = self.lines.get(line).map_or(0, String::len);
                return Ok(if is_style_only {
                    Toggle { line, column: end, typed: " " }
                } else {
                    Toggle { line, column, typed }
                });
            }
        }
        Err(format!("no place for a mistake in {}", self.uri))
    }
}
