//! New entries and items.
//!
//! They come last in their collection, first, or behind a given entry; which place is the right one is the caller's
//! knowledge. A collection that is empty or not there yet becomes a block, unless brackets are around it.

use super::extent::Part;
use super::style::BlockStyle;
use super::value::{YamlValue, entry, flow_entry, in_brackets, item, needs_terminator};
use super::{Edit, set_value};
use crate::{Entry, Node, NodeKind};

/// Adds an entry at the end of a mapping. Also for a value that is missing, null or `{}`.
pub fn insert_entry(mapping: Node<'_>, key: &str, value: &YamlValue) -> Vec<Edit> {
    match mapping.entries().last() {
        Some(last) if mapping.kind() == NodeKind::Mapping => insert_entry_after(last, key, value),
        _ => set_value(mapping, &YamlValue::Map(vec![(key.to_owned(), value.clone())])),
    }
}

/// Adds an entry behind another one of the same mapping.
pub fn insert_entry_after(after: Entry<'_>, key: &str, value: &YamlValue) -> Vec<Edit> {
    let style = BlockStyle::around(after.key);
    if after.key.parent().is_some_and(Node::is_flow) {
        return vec![behind(after.span().end.index(), &flow_entry(key, value, style))];
    }
    Part::of(after.value)
        .map(|part| below(part, &entry(key, value, part.column(), style), value, style))
        .into_iter()
        .collect()
}

/// Adds an entry before all others of a mapping, and above the comments that are about the first. Also for a value that is
/// missing, null or `{}`.
pub fn insert_entry_first(mapping: Node<'_>, key: &str, value: &YamlValue) -> Vec<Edit> {
    let first = mapping.entries().next().filter(|_| mapping.kind() == NodeKind::Mapping);
    let Some(first) = first else { return insert_entry(mapping, key, value) };
    let style = BlockStyle::around(first.key);
    if mapping.is_flow() {
        let start = first.span().start.index();
        return vec![Edit::new(start, start, format!("{}, ", flow_entry(key, value, style)))];
    }
    let Some(part) = Part::of(first.value) else { return Vec::new() };
    let text = entry(key, value, part.column(), style);
    let indentation = " ".repeat(part.column() as usize);
    let (start, text) = if part.begins_line() {
        (part.first_line_start(), format!("{indentation}{text}{}", style.newline))
    } else {
        (part.start, format!("{text}{}{indentation}", style.newline))
    };
    vec![Edit::new(start, start, text)]
}

/// Adds an item at the end of a list. Also for a value that is missing, null or `[]`.
pub fn insert_item(sequence: Node<'_>, value: &YamlValue) -> Vec<Edit> {
    let style = BlockStyle::around(sequence);
    match sequence.items().last() {
        Some(last) if sequence.kind() == NodeKind::Sequence && sequence.is_flow() => {
            vec![behind(last.span().end.index(), &in_brackets(value, style, true))]
        }
        Some(_) if sequence.kind() == NodeKind::Sequence => {
            let last = Part::all(sequence).pop();
            last.map(|part| below(part, &item(value, part.column(), style), value, style))
                .into_iter()
                .collect()
        }
        _ => set_value(sequence, &YamlValue::Seq(vec![value.clone()])),
    }
}

/// A new entry or item inside of brackets.
fn behind(end: usize, text: &str) -> Edit {
    Edit::new(end, end, format!(", {text}"))
}

/// New lines below a part of a block, in its column.
fn below(part: Part<'_>, text: &str, value: &YamlValue, style: BlockStyle) -> Edit {
    let end = part.last_line_end();
    let last = part.terminator(needs_terminator(value), style);
    Edit::new(end, end, format!("{}{}{text}{last}", style.newline, " ".repeat(part.column() as usize)))
}
