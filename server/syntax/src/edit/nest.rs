//! Moving entries one level down, below a key of the same mapping: the cure for a lost indentation.
//!
//! ```yaml
//! properties:
//! hostname: example.com   # belongs below `properties`
//! ```
//!
//! Which entries belong below which key is the caller's knowledge.

use super::Edit;
use super::extent::Part;
use super::style::BlockStyle;
use crate::layout::Layout;
use crate::{Entry, Node, NodeKind, Scalar};

/// Moves entries below `owner`, a key of the same block mapping that has no value, null, `{}` or a block mapping. No
/// edit if it has another value.
pub fn nest_entries(owner: Entry<'_>, entries: &[Entry<'_>]) -> Vec<Edit> {
    let style = BlockStyle::around(owner.key);
    let Some(mapping) = owner.key.parent().filter(|mapping| !mapping.is_flow()) else { return Vec::new() };
    let parts = Part::all(mapping);
    let Some(position) = parts.iter().position(|part| part.value == owner.value) else { return Vec::new() };
    let Some(owner_part) = parts.get(position) else { return Vec::new() };
    let is_moved = |part: &&Part<'_>| entries.iter().any(|entry| entry.value == part.value);
    let moved: Vec<Part<'_>> =
        parts.iter().filter(is_moved).filter(|part| part.value != owner.value).copied().collect();
    let Some(target) = target(*owner_part, owner.value, style) else { return Vec::new() };
    if moved.is_empty() {
        return Vec::new();
    }
    let run = parts.get(position + 1..).unwrap_or_default().iter().take_while(is_moved).count();
    let mut edits = target.cleared;
    if target.is_new && run == moved.len() {
        edits.extend(shift_lines(*owner_part, &moved, target.column));
    } else {
        edits.extend(move_lines(target.end, &moved, target.column, style));
    }
    edits
}

/// Where moved entries go.
struct Target {
    column: u32,
    /// The end of the line they follow.
    end: usize,
    /// Whether the owner has no entries yet.
    is_new: bool,
    /// Removes the `null` or `{}` that is the owner's value.
    cleared: Vec<Edit>,
}

fn target(owner: Part<'_>, value: Node<'_>, style: BlockStyle) -> Option<Target> {
    let end = owner.last_line_end();
    let entries = Part::all(value);
    if value.kind() == NodeKind::Mapping && !value.is_flow() {
        let column = entries.first()?.column();
        return Some(Target { column, end, is_new: false, cleared: Vec::new() });
    }
    let is_null = value.kind() != NodeKind::Alias && value.scalar() == Some(Scalar::Null);
    let is_empty = value.is_flow() && value.kind() == NodeKind::Mapping && entries.is_empty();
    let cleared = match owner.text_end() {
        text_end if text_end > owner.mark => vec![Edit::new(owner.mark, text_end, "")],
        _ => Vec::new(),
    };
    let column = owner.column() + style.width;
    (is_null || is_empty).then_some(Target { column, end, is_new: true, cleared })
}

/// Indents the lines of the entries that directly follow their new owner, and the comments between.
fn shift_lines(owner: Part<'_>, moved: &[Part<'_>], column: u32) -> Vec<Edit> {
    let layout = owner.layout;
    let indentation = " ".repeat(column.saturating_sub(owner.column()) as usize);
    let end = moved.last().map_or(0, |part| part.text_end());
    let mut edits = Vec::new();
    let mut line = layout.next_line(owner.last_line_end());
    while line < end {
        if !layout.is_blank_line(line) {
            edits.push(Edit::new(line, line, indentation.clone()));
        }
        line = layout.next_line(line);
    }
    edits
}

/// Takes entries away from where they are and writes them below the line that ends at `end`.
fn move_lines(end: usize, moved: &[Part<'_>], column: u32, style: BlockStyle) -> Vec<Edit> {
    let mut text = String::new();
    let mut removals: Vec<Edit> = Vec::new();
    for part in moved {
        let layout = part.layout;
        let start = if part.begins_line() { part.first_line_start() } else { part.start };
        let lines = layout.slice(start, part.last_line_end());
        let indented =
            if part.begins_line() { lines.to_owned() } else { " ".repeat(part.column() as usize) + lines };
        text.push_str(style.newline);
        text.push_str(&reindented(&indented, part.column(), column));
        let removal = part.removal();
        // At the end of a text without a last terminator, a removal takes the terminator before it.
        match removals.last_mut() {
            Some(last) if last.span.end >= removal.start => last.span.end = removal.end,
            _ => removals.push(Edit { span: removal, text: String::new() }),
        }
    }
    removals.push(Edit::new(end, end, text));
    removals
}

/// Lines of text with `to - from` columns more indentation, or fewer; blank lines stay as they are.
pub(super) fn reindented(text: &str, from: u32, to: u32) -> String {
    let more = " ".repeat(to.saturating_sub(from) as usize);
    let fewer = from.saturating_sub(to) as usize;
    let layout = Layout::new(text);
    let mut result = String::with_capacity(text.len() + more.len());
    let mut line = 0;
    while line < text.len() {
        let next = layout.next_line(line);
        let indentation = layout.indent_end(line) - line;
        if layout.is_blank_line(line) {
            result.push_str(layout.slice(line, next));
        } else {
            result.push_str(&more);
            result.push_str(layout.slice(line + fewer.min(indentation), next));
        }
        line = next;
    }
    result
}
