//! Semantic tokens: whole, as changes of an earlier answer, of a stretch.

use std::collections::HashMap;

use serde_json::Value;

use crate::protocol::judge::{Judge, Pending};
use crate::protocol::texts::Text;

/// The numbers that the client has, by document and id of the answer.
pub(crate) type Tokens = HashMap<(String, String), Vec<usize>>;

/// Numbers that make a token.
const SIZE: usize = 5;

impl Judge {
    /// An answer with tokens, or with changes of those of an earlier one.
    pub(crate) fn check_tokens(&mut self, pending: &Pending, result: &Value) {
        let data = match result.get("edits") {
            None if result.is_null() => return,
            None => numbers(&result["data"]),
            Some(edits) => match self.changed(pending, edits) {
                Ok(data) => data,
                Err(problem) => return self.wrong(&pending.method, "$.result.edits", problem),
            },
        };
        self.check_data(&pending.method, &data, pending.text());
        if let Some(id) = result["resultId"].as_str() {
            self.tokens.insert((pending.uri().to_owned(), id.to_owned()), data);
        }
    }

    /// The tokens after changes of those that the client has named.
    fn changed(&self, pending: &Pending, edits: &Value) -> Result<Vec<usize>, String> {
        let before = pending.params["previousResultId"].as_str().unwrap_or_default().to_owned();
        let Some(before) = self.tokens.get(&(pending.uri().to_owned(), before)) else {
            return Err("changes of an answer that the client does not have".to_owned());
        };
        let number = |it: &Value| it.as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
        let mut edits: Vec<_> = edits.as_array().into_iter().flatten().collect();
        edits.sort_by_key(|it| number(&it["start"]));
        let mut after = before.clone();
        let mut next = before.len();
        // All of them count in the list as it was, so the last one goes first.
        for edit in edits.iter().rev() {
            let start = number(&edit["start"]);
            let end = start.saturating_add(number(&edit["deleteCount"]));
            if end > next {
                return Err(format!("outside of the {} numbers, or overlapping: {edit}", before.len()));
            }
            after.splice(start..end, numbers(&edit["data"]));
            next = start;
        }
        Ok(after)
    }

    fn check_data(&mut self, method: &str, data: &[usize], text: Option<&Text>) {
        let path = "$.result.data";
        let legend = self.server["semanticTokensProvider"]["legend"].clone();
        let count = |name: &str| legend[name].as_array().map_or(0, Vec::len);
        if !data.len().is_multiple_of(SIZE) {
            self.wrong(method, path, "the length is not a multiple of five");
        }
        let (mut line, mut column, mut end) = (0, 0, 0);
        for token in data.chunks_exact(SIZE) {
            let &[lines, columns, length, kind, modifiers] = token else { continue };
            column = if lines == 0 { column + columns } else { columns };
            line += lines;
            if length == 0 || kind >= count("tokenTypes") || modifiers >> count("tokenModifiers") != 0 {
                self.wrong(method, path, format!("empty, or not in the legend: {token:?}"));
            }
            if lines == 0 && column < end {
                self.needs(method, path, "textDocument.semanticTokens.overlappingTokenSupport");
            }
            end = column + length;
            if let Some(text) = text
                && text.width(line, &self.encoding).is_none_or(|width| end > width)
            {
                self.wrong(method, path, format!("outside of the document: {line}:{column}+{length}"));
            }
        }
    }
}

fn numbers(data: &Value) -> Vec<usize> {
    let numbers = data.as_array().into_iter().flatten();
    numbers.filter_map(|it| it.as_u64().and_then(|it| usize::try_from(it).ok())).collect()
}
