//! Reading a value: plain and quoted text, blocks behind `|` and `>`, aliases, templates.
//!
//! Finds where values end; what their text says is decoded later. Brackets are read in `flow.rs`.
//!
//! The trap: text goes on over lines further right than its parent, so an unclosed quote must not swallow what
//! follows at the parent's column.

use super::block::{Here, Parser};
use super::scan::{Context, PlainLine};
use crate::document::SyntaxErrorKind;
use crate::tree::branches::EngineLine;
use crate::tree::{NodeId, Shape, Style};

/// What the line of a `|` or `>` says.
struct BlockHeader {
    /// The column of the text, if it is written.
    indent: Option<i32>,
    /// Whether blank lines at the end are part of the text.
    keeps_blank_lines: bool,
    /// Where the header itself ends.
    end: usize,
}

impl Parser<'_> {
    /// A value that is the first on its line, where text with an unclosed quote may be a key.
    pub(super) fn value_or_unclosed_key(&mut self, here: Here) -> Option<Here> {
        let is_quote = matches!(self.source.byte(here.at), b'"' | b'\'');
        if is_quote
            && self.quoted_end(here.at, self.block_column()).is_none()
            && let Some(key) = self.unclosed_key(here.at)
        {
            let column = here.property_column.unwrap_or(here.column);
            return self.key(Here { column, ..here }, key);
        }
        self.value(here);
        None
    }

    /// A value, up to its last line.
    pub(super) fn value(&mut self, here: Here) {
        let start = here.at;
        let parent_column = self.block_column();
        let end = match self.source.byte(start) {
            b'|' | b'>' => return self.block_scalar(start, parent_column),
            b'"' => self.quoted(start, Style::DoubleQuoted),
            b'\'' => self.quoted(start, Style::SingleQuoted),
            b'{' if self.source.template_end(start).is_some() => {
                let end = self.source.plain_line(start, Context::Block).end;
                self.add_value(PlainLine::SHAPE, start, end);
                end
            }
            b'{' if self.source.long_template_end(start).is_some() => {
                let end = self.source.long_template_end(start).unwrap_or(start + 2);
                self.add_value(PlainLine::SHAPE, start, end);
                end
            }
            first @ (b'{' | b'[') => {
                let shape = if first == b'{' { Shape::FlowMapping } else { Shape::FlowSequence };
                let id = self.add_value(shape, start, start);
                self.flow(id, start, parent_column, self.source.len())
            }
            b'*' => {
                let end = self.source.property_end(start, Context::Block);
                self.add_value(Shape::Alias, start, end);
                end
            }
            _ => return self.plain(start, parent_column),
        };
        self.after_value(start, end);
    }

    fn add_value(&mut self, shape: Shape, start: usize, end: usize) -> NodeId {
        let id = self.attach(shape, start, end);
        self.take_all(id);
        id
    }

    /// Whatever follows a value on its last line.
    fn after_value(&mut self, start: usize, end: usize) {
        let is_one_line = end <= self.source.line_end(start);
        self.next = self.source.next_line(end);
        let text = self.source.skip_blanks(end);
        match self.source.byte(text) {
            b'\n' | b'\r' => return,
            b'#' if text > end => return self.comment(text),
            b':' if self.source.is_space(text + 1) => {
                let kind = if is_one_line {
                    SyntaxErrorKind::MappingOnKeyLine
                } else {
                    SyntaxErrorKind::MultilineKey
                };
                self.error_on_line(text, kind);
            }
            _ => self.error_on_line(text, SyntaxErrorKind::TextAfterValue),
        }
        self.comment_behind(text);
    }

    /// The comment on the rest of a line that could not be read.
    fn comment_behind(&mut self, mut text: usize) {
        let line_end = self.source.line_end(text);
        while text < line_end {
            text = self.source.skip_blanks(self.source.plain_line(text, Context::Block).end.max(text + 1));
            if self.source.byte(text) == b'#' {
                return self.comment(text);
            }
        }
    }

    fn plain(&mut self, start: usize, parent_column: i32) {
        if matches!(self.source.byte(start), b'@' | b'`' | b'%' | b']' | b'}' | b',') {
            let kind = SyntaxErrorKind::ReservedCharacter(self.source.char(start));
            self.error(start, start + 1, kind);
        }
        let mut plain = self.source.plain_line(start, Context::Block);
        if let Some(colon) = plain.colon {
            return self.plain_with_colon(start, colon);
        }
        let mut is_over = self.comment_after(plain.end);
        while !is_over && let Some((line, more)) = self.continuation(parent_column) {
            plain.end = more.end;
            self.next = self.source.next_line(line);
            is_over = self.comment_after(more.end);
        }
        self.add_value(PlainLine::SHAPE, start, plain.end.max(start + 1));
    }

    /// `image: repo: nginx`: all of it is taken as the value's text.
    fn plain_with_colon(&mut self, start: usize, colon: usize) {
        self.error(start, self.source.text_end(start), SyntaxErrorKind::MappingOnKeyLine);
        let mut plain = self.source.plain_line(start, Context::Block);
        let mut from = colon;
        while plain.colon.is_some() {
            let more = self.source.plain_line(from + 1, Context::Block);
            (plain.end, plain.colon) = (more.end.max(from + 1), more.colon);
            from = more.colon.unwrap_or(from);
        }
        self.add_value(PlainLine::SHAPE, start, plain.end);
        self.comment_after(plain.end);
    }

    fn comment_after(&mut self, end: usize) -> bool {
        let text = self.source.skip_blanks(end);
        let is_comment = self.source.byte(text) == b'#' && text > end;
        if is_comment {
            self.comment(text);
        }
        is_comment
    }

    /// The next line of a plain scalar, and its text.
    fn continuation(&self, parent_column: i32) -> Option<(usize, PlainLine)> {
        let mut line = self.next;
        while line < self.source.len() {
            let (column, mut at) = self.source.indent(line);
            if column > parent_column {
                at = self.source.skip_blanks(at);
            }
            if self.source.is_line_end(at) {
                line = self.source.next_line(at);
                continue;
            }
            let is_marker = column == 0 && (self.source.is_marker(at) || self.source.is_conflict_mark(at));
            if column <= parent_column || self.source.byte(at) == b'#' || is_marker {
                return None;
            }
            if self.engine_line(at).is_some_and(EngineLine::is_instruction) {
                return None;
            }
            let plain = self.source.plain_line(at, Context::Block);
            return plain.colon.is_none().then_some((at, plain));
        }
        None
    }

    /// The end of a quoted scalar; nothing if a line at or left of the parent's column comes first.
    pub(super) fn quoted_end(&self, start: usize, parent_column: i32) -> Option<usize> {
        let quote = self.source.byte(start);
        let mut at = start + 1;
        while at < self.source.len() {
            match self.source.byte(at) {
                b'\\' if quote == b'"' => at += if self.source.is_line_end(at + 1) { 1 } else { 2 },
                b'\'' if quote == b'\'' && self.source.byte(at + 1) == b'\'' => at += 2,
                b'{' => at = self.source.quoted_template_end(at, quote).unwrap_or(at + 1),
                b'\n' | b'\r' => {
                    let line = self.source.next_line(at);
                    let (column, text) = self.source.indent(line);
                    let is_blank = self.source.is_line_end(self.source.skip_blanks(text));
                    if !is_blank && (column <= parent_column || column == 0 && self.source.is_marker(text)) {
                        return None;
                    }
                    at = line;
                }
                byte if byte == quote => return Some(at + 1),
                _ => at += 1,
            }
        }
        None
    }

    fn quoted(&mut self, start: usize, style: Style) -> usize {
        let end = self.quoted_or_line(start, self.block_column(), self.source.len());
        self.add_value(Shape::Scalar(style), start, end);
        end
    }

    /// The end of a quoted scalar; if it is not closed, that of its first line.
    pub(super) fn quoted_or_line(&mut self, start: usize, parent_column: i32, limit: usize) -> usize {
        if let Some(end) = self.quoted_end(start, parent_column).filter(|&end| end <= limit) {
            return end;
        }
        let end = self.source.text_end(start).min(limit).max(start + 1);
        self.error(start, end, SyntaxErrorKind::UnclosedQuote(self.source.char(start)));
        end
    }

    fn block_scalar(&mut self, start: usize, parent_column: i32) {
        let is_literal = self.source.byte(start) == b'|';
        let style = if is_literal { Style::Literal } else { Style::Folded };
        let header = self.block_header(start, parent_column);
        let mut indent = header.indent;
        let mut line = self.source.next_line(start);
        let mut end = header.end;
        while line < self.source.len() {
            let (column, text) = self.source.indent(line);
            let is_blank = self.source.is_line_end(text);
            if !is_blank {
                let needed = indent.unwrap_or(parent_column + 1);
                if column == 0 && needed > 0 && indent.is_some() && self.conflict_in_block(line, needed) {
                    line = self.source.next_line(text);
                    continue;
                }
                if column < needed || column == 0 && self.source.is_marker(text) {
                    break;
                }
                indent = Some(indent.unwrap_or(column));
                end = self.source.line_end(text);
            } else if indent.is_some_and(|it| column > it) {
                // More blanks than the indentation are text.
                end = self.source.line_end(text);
            }
            line = self.source.next_line(text);
            if header.keeps_blank_lines {
                end = line;
            }
        }
        self.next = line;
        let id = self.add_value(Shape::Scalar(style), start, end);
        if let Some(column) = header.indent {
            self.out.tree.block_indents.push((id, u32::try_from(column).unwrap_or_default()));
        }
    }

    /// Whether a mark of a conflict stands here and the text goes on behind it.
    fn conflict_in_block(&mut self, line: usize, needed: i32) -> bool {
        let mut behind = line;
        while self.source.is_conflict_mark(behind) {
            behind = self.source.next_line(behind);
        }
        let goes_on = behind > line && behind < self.source.len() && self.source.indent(behind).0 >= needed;
        if goes_on {
            self.conflict_mark(line);
        }
        goes_on
    }

    /// Reads the line of a `|` or `>`.
    fn block_header(&mut self, start: usize, parent_column: i32) -> BlockHeader {
        let mut header = BlockHeader { indent: None, keeps_blank_lines: false, end: start + 1 };
        while !self.source.is_space(header.end) {
            match self.source.byte(header.end) {
                b'+' => header.keeps_blank_lines = true,
                b'-' => {}
                digit @ b'1'..=b'9' => header.indent = Some(parent_column.max(0) + i32::from(digit - b'0')),
                _ => {
                    self.error_on_line(header.end, SyntaxErrorKind::BlockHeader);
                    return header;
                }
            }
            header.end += 1;
        }
        let text = self.source.skip_blanks(header.end);
        match self.source.byte(text) {
            b'\n' | b'\r' => {}
            b'#' => self.comment(text),
            _ => self.error_on_line(text, SyntaxErrorKind::BlockHeader),
        }
        header
    }
}
