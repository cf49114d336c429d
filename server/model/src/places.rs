//! The places of one name: nearly always a few, sometimes thousands.
//!
//! A few are kept in one small piece of memory, which is copied when it changes; a set that shares its parts takes some
//! kilobytes for its first place, and there are as many names as documents. It knows nothing of what the places are.

use std::sync::Arc;

use imbl::OrdSet;

use crate::index::Place;

/// More places than this are kept as a set: copying them would be felt.
const MOST_FEW: usize = 16;

/// Places by file and position, each once.
#[derive(Clone, Debug)]
pub(crate) enum Places {
    /// Sorted.
    Few(Arc<[Place]>),
    Many(OrdSet<Place>),
}

impl Default for Places {
    fn default() -> Self {
        Self::Few(Arc::default())
    }
}

impl Places {
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Few(list) => list.is_empty(),
            Self::Many(set) => set.is_empty(),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Place> {
        let (few, many) = match self {
            Self::Few(list) => (Some(list.iter()), None),
            Self::Many(set) => (None, Some(set.iter())),
        };
        few.into_iter().flatten().chain(many.into_iter().flatten())
    }

    pub(crate) fn insert(&mut self, place: Place) {
        match self {
            Self::Many(set) => {
                set.insert(place);
            }
            Self::Few(list) => {
                let Err(at) = list.binary_search(&place) else { return };
                let (before, behind) = list.split_at(at);
                let all = before.iter().chain([&place]).chain(behind).copied();
                *self =
                    if list.len() < MOST_FEW { Self::Few(all.collect()) } else { Self::Many(all.collect()) };
            }
        }
    }

    pub(crate) fn remove(&mut self, place: &Place) {
        match self {
            Self::Many(set) => {
                set.remove(place);
            }
            Self::Few(list) => *list = list.iter().filter(|it| *it != place).copied().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use oam_syntax::Span;

    use super::*;
    use crate::workspace::{DocumentId, FileId};

    fn place(file: u32) -> Place {
        let document = DocumentId { file: FileId(file), index: 0 };
        Place { document, span: Span::default(), full: Span::default(), node: None }
    }

    #[test]
    fn places_are_sorted_and_unique_however_many_there_are() {
        for count in [0, 1, 2, 15, 16, 17, 18, 40] {
            let mut places = Places::default();
            // Neither forwards nor backwards, and all of them twice.
            for idx in (0..count).chain(0..count) {
                places.insert(place(idx * 7 % count));
            }
            let wanted: std::collections::BTreeSet<_> =
                (0..count).map(|idx| place(idx * 7 % count)).collect();
            assert!(places.iter().eq(&wanted), "{count}");
            for it in &wanted {
                assert!(!places.is_empty());
                places.remove(it);
                places.remove(it);
                assert!(places.iter().all(|left| left != it));
            }
            assert!(places.is_empty(), "{count}");
        }
    }
}
