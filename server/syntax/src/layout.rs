//! Where the lines of a document begin and end, and what column a byte has.
//!
//! It knows characters, not YAML. Lines end with LF, CRLF or a lone CR, as in the parser; a byte order mark takes no
//! column and a tab takes two, again as in the parser.

use crate::{Offset, Span};

/// The text of one document, asked for lines and columns. Every position is clamped, so that no question can fail.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout<'d>(&'d str);

impl<'d> Layout<'d> {
    /// The layout of `text`.
    pub(crate) fn new(text: &'d str) -> Layout<'d> {
        Layout(text)
    }

    /// The whole text.
    pub(crate) fn text(self) -> &'d str {
        self.0
    }

    /// Length of the text.
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// The nearest character boundary at or before `at`.
    pub(crate) fn clamp(self, at: usize) -> usize {
        let mut at = at.min(self.0.len());
        while !self.0.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// The nearest place at or before `at` where a cursor can be: not inside of a CRLF either.
    pub(crate) fn cursor(self, at: usize) -> usize {
        let at = self.clamp(at);
        let is_inside = self.0.as_bytes().get(at) == Some(&b'\n') && self.slice(0, at).ends_with('\r');
        if is_inside { at - 1 } else { at }
    }

    /// The text from `start` to `end`; empty when they are out of order.
    pub(crate) fn slice(self, start: usize, end: usize) -> &'d str {
        self.0.get(self.clamp(start)..self.clamp(end)).unwrap_or_default()
    }

    /// The text of a span.
    pub(crate) fn of(self, span: Span) -> &'d str {
        self.slice(span.start.index(), span.end.index())
    }

    /// Where the line that holds `at` begins.
    pub(crate) fn line_start(self, at: usize) -> usize {
        self.slice(0, self.cursor(at)).rfind(['\n', '\r']).map_or(0, |found| found + 1)
    }

    /// Where the line that holds `at` ends, before its terminator.
    pub(crate) fn line_end(self, at: usize) -> usize {
        let start = self.line_start(at);
        self.slice(start, self.len()).find(['\n', '\r']).map_or(self.len(), |found| start + found)
    }

    /// Where the line after the one that holds `at` begins; the end of the text if there is none.
    pub(crate) fn next_line(self, at: usize) -> usize {
        let end = self.line_end(at);
        let rest = self.slice(end, self.len());
        let terminator = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
        end + terminator
    }

    /// The first position at or after `at` that holds no blank, at most the end of the line.
    pub(crate) fn skip_blanks(self, at: usize) -> usize {
        let rest = self.slice(at, self.len());
        self.clamp(at) + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
    }

    /// The first position of the line that holds `at` which is no indentation.
    pub(crate) fn indent_end(self, at: usize) -> usize {
        self.skip_blanks(self.without_mark(self.line_start(at)))
    }

    /// Whether the line that holds `at` has nothing but blanks.
    pub(crate) fn is_blank_line(self, at: usize) -> bool {
        self.indent_end(at) >= self.line_end(at)
    }

    /// Whether both positions are on one line.
    pub(crate) fn same_line(self, a: usize, b: usize) -> bool {
        self.line_start(a) == self.line_start(b)
    }

    /// The column of `at`, in characters.
    pub(crate) fn column(self, at: usize) -> u32 {
        width(self.slice(self.without_mark(self.line_start(at)), at))
    }

    /// The column of `at`, counted from an earlier position whose column is known: a line that holds thousands of nested
    /// lists is then read once, and not once for each of them.
    pub(crate) fn column_after(self, (known, column): (usize, u32), at: usize) -> u32 {
        let between = self.slice(known, at);
        let is_known = known <= at && !between.contains(['\n', '\r']);
        if is_known { column.saturating_add(width(between)) } else { self.column(at) }
    }

    /// How many lines end before `at`.
    pub(crate) fn line_number(self, at: usize) -> u32 {
        let own = self.line_start(at);
        let mut n_lines = 0;
        let mut line = 0;
        while line < own {
            line = self.next_line(line);
            n_lines += 1;
        }
        n_lines
    }

    /// The line terminator that the document uses.
    pub(crate) fn newline(self) -> &'static str {
        match self.0.find(['\n', '\r']) {
            Some(found) if self.slice(found, self.len()).starts_with("\r\n") => "\r\n",
            Some(found) if self.slice(found, self.len()).starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// `at`, behind the byte order mark if there is one here.
    fn without_mark(self, at: usize) -> usize {
        if at == 0 && self.0.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { at }
    }
}

/// How many columns a piece of a line takes.
fn width(text: &str) -> u32 {
    let columns: usize = text.chars().map(|c| if c == '\t' { 2 } else { 1 }).sum();
    u32::try_from(columns).unwrap_or(u32::MAX)
}

/// A span between two positions of the text.
pub(crate) fn span(start: usize, end: usize) -> Span {
    Span { start: Offset::new(start), end: Offset::new(end.max(start)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_every_terminator() {
        for newline in ["\n", "\r\n", "\r"] {
            let text = format!("a: 1{newline}  é: 2{newline}{newline}b");
            let layout = Layout::new(&text);
            let second = 4 + newline.len();
            let third = second + "  é: 2".len() + newline.len();
            assert_eq!(layout.line_start(second + 3), second);
            assert_eq!(layout.line_end(second), second + "  é: 2".len());
            assert_eq!(layout.next_line(second), third);
            assert!(layout.is_blank_line(third) && !layout.is_blank_line(0));
            assert_eq!(layout.next_line(third), third + newline.len());
            assert_eq!(layout.next_line(text.len()), text.len());
            assert_eq!(layout.line_start(text.len()), text.len() - 1);
            assert_eq!(layout.newline(), newline);
            assert_eq!(
                (layout.line_number(1), layout.line_number(third), layout.line_number(text.len())),
                (0, 2, 3)
            );
        }
    }

    #[test]
    fn columns_count_characters_and_tabs_twice() {
        let layout = Layout::new("\u{feff}é漢: 1\n\tx");
        assert_eq!(layout.column(3), 0);
        assert_eq!(layout.column("\u{feff}é漢".len()), 2);
        assert_eq!(layout.column(layout.len()), 3);
        assert_eq!(layout.clamp(4), 3, "inside of é");
    }
}
