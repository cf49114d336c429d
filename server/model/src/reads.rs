//! What some work has looked at in a workspace, so that its result can be kept until something of that changes.
//!
//! Features stay plain functions: whoever wants to keep a result puts [`record`] around the work, and everything of the
//! workspace that answers a question across documents notes it here. [`Workspace::changes_since`] tells what is other in a
//! later workspace, and a result may be kept while it [has read nothing](Reads::are_touched_by) of that.
//!
//! It keeps no results, and it does not know settings: a result is good for the settings it was made under.
//!
//! The trap: only what one thread looks at is noted.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hash};

use foldhash::HashSet;
use foldhash::fast::FixedState;
use oam_catalog::Namespace;

use crate::changed::ChangedFile;
use crate::file::{DocumentModel, File, Names};
use crate::object::Object;
use crate::symbol::{Symbol, SymbolKey};
use crate::within_file::text_properties;
use crate::workspace::{DocumentId, FileId, Workspace};

/// Something of a workspace that may change.
#[derive(Clone, Copy, Hash)]
pub(crate) enum Fact<'a> {
    /// Anything at all.
    Everything,
    /// The documents of a file, one of them or their number.
    File(FileId),
    /// Which components the applications of a file use.
    Uses(FileId),
    /// Which applications of a file give a trait this text for a property.
    Property(FileId, &'a str, &'a str),
    /// Which file has a path.
    Path(&'a str),
    /// What a document says.
    Document(DocumentId),
    /// Where a name is defined.
    Definitions(&'a SymbolKey),
    /// Where a name is mentioned.
    References(&'a SymbolKey),
    /// The defined names of a namespace.
    Names(Namespace),
    /// Names that cannot be read yet.
    Holes,
}

/// What some work has looked at.
#[derive(Clone, Debug, Default)]
pub struct Reads(Vec<u64>);

/// What is other in a later workspace.
#[derive(Clone, Debug, Default)]
pub struct Changes(HashSet<u64>);

thread_local! {
    static NOTED: RefCell<Option<HashSet<u64>>> = const { RefCell::new(None) };
}

/// Puts back what was noted before, however the work is left.
struct Restore(Option<HashSet<u64>>);

impl Drop for Restore {
    fn drop(&mut self) {
        let inner = NOTED.take();
        // What the inner work has read, the outer one has read through it.
        let outer = self.0.take().map(|mut outer| {
            outer.extend(inner.into_iter().flatten());
            outer
        });
        NOTED.set(outer);
    }
}

/// Does some work and notes what it looks at.
pub fn record<T>(work: impl FnOnce() -> T) -> (T, Reads) {
    let restore = Restore(NOTED.replace(Some(HashSet::default())));
    let result = work();
    let noted = NOTED.with_borrow(|it| it.iter().flatten().copied().collect());
    drop(restore);
    (result, Reads(noted))
}

/// Notes that something was looked at.
pub(crate) fn note(fact: Fact<'_>) {
    NOTED.with_borrow_mut(|it| {
        if let Some(noted) = it {
            noted.insert(number(fact));
        }
    });
}

impl Reads {
    /// Whether something that was looked at may be other after these changes.
    pub fn are_touched_by(&self, changes: &Changes) -> bool {
        // Two facts of one number cost a needless second look, nothing else.
        self.0.iter().any(|it| changes.0.contains(it))
    }

    /// Whether nothing was looked at but what other work has looked at.
    pub fn are_within(&self, other: &Self) -> bool {
        self.0.iter().all(|it| other.0.contains(it))
    }
}

impl Changes {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, fact: Fact<'_>) {
        self.0.insert(number(fact));
    }

    fn add_file(&mut self, file: &ChangedFile<'_>) {
        self.add(Fact::Everything);
        self.add(Fact::File(file.id));
        let [before, after] = [file.before, file.after].map(|it| it.map(File::path));
        if before != after {
            for path in [before, after].into_iter().flatten() {
                self.add(Fact::Path(path));
            }
        }
        for it in file.documents() {
            self.add(Fact::Document(it.id));
            let [before, after] = [it.before, it.after].map(|it| it.map(DocumentModel::names));
            self.add_names(before, after);
            let [before, after] = [it.before, it.after].map(|it| it.and_then(DocumentModel::object));
            if used_components(before) != used_components(after) {
                self.add(Fact::Uses(file.id));
            }
            for (key, text) in properties(before).chain(properties(after)) {
                self.add(Fact::Property(file.id, key, text));
            }
        }
    }

    fn add_names(&mut self, was: Option<&Names>, is: Option<&Names>) {
        let symbols = |it: Option<_>| set(it.map_or(&[][..], |it: &Names| &*it.symbols));
        let (before, after) = (symbols(was), symbols(is));
        for it in before.symmetric_difference(&after) {
            self.add(Fact::Definitions(&it.key));
        }
        let names = |it: &BTreeSet<&'_ Symbol>| -> BTreeSet<SymbolKey> {
            it.iter().map(|it| it.key.clone()).collect()
        };
        for it in names(&before).symmetric_difference(&names(&after)) {
            self.add(Fact::Names(it.namespace));
        }
        let references = |it: Option<_>| set(it.map_or(&[][..], |it: &Names| &*it.references));
        for it in references(was).symmetric_difference(&references(is)) {
            self.add(Fact::References(&it.key));
        }
        let holes = |it: Option<&Names>| it.map_or_else(Vec::new, |it| it.holes.to_vec());
        if holes(was) != holes(is) {
            self.add(Fact::Holes);
        }
    }
}

fn used_components(object: Option<&Object>) -> Vec<Option<&str>> {
    let application = object.and_then(Object::application);
    let uses = application.into_iter().flat_map(|it| &it.components);
    uses.map(|it| it.component.as_ref().map(|it| it.value.as_str())).collect()
}

fn properties(object: Option<&Object>) -> impl Iterator<Item = (&str, &str)> {
    let application = object.and_then(Object::application);
    application.into_iter().flat_map(text_properties)
}

fn set<T: Ord>(list: &[T]) -> BTreeSet<&T> {
    list.iter().collect()
}

impl Workspace {
    /// What is other than in an earlier workspace, settings aside. It costs what has changed, not what there is.
    pub fn changes_since(&self, before: &Self) -> Changes {
        let mut changes = Changes::default();
        for file in self.changed_files(before) {
            changes.add_file(&file);
        }
        changes
    }
}

fn number(fact: Fact<'_>) -> u64 {
    // Numbers are compared within one run of the program only.
    FixedState::default().hash_one(fact)
}
