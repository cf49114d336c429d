//! Places in text: byte offsets, spans of them, and the line and column pairs of the outside world.
//!
//! Nothing here knows a text; conversions that need one are in `SourceText`.
//!
//! The trap: inside a document, offsets and spans count from the start of that document, not of the file.

use std::fmt;
use std::ops::{Add, Sub};

/// A place in text, in bytes. Texts over 4 GiB are out of reach: larger values saturate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Offset(u32);

impl Offset {
    /// The start of the text.
    pub const ZERO: Offset = Offset(0);

    /// The offset of this many bytes.
    pub fn new(bytes: impl TryInto<u32>) -> Offset {
        Offset(bytes.try_into().unwrap_or(u32::MAX))
    }

    /// The number of bytes.
    pub fn get(self) -> u32 {
        self.0
    }

    /// The number of bytes, for indexing.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Add for Offset {
    type Output = Offset;

    fn add(self, other: Offset) -> Offset {
        Offset(self.0.saturating_add(other.0))
    }
}

impl Sub for Offset {
    type Output = Offset;

    fn sub(self, other: Offset) -> Offset {
        Offset(self.0.saturating_sub(other.0))
    }
}

impl fmt::Debug for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A piece of text: from `start` up to, not including, `end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Where it starts.
    pub start: Offset,
    /// Where it ends; what stands here is no longer part of it.
    pub end: Offset,
}

impl Span {
    /// From `start` to `end`; empty at `start` if the two are the wrong way round.
    pub fn new(start: Offset, end: Offset) -> Span {
        Span { start, end: end.max(start) }
    }

    /// Nothing at all, at this place.
    pub fn empty(at: Offset) -> Span {
        Span { start: at, end: at }
    }

    /// How many bytes it covers.
    pub fn len(self) -> u32 {
        self.end.get().saturating_sub(self.start.get())
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the place is inside or at either edge.
    pub fn contains(self, at: Offset) -> bool {
        self.start <= at && at <= self.end
    }

    /// Whether the other span lies entirely within this one.
    pub fn contains_span(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same piece of text, counted from `by` bytes earlier.
    #[must_use]
    pub fn shift(self, by: Offset) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The piece of `text` this covers; empty if the text is shorter or a character would be cut.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start.index()..self.end.index()).unwrap_or_default()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start.get(), self.end.get())
    }
}

/// A place as editors and people name it. Both count from zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct LineCol {
    /// The line.
    pub line: u32,
    /// The column, in units of an [`Encoding`].
    pub column: u32,
}

impl LineCol {
    /// This column of this line.
    pub fn new(line: u32, column: u32) -> LineCol {
        LineCol { line, column }
    }
}

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// 16-bit units, what editors use unless they agree on something else.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The number of columns a character takes.
    pub(crate) fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}
