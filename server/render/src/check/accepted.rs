//! Manifests that were checked before and had nothing wrong with them: of an application most stay as they are from one keystroke
//! to the next, and to check one takes longer than to make it.
//!
//! What is kept is a number for what a manifest says, not where that came from. It is the only thing in this crate that is
//! not a pure function; a manifest that is known gets the answer that it would get anyway.

use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use foldhash::fast::RandomState;
use foldhash::{HashSet, HashSetExt};
use oam_model::datum::{Data, Datum};

/// How many are remembered: those of the largest applications that somebody edits. Then it begins anew.
const MOST: usize = 20_000;

static ACCEPTED: LazyLock<Mutex<HashSet<u64>>> = LazyLock::new(|| Mutex::new(HashSet::new()));

static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::default);

pub(super) fn is_known(fingerprint: u64) -> bool {
    accepted().contains(&fingerprint)
}

pub(super) fn remember(fingerprint: u64) {
    let mut accepted = accepted();
    if accepted.len() >= MOST {
        accepted.clear();
    }
    accepted.insert(fingerprint);
}

fn accepted() -> MutexGuard<'static, HashSet<u64>> {
    ACCEPTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A number for what a manifest says; others have others, as far as numbers of 64 bits go.
pub(super) fn fingerprint(root: &Datum) -> u64 {
    let mut hasher = std::hash::BuildHasher::build_hasher(&*STATE);
    add(root, &mut hasher);
    hasher.finish()
}

/// The depth is that of a manifest, which is bounded.
fn add(datum: &Datum, hasher: &mut impl Hasher) {
    std::mem::discriminant(&datum.data).hash(hasher);
    match &datum.data {
        Data::Null => {}
        Data::Bool(it) => it.hash(hasher),
        Data::Int(it) => it.hash(hasher),
        Data::Float(it) => it.to_bits().hash(hasher),
        Data::String(it) => it.hash(hasher),
        Data::Sequence(items) => {
            items.len().hash(hasher);
            for it in items {
                add(it, hasher);
            }
        }
        Data::Mapping(entries) => {
            entries.len().hash(hasher);
            for (key, value) in entries {
                key.hash(hasher);
                add(value, hasher);
            }
        }
    }
}
