//! Which lines an entry or item takes: its own, the comments above it, and the blank ones that a `|+` keeps.
//!
//! It deals with blocks; inside of brackets there are no lines.

use super::style::BlockStyle;
use crate::layout::{Layout, span};
use crate::punctuation::{behind_colon, dashes};
use crate::{Entry, Node, NodeKind, Span, Style};

/// An entry or item of a block.
#[derive(Clone, Copy)]
pub(super) struct Part<'d> {
    pub(super) layout: Layout<'d>,
    /// Where its key or dash begins.
    pub(super) start: usize,
    /// Behind its colon or dash; behind the key if there is no colon.
    pub(super) mark: usize,
    pub(super) value: Node<'d>,
    /// Where the part before it ends; the start of the text for the first one.
    floor: usize,
    has_comments: bool,
}

impl<'d> Part<'d> {
    /// All entries or items of a block collection.
    pub(super) fn all(collection: Node<'d>) -> Vec<Part<'d>> {
        let layout = Layout::new(collection.source);
        let marks: Vec<(usize, usize, Node<'d>)> = if collection.kind() == NodeKind::Mapping {
            collection.entries().map(|entry| (entry.key.start(), mark(layout, entry), entry.value)).collect()
        } else {
            let dashes = dashes(layout, collection).into_iter();
            dashes.filter_map(|(dash, item)| dash.map(|dash| (dash, dash + 1, item))).collect()
        };
        let mut floor = 0;
        let mut parts: Vec<Part<'d>> = Vec::new();
        for (start, mark, value) in marks {
            // Comments above the first entry of a document are about the document.
            let has_comments = !parts.is_empty() || collection.parent().is_some();
            let part = Part { layout, start, mark, value, floor, has_comments };
            floor = layout.next_line(part.last_line_end());
            parts.push(part);
        }
        parts
    }

    /// The entry or item that holds this value.
    pub(super) fn of(value: Node<'d>) -> Option<Part<'d>> {
        Part::all(value.parent()?).into_iter().find(|part| part.value == value)
    }

    /// The column of its key or dash.
    pub(super) fn column(self) -> u32 {
        self.layout.column(self.start)
    }

    /// Where its text ends, before trailing blanks and comments.
    pub(super) fn text_end(self) -> usize {
        let end = self.value.span().end.index();
        if self.value.kind() == NodeKind::Missing || end <= self.mark {
            return self.mark;
        }
        self.mark + self.layout.slice(self.mark, end).trim_end().len()
    }

    /// The end of its last line, where a new line can be added.
    pub(super) fn last_line_end(self) -> usize {
        let mut end = self.layout.line_end(self.text_end());
        if keeps_blank_lines(self.value) {
            let mut next = self.layout.next_line(end);
            while next > end && next < self.layout.len() && self.layout.is_blank_line(next) {
                end = self.layout.line_end(next);
                next = self.layout.next_line(next);
            }
        }
        end
    }

    /// The terminator that new text behind this part needs, if it does: at the end of a text that has none.
    pub(super) fn terminator(self, is_needed: bool, style: BlockStyle) -> &'static str {
        if is_needed && self.last_line_end() == self.layout.len() { style.newline } else { "" }
    }

    /// Whether nothing stands before it on its line, as a dash does before the first key of an item.
    pub(super) fn begins_line(self) -> bool {
        self.layout.indent_end(self.start) == self.start
    }

    /// Where the comments directly above it begin, if they are in its column; else where its line begins.
    pub(super) fn first_line_start(self) -> usize {
        let mut start = self.layout.line_start(self.start);
        while self.has_comments && start > self.floor {
            let text = self.layout.indent_end(start - 1);
            let is_own =
                self.layout.slice(text, text + 1) == "#" && self.layout.column(text) == self.column();
            if !is_own || self.layout.line_start(text) < self.floor {
                break;
            }
            start = self.layout.line_start(text);
        }
        start
    }

    /// What to delete so that nothing of it is left: whole lines, or up to the next key behind a dash.
    pub(super) fn removal(self) -> Span {
        let end = self.layout.next_line(self.last_line_end());
        if !self.begins_line() {
            return span(self.start, self.layout.skip_blanks(end));
        }
        let start = self.first_line_start();
        let lacks_terminator = !self.layout.text().ends_with(['\n', '\r']) && end == self.layout.len();
        let start = if lacks_terminator && start > 0 { self.layout.line_end(start - 1) } else { start };
        span(start, end)
    }
}

/// Behind the colon of an entry, or behind its key.
fn mark(layout: Layout<'_>, entry: Entry<'_>) -> usize {
    behind_colon(layout, entry).unwrap_or(entry.key.span().end.index())
}

/// Whether the last text of a value is a block scalar whose trailing blank lines count.
fn keeps_blank_lines(value: Node<'_>) -> bool {
    let last = std::iter::successors(Some(value), |node| node.children().last()).last().unwrap_or(value);
    let header = last.raw().lines().next().unwrap_or_default();
    matches!(last.style(), Some(Style::Literal | Style::Folded)) && header.contains('+')
}
