//! The mappings and lists that are open at a line, as values that are compared by number.
//!
//! Equal stacks have equal numbers, however they came about: two readings of the lines so far that leave the same things
//! open have the same future. What is closed is forgotten.

use std::collections::HashMap;

use super::places::{KeyId, PlaceId};

/// A stack, by number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct StackId(u32);

/// The keys of a mapping so far, by number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Keys(u32);

/// Nothing is open.
pub(super) const EMPTY: StackId = StackId(0);
/// No key yet.
pub(super) const NO_KEYS: Keys = Keys(0);

/// Something open.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Frame {
    /// A mapping.
    Mapping(Mapping),
    /// A list.
    List(List),
    /// A key or a dash behind which nothing stands yet.
    Slot(Slot),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Mapping {
    pub(super) place: PlaceId,
    pub(super) keys: Keys,
    /// The place that the entry describes which a key of this mapping names.
    pub(super) holder: Option<PlaceId>,
    /// The place whose keys are the `name`s in this list of names and values.
    pub(super) named_in: Option<PlaceId>,
    /// The place of `value` beside a `name`.
    pub(super) value: Option<PlaceId>,
    /// The column of its keys, if one of them has kept it.
    pub(super) column: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct List {
    pub(super) item: PlaceId,
    pub(super) named_in: Option<PlaceId>,
    /// The column of its dashes, if one of them has kept it.
    pub(super) column: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Slot {
    /// What may stand here.
    pub(super) place: PlaceId,
    /// What describes a mapping here, if one may be.
    pub(super) mapping: Option<PlaceId>,
    /// What describes the items of a list here, if one may be.
    pub(super) item: Option<PlaceId>,
    pub(super) named_in: Option<PlaceId>,
    /// Whether it is behind a dash.
    pub(super) is_item: bool,
    /// The column of the key behind a dash, if it has kept it.
    pub(super) column: Option<u32>,
}

/// All stacks and sets of keys there have been.
pub(super) struct Stacks {
    frames: Vec<(Frame, StackId, u32)>,
    numbers: HashMap<(Frame, StackId), StackId>,
    keys: Vec<(KeyId, Keys)>,
    sets: HashMap<(KeyId, Keys), Keys>,
}

impl Stacks {
    pub(super) fn new() -> Self {
        Self { frames: Vec::new(), numbers: HashMap::new(), keys: Vec::new(), sets: HashMap::new() }
    }

    /// The stack with one thing more open.
    pub(super) fn push(&mut self, stack: StackId, frame: Frame) -> StackId {
        if let Some(known) = self.numbers.get(&(frame, stack)) {
            return *known;
        }
        let depth = self.depth(stack) + 1;
        self.frames.push((frame, stack, depth));
        let id = StackId(u32::try_from(self.frames.len()).unwrap_or(u32::MAX));
        self.numbers.insert((frame, stack), id);
        id
    }

    /// What was opened last, and the stack without it.
    pub(super) fn top(&self, stack: StackId) -> Option<(Frame, StackId)> {
        let (frame, rest, _) = self.frames.get((stack.0 as usize).checked_sub(1)?)?;
        Some((*frame, *rest))
    }

    /// How many things are open.
    pub(super) fn depth(&self, stack: StackId) -> u32 {
        let index = (stack.0 as usize).checked_sub(1);
        index.and_then(|it| self.frames.get(it)).map_or(0, |(_, _, depth)| *depth)
    }

    /// The column of the innermost thing that has kept it.
    pub(super) fn column(&self, mut stack: StackId) -> Option<u32> {
        while let Some((frame, rest)) = self.top(stack) {
            let column = match frame {
                Frame::Mapping(it) => it.column,
                Frame::List(it) => it.column,
                Frame::Slot(_) => None,
            };
            if column.is_some() {
                return column;
            }
            stack = rest;
        }
        None
    }

    /// The keys with one more.
    pub(super) fn with_key(&mut self, keys: Keys, key: KeyId) -> Keys {
        if let Some(known) = self.sets.get(&(key, keys)) {
            return *known;
        }
        self.keys.push((key, keys));
        let id = Keys(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
        self.sets.insert((key, keys), id);
        id
    }

    /// The keys of a set, the last one first.
    pub(super) fn keys(&self, keys: Keys) -> impl Iterator<Item = KeyId> {
        let entry = |it: Keys| self.keys.get((it.0 as usize).checked_sub(1)?);
        std::iter::successors(entry(keys), move |(_, rest)| entry(*rest)).map(|(key, _)| *key)
    }
}
