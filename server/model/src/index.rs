//! Definitions and references by name over all files, kept right change by change.
//!
//! The maps are persistent: the index of a new workspace shares all but what the changed documents say.

use std::sync::Arc;

use foldhash::fast::RandomState;
use imbl::shared_ptr::DefaultSharedPtr;
use imbl::{GenericHashMap, OrdSet};
use oam_catalog::Namespace;
use oam_syntax::{NodeId, Span};

use crate::file::{File, Names};
use crate::name_hole::NameHole;
use crate::places::Places;
use crate::reads::{Fact, note};
use crate::symbol::{Reference, Symbol, SymbolKey};
use crate::workspace::DocumentId;

/// Hashed by something quicker than the standard library's hash, and as little to be guessed from outside.
type HashMap<K, V> = GenericHashMap<K, V, RandomState, DefaultSharedPtr>;

/// The index of a workspace.
#[derive(Clone, Debug, Default)]
pub struct Index {
    definitions: HashMap<SymbolKey, Places>,
    /// The defined names of each namespace, so that asking for the few of one does not walk through all others.
    names: HashMap<Namespace, OrdSet<SymbolKey>>,
    references: HashMap<SymbolKey, Places>,
    /// Names that cannot be read yet, of the documents that have any.
    holes: HashMap<DocumentId, Arc<[NameHole]>>,
}

/// Where a name is defined or mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// The name, local to the document.
    pub span: Span,
    /// The whole thing defined; for a mention the same as `span`.
    pub full: Span,
    /// The node of a defined name.
    pub node: Option<NodeId>,
}

impl Index {
    /// Where a name is defined, by file and place.
    pub fn definitions(&self, key: &SymbolKey) -> impl Iterator<Item = &Place> {
        note(Fact::Definitions(key));
        self.definitions.get(key).into_iter().flat_map(Places::iter)
    }

    /// Where a name is mentioned, by file and place.
    pub fn references(&self, key: &SymbolKey) -> impl Iterator<Item = &Place> {
        note(Fact::References(key));
        self.references.get(key).into_iter().flat_map(Places::iter)
    }

    /// All names that are defined in a namespace, sorted; nothing else is looked at.
    pub fn names(&self, namespace: Namespace) -> impl Iterator<Item = &SymbolKey> {
        note(Fact::Names(namespace));
        self.names.get(&namespace).into_iter().flatten()
    }

    /// Whether any name is defined in a namespace.
    pub fn defines_any(&self, namespace: Namespace) -> bool {
        note(Fact::Names(namespace));
        self.names.get(&namespace).is_some_and(|it| !it.is_empty())
    }

    /// Every definition with its name, in no order.
    pub fn all(&self) -> impl Iterator<Item = (&SymbolKey, &Place)> {
        note(Fact::Everything);
        self.definitions.iter().flat_map(|(key, places)| places.iter().map(move |it| (key, it)))
    }

    /// Whether a name that seems to be missing may be defined where a template engine writes the name.
    pub fn may_define(&self, namespace: Namespace, name: &str) -> bool {
        note(Fact::Holes);
        self.holes
            .values()
            .flat_map(|it| it.iter())
            .any(|it| it.defines && it.namespace == namespace && it.may_be(name))
    }

    /// Whether a name that seems to be unused may be mentioned where a template engine writes the mention.
    pub fn may_mention(&self, namespace: Namespace, name: &str) -> bool {
        note(Fact::Holes);
        self.holes
            .values()
            .flat_map(|it| it.iter())
            .any(|it| !it.defines && it.namespace == namespace && it.may_be(name))
    }

    /// Every name that is mentioned, with its places, in no order.
    pub fn mentions(&self) -> impl Iterator<Item = (&SymbolKey, &Place)> {
        note(Fact::Everything);
        self.references.iter().flat_map(|(key, places)| places.iter().map(move |it| (key, it)))
    }

    /// Takes out what a file said before and puts in what it says now; documents that are the same in both cost nothing.
    pub(crate) fn replace(&mut self, before: Option<&File>, after: Option<&File>) {
        let (old, new) = (before.map_or(&[][..], File::documents), after.map_or(&[][..], File::documents));
        let Some(file) = after.or(before).map(File::id) else { return };
        for position in 0..old.len().max(new.len()) {
            let document = DocumentId { file, index: u32::try_from(position).unwrap_or(u32::MAX) };
            let (was, is) = (old.get(position), new.get(position));
            if let (Some(was), Some(is)) = (was, is)
                && Arc::ptr_eq(was, is)
            {
                continue;
            }
            match (was.map(|it| it.names()), is.map(|it| it.names())) {
                (Some(was), Some(is)) if are_same_names(was, is) => self.move_places(document, was, is),
                (was, is) => {
                    if let Some(it) = was {
                        self.remove(document, it);
                    }
                    if let Some(it) = is {
                        self.add(document, it);
                    }
                }
            }
        }
    }

    /// The names of a document are those that they were, at other places: what nearly every keystroke does.
    fn move_places(&mut self, document: DocumentId, was: &Names, is: &Names) {
        if !was.holes.is_empty() {
            self.holes.insert(document, Arc::clone(&is.holes));
        }
        let pairs = was.symbols.iter().zip(&is.symbols).filter(|(was, is)| was != is);
        let pairs = pairs.map(|(was, is)| (&was.key, defined(document, was), defined(document, is)));
        move_all(&mut self.definitions, pairs);
        let pairs = was.references.iter().zip(&is.references).filter(|(was, is)| was != is);
        let pairs = pairs.map(|(was, is)| (&was.key, mentioned(document, was), mentioned(document, is)));
        move_all(&mut self.references, pairs);
    }

    fn remove(&mut self, document: DocumentId, names: &Names) {
        self.holes.remove(&document);
        for it in &names.symbols {
            if take_out(&mut self.definitions, &it.key, &defined(document, it))
                && let Some(defined) = self.names.get_mut(&it.key.namespace)
            {
                defined.remove(&it.key);
            }
        }
        for it in &names.references {
            take_out(&mut self.references, &it.key, &mentioned(document, it));
        }
    }

    fn add(&mut self, document: DocumentId, names: &Names) {
        if !names.holes.is_empty() {
            self.holes.insert(document, Arc::clone(&names.holes));
        }
        for it in &names.symbols {
            let places = self.definitions.entry(it.key.clone()).or_default();
            if places.is_empty() {
                self.names.entry(it.key.namespace).or_default().insert(it.key.clone());
            }
            places.insert(defined(document, it));
        }
        for it in &names.references {
            self.references.entry(it.key.clone()).or_default().insert(mentioned(document, it));
        }
    }
}

fn defined(document: DocumentId, symbol: &Symbol) -> Place {
    Place { document, span: symbol.span, full: symbol.full, node: Some(symbol.node) }
}

fn mentioned(document: DocumentId, reference: &Reference) -> Place {
    Place { document, span: reference.span, full: reference.span, node: None }
}

/// Whether a document defines and mentions what it did, in the same order, wherever that is written now.
fn are_same_names(was: &Names, is: &Names) -> bool {
    was.holes.is_empty() == is.holes.is_empty()
        && was.symbols.iter().map(|it| &it.key).eq(is.symbols.iter().map(|it| &it.key))
        && was.references.iter().map(|it| &it.key).eq(is.references.iter().map(|it| &it.key))
}

/// All are taken away before any is put back: where one was, another one may be now.
fn move_all<'k>(
    map: &mut HashMap<SymbolKey, Places>,
    pairs: impl Iterator<Item = (&'k SymbolKey, Place, Place)> + Clone,
) {
    for (key, was, _) in pairs.clone() {
        if let Some(places) = map.get_mut(key) {
            places.remove(&was);
        }
    }
    for (key, _, is) in pairs {
        if let Some(places) = map.get_mut(key) {
            places.insert(is);
        }
    }
}

/// Whether that was the last place of the name.
fn take_out(map: &mut HashMap<SymbolKey, Places>, key: &SymbolKey, place: &Place) -> bool {
    let Some(places) = map.get_mut(key) else { return false };
    places.remove(place);
    let is_last = places.is_empty();
    if is_last {
        map.remove(key);
    }
    is_last
}
