//! Finding the block a line belongs to, from its column; also when the column fits none.
//!
//! A line with a wrong column is taken where its author most likely meant it, and flagged: what follows then still
//! has its place.
//!
//! The trap: every rule here sees valid documents too, and must leave them alone.

use super::block::{Frame, Parser, State};
use crate::document::SyntaxErrorKind;
use crate::tree::{NodeId, Shape};

/// How far behind a dash the keys of its item stand.
const ITEM_INDENT: i32 = 2;

impl Parser<'_> {
    /// Closes the blocks that end before a line; returns the column the line is taken to have.
    pub(super) fn settle(&mut self, at: usize, column: i32) -> i32 {
        let is_item = self.source.is_indicator(at, b'-');
        let mut closed = None;
        while self.stack.last().is_some_and(|frame| frame.column > column) {
            closed = self.close();
        }
        match (self.stack.last().copied(), closed) {
            (None, None) => column,
            (None, Some(closed)) => {
                self.error_on_line(at, SyntaxErrorKind::UnmatchedIndentation);
                self.reopen(closed)
            }
            (Some(frame), Some(closed))
                if frame.column == column && is_item && self.is_value_list(frame, closed) =>
            {
                // A dash in the column of the list's key, where the dashes above stand further right.
                self.error_on_line(at, SyntaxErrorKind::DashAtKey);
                self.reopen(closed)
            }
            (Some(frame), _) if frame.column == column => self.settle_level(frame, at, column, is_item),
            (Some(frame), _) if frame.state != State::Idle => column,
            (Some(frame), closed) => self.settle_deeper(frame, closed, at, column, is_item),
        }
    }

    /// Whether one block is a list, and the value of the last key of the other.
    fn is_value_list(&self, mapping: Frame, list: Frame) -> bool {
        !mapping.is_sequence && list.is_sequence && self.out.last_child(mapping.node) == Some(list.node)
    }

    /// Continues a block that was closed too early.
    fn reopen(&mut self, frame: Frame) -> i32 {
        self.stack.push(Frame { state: State::Idle, ..frame });
        frame.column
    }

    /// Continues a mapping that has no open block any more.
    fn reopen_mapping(&mut self, node: NodeId, column: i32, at: usize) -> i32 {
        self.reopen(Frame { node, column, is_sequence: false, state: State::Idle, at })
    }

    /// The last item of a list, if it is a block mapping.
    fn last_item_mapping(&self, frame: Frame) -> Option<NodeId> {
        let last = self.out.last_child(frame.node)?;
        (frame.is_sequence && self.out.data(last).shape == Shape::Mapping).then_some(last)
    }

    /// A line in the column of the innermost block.
    fn settle_level(&mut self, frame: Frame, at: usize, column: i32, is_item: bool) -> i32 {
        if frame.is_sequence && !is_item {
            let below = self.stack.iter().rev().nth(1);
            if below.is_some_and(|it| it.column == column && !it.is_sequence) {
                self.close(); // A list in the column of its key, and here is the next key.
                return column;
            }
            if frame.state == State::Idle
                && let Some(item) = self.last_item_mapping(frame)
                && self.source.key_ahead(at).is_some()
            {
                self.error_on_line(at, SyntaxErrorKind::KeyAtDash);
                return self.reopen_mapping(item, column + ITEM_INDENT, at);
            }
        }
        if !frame.is_sequence && is_item && frame.state == State::Idle {
            let list = self.stack.iter().rposition(|it| it.is_sequence);
            if let Some(column) = self.close_to_list(list, |it| it.column + ITEM_INDENT >= column) {
                self.error_on_line(at, SyntaxErrorKind::DashAtKey);
                return column;
            }
        }
        column
    }

    /// Closes what is open inside a list, if that list is the wanted one; returns the list's column.
    fn close_to_list(&mut self, list: Option<usize>, is_wanted: impl Fn(&Frame) -> bool) -> Option<i32> {
        let list = list?;
        let column = self.stack.get(list).filter(|it| is_wanted(it))?.column;
        while self.stack.len() > list + 1 {
            self.close();
        }
        Some(column)
    }

    /// A line further right than a block that expects nothing further right.
    fn settle_deeper(
        &mut self,
        frame: Frame,
        closed: Option<Frame>,
        at: usize,
        column: i32,
        is_item: bool,
    ) -> i32 {
        let is_nearer =
            |it: &Frame| it.column - column <= column - frame.column || frame.is_sequence != is_item;
        if let Some(closed) = closed.filter(|it| it.is_sequence == is_item).filter(is_nearer) {
            self.error_on_line(at, SyntaxErrorKind::UnmatchedIndentation);
            return self.reopen(closed);
        }
        if let Some(list) = closed
            && let Some(item) = self.last_item_mapping(list).filter(|_| self.is_on_key_line(list.node))
        {
            // `traits: - type: scaler` is flagged there; the keys below are the item's.
            self.reopen(list);
            return self.reopen_mapping(item, column, at);
        }
        if !frame.is_sequence && self.ends_with_bare_key(frame.node) {
            // The key has no colon yet, but its value is already there. That is flagged at the key.
            self.out.remove_newest();
            self.expect(State::Value, frame.at);
            return column;
        }
        self.error_on_line(at, SyntaxErrorKind::TooDeep);
        if frame.is_sequence == is_item {
            return frame.column;
        }
        if is_item {
            let list = self.stack.iter().rposition(|it| it.is_sequence && (it.column - column).abs() <= 1);
            return self.close_to_list(list, |_| true).unwrap_or(column);
        }
        match self.last_item_mapping(frame) {
            Some(item) => self.reopen_mapping(item, column, at),
            None => column,
        }
    }

    /// Whether a value starts on the line of its key.
    fn is_on_key_line(&self, value: NodeId) -> bool {
        let value = self.out.data(value);
        let key_end = value.previous.map(|key| self.out.data(key.into()).end);
        key_end.is_some_and(|end| self.source.line_end(end as usize) >= value.start as usize)
    }

    /// Whether the newest node is the missing value of the mapping's last key.
    fn ends_with_bare_key(&self, mapping: NodeId) -> bool {
        let newest = NodeId::new(self.out.tree.len().saturating_sub(1));
        self.out.last_child(mapping) == Some(newest)
            && self.out.data(newest).shape == Shape::Missing
            && self
                .out
                .data(newest)
                .previous
                .is_some_and(|key| NodeId::from(key).index() + 1 == newest.index())
            && self.out.data(newest).position % 2 == 1
    }
}
