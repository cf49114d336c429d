//! Documents as the client sent them, and whether a place is inside of one.
//!
//! Written apart from the server's own store on purpose: two implementations of the same edits check each other.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::Value;

/// How many versions of a document are remembered.
const KEPT: usize = 256;

/// The text of a document at one version.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its version.
    pub version: i64,
    lines: Arc<Vec<String>>,
}

/// How columns are counted: the protocol's word.
pub type Encoding = String;

impl Text {
    fn new(version: i64, text: &str) -> Self {
        Self { version, lines: Arc::new(lines(text)) }
    }

    /// Why a position is not in the text; `None` if it is.
    pub fn outside(&self, position: &Value, encoding: &str) -> Option<String> {
        let (line, character) = pair(position)?;
        match self.lines.get(line) {
            Some(text) => {
                let width = width(content(text), encoding);
                (character > width)
                    .then(|| format!("character {character} of line {line}, which has {width} ({encoding})"))
            }
            None if line == self.lines.len() && character == 0 => None,
            None => Some(format!("line {line} of {}", self.lines.len())),
        }
    }

    /// The characters of a line in units of the encoding.
    pub fn width(&self, line: usize, encoding: &str) -> Option<usize> {
        self.lines.get(line).map(|it| width(content(it), encoding))
    }
}

/// All documents that are open.
#[derive(Debug, Default)]
pub struct Texts {
    open: HashMap<String, BTreeMap<i64, Text>>,
    /// The newest versions of documents that were closed.
    closed: HashMap<String, i64>,
}

impl Texts {
    /// Opens a document; false if it was open.
    pub fn open(&mut self, uri: &str, version: i64, text: &str) -> bool {
        self.open.insert(uri.to_owned(), BTreeMap::from([(version, Text::new(version, text))])).is_none()
    }

    /// Closes a document; false if it was not open.
    pub fn close(&mut self, uri: &str) -> bool {
        if let Some(newest) = self.newest(uri).map(|it| it.version) {
            self.closed.insert(uri.to_owned(), newest);
        }
        self.open.remove(uri).is_some()
    }

    /// Whether a version may be one that the document had before it was closed, as far as its server has heard. What a
    /// server says of a later state takes these versions away.
    pub fn was_before_close(&mut self, uri: &str, version: i64) -> bool {
        let is_before = self.closed.get(uri).is_some_and(|newest| version <= *newest);
        if self.newest(uri).is_some_and(|it| version <= it.version) {
            self.closed.remove(uri);
        }
        is_before
    }

    /// The newest text of a document.
    pub fn newest(&self, uri: &str) -> Option<&Text> {
        self.open.get(uri)?.values().next_back()
    }

    /// The newest text of each document.
    pub fn all_newest(&self) -> HashMap<String, Text> {
        let newest = |(uri, _): (&String, _)| Some((uri.clone(), self.newest(uri)?.clone()));
        self.open.iter().filter_map(newest).collect()
    }

    /// A text of a document; the newest where the version is not known any more.
    pub fn at(&self, uri: &str, version: i64) -> Option<&Text> {
        self.open.get(uri)?.get(&version)
    }

    /// Edits a document; an error says what is wrong with the edit.
    pub fn change(
        &mut self,
        uri: &str,
        version: i64,
        changes: &[Value],
        encoding: &str,
    ) -> Result<(), String> {
        let Some(versions) = self.open.get_mut(uri) else {
            return Err("the document is not open".to_owned());
        };
        let Some(newest) = versions.values().next_back().cloned() else { return Ok(()) };
        let mut problem = None;
        let mut text: String = newest.lines.concat();
        for change in changes {
            let new = change["text"].as_str().unwrap_or_default();
            let Some(range) = change.get("range") else {
                new.clone_into(&mut text);
                continue;
            };
            let before = Text::new(0, &text);
            for end in ["start", "end"] {
                problem = problem.or_else(|| before.outside(&range[end], encoding));
            }
            let (start, end) =
                (before.offset(&range["start"], encoding), before.offset(&range["end"], encoding));
            text.replace_range(start.min(end)..end.max(start), new);
        }
        versions.insert(version.max(newest.version), Text::new(version.max(newest.version), &text));
        while versions.len() > KEPT {
            versions.pop_first();
        }
        if version <= newest.version {
            return Err(format!("version {version} after {}", newest.version));
        }
        problem.map_or(Ok(()), Err)
    }
}

impl Text {
    /// The characters in a range.
    pub fn slice(&self, range: &Value, encoding: &str) -> String {
        let text = self.lines.concat();
        let (start, end) = (self.offset(&range["start"], encoding), self.offset(&range["end"], encoding));
        text.get(start..end).unwrap_or_default().to_owned()
    }

    fn offset(&self, position: &Value, encoding: &str) -> usize {
        let Some((line, character)) = pair(position) else { return 0 };
        let before: usize = self.lines.iter().take(line).map(String::len).sum();
        let Some(text) = self.lines.get(line) else { return before };
        let mut left = character;
        let mut bytes = 0;
        for it in content(text).chars() {
            let units = width(it.encode_utf8(&mut [0; 4]), encoding);
            if left < units {
                break;
            }
            left -= units;
            bytes += it.len_utf8();
        }
        before + bytes
    }
}

/// Line and character of a position.
pub fn pair(position: &Value) -> Option<(usize, usize)> {
    let number = |name: &str| position[name].as_u64().and_then(|it| usize::try_from(it).ok());
    Some((number("line")?, number("character")?))
}

fn width(text: &str, encoding: &str) -> usize {
    match encoding {
        "utf-8" => text.len(),
        "utf-32" => text.chars().count(),
        _ => text.encode_utf16().count(),
    }
}

fn content(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

/// Lines with their ends; the last one has none.
fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        line.push(it);
        if it == '\r' && rest.peek() == Some(&'\n') {
            continue;
        }
        if it == '\n' || it == '\r' {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn edits_are_applied_in_each_encoding() {
        for (encoding, column) in [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)] {
            let mut texts = Texts::default();
            assert!(texts.open("a:", 1, "x\r\n😀b\r"));
            let at = json!({ "line": 1, "character": column });
            let change = json!({ "range": { "start": at, "end": at }, "text": "é\n" });
            texts.change("a:", 2, &[change], encoding).unwrap();
            assert_eq!(texts.newest("a:").unwrap().lines.concat(), "x\r\n😀é\nb\r");
        }
    }

    #[test]
    fn places_outside_and_versions_of_the_past_are_told() {
        let mut texts = Texts::default();
        texts.open("a:", 3, "ab\nc");
        let text = texts.newest("a:").unwrap();
        for (line, character, is_inside) in
            [(0, 2, true), (0, 3, false), (1, 1, true), (2, 0, true), (2, 1, false)]
        {
            let position = json!({ "line": line, "character": character });
            assert_eq!(text.outside(&position, "utf-16").is_none(), is_inside, "{position}");
        }
        assert!(texts.change("a:", 3, &[json!({ "text": "new" })], "utf-16").is_err());
        assert!(texts.change("b:", 4, &[json!({ "text": "new" })], "utf-16").is_err());
        assert_eq!(texts.newest("a:").unwrap().lines.concat(), "new");
    }
}
