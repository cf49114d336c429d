//! Where the lines of one document start, and columns in them.
//!
//! A line ends with LF, CRLF or a lone CR; no other character ends one, as the protocol has it.
//!
//! The trap: the text after the last line break is a line too, even when it is empty.

use memchr::memchr2_iter;

use super::position::{Encoding, LineCol, Offset};

/// The line starts of a text.
#[derive(Clone, Debug)]
pub(crate) struct LineTable {
    starts: Vec<u32>,
    is_ascii: bool,
}

/// The offsets just behind each line break.
pub(crate) fn line_breaks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'))
        .map(|at| at + 1)
}

/// Columns up to a place in a line; a place inside a character counts as the character's start.
fn columns_before(line: &str, bytes: usize, encoding: Encoding) -> usize {
    line.char_indices().take_while(|(at, c)| at + c.len_utf8() <= bytes).map(|(_, c)| encoding.width(c)).sum()
}

/// Bytes up to a column in a line; a column inside a character counts as the character's start.
fn bytes_before(line: &str, column: usize, encoding: Encoding) -> usize {
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        columns += encoding.width(c);
        if columns > column {
            return at;
        }
    }
    line.len()
}

impl LineTable {
    pub(crate) fn new(text: &str) -> LineTable {
        let starts = std::iter::once(0).chain(line_breaks(text)).map(|at| Offset::new(at).get()).collect();
        LineTable { starts, is_ascii: text.is_ascii() }
    }

    /// A line without its terminator, and where it starts.
    pub(crate) fn line<'t>(&self, text: &'t str, line: usize) -> (usize, &'t str) {
        let Some(&start) = self.starts.get(line) else { return (text.len(), "") };
        let end = self.starts.get(line + 1).map_or(text.len(), |&next| next as usize);
        let line = text.get(start as usize..end).unwrap_or_default();
        let line = line.strip_suffix('\n').unwrap_or(line);
        (start as usize, line.strip_suffix('\r').unwrap_or(line))
    }

    pub(crate) fn line_col(&self, text: &str, at: Offset, encoding: Encoding) -> LineCol {
        let index = self.starts.partition_point(|&start| start <= at.get()).saturating_sub(1);
        let (start, line) = self.line(text, index);
        let bytes = at.index().saturating_sub(start).min(line.len());
        let column = if self.is_ascii { bytes } else { columns_before(line, bytes, encoding) };
        LineCol::new(Offset::new(index).get(), Offset::new(column).get())
    }

    pub(crate) fn offset(&self, text: &str, at: LineCol, encoding: Encoding) -> Offset {
        let (start, line) = self.line(text, at.line as usize);
        let column = at.column as usize;
        let bytes = if self.is_ascii { column.min(line.len()) } else { bytes_before(line, column, encoding) };
        Offset::new(start + bytes)
    }
}
