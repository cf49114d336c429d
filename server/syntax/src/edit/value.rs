//! New values, and how they are written: in blocks below their key, or in brackets inside of brackets.
//!
//! It writes data only; comments and anchors cannot be new.

use super::scalar::{quoted, quoted_if_needed};
use super::style::BlockStyle;

/// A value to be written into a document. Deeply nested ones are written by recursion: they come from our own code.
#[derive(Clone, PartialEq, Debug)]
pub enum YamlValue {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string, quoted if needed; several lines become a `|` block.
    Str(String),
    /// A list.
    Seq(Vec<YamlValue>),
    /// A mapping, in the order given.
    Map(Vec<(String, YamlValue)>),
}

impl From<&str> for YamlValue {
    fn from(text: &str) -> YamlValue {
        YamlValue::Str(text.to_owned())
    }
}

impl From<i64> for YamlValue {
    fn from(value: i64) -> YamlValue {
        YamlValue::Int(value)
    }
}

/// What follows the colon of a key in `column`: ` value` on its line, or a block on the lines below.
pub(super) fn after_colon(value: &YamlValue, column: u32, style: BlockStyle) -> String {
    match value {
        YamlValue::Map(entries) if !entries.is_empty() => {
            let column = column + style.width;
            entries
                .iter()
                .map(|(key, value)| line(column, &entry(key, value, column, style), style))
                .collect()
        }
        YamlValue::Seq(items) if !items.is_empty() => {
            let column = column + style.list_offset;
            items.iter().map(|value| line(column, &item(value, column, style), style)).collect()
        }
        YamlValue::Str(text) if is_literal(text) => literal(text, column + style.width, style),
        other => format!(" {}", in_brackets(other, style, false)),
    }
}

/// An entry without indentation, its key in `column`.
pub(super) fn entry(key: &str, value: &YamlValue, column: u32, style: BlockStyle) -> String {
    format!("{}:{}", key_text(key, style, false), after_colon(value, column, style))
}

/// An item without indentation, its dash in `column`.
pub(super) fn item(value: &YamlValue, column: u32, style: BlockStyle) -> String {
    let inner = column + 2;
    let parts: Vec<String> = match value {
        YamlValue::Map(entries) => {
            entries.iter().map(|(key, value)| entry(key, value, inner, style)).collect()
        }
        YamlValue::Seq(items) => items.iter().map(|value| item(value, inner, style)).collect(),
        YamlValue::Str(text) if is_literal(text) => return format!("-{}", literal(text, inner, style)),
        _ => Vec::new(),
    };
    match parts.split_first() {
        None => format!("- {}", in_brackets(value, style, false)),
        Some((first, rest)) => {
            let rest: String = rest.iter().map(|part| line(inner, part, style)).collect();
            format!("- {first}{rest}")
        }
    }
}

/// A value on one line.
pub(super) fn in_brackets(value: &YamlValue, style: BlockStyle, is_flow: bool) -> String {
    match value {
        YamlValue::Null => "null".to_owned(),
        YamlValue::Bool(value) => value.to_string(),
        YamlValue::Int(value) => value.to_string(),
        YamlValue::Float(value) => float(*value),
        YamlValue::Str(text) => quoted_if_needed(text, style.quote, is_flow),
        YamlValue::Seq(items) => {
            let items: Vec<String> = items.iter().map(|item| in_brackets(item, style, true)).collect();
            format!("[{}]", items.join(", "))
        }
        YamlValue::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| flow_entry(key, value, style)).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// An entry inside of `{…}`.
pub(super) fn flow_entry(key: &str, value: &YamlValue, style: BlockStyle) -> String {
    format!("{}: {}", key_text(key, style, true), in_brackets(value, style, true))
}

/// A key; one of several lines needs escapes.
pub(super) fn key_text(key: &str, style: BlockStyle, is_flow: bool) -> String {
    if key.contains('\n') { quoted(key, '"') } else { quoted_if_needed(key, style.quote, is_flow) }
}

/// A number that reads back as a number with a fraction.
fn float(value: f64) -> String {
    if value.is_nan() {
        ".nan".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { ".inf" } else { "-.inf" }.to_owned()
    } else {
        format!("{value:?}")
    }
}

fn line(column: u32, text: &str, style: BlockStyle) -> String {
    format!("{}{}{text}", style.newline, " ".repeat(column as usize))
}

/// Whether a string is written as a `|` block: several lines that need no escape and no indentation indicator.
fn is_literal(text: &str) -> bool {
    let mut lines = text.lines();
    let is_printable = |c: char| {
        c == '\n' || c == '\t' || !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
    };
    text.trim_end_matches('\n').contains('\n')
        && text.chars().all(is_printable)
        && lines.next().is_some_and(|first| !first.is_empty() && !first.starts_with([' ', '\t']))
        && lines.all(|line| line.is_empty() || !line.trim().is_empty())
}

/// Whether the written value ends with a `|` block whose last line break counts, and so needs one behind it.
pub(super) fn needs_terminator(value: &YamlValue) -> bool {
    match value {
        YamlValue::Str(text) => is_literal(text) && text.ends_with('\n'),
        YamlValue::Seq(items) => items.last().is_some_and(needs_terminator),
        YamlValue::Map(entries) => entries.last().is_some_and(|(_, value)| needs_terminator(value)),
        YamlValue::Null | YamlValue::Bool(_) | YamlValue::Int(_) | YamlValue::Float(_) => false,
    }
}

/// A `|` block with its lines in `column`, from the blank before the `|` on, without the last terminator.
fn literal(text: &str, column: u32, style: BlockStyle) -> String {
    let body = text.trim_end_matches('\n');
    let n_trailing = text.len() - body.len();
    let chomping = match n_trailing {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let mut written = format!(" |{chomping}");
    for text in body.split('\n') {
        written.push_str(&if text.is_empty() { style.newline.to_owned() } else { line(column, text, style) });
    }
    written + &style.newline.repeat(n_trailing.saturating_sub(1))
}
