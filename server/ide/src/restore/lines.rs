//! The lines of a document, each read by itself, with the blanks in front of it.
//!
//! Knows YAML's lines and nothing of schemas. Which line belongs below which is for [`super::search`] to find out.
//!
//! The trap: the text of a block scalar looks like anything, so it is told from the rest by what is left of its indentation.

use oam_syntax::{LineShape, LineValue, Offset, line_shape};

/// A line of a document.
#[derive(Debug)]
pub(super) struct Line {
    /// Where it begins.
    pub(super) start: usize,
    /// Its first character that is no blank.
    pub(super) text: usize,
    /// The width of the blanks in front, less what all lines have.
    pub(super) column: u32,
    pub(super) kind: LineKind,
}

/// What a line is.
#[derive(Debug)]
pub(super) enum LineKind {
    /// Nothing but blanks.
    Blank,
    /// A comment, a directive, or a marker of the document's start or end.
    Passive,
    /// A key, an item, or a value on a line of its own.
    Content(LineShape),
    /// The rest of a value that began on the content line with this index.
    Continuation(usize),
    /// Text of the block scalar that began on the content line with this index, standing so many columns further right
    /// than the first line of that text.
    BlockText(usize, u32),
}

/// The lines of a document.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) list: Vec<Line>,
    /// The line whose quotes or brackets nothing closes; the lines behind it are not read.
    pub(super) unclosed: Option<usize>,
    /// The first line of a block scalar whose text has lost its own indentation, or may have.
    pub(super) lost_block: Option<usize>,
}

/// Whether a character takes room and shows nothing.
pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// How many columns a blank takes. A tab and a full-width space stand for one level.
pub(super) fn width(c: char) -> u32 {
    if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 }
}

impl Line {
    pub(super) fn shape(&self) -> Option<&LineShape> {
        match &self.kind {
            LineKind::Content(shape) => Some(shape),
            _ => None,
        }
    }
}

impl Lines {
    /// The lines that say something, with their indices.
    pub(super) fn content(&self) -> impl Iterator<Item = (usize, &Line, &LineShape)> {
        self.list.iter().enumerate().filter_map(|(index, it)| Some((index, it, it.shape()?)))
    }

    /// Whether no line has more than one blank in front: web pages show any number of blanks as one.
    pub(super) fn is_collapsed(&self) -> bool {
        self.content().all(|(_, line, _)| line.column <= 1)
    }

    /// Reads the lines of a document.
    pub(super) fn read(text: &str) -> Lines {
        let mut lines = Lines { list: blanks(text), unclosed: None, lost_block: None };
        let mut reader = Reader { text, goes_on: None, previous: None, block: None };
        for index in 0..lines.list.len() {
            let kind = reader.kind(&lines, index);
            if let LineKind::Content(shape) = &kind {
                if shape.value == LineValue::Unclosed {
                    lines.unclosed = Some(index);
                }
                if shape.value == LineValue::Block && !reader.opens_block(&lines, index, shape) {
                    lines.lost_block = lines.lost_block.or(Some(index));
                }
            }
            if let Some(line) = lines.list.get_mut(index) {
                line.kind = kind;
            }
            if lines.unclosed.is_some() {
                break;
            }
        }
        lines
    }
}

/// All lines with their blanks measured; what else they are comes later.
fn blanks(text: &str) -> Vec<Line> {
    let mut list = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mark = if start == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let rest = line.get(mark..).unwrap_or_default();
        let behind = rest.trim_start_matches(is_blank);
        let column = rest.chars().take_while(|it| is_blank(*it)).map(width).sum();
        let is_blank_line = behind.trim_end_matches(['\r', '\n']).is_empty();
        let kind = if is_blank_line { LineKind::Blank } else { LineKind::Passive };
        list.push(Line { start: start + mark, text: start + line.len() - behind.len(), column, kind });
        start += line.len();
    }
    let is_said = |it: &&Line| {
        !matches!(it.kind, LineKind::Blank) && text.get(it.text..).is_some_and(|it| !is_passive(it))
    };
    let base = list.iter().filter(is_said).map(|it| it.column).min().unwrap_or(0);
    for line in &mut list {
        line.column = line.column.saturating_sub(base);
    }
    list
}

/// Whether a comment, a directive or a marker begins here.
fn is_passive(rest: &str) -> bool {
    let is_marker = |it: &str| {
        rest.strip_prefix(it).is_some_and(|it| it.is_empty() || it.starts_with([' ', '\t', '\r', '\n']))
    };
    rest.starts_with(['#', '%']) || is_marker("---") || is_marker("...")
}

struct Reader<'t> {
    text: &'t str,
    /// Where a value ends that goes over several lines, and the line where it began.
    goes_on: Option<(usize, usize)>,
    /// The last content line, if it ends in text without quotes.
    previous: Option<usize>,
    /// The header of the block scalar that is open, the column of its first line, and the column that ends it.
    block: Option<(usize, u32, u32)>,
}

impl Reader<'_> {
    fn kind(&mut self, lines: &Lines, index: usize) -> LineKind {
        let Some(line) = lines.list.get(index) else { return LineKind::Blank };
        if matches!(line.kind, LineKind::Blank) {
            return LineKind::Blank;
        }
        if let Some((end, owner)) = self.goes_on {
            if line.start < end {
                return LineKind::Continuation(owner);
            }
            self.goes_on = None;
        }
        if let Some((owner, first, least)) = self.block {
            if line.column >= least {
                return LineKind::BlockText(owner, line.column.saturating_sub(first));
            }
            self.block = None;
        }
        if self.text.get(line.text..).is_some_and(is_passive) {
            return LineKind::Passive;
        }
        let shape = line_shape(self.text, Offset::new(line.text));
        let is_text =
            shape.dashes.is_empty() && shape.key.is_none() && matches!(shape.value, LineValue::Plain(_));
        if let (true, Some(owner)) = (is_text, self.previous) {
            return LineKind::Continuation(owner);
        }
        self.previous = matches!(shape.value, LineValue::Plain(_) | LineValue::Unknown).then_some(index);
        if lines.list.get(index + 1).is_some_and(|next| next.start < shape.end.index()) {
            self.goes_on = Some((shape.end.index(), index));
        }
        LineKind::Content(shape)
    }

    /// Whether the text of a block scalar can be told from what follows it.
    fn opens_block(&mut self, lines: &Lines, index: usize, shape: &LineShape) -> bool {
        let Some(header) = lines.list.get(index) else { return false };
        let body =
            header.column + u32::try_from(shape.body.index().saturating_sub(header.text)).unwrap_or(u32::MAX);
        let rest = lines.list.get(index + 1..).unwrap_or_default();
        let Some(next) = rest.iter().find(|it| !matches!(it.kind, LineKind::Blank)) else { return true };
        // An item's own text may stand at its dash, plus one.
        let least = if shape.key.is_some() { body } else { header.column };
        if next.column <= least {
            return false;
        }
        let header_text = self.text.get(shape.body.index()..shape.end.index()).unwrap_or_default();
        let has_width =
            header_text.rsplit(['|', '>']).next().is_some_and(|it| it.contains(|c: char| c.is_ascii_digit()));
        self.block = Some((index, next.column, if has_width { least + 1 } else { next.column }));
        true
    }
}
