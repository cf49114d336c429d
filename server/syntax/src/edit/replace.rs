//! Other keys and values in the place of those that are there.
//!
//! A scalar keeps its quotes where it can, and its type: a string stays one even if the new text looks like a number.

use super::Edit;
use super::extent::Part;
use super::scalar::{is_plain_token, quoted, quoted_if_needed};
use super::style::BlockStyle;
use super::value::{YamlValue, after_colon, entry, in_brackets, item, key_text, needs_terminator};
use crate::{Entry, Node, NodeKind, Scalar, Style};

/// Gives a key another name.
pub fn rename_key(entry: Entry<'_>, new: &str) -> Vec<Edit> {
    let key = entry.key;
    let style = BlockStyle::around(key);
    let text = match key.style() {
        Some(Style::SingleQuoted) => quoted(new, '\''),
        Some(Style::DoubleQuoted) => quoted(new, '"'),
        _ => key_text(new, style, key.parent().is_some_and(Node::is_flow)),
    };
    vec![replaced(key, text)]
}

/// Gives a scalar another text.
pub fn replace_scalar(scalar: Node<'_>, new: &str) -> Vec<Edit> {
    let is_string = matches!(scalar.scalar(), Some(Scalar::Str(_)) | None);
    let is_flow = scalar.parent().is_some_and(Node::is_flow);
    let style = BlockStyle::around(scalar);
    match scalar.style() {
        Some(Style::SingleQuoted) => vec![replaced(scalar, quoted(new, '\''))],
        Some(Style::DoubleQuoted) => vec![replaced(scalar, quoted(new, '"'))],
        Some(Style::Plain) if !is_string && is_plain_token(new) => vec![replaced(scalar, new.to_owned())],
        Some(Style::Plain) => vec![replaced(scalar, quoted_if_needed(new, style.quote, is_flow))],
        Some(Style::Literal | Style::Folded) | None => set_value(scalar, &YamlValue::Str(new.to_owned())),
    }
}

/// Puts a scalar in quotes, which makes it a string. No edit if it has quotes or is no scalar.
pub fn quote_scalar(scalar: Node<'_>) -> Vec<Edit> {
    match scalar.style() {
        Some(Style::Plain) => {
            vec![replaced(scalar, quoted(&scalar.text(), BlockStyle::around(scalar).quote))]
        }
        _ => Vec::new(),
    }
}

/// Takes the quotes from a scalar, so that its text decides what it is. No edit where the text needs them.
pub fn unquote_scalar(scalar: Node<'_>) -> Vec<Edit> {
    let is_quoted = matches!(scalar.style(), Some(Style::SingleQuoted | Style::DoubleQuoted));
    let text = scalar.text();
    let is_flow = scalar.parent().is_some_and(Node::is_flow);
    if is_quoted && is_plain_token(&text) && !(is_flow && text.contains(['[', ']', '{', '}', ','])) {
        vec![replaced(scalar, text.into_owned())]
    } else {
        Vec::new()
    }
}

/// Puts another value in the place of this one, which may be missing.
pub fn set_value(value: Node<'_>, new: &YamlValue) -> Vec<Edit> {
    let style = BlockStyle::around(value);
    let Some(parent) = value.parent() else {
        return vec![replaced(value, as_root(new, style))];
    };
    if parent.is_flow() {
        let text = in_brackets(new, style, true);
        let is_tight =
            value.source.get(..value.span().start.index()).is_some_and(|before| before.ends_with(':'));
        return vec![replaced(value, if is_tight { format!(" {text}") } else { text })];
    }
    let Some(part) = Part::of(value) else { return Vec::new() };
    let mut text = match parent.kind() {
        NodeKind::Sequence => item(new, part.column(), style).split_off(1),
        _ if part.layout.slice(0, part.mark).ends_with(':') => after_colon(new, part.column(), style),
        _ => format!(":{}", after_colon(new, part.column(), style)),
    };
    text.push_str(part.terminator(needs_terminator(new), style));
    let (first, rest) =
        text.split_at_checked(text.find(['\n', '\r']).unwrap_or(text.len())).unwrap_or((&text, ""));
    around_comments(part, first, rest)
}

/// Replaces the value of a part by text for its line and text for the lines below. A comment behind the key or behind
/// a value of one line stays where it is.
fn around_comments(part: Part<'_>, first: &str, rest: &str) -> Vec<Edit> {
    let layout = part.layout;
    let end = part.text_end();
    let edits = if layout.same_line(part.mark, part.value.span().start.index()) {
        let is_block =
            matches!(part.value.kind(), NodeKind::Mapping | NodeKind::Sequence) && !part.value.is_flow();
        let end = if is_block { layout.line_end(end) } else { end };
        let line_end = layout.line_end(end);
        vec![Edit::new(part.mark, end, first), Edit::new(line_end, line_end, rest)]
    } else {
        let mark_line = layout.line_end(part.mark);
        vec![Edit::new(part.mark, part.mark, first), Edit::new(mark_line, layout.line_end(end), rest)]
    };
    edits.into_iter().filter(|edit| !edit.span.is_empty() || !edit.text.is_empty()).collect()
}

/// A value that is a whole document.
fn as_root(value: &YamlValue, style: BlockStyle) -> String {
    let lines: Vec<String> = match value {
        YamlValue::Map(entries) => entries.iter().map(|(key, value)| entry(key, value, 0, style)).collect(),
        YamlValue::Seq(items) => items.iter().map(|value| item(value, 0, style)).collect(),
        _ => Vec::new(),
    };
    if lines.is_empty() { in_brackets(value, style, false) } else { lines.join(style.newline) }
}

fn replaced(node: Node<'_>, text: String) -> Edit {
    Edit { span: node.span(), text }
}
