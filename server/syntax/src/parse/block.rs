//! The line loop: which line belongs to which block.
//!
//! One pass over the lines, with the open blocks on a stack of its own; nothing here calls itself, so nesting has
//! no limit.
//!
//! The trap: a list may stand in the column of its key, so two open blocks can share a column.

use super::builder::{Builder, Waiting};
use super::source::{Source, is_blank};
use crate::document::SyntaxErrorKind;
use crate::hole;
use crate::tree::branches::{self, EngineLine, Role};
use crate::tree::{NodeId, Shape, Tree};

/// What an open block expects next.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum State {
    /// A key, or a dash.
    Idle,
    /// A value: a `:` or a dash was the last.
    Value,
    /// A key: a `?` was the last.
    Key,
    /// A `:`, behind a key with a `?`.
    Colon,
}

/// An open block.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) node: NodeId,
    pub(super) column: i32,
    pub(super) is_sequence: bool,
    pub(super) state: State,
    /// Where what is expected would be written.
    pub(super) at: usize,
}

/// A place on the current line, and what precedes it there.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) at: usize,
    pub(super) column: i32,
    /// Whether a key or `---` precedes it, so that no block can start.
    pub(super) is_inline: bool,
    /// The column of the tag or anchor before it, where a mapping that starts here has its keys.
    pub(super) property_column: Option<i32>,
}

impl Here {
    /// Further right on the same line, behind an indicator.
    pub(super) fn behind(self, at: usize) -> Here {
        let column = self.column.saturating_add(super::source::column(at - self.at));
        Here { at, column, is_inline: false, property_column: None }
    }
}

pub(super) struct Parser<'t> {
    pub(super) source: Source<'t>,
    pub(super) out: Builder<'t>,
    pub(super) stack: Vec<Frame>,
    /// The line that is read next.
    pub(super) next: usize,
    /// The column the current line is taken to have.
    pub(super) line_column: i32,
    /// Tags and anchors from earlier lines, and from the current one, that wait for their node.
    pub(super) earlier: Vec<Waiting>,
    pub(super) on_line: Vec<Waiting>,
    is_explicit: bool,
    /// Whether the second side of a conflict is still to come.
    in_conflict: bool,
}

/// The tree of a document's text.
pub(super) fn parse(text: &str, holes_are_text: bool) -> Tree {
    let mut parser = Parser {
        source: Source::new(text),
        out: Builder::new(text, holes_are_text),
        stack: Vec::new(),
        next: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
        line_column: 0,
        earlier: Vec::new(),
        on_line: Vec::new(),
        is_explicit: false,
        in_conflict: false,
    };
    while parser.next < parser.source.len() {
        parser.line(parser.next);
    }
    parser.end();
    parser.out.finish()
}

impl Parser<'_> {
    /// The column of the innermost open block.
    pub(super) fn block_column(&self) -> i32 {
        self.stack.last().map_or(-1, |frame| frame.column)
    }

    pub(super) fn error(&mut self, start: usize, end: usize, kind: SyntaxErrorKind) {
        self.out.error(start, end, kind);
    }

    /// An error about one character.
    pub(super) fn error_on_char(&mut self, at: usize, kind: SyntaxErrorKind) {
        let end = at + self.source.char(at).len_utf8();
        self.out.error(at, end, kind);
    }

    /// An error about the rest of the line.
    pub(super) fn error_on_line(&mut self, start: usize, kind: SyntaxErrorKind) {
        let end = self.source.text_end(start);
        self.out.error(start, end, kind);
    }

    pub(super) fn comment(&mut self, start: usize) {
        self.out.comment(start, self.source.line_end(start));
    }

    fn line(&mut self, start: usize) {
        let (mut column, mut at) = self.source.indent(start);
        self.next = self.source.next_line(at);
        if self.source.byte(at) == b'\t' {
            let text = self.source.skip_blanks(at);
            if !self.source.is_line_end(text) && self.source.byte(text) != b'#' {
                column = self.tabs(at, text, column);
            }
            at = text;
        }
        match self.source.byte(at) {
            b'\n' | b'\r' => return,
            b'#' => return self.comment(at),
            _ => {}
        }
        if column == 0 && at == start && self.is_marker_line(at) {
            return;
        }
        if let Some(found) = self.engine_line(at).or_else(|| self.empty_alternative(at, column)) {
            self.out.comment(at, found.end);
            self.out.engine_lines.push(found);
            self.out.tree.has_templates = true;
            self.next = self.source.next_line(found.end);
            return;
        }
        self.line_column = self.settle(at, column);
        self.content(Here { at, column: self.line_column, is_inline: false, property_column: None });
    }

    /// The column of a line that has tabs in its indentation. They count as two, except before brackets, which may
    /// be indented with them.
    fn tabs(&mut self, start: usize, text: usize, column: i32) -> i32 {
        let is_bracket = matches!(self.source.byte(text), b'{' | b'[' | b'}' | b']');
        if is_bracket && self.block_column() < column {
            return column;
        }
        let starts_block = self.source.key_ahead(text).is_some() || self.source.is_indicator(text, b'-');
        if column <= self.block_column() || starts_block {
            self.error(start, text, SyntaxErrorKind::TabIndentation);
        }
        let width: usize =
            self.source.slice(start, text).iter().map(|&byte| if byte == b'\t' { 2 } else { 1 }).sum();
        column.saturating_add(super::source::column(width))
    }

    /// Lines at the left margin that are not part of a value: `---`, `...`, directives, marks of a conflict.
    fn is_marker_line(&mut self, at: usize) -> bool {
        let is_start = self.out.tree.root.is_none() && !self.is_explicit;
        if self.source.is_conflict_mark(at) {
            self.conflict_mark(at);
        } else if self.source.is_marker(at) && self.source.byte(at) == b'.' {
            let text = self.source.skip_blanks(at + 3);
            match self.source.byte(text) {
                b'\n' | b'\r' => {}
                b'#' => self.comment(text),
                _ => self.error_on_line(text, SyntaxErrorKind::TextAfterDocumentEnd),
            }
        } else if self.source.is_marker(at) && is_start {
            self.is_explicit = true;
            let text = self.source.skip_blanks(at + 3);
            match self.source.byte(text) {
                b'\n' | b'\r' => {}
                b'#' => self.comment(text),
                _ => {
                    let start = Here { at, column: 0, is_inline: true, property_column: None };
                    self.content(Here { is_inline: true, ..start.behind(text) });
                }
            }
        } else if self.source.byte(at) != b'%' || !is_start {
            return false;
        }
        true
    }

    /// One of the marks of a conflict. The first of them is wrong, the others only belong to it.
    pub(super) fn conflict_mark(&mut self, at: usize) {
        let role = match self.source.byte(at) {
            b'<' => Role::Begin,
            b'>' => Role::End,
            _ => Role::Else,
        };
        if role == Role::Begin || !self.in_conflict {
            self.error_on_line(at, SyntaxErrorKind::ConflictMark);
        }
        self.in_conflict = role != Role::End && (self.in_conflict || role == Role::Begin);
        let end = self.source.line_end(at);
        self.out.engine_lines.push(EngineLine { start: at, end, role });
        self.comment(at);
    }

    /// A line `[]`, `{}` or `null` that begins a branch: there is nothing where another branch has items or entries.
    fn empty_alternative(&self, at: usize, column: i32) -> Option<EngineLine> {
        let before = self.out.engine_lines.last().filter(|it| matches!(it.role, Role::Begin | Role::Else))?;
        let nothing = [&b"[]"[..], b"{}", b"null", b"~"];
        let length = nothing.iter().find(|it| self.source.slice(at, at + it.len()) == **it)?.len();
        let (end, behind) = (self.source.text_end(at), self.source.skip_blanks(at + length));
        let is_first = self.source.slice(before.end, at).iter().all(u8::is_ascii_whitespace);
        let is_alone = self.source.is_line_end(behind) || self.source.byte(behind) == b'#';
        let column = usize::try_from(column).unwrap_or_default();
        (is_first && is_alone).then_some(EngineLine { start: at, end, role: Role::Content(column) })
    }

    /// A line that holds nothing but instructions to a template engine, or the first line of one that goes over several.
    pub(super) fn engine_line(&self, at: usize) -> Option<EngineLine> {
        let closing = hole::closing(self.source.slice(at, at + 2))?;
        let first = self.source.long_template_end(at).or_else(|| self.source.template_end(at))?;
        let end = self.source.text_end(first);
        if end > first
            && (!self.source.slice(first, end).ends_with(closing) || self.source.key_ahead(at).is_some())
        {
            return None;
        }
        let line_start = memchr::memrchr2(b'\n', b'\r', self.source.slice(0, at)).map_or(0, |it| it + 1);
        let text = self.source.slice(at + 2, first - 2);
        let role = match std::str::from_utf8(text) {
            Ok(_) if closing == b"#}" => Role::Nothing,
            Ok(text) if end == first => branches::role(text, at - line_start),
            // Several instructions on one line.
            _ => Role::Content(at - line_start),
        };
        Some(EngineLine { start: at, end, role })
    }

    fn end(&mut self) {
        while self.close().is_some() {}
        if self.earlier.is_empty() && self.on_line.is_empty() {
            return;
        }
        let end = self.earlier.iter().chain(&self.on_line).map(|it| it.end).max().unwrap_or_default();
        if self.out.tree.root.is_none() {
            let id = self.out.add(Shape::Missing, end, end, None);
            self.take_all(id);
        } else if let Some(first) = self.earlier.first().copied() {
            self.error(first.start, end, SyntaxErrorKind::SecondRoot);
        }
    }

    /// Closes the innermost block.
    pub(super) fn close(&mut self) -> Option<Frame> {
        self.fill();
        let frame = self.stack.pop()?;
        self.out.extend(frame.node, 0);
        Some(frame)
    }

    /// Puts missing nodes where the innermost block still expects something.
    pub(super) fn fill(&mut self) {
        let Some(frame) = self.stack.last_mut() else { return };
        let Frame { node, state, at, .. } = *frame;
        frame.state = State::Idle;
        if state == State::Idle {
            return;
        }
        let waiting = self.earlier.iter().map(|it| it.end).max().unwrap_or_default();
        let last = self.out.last_child(node).map_or(0, |it| self.out.data(it).end as usize);
        let at = at.max(last).max(waiting);
        let id = self.out.add_missing(at, node);
        self.take_earlier(id);
        if state == State::Key {
            self.out.add_missing(at, node);
        }
    }

    /// Sets what the innermost block expects. A value is best written one blank behind its `:` or dash.
    pub(super) fn expect(&mut self, state: State, behind: usize) {
        let at = behind + usize::from(is_blank(self.source.byte(behind)));
        if let Some(frame) = self.stack.last_mut() {
            (frame.state, frame.at) = (state, at);
        }
    }
}
