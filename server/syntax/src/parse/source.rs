//! Reading the bytes of one document: lines, blanks, markers.
//!
//! Decides nothing about structure. Behind the end of the text there are line ends, as many as are asked for.
//!
//! The trap: looking for a line's end costs as much as the line is long, so the last answers are remembered;
//! without that, a long line would be read once per word.

use std::cell::Cell;

use memchr::memchr2;

use crate::hole;

/// The bytes of a document.
pub(super) struct Source<'t> {
    bytes: &'t [u8],
    /// The last line end that was looked for: from there, to there, no line end in between.
    line: Cell<(usize, usize)>,
    /// A stretch of a line known to hold no `}}`.
    unclosed: Cell<(usize, usize)>,
    /// The last end of a template that was looked for: from there, to there, and which one it was.
    closing: Cell<(usize, usize, u8)>,
}

/// The longest template over several lines that is looked for.
const LONGEST_TEMPLATE: usize = 4096;

/// Space or tab.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// A character that ends plain text inside brackets.
pub(super) fn is_flow_indicator(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Source<'t> {
        let nowhere = Cell::new((usize::MAX, 0));
        Source {
            bytes: text.as_bytes(),
            line: nowhere.clone(),
            unclosed: nowhere,
            closing: Cell::new((usize::MAX, 0, 0)),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'t [u8] {
        self.bytes.get(start..end.min(self.bytes.len())).unwrap_or_default()
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    /// The character that starts at a place.
    pub(super) fn char(&self, at: usize) -> char {
        let bytes = self.slice(at, at + 4);
        let valid = std::str::from_utf8(bytes).unwrap_or_else(|error| {
            std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        });
        valid.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Whether a line ends here.
    pub(super) fn is_line_end(&self, at: usize) -> bool {
        matches!(self.byte(at), b'\n' | b'\r')
    }

    /// Whether no text follows directly.
    pub(super) fn is_space(&self, at: usize) -> bool {
        matches!(self.byte(at), b' ' | b'\t' | b'\n' | b'\r')
    }

    /// Whether an indicator (`-`, `?`, `:`) stands here alone.
    pub(super) fn is_indicator(&self, at: usize, indicator: u8) -> bool {
        self.byte(at) == indicator && self.is_space(at + 1)
    }

    pub(super) fn skip_blanks(&self, mut at: usize) -> usize {
        while is_blank(self.byte(at)) {
            at += 1;
        }
        at
    }

    /// Where the line ends, before its terminator.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let (from, to) = self.line.get();
        if from <= at && at <= to {
            return to;
        }
        let end = memchr2(b'\n', b'\r', self.slice(at, self.len())).map_or(self.len(), |n| at + n);
        self.line.set((at, end));
        end
    }

    /// Where the next line starts; the end of the text if there is none.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        let width = if self.byte(end) == b'\r' && self.byte(end + 1) == b'\n' { 2 } else { 1 };
        (end + width).min(self.len())
    }

    /// Where the line ends without the blanks before its terminator.
    pub(super) fn text_end(&self, at: usize) -> usize {
        at + self.slice(at, self.line_end(at)).trim_ascii_end().len()
    }

    /// The column of a line's first character that is no space, and its place.
    pub(super) fn indent(&self, line_start: usize) -> (i32, usize) {
        let mut at = line_start;
        while self.byte(at) == b' ' {
            at += 1;
        }
        (column(at - line_start), at)
    }

    /// Whether `---` or `...` stands here; it is for the caller to know that a line starts here.
    pub(super) fn is_marker(&self, at: usize) -> bool {
        matches!(self.slice(at, at + 3), b"---" | b"...") && self.is_space(at + 3)
    }

    /// Whether one of Git's marks of a conflict stands here: seven times the same character.
    pub(super) fn is_conflict_mark(&self, at: usize) -> bool {
        let first = self.byte(at);
        matches!(first, b'<' | b'=' | b'>' | b'|')
            && self.slice(at, at + 7) == [first; 7]
            && self.is_space(at + 7)
    }

    /// Where a template (`{{ … }}`, `{% … %}`) that starts here ends, if it ends on this line.
    pub(super) fn template_end(&self, at: usize) -> Option<usize> {
        let closing = hole::closing(self.slice(at, at + 2))?;
        let (from, to) = self.unclosed.get();
        if from <= at && at <= to {
            return None;
        }
        let end = self.line_end(at);
        let found = memchr::memmem::find(self.slice(at + 2, end), closing);
        if found.is_none() {
            self.unclosed.set((at, end));
        }
        found.map(|n| at + 2 + n + 2)
    }

    /// Where a template inside quotes ends; it may hold quotes of its own: `"{{ default "x" .y }}"`.
    pub(super) fn quoted_template_end(&self, at: usize, quote: u8) -> Option<usize> {
        let is_text = self.byte(at) != b'{' || self.byte(at + 2) == quote;
        if is_text { None } else { self.template_end(at) }
    }

    /// Where `${NAME}` or `$(NAME)` that starts here ends.
    pub(super) fn environment_end(&self, at: usize) -> Option<usize> {
        if self.byte(at) == b'$' { hole::environment_end(self.bytes, at) } else { None }
    }

    /// Where a template that starts here ends, on this line or another; nothing if a second one begins before that.
    pub(super) fn long_template_end(&self, at: usize) -> Option<usize> {
        let opening = self.slice(at, at + 2);
        let closing = hole::closing(opening)?;
        let (from, end, known) = self.closing.get();
        let end = if known == closing[0] && from <= at && at + 4 <= end {
            end
        } else {
            let rest = self.slice(at + 2, self.len());
            memchr::memmem::find(rest, closing).map_or(usize::MAX, |n| at + 2 + n + 2)
        };
        self.closing.set((at, end, closing[0]));
        if end - at > LONGEST_TEMPLATE {
            return None;
        }
        let is_single = memchr::memmem::find(self.slice(at + 2, end), opening).is_none();
        is_single.then_some(end)
    }
}

/// A distance on a line as a column; what is beyond any sensible line saturates.
pub(super) fn column(bytes: usize) -> i32 {
    i32::try_from(bytes).unwrap_or(i32::MAX - 16)
}
