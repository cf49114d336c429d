//! What stands on a line, from left to right: dashes, tags, keys, and at the end a value.
//!
//! One step of a loop each, so that `- - - a: - b` nests without recursion. Values are read in `value.rs`.
//!
//! The trap: `a: - b` and `&x - b` are not YAML, but it is clear what they mean, so they are read and flagged.

use super::block::{Frame, Here, Parser, State};
use super::builder::Waiting;
use super::scan::{Context, KeyAhead, PlainLine};
use crate::document::SyntaxErrorKind;
use crate::tree::{NodeId, Shape, Style};

impl Parser<'_> {
    /// Reads everything that starts at a place on the current line.
    pub(super) fn content(&mut self, start: Here) {
        let mut here = Some(start);
        while let Some(it) = here {
            here = match self.source.byte(it.at) {
                b'-' if self.source.is_space(it.at + 1) => self.dash(it),
                b'?' if self.source.is_space(it.at + 1) => self.question(it),
                b':' if self.source.is_space(it.at + 1) && !it.is_inline => self.colon(it),
                b'&' | b'!' => self.property(it),
                _ => self.key_or_value(it),
            };
        }
    }

    /// The place of the next text on the line; a comment is taken note of.
    pub(super) fn text_behind(&mut self, here: Here, end: usize) -> Option<Here> {
        let at = self.source.skip_blanks(end);
        if self.source.is_line_end(at) {
            return None;
        }
        if self.source.byte(at) == b'#' && at > end {
            self.comment(at);
            return None;
        }
        Some(here.behind(at))
    }

    fn dash(&mut self, here: Here) -> Option<Here> {
        let expects_value = self.stack.last().is_some_and(|it| !it.is_sequence && it.state == State::Value);
        if here.is_inline && expects_value {
            self.error_on_line(here.at, SyntaxErrorKind::ItemOnKeyLine);
        }
        self.open(true, here);
        self.fill();
        self.expect(State::Value, here.at + 1);
        let behind = self.text_behind(here, here.at + 1)?;
        let has_tab = self.source.slice(here.at + 1, behind.at).contains(&b'\t');
        if has_tab
            && (self.source.is_indicator(behind.at, b'-') || self.source.key_ahead(behind.at).is_some())
        {
            self.error(here.at + 1, behind.at, SyntaxErrorKind::TabIndentation);
        }
        Some(behind)
    }

    fn question(&mut self, here: Here) -> Option<Here> {
        self.open(false, here);
        self.fill();
        self.expect(State::Key, here.at + 1);
        self.text_behind(here, here.at + 1)
    }

    /// A `:` without a key on its line.
    fn colon(&mut self, here: Here) -> Option<Here> {
        self.open(false, here);
        let frame = self.stack.last().copied()?;
        match frame.state {
            State::Colon => {}
            State::Key => {
                let id = self.out.add_missing(frame.at, frame.node);
                self.take_earlier(id);
            }
            State::Idle | State::Value => {
                self.fill();
                let id = self.out.add_missing(here.at, frame.node);
                self.take_on_line(id);
            }
        }
        self.expect(State::Value, here.at + 1);
        let behind = self.text_behind(here, here.at + 1)?;
        Some(Here { is_inline: frame.state != State::Colon, ..behind })
    }

    fn property(&mut self, here: Here) -> Option<Here> {
        let end = self.source.property_end(here.at, Context::Block);
        let is_tag = self.source.byte(here.at) == b'!';
        self.on_line.push(Waiting { is_tag, start: here.at, end });
        let Some(behind) = self.text_behind(here, end) else {
            self.earlier.append(&mut self.on_line);
            return None;
        };
        let property_column = here.property_column.or(Some(here.column));
        let mut behind = Here { is_inline: here.is_inline, property_column, ..behind };
        if self.source.is_indicator(behind.at, b'-') {
            self.error_on_line(behind.at, SyntaxErrorKind::ItemOnPropertyLine);
        } else if self.source.is_indicator(behind.at, b':') {
            behind.column = property_column.unwrap_or(here.column);
        }
        Some(behind)
    }

    fn key_or_value(&mut self, here: Here) -> Option<Here> {
        if here.is_inline {
            self.value(here);
            return None;
        }
        let block = Here { column: here.property_column.unwrap_or(here.column), ..here };
        if let Some(key) = self.source.key_ahead(here.at) {
            return self.key(block, key);
        }
        let expects_key = self.stack.last().is_some_and(|it| {
            !it.is_sequence && it.column == here.column && matches!(it.state, State::Idle | State::Colon)
        });
        if expects_key && let Some(key) = self.unclosed_key(here.at) {
            return self.key(block, key);
        }
        if expects_key || self.is_bare_key(here) {
            self.bare_key(here);
        } else {
            return self.value_or_unclosed_key(here);
        }
        None
    }

    pub(super) fn key(&mut self, here: Here, key: KeyAhead) -> Option<Here> {
        let is_first = self.open(false, here);
        self.fill();
        let mapping = self.stack.last()?.node;
        let id = self.out.add(key.shape, here.at, key.end, Some(mapping));
        let is_own_line = self.on_line.is_empty() && !is_first;
        self.take_on_line(id);
        if is_own_line {
            self.take_earlier(id);
        }
        if key.shape.is_flow() {
            let next = self.next;
            self.flow(id, here.at, -1, key.end);
            self.next = next;
        }
        self.expect(State::Value, key.colon + 1);
        let behind = self.text_behind(here, key.colon + 1)?;
        Some(Here { is_inline: true, ..behind })
    }

    /// A key whose quote is not closed: `"name: web`.
    pub(super) fn unclosed_key(&mut self, at: usize) -> Option<KeyAhead> {
        let style = match self.source.byte(at) {
            b'"' => Style::DoubleQuoted,
            b'\'' => Style::SingleQuoted,
            _ => return None,
        };
        if self.source.quoted_on_line(at).is_some() {
            return None;
        }
        let plain = self.source.plain_line(at, Context::Block);
        let colon = plain.colon?;
        self.error(at, plain.end, SyntaxErrorKind::UnclosedQuote(self.source.char(at)));
        Some(KeyAhead { shape: Shape::Scalar(style), end: plain.end, colon })
    }

    /// Whether text without a colon is a key that is being typed: a key follows at its column or deeper.
    fn is_bare_key(&self, here: Here) -> bool {
        if here.column <= self.block_column()
            || matches!(self.source.byte(here.at), b'"' | b'\'' | b'|' | b'>' | b'{' | b'[' | b'*')
        {
            return false;
        }
        let mut line = self.next;
        while line < self.source.len() {
            let (column, mut at) = self.source.indent(line);
            if self.source.is_line_end(at) || self.source.byte(at) == b'#' {
                line = self.source.next_line(at);
                continue;
            }
            if column < here.column || column == 0 && self.source.is_marker(at) {
                return false;
            }
            while column > here.column && self.source.is_indicator(at, b'-') {
                let behind = self.source.skip_blanks(at + 1);
                if self.source.is_line_end(behind) {
                    break;
                }
                at = behind;
            }
            return self.source.key_ahead(at).is_some();
        }
        false
    }

    /// A key without a colon.
    fn bare_key(&mut self, here: Here) {
        self.open(false, here);
        self.fill();
        let Some(&Frame { node: mapping, .. }) = self.stack.last() else { return };
        let plain = self.source.plain_line(here.at, Context::Block);
        let end = plain.end.max(here.at + 1);
        let shape = match self.source.byte(here.at) {
            _ if self.source.quoted_on_line(here.at) != Some(end) => PlainLine::SHAPE,
            b'"' => Shape::Scalar(Style::DoubleQuoted),
            _ => Shape::Scalar(Style::SingleQuoted),
        };
        self.error(here.at, end, SyntaxErrorKind::MissingColon);
        let id = self.out.add(shape, here.at, end, Some(mapping));
        self.take_all(id);
        self.out.add_missing(end, mapping);
        self.expect(State::Idle, end);
        self.text_behind(here, end);
    }

    /// The list or mapping at a column: the open one, or a new one where a value is expected. Whether it is new.
    fn open(&mut self, is_sequence: bool, here: Here) -> bool {
        self.make_room(here.column, here.at);
        if self.stack.last().is_some_and(|it| it.is_sequence == is_sequence && it.column == here.column) {
            return false;
        }
        let shape = if is_sequence { Shape::Sequence } else { Shape::Mapping };
        let node = self.attach(shape, here.at, here.at);
        self.take_earlier(node);
        let Here { at, column, .. } = here;
        self.stack.push(Frame { node, column, is_sequence, state: State::Idle, at });
        self.out.tree.depth = self.out.tree.depth.max(self.stack.len());
        true
    }

    /// Adds what the innermost block expects.
    pub(super) fn attach(&mut self, shape: Shape, start: usize, end: usize) -> NodeId {
        self.make_room(self.line_column, start);
        let Some(frame) = self.stack.last_mut() else { return self.out.add(shape, start, end, None) };
        let Frame { node, state, is_sequence, .. } = *frame;
        frame.state = if state == State::Key { State::Colon } else { State::Idle };
        match (is_sequence, state) {
            (_, State::Value | State::Key) => {}
            (true, State::Idle | State::Colon) => self.error_on_line(start, SyntaxErrorKind::MissingDash),
            (false, State::Idle) => {
                self.error_on_line(start, SyntaxErrorKind::MissingKey);
                self.out.add_missing(start, node);
            }
            (false, State::Colon) => self.error_on_line(start, SyntaxErrorKind::MissingKey),
        }
        self.out.add(shape, start, end, Some(node))
    }

    /// If the document's value is complete and is no block, it becomes the first key of a mapping that takes what
    /// follows.
    fn make_room(&mut self, column: i32, at: usize) {
        let Some(root) = self.out.tree.root.filter(|_| self.stack.is_empty()) else { return };
        self.error_on_line(at, SyntaxErrorKind::SecondRoot);
        let node = self.out.wrap(root, Shape::Mapping);
        let end = self.out.data(root).end as usize;
        self.out.add_missing(end, node);
        self.stack.push(Frame { node, column, is_sequence: false, state: State::Idle, at });
    }

    fn give(&mut self, properties: Vec<Waiting>, node: NodeId) {
        for property in properties {
            self.out.give(property, node);
        }
    }

    /// Gives a node the tags and anchors on its own line.
    pub(super) fn take_on_line(&mut self, node: NodeId) {
        let properties = std::mem::take(&mut self.on_line);
        self.give(properties, node);
    }

    /// Gives a node the tags and anchors on the lines before it.
    pub(super) fn take_earlier(&mut self, node: NodeId) {
        let properties = std::mem::take(&mut self.earlier);
        self.give(properties, node);
    }

    pub(super) fn take_all(&mut self, node: NodeId) {
        self.take_earlier(node);
        self.take_on_line(node);
    }
}
