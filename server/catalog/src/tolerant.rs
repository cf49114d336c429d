//! JSON text as people write it into definitions: a comma too many is forgiven.
//!
//! Nothing else is: an error says where the text stops being JSON.

use serde_json::Value;

use crate::properties::SchemaError;

/// The value, and whether commas had to be ignored to read it.
pub(crate) fn parse(text: &str) -> Result<(Value, bool), SchemaError> {
    match serde_json::from_str(text) {
        Ok(value) => Ok((value, false)),
        Err(error) => match serde_json::from_str(&without_trailing_commas(text)) {
            Ok(value) => Ok((value, true)),
            Err(_) => Err(describe(text, &error)),
        },
    }
}

/// The text with every comma that precedes `}` or `]` turned into a space, so that offsets stay the same.
fn without_trailing_commas(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut chars = text.chars();
    let (mut in_string, mut escaped) = (false, false);
    while let Some(c) = chars.next() {
        let is_trailing = c == ',' && !in_string && chars.as_str().trim_start().starts_with(['}', ']']);
        cleaned.push(if is_trailing { ' ' } else { c });
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ => {}
        }
    }
    cleaned
}

fn describe(text: &str, error: &serde_json::Error) -> SchemaError {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let offset = (before + error.column().saturating_sub(1)).min(text.len());
    let reason = error.to_string();
    // A string without an end and a missing comma are noticed behind their place, often lines later.
    let is_unclosed = reason.starts_with("control character");
    let is_late = is_unclosed || reason.starts_with("expected `,`");
    let read = text.get(..offset).unwrap_or_default().trim_end();
    let offset = if is_late { read.char_indices().last().map_or(0, |(at, _)| at) } else { offset };
    let what = match error.classify() {
        serde_json::error::Category::Eof => "the text ends in the middle of a value",
        _ if text.trim().is_empty() => "the text is empty",
        _ if is_unclosed => "a string has no closing quote",
        _ if is_late => "a comma is missing",
        _ => "the text is not JSON",
    };
    let line_start = text.get(..offset).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
    let (line, column) = if is_late {
        (text.get(..offset).unwrap_or_default().matches('\n').count() + 1, offset - line_start + 1)
    } else {
        (error.line(), error.column())
    };
    SchemaError { text: format!("{what} (line {line}, column {column})"), offset: Some(offset) }
}
