//! Reading what is in brackets: `{a: 1, b: [2, 3]}`.
//!
//! The open brackets are on a stack of their own, so their nesting has no limit.
//!
//! The trap: `[a: b]` holds a mapping nobody opened, and that is seen only at the colon.

mod entry;

use super::block::Parser;
use super::builder::Waiting;
use super::scan::{Context, PlainLine};
use super::source::is_blank;
use crate::document::SyntaxErrorKind;
use crate::tree::{NodeId, Shape, Style};

/// An open bracket, and the entry that is being read in it.
#[derive(Clone, Copy)]
struct Bracket {
    node: NodeId,
    is_mapping: bool,
    /// The mapping of a single pair in a list.
    pair: Option<NodeId>,
    progress: Progress,
}

/// How far an entry has been read.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    /// Nothing yet.
    Empty,
    /// A `?`.
    Question,
    /// A key, or an item.
    First,
    /// A colon. A value would be written at this place.
    Colon(usize),
    /// A value.
    Value,
}

impl Bracket {
    fn new(node: NodeId, shape: Shape) -> Bracket {
        Bracket { node, is_mapping: shape == Shape::FlowMapping, pair: None, progress: Progress::Empty }
    }

    /// The node that takes what comes next.
    fn target(self) -> NodeId {
        self.pair.unwrap_or(self.node)
    }
}

impl Progress {
    /// Whether a node can follow without a comma.
    fn takes_node(self) -> bool {
        matches!(self, Progress::Empty | Progress::Question | Progress::Colon(_))
    }
}

/// A flow collection that is being read.
struct Flow<'p, 't> {
    parser: &'p mut Parser<'t>,
    open: Vec<Bracket>,
    /// The first bracket.
    start: usize,
    at: usize,
    /// The end of what was read last.
    last: usize,
    waiting: Vec<Waiting>,
    parent_column: i32,
    limit: usize,
}

impl Parser<'_> {
    /// Reads the brackets that start here into `node`; returns the place behind them. They end at a line at or
    /// left of the parent's column, and at `limit`, closed or not.
    pub(super) fn flow(&mut self, node: NodeId, start: usize, parent_column: i32, limit: usize) -> usize {
        let first = Bracket::new(node, self.out.data(node).shape);
        let (at, waiting) = (start + 1, Vec::new());
        let mut flow =
            Flow { parser: self, open: vec![first], start, at, last: at, waiting, parent_column, limit };
        while flow.step() {}
        flow.close_all();
        flow.last
    }
}

impl Flow<'_, '_> {
    /// Reads one thing; false when the collection is over.
    fn step(&mut self) -> bool {
        let source = &self.parser.source;
        self.at = source.skip_blanks(self.at);
        if self.at >= self.limit {
            return false;
        }
        let Some(bracket) = self.open.last().copied() else { return false };
        match source.byte(self.at) {
            b'\n' | b'\r' => return self.line_break(),
            b'#' if source.is_space(self.at - 1) => {
                self.parser.comment(self.at);
                self.at = self.parser.source.line_end(self.at);
            }
            closing @ (b']' | b'}') => self.close_bracket(bracket, closing),
            b',' => {
                if bracket.progress == Progress::Empty && self.waiting.is_empty() {
                    self.parser.error(self.at, self.at + 1, SyntaxErrorKind::EmptyFlowEntry);
                }
                self.end_entry(self.at);
                self.at += 1;
                self.last = self.at;
            }
            b':' if self.is_colon(bracket) => self.colon(bracket),
            b'?' if source.is_space(self.at + 1) => self.question(bracket),
            first @ (b'&' | b'!') => {
                self.need_room(bracket);
                let end = self.parser.source.property_end(self.at, Context::Flow);
                self.waiting.push(Waiting { is_tag: first == b'!', start: self.at, end });
                (self.at, self.last) = (end, end);
            }
            first => {
                self.need_room(bracket);
                self.node(first);
            }
        }
        true
    }

    /// Goes to the next line, if it can belong to the collection.
    fn line_break(&mut self) -> bool {
        let source = &self.parser.source;
        let line = source.next_line(self.at);
        let (column, start) = source.indent(line);
        let text = source.skip_blanks(start);
        if text < self.limit && !source.is_line_end(text) {
            let may_stand_left = matches!(source.byte(text), b']' | b'}' | b'#');
            let is_marker = column == 0 && (source.is_marker(start) || source.is_conflict_mark(start));
            if is_marker || column <= self.parent_column && !may_stand_left {
                return false;
            }
        }
        self.at = text.min(self.limit);
        true
    }

    fn close_bracket(&mut self, bracket: Bracket, closing: u8) {
        if bracket.is_mapping != (closing == b'}') {
            let kind = SyntaxErrorKind::WrongBracket(char::from(closing));
            self.parser.error(self.at, self.at + 1, kind);
        }
        self.end_entry(self.at);
        self.open.pop();
        self.at += 1;
        self.last = self.at;
        self.parser.out.extend(bracket.node, self.at);
    }

    /// Closes what nothing closed.
    fn close_all(&mut self) {
        if !self.open.is_empty() {
            let opening = self.parser.source.char(self.start);
            self.parser.error(self.start, self.start + 1, SyntaxErrorKind::UnclosedBracket(opening));
        }
        while let Some(bracket) = self.open.last().copied() {
            self.end_entry(self.last);
            self.open.pop();
            self.parser.out.extend(bracket.node, self.last);
            self.last = self.last.max(self.parser.out.data(bracket.node).end as usize);
        }
    }

    /// Whether the `:` here ends a key. Behind a quote or a bracket it does so without a blank.
    fn is_colon(&self, bracket: Bracket) -> bool {
        let source = &self.parser.source;
        if source.is_space(self.at + 1) || super::source::is_flow_indicator(source.byte(self.at + 1)) {
            return true;
        }
        if bracket.progress != Progress::First {
            return false;
        }
        let key = self.parser.out.last_child(bracket.target()).map(|it| self.parser.out.data(it).shape);
        self.at == self.last
            || matches!(
                key,
                Some(
                    Shape::FlowMapping
                        | Shape::FlowSequence
                        | Shape::Scalar(Style::SingleQuoted | Style::DoubleQuoted)
                )
            )
    }

    fn node(&mut self, first: u8) {
        let start = self.at;
        let template_end = self.parser.source.template_end(start);
        let (shape, end) = match first {
            b'[' => (Shape::FlowSequence, start + 1),
            b'{' if template_end.is_none() => (Shape::FlowMapping, start + 1),
            b'"' => (Shape::Scalar(Style::DoubleQuoted), self.quoted()),
            b'\'' => (Shape::Scalar(Style::SingleQuoted), self.quoted()),
            b'*' => (Shape::Alias, self.parser.source.property_end(start, Context::Flow)),
            _ => self.plain(),
        };
        let id = self.add_node(shape, start, end);
        if shape.is_flow() {
            self.open.push(Bracket::new(id, shape));
            let depth = self.parser.stack.len() + self.open.len();
            self.parser.out.tree.depth = self.parser.out.tree.depth.max(depth);
        }
        (self.at, self.last) = (end, end);
    }

    fn quoted(&mut self) -> usize {
        self.parser.quoted_or_line(self.at, self.parent_column, self.limit)
    }

    /// Plain text, which may go on over lines.
    fn plain(&mut self) -> (Shape, usize) {
        let mut plain = self.parser.source.plain_line(self.at, Context::Flow);
        if plain.end == self.at {
            let unexpected = self.parser.source.char(self.at);
            plain.end = self.at + unexpected.len_utf8();
            self.parser.error(self.at, plain.end, SyntaxErrorKind::UnexpectedCharacter(unexpected));
        }
        let in_list = self.open.last().is_some_and(|it| !it.is_mapping && it.pair.is_none());
        while plain.colon.is_none()
            && let Some(text) = self.continuation(plain.end)
        {
            let more = self.parser.source.plain_line(text, Context::Flow);
            if more.end == text || more.colon.is_some() && in_list {
                break; // `[a\n b: c]` is no key over two lines, but a missing comma.
            }
            (plain.end, plain.colon) = (more.end, more.colon);
        }
        (PlainLine::SHAPE, plain.end.min(self.limit))
    }

    /// The text on the next line that goes on with a plain scalar.
    fn continuation(&self, end: usize) -> Option<usize> {
        let source = &self.parser.source;
        let mut at = source.skip_blanks(end);
        if !source.is_line_end(at) {
            return None;
        }
        loop {
            let line = source.next_line(at);
            if line >= self.limit {
                return None;
            }
            let (column, start) = source.indent(line);
            at = source.skip_blanks(start);
            if source.is_line_end(at) {
                continue;
            }
            let is_marker = column == 0 && (source.is_marker(start) || source.is_conflict_mark(start));
            let byte = source.byte(at);
            let ends =
                super::source::is_flow_indicator(byte) || byte == b'#' || source.is_indicator(at, b':');
            let goes_on = column > self.parent_column && !is_marker && at < self.limit && !ends;
            return goes_on.then_some(at);
        }
    }

    /// One place further, and behind a blank if there is one.
    fn behind_indicator(&self) -> usize {
        self.at + 1 + usize::from(is_blank(self.parser.source.byte(self.at + 1)))
    }
}
