//! The lines of a document: where each begins, where its text does, where it ends.
//!
//! It knows blanks and terminators only. A byte order mark is no part of the first line.

use std::ops::Range;

use crate::Span;

/// A line, in bytes of the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) start: usize,
    /// The first character that is no blank; the end, if there is none.
    pub(super) text: usize,
    /// Before the terminator.
    pub(super) end: usize,
    /// Behind the terminator.
    pub(super) next: usize,
}

/// All lines. The text behind the last terminator is a line only if there is some.
pub(super) struct Lines<'t> {
    pub(super) text: &'t str,
    pub(super) list: Vec<Line>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Lines<'t> {
        let mut list = Vec::new();
        let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        while start < text.len() {
            let rest = text.get(start..).unwrap_or_default();
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let end = start + length;
            let terminator = match rest.as_bytes().get(length..) {
                Some([b'\r', b'\n', ..]) => 2,
                Some([_, ..]) => 1,
                _ => 0,
            };
            let line = rest.get(..length).unwrap_or_default();
            let blanks = length - line.trim_start_matches([' ', '\t']).len();
            list.push(Line { start, text: start + blanks, end, next: end + terminator });
            start = end + terminator;
        }
        Lines { text, list }
    }

    /// The number of the line that holds a place.
    pub(super) fn at(&self, at: usize) -> usize {
        self.list.partition_point(|line| line.next <= at).min(self.list.len().saturating_sub(1))
    }

    /// The lines from one place to the last character before another.
    pub(super) fn range(&self, start: usize, end: usize) -> Range<usize> {
        let first = self.at(start);
        first..self.at(end.saturating_sub(1).max(start)).max(first) + 1
    }

    /// The lines that a span touches. One that ends where a line begins does not touch that line.
    pub(super) fn touched(&self, span: Span) -> Range<usize> {
        self.range(span.start.index(), span.end.index())
    }

    pub(super) fn get(&self, index: usize) -> Option<Line> {
        self.list.get(index).copied()
    }

    /// What stands on a line, with its blanks.
    pub(super) fn content(&self, line: Line) -> &'t str {
        self.text.get(line.start..line.end).unwrap_or_default()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    pub(super) fn is_blank(line: Line) -> bool {
        line.text >= line.end
    }

    /// The column of a place, counted from an earlier place whose column is known, if that is on the same line. A line
    /// with thousands of nested lists is then read once, and not once for each of them.
    pub(super) fn column_after(&self, (known, column): (usize, u32), at: usize) -> u32 {
        if known > at || self.at(known) != self.at(at) {
            return self.column(at);
        }
        column.saturating_add(u32::try_from(self.slice(known, at).chars().count()).unwrap_or(u32::MAX))
    }

    /// The column of a place, in characters.
    pub(super) fn column(&self, at: usize) -> u32 {
        let start = self.get(self.at(at)).map_or(0, |line| line.start);
        u32::try_from(self.slice(start, at).chars().count()).unwrap_or(u32::MAX)
    }
}

/// How many spaces a text begins with.
pub(super) fn spaces(text: &str) -> u32 {
    u32::try_from(text.len() - text.trim_start_matches(' ').len()).unwrap_or(u32::MAX)
}
