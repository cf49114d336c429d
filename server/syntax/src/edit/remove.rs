//! Taking entries and items away, with their lines and the comments that are about them.
//!
//! The last one leaves `{}` or `[]`: a key with nothing behind it would mean null.

use super::Edit;
use super::extent::Part;
use super::replace::set_value;
use super::value::YamlValue;
use crate::{Entry, Node, NodeKind};

/// Removes an entry from its mapping.
pub fn remove_entry(entry: Entry<'_>) -> Vec<Edit> {
    let Some(mapping) = entry.key.parent() else { return Vec::new() };
    if mapping.is_flow() {
        let spans: Vec<_> =
            mapping.entries().map(|entry| (entry.span().start.index(), entry.span().end.index())).collect();
        return vec![from_brackets(&spans, entry.span().start.index())];
    }
    from_block(mapping, entry.value)
}

/// Removes an item from its list.
pub fn remove_item(item: Node<'_>) -> Vec<Edit> {
    match item.parent() {
        Some(list) if list.kind() == NodeKind::Sequence && list.is_flow() => {
            let spans: Vec<_> =
                list.items().map(|item| (item.span().start.index(), item.span().end.index())).collect();
            vec![from_brackets(&spans, item.span().start.index())]
        }
        Some(list) if list.kind() == NodeKind::Sequence => from_block(list, item),
        _ => Vec::new(),
    }
}

fn from_block(collection: Node<'_>, value: Node<'_>) -> Vec<Edit> {
    let parts = Part::all(collection);
    let Some(part) = parts.iter().find(|part| part.value == value) else { return Vec::new() };
    if parts.len() > 1 {
        // Behind a dash there is no line to take away, and no key to move up if it was the last one.
        let removal = part.removal();
        return vec![Edit { span: removal, text: String::new() }];
    }
    match (collection.parent(), collection.kind()) {
        (None, _) => vec![Edit { span: part.removal(), text: String::new() }],
        (Some(_), NodeKind::Sequence) => set_value(collection, &YamlValue::Seq(Vec::new())),
        (Some(_), _) => set_value(collection, &YamlValue::Map(Vec::new())),
    }
}

/// Removes one of the parts between brackets, with the comma that becomes superfluous.
fn from_brackets(parts: &[(usize, usize)], start: usize) -> Edit {
    let position = parts.iter().position(|(part, _)| *part == start).unwrap_or(0);
    let at = |position: usize| parts.get(position).copied();
    let (own_start, own_end) = at(position).unwrap_or((start, start));
    match (at(position + 1), position.checked_sub(1).and_then(at)) {
        (Some((next_start, _)), _) => Edit::new(own_start, next_start, ""),
        (None, Some((_, previous_end))) => Edit::new(previous_end, own_end, ""),
        (None, None) => Edit::new(own_start, own_end, ""),
    }
}
