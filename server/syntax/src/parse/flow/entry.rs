//! The entries of a flow collection: adding their parts, and filling in what is missing at their end.
//!
//! Reads no text.
//!
//! The trap: a mapping's children alternate between keys and values, so an entry that ends early must be filled up.

use super::{Bracket, Flow, Progress};
use crate::document::SyntaxErrorKind;
use crate::tree::{NodeId, Shape};

impl Flow<'_, '_> {
    fn set_progress(&mut self, progress: Progress) {
        if let Some(bracket) = self.open.last_mut() {
            bracket.progress = progress;
        }
    }

    fn set_pair(&mut self, pair: NodeId) {
        if let Some(bracket) = self.open.last_mut() {
            bracket.pair = Some(pair);
        }
    }

    fn give_waiting(&mut self, node: NodeId) {
        for property in std::mem::take(&mut self.waiting) {
            self.parser.out.give(property, node);
        }
    }

    /// Ends the entry if it is complete; then a comma is missing.
    pub(super) fn need_room(&mut self, bracket: Bracket) {
        if !bracket.progress.takes_node() {
            self.parser.error_on_char(self.at, SyntaxErrorKind::MissingComma);
            self.end_entry(self.last);
        }
    }

    pub(super) fn add_node(&mut self, shape: Shape, start: usize, end: usize) -> NodeId {
        let bracket = self.open.last().copied();
        let id = self.parser.out.add(shape, start, end, bracket.map(Bracket::target));
        self.give_waiting(id);
        let is_value = bracket.is_some_and(|it| matches!(it.progress, Progress::Colon(_)));
        self.set_progress(if is_value { Progress::Value } else { Progress::First });
        id
    }

    pub(super) fn colon(&mut self, bracket: Bracket) {
        if matches!(bracket.progress, Progress::Colon(_) | Progress::Value) {
            self.parser.error(self.at, self.at + 1, SyntaxErrorKind::UnexpectedCharacter(':'));
            self.at += 1;
            return;
        }
        if !bracket.is_mapping && bracket.pair.is_none() {
            self.start_pair(bracket);
        }
        if bracket.progress != Progress::First {
            self.add_node(Shape::Missing, self.at, self.at);
        }
        self.set_progress(Progress::Colon(self.behind_indicator()));
        self.at += 1;
        self.last = self.at;
    }

    /// The colon of `[a: b]`: the item becomes the key of a mapping.
    fn start_pair(&mut self, bracket: Bracket) {
        let item = self.parser.out.last_child(bracket.node).filter(|_| bracket.progress == Progress::First);
        let pair = match item {
            Some(item) => self.parser.out.wrap(item, Shape::FlowMapping),
            None => self.parser.out.add(Shape::FlowMapping, self.at, self.at, Some(bracket.node)),
        };
        self.set_pair(pair);
    }

    pub(super) fn question(&mut self, bracket: Bracket) {
        if bracket.progress == Progress::Empty && self.waiting.is_empty() {
            if !bracket.is_mapping {
                let pair = self.parser.out.add(Shape::FlowMapping, self.at, self.at, Some(bracket.node));
                self.set_pair(pair);
            }
            self.set_progress(Progress::Question);
        } else {
            self.parser.error(self.at, self.at + 1, SyntaxErrorKind::UnexpectedCharacter('?'));
        }
        self.at += 1;
        self.last = self.at;
    }

    /// Ends an entry: what it lacks is missing, at the place where it would be written.
    pub(super) fn end_entry(&mut self, at: usize) {
        let Some(bracket) = self.open.last().copied() else { return };
        if bracket.progress == Progress::Question
            || bracket.progress == Progress::Empty && !self.waiting.is_empty()
        {
            self.add_node(Shape::Missing, at, at);
            self.last = at;
        }
        let value_at = match self.open.last().map_or(Progress::Empty, |it| it.progress) {
            Progress::First => Some(self.last),
            Progress::Colon(value_at) => Some(value_at),
            Progress::Empty | Progress::Question | Progress::Value => None,
        };
        if let Some(value_at) = value_at.filter(|_| bracket.is_mapping || bracket.pair.is_some()) {
            let id = self.parser.out.add_missing(value_at.min(at), bracket.target());
            self.give_waiting(id);
        }
        if let Some(pair) = bracket.pair {
            self.parser.out.extend(pair, 0);
        }
        if let Some(bracket) = self.open.last_mut() {
            (bracket.pair, bracket.progress) = (None, Progress::Empty);
        }
    }
}
