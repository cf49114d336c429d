//! Whether a line may belong to what was opened last, what is open behind it, and what speaks against it.
//!
//! One line and one stack at a time; which of several ways is right is for [`super::search`] to weigh.
//!
//! The trap: below a key such as `properties` the schema of the trait takes over that a sibling names, and in an old list of
//! names and values it is the `name` that says which of its properties the `value` is.

use oam_syntax::{LineShape, LineValue, Node, Scalar, SourceText};

use super::places::{ANY, Child, KeyId, PlaceId, Places};
use super::search::Cost;
use super::stack::{EMPTY, Frame, List, Mapping, NO_KEYS, Slot, StackId, Stacks};

/// A line of content as the search sees it.
pub(super) struct Item {
    column: Column,
    /// Where its dashes stand, counted from its first character.
    dashes: Vec<u32>,
    key: Option<(KeyId, String)>,
    value: LineValue,
    /// The keys of a value in braces.
    keys: Vec<(KeyId, String)>,
    /// Where its key or value stands, counted the same way.
    body: u32,
}

/// What the blanks in front of a line say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    /// There are none; they may be lost.
    Lost,
    /// There are some, but not as many as there were.
    Deeper,
    /// They are as they were.
    Kept(u32),
}

/// The schemas, and all that was open at some time.
pub(super) struct Reading<'w> {
    places: Places<'w>,
    stacks: Stacks,
    root: PlaceId,
    name: KeyId,
    value: KeyId,
}

const NOTHING: Cost = Cost { contradictions: 0, empty: 0, outdated: 0 };
const CONTRADICTION: Cost = Cost { contradictions: 1, ..NOTHING };
const EMPTY_CONTAINER: Cost = Cost { empty: 1, ..NOTHING };

impl<'w> Reading<'w> {
    pub(super) fn new(mut places: Places<'w>, root: PlaceId) -> Self {
        let (name, value) = (places.key("name"), places.key("value"));
        Self { places, stacks: Stacks::new(), root, name, value }
    }

    /// What is open before the first line.
    pub(super) fn root(&mut self) -> StackId {
        let root = Mapping { column: Some(0), ..mapping(self.root) };
        self.stacks.push(EMPTY, Frame::Mapping(root))
    }

    /// How many things are open.
    pub(super) fn depth(&self, stack: StackId) -> u32 {
        self.stacks.depth(stack)
    }

    /// A line whose first character stands at `start`, for the search.
    pub(super) fn item(&mut self, text: &str, shape: &LineShape, start: usize, column: Column) -> Item {
        let behind = |at: usize| u32::try_from(at.saturating_sub(start)).unwrap_or(u32::MAX);
        Item {
            column,
            dashes: shape.dashes.iter().map(|it| behind(it.index())).collect(),
            key: shape.key.as_ref().map(|(name, _)| (self.places.key(name), name.clone())),
            value: shape.value.clone(),
            keys: if shape.value == LineValue::Mapping {
                self.keys_in_braces(text, shape)
            } else {
                Vec::new()
            },
            body: behind(shape.body.index()),
        }
    }

    fn keys_in_braces(&mut self, text: &str, shape: &LineShape) -> Vec<(KeyId, String)> {
        let behind_key = shape.key.as_ref().map_or(shape.body, |(_, span)| span.end);
        let value = text.get(behind_key.index()..shape.end.index()).unwrap_or_default();
        let value = SourceText::new(value.trim_start_matches([' ', '\t', ':']));
        let root = value.documents().first().and_then(|it| it.document.root());
        let keys: Vec<String> =
            root.into_iter().flat_map(Node::entries).map(|it| it.key.text().into_owned()).collect();
        keys.into_iter().map(|it| (self.places.key(&it), it)).collect()
    }

    /// The stack without what was opened last, and what its end brings to light.
    pub(super) fn close(&self, stack: StackId) -> Option<(Cost, StackId)> {
        let (frame, rest) = self.stacks.top(stack)?;
        Some((self.end(frame), rest))
    }

    /// What the end of everything brings to light.
    pub(super) fn close_all(&self, mut stack: StackId) -> Cost {
        let mut sum = NOTHING;
        while let Some((cost, rest)) = self.close(stack) {
            (sum, stack) = (sum + cost, rest);
        }
        sum
    }

    fn end(&self, frame: Frame) -> Cost {
        match frame {
            Frame::Mapping(it) => {
                let canonical = |own| self.places.canonical(it.place, own);
                let has =
                    |key| self.stacks.keys(it.keys).any(|own| own == key || canonical(own) == Some(key));
                Cost { contradictions: self.places.missing(it.place, has), ..NOTHING }
            }
            Frame::List(_) => NOTHING,
            Frame::Slot(it) => {
                let place = it.mapping.filter(|_| !self.places.is_container(it.place)).unwrap_or(it.place);
                match self.places.allows(place, "null") {
                    false => CONTRADICTION,
                    true if self.places.is_container(place) => EMPTY_CONTAINER,
                    true => NOTHING,
                }
            }
        }
    }

    /// What is open behind a line that belongs to what was opened last; nothing if it cannot belong there.
    pub(super) fn attach(&mut self, stack: StackId, item: &Item) -> Option<(StackId, Cost)> {
        if item.column == Column::Deeper && self.depth(stack) == 1 {
            return None;
        }
        let kept = |behind: u32| match item.column {
            Column::Kept(column) => Some(column.saturating_add(behind)),
            Column::Lost | Column::Deeper => None,
        };
        let mut stack = stack;
        for dash in &item.dashes {
            stack = self.dash(stack, kept(*dash), kept(item.body))?;
        }
        match (&item.key, &item.value) {
            (Some((key, name)), _) => self.entry(stack, (*key, name), kept(item.body), item),
            (None, LineValue::Nothing) => Some((stack, NOTHING)),
            (None, _) => {
                let (Frame::Slot(slot), rest) = self.stacks.top(stack)? else { return None };
                let fits = kept(item.body).is_none_or(|it| Some(it) > self.stacks.column(rest));
                fits.then(|| (rest, self.value_cost(slot.place, item)))
            }
        }
    }

    /// A dash, and what stands behind it at a column.
    fn dash(&mut self, stack: StackId, column: Option<u32>, body: Option<u32>) -> Option<StackId> {
        let (frame, rest) = self.stacks.top(stack)?;
        let list = match frame {
            Frame::List(it) => it,
            Frame::Slot(it) => List { item: it.item?, named_in: it.named_in, column: None },
            Frame::Mapping(_) => return None,
        };
        // Dashes may stand below their key, not only right of it.
        let around = self.stacks.column(rest);
        if let Some(column) = column
            && (list.column.is_some_and(|it| it != column) || around.is_some_and(|it| column < it))
        {
            return None;
        }
        let stack = self.stacks.push(rest, Frame::List(List { column: list.column.or(column), ..list }));
        let slot = self.slot(list.item, None, list.named_in);
        Some(self.stacks.push(stack, Frame::Slot(Slot { is_item: true, column: body, ..slot })))
    }

    /// A key with what stands behind it.
    fn entry(
        &mut self,
        stack: StackId,
        (key, name): (KeyId, &str),
        column: Option<u32>,
        item: &Item,
    ) -> Option<(StackId, Cost)> {
        let (frame, rest) = self.stacks.top(stack)?;
        let mut own = match frame {
            Frame::Mapping(it) => it,
            Frame::Slot(it) => {
                let named_in = it.named_in.filter(|_| it.is_item);
                Mapping { named_in, column: it.column, ..mapping(it.mapping?) }
            }
            Frame::List(_) => return None,
        };
        if let Some(column) = column {
            let fits = match own.column {
                Some(it) => it == column,
                None => self.stacks.column(rest).is_none_or(|it| column > it),
            };
            if !fits {
                return None;
            }
            own.column = Some(column);
        }
        if self.stacks.keys(own.keys).any(|it| it == key) {
            return None;
        }
        let child = self.places.child(own.place, key, name)?;
        let place = own.value.filter(|_| key == self.value).unwrap_or(child.place);
        let mut cost = self.key_cost(&own, &child);
        own.keys = self.stacks.with_key(own.keys, key);
        self.note_names(&mut own, key, &item.value);
        let stack = self.stacks.push(rest, Frame::Mapping(own));
        if item.value != LineValue::Nothing {
            cost = cost + self.value_cost(place, item);
            return Some((stack, cost));
        }
        let holder = child.described_by.map(|_| own.holder.unwrap_or(ANY));
        let slot = self.slot(place, holder, own.holder);
        Some((self.stacks.push(stack, Frame::Slot(slot)), cost))
    }

    /// Remembers what the value of a key means for its siblings.
    fn note_names(&mut self, own: &mut Mapping, key: KeyId, value: &LineValue) {
        let (LineValue::Plain(Scalar::Str(text)) | LineValue::Quoted(text)) = value else { return };
        if let Some(namespace) = self.places.describes(own.place, key) {
            own.holder = Some(self.places.entry(namespace, text));
        }
        if let Some(holder) = own.named_in.filter(|_| key == self.name) {
            let property = self.places.key(text);
            own.value = Some(self.places.child(holder, property, text).map_or(ANY, |it| it.place));
        }
    }

    /// What may follow a key or a dash at a place; `holder` describes the mapping there if another schema takes over.
    fn slot(&mut self, place: PlaceId, holder: Option<PlaceId>, named_in: Option<PlaceId>) -> Slot {
        let described = holder.unwrap_or(place);
        let listed = if self.places.has_items(place) { place } else { described };
        let may_be_list = self.places.allows(place, "array") && self.places.allows(listed, "array");
        Slot {
            place,
            mapping: (self.places.allows(place, "object") && self.places.allows(described, "object"))
                .then_some(described),
            item: may_be_list.then(|| self.places.item(listed)),
            named_in,
            is_item: false,
            column: None,
        }
    }

    fn key_cost(&self, own: &Mapping, child: &Child) -> Cost {
        // Two spellings of one key are as good as the same key twice.
        let is_repeated = child.canonical.is_some_and(|it| self.stacks.keys(own.keys).any(|own| own == it));
        Cost {
            contradictions: u32::from(child.is_undeclared) + u32::from(is_repeated),
            empty: 0,
            outdated: u32::from(child.is_outdated),
        }
    }

    fn value_cost(&mut self, place: PlaceId, item: &Item) -> Cost {
        if item.value == LineValue::Mapping && place != ANY && self.places.allows(place, "object") {
            return self.braces_cost(place, item);
        }
        let allows = |name: &str| self.places.allows(place, name);
        let fits = match &item.value {
            LineValue::Plain(Scalar::Str(text)) | LineValue::Quoted(text) => {
                allows("string") && self.places.allows_word(place, text)
            }
            LineValue::Plain(Scalar::Null) => allows("null"),
            LineValue::Plain(Scalar::Bool(_)) => allows("boolean"),
            LineValue::Plain(Scalar::Int(_)) => allows("integer") || allows("number"),
            LineValue::Plain(Scalar::Float(_)) => allows("number"),
            LineValue::List => allows("array"),
            LineValue::Mapping => allows("object"),
            LineValue::Block => allows("string"),
            LineValue::Nothing | LineValue::Unknown | LineValue::Unclosed => true,
        };
        if fits { NOTHING } else { CONTRADICTION }
    }

    /// What speaks against a mapping in braces, by its keys.
    fn braces_cost(&mut self, place: PlaceId, item: &Item) -> Cost {
        let mut cost = NOTHING;
        for (key, name) in &item.keys {
            let known = self.places.child(place, *key, name);
            cost.contradictions += u32::from(known.is_none_or(|it| it.is_undeclared));
        }
        let canonical = |own| self.places.canonical(place, own);
        let has = |key| item.keys.iter().any(|(own, _)| *own == key || canonical(*own) == Some(key));
        cost.contradictions += self.places.missing(place, has);
        cost
    }
}

fn mapping(place: PlaceId) -> Mapping {
    Mapping { place, keys: NO_KEYS, holder: None, named_in: None, value: None, column: None }
}
