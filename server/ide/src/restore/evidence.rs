//! Whether the lines of a document look as if they had lost their indentation.
//!
//! Said before any place is searched, from the lines without blanks in front. It says nothing about single lines: a
//! document in the making has odd ones, and other rules speak about those.

use super::lines::Lines;
use super::places::{PlaceId, Places};
use oam_syntax::LineValue;

/// From how many lines on a document that cannot be restored is called lost all the same, if others are indented.
const MANY: usize = 3;

/// What speaks for lost indentation.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// The first line at the left edge that does not belong there.
    pub(super) first: Option<usize>,
    /// How many such lines there are.
    wrong: usize,
    /// How many lines are indented.
    indented: usize,
    /// How many of the wrong lines follow a key without a value.
    below_key: usize,
    /// How many of the wrong lines are known to belong directly below a key of the document.
    known: usize,
}

impl Evidence {
    pub(super) fn gather(places: &mut Places<'_>, root: PlaceId, lines: &Lines) -> Evidence {
        let mut found = Evidence::default();
        let mut seen: Vec<&str> = Vec::new();
        let mut owners: Vec<PlaceId> = Vec::new();
        let mut is_below_key = false;
        let is_collapsed = lines.is_collapsed();
        for (index, line, shape) in lines.content() {
            let key = shape.key.as_ref().filter(|_| shape.dashes.is_empty()).map(|(name, _)| name.as_str());
            let is_text = shape.dashes.is_empty() && key.is_none();
            if line.column > 0 {
                found.indented += 1;
                // With one blank in front of every line, all depths look alike: only keys tell them apart.
                let is_stray =
                    key.is_some_and(|it| owners.last().is_some_and(|own| !places.may_name(*own, it)));
                if is_collapsed && is_stray {
                    found.note_wrong(index, is_below_key);
                }
            } else if let Some(name) = key.filter(|it| places.names(root, it) && !seen.contains(it)) {
                seen.push(name);
                if shape.value == LineValue::Nothing {
                    let id = places.key(name);
                    owners.extend(places.child(root, id, name).map(|it| it.place));
                }
            } else if !is_text && !seen.is_empty() {
                found.note_wrong(index, is_below_key);
                found.known +=
                    usize::from(key.is_some_and(|it| owners.iter().any(|own| places.names(*own, it))));
            }
            is_below_key = shape.value == LineValue::Nothing;
        }
        found
    }

    fn note_wrong(&mut self, index: usize, is_below_key: bool) {
        self.first = self.first.or(Some(index));
        self.wrong += 1;
        self.below_key += usize::from(is_below_key);
    }

    /// Whether lines are lost, given that there is just one way to put them back.
    pub(super) fn is_loss(&self) -> bool {
        self.wrong > 1 || self.below_key > 0
    }

    /// Whether lines are lost, although nobody knows where they belong.
    pub(super) fn is_clear_loss(&self) -> bool {
        self.known > 0 && self.below_key > 0 && (self.indented == 0 || self.wrong >= MANY)
    }
}
