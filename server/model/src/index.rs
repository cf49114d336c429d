//! Definitions and references by name over all files, kept right change by change.
//!
//! The maps are persistent: the index of a new workspace shares all but what the changed documents say.

use imbl::{HashMap, OrdSet};
use oam_catalog::Namespace;
use oam_syntax::{NodeId, Span};

use crate::file::{DocumentModel, File};
use crate::symbol::{Reference, Symbol, SymbolKey};
use crate::workspace::DocumentId;

/// The index of a workspace.
#[derive(Clone, Debug, Default)]
pub struct Index {
    definitions: HashMap<SymbolKey, OrdSet<Place>>,
    references: HashMap<SymbolKey, OrdSet<Place>>,
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
        self.definitions.get(key).into_iter().flatten()
    }

    /// Where a name is mentioned, by file and place.
    pub fn references(&self, key: &SymbolKey) -> impl Iterator<Item = &Place> {
        self.references.get(key).into_iter().flatten()
    }

    /// All names that are defined in a namespace, in no order.
    pub fn names(&self, namespace: Namespace) -> impl Iterator<Item = &SymbolKey> {
        self.definitions.keys().filter(move |it| it.namespace == namespace)
    }

    /// Every definition with its name, in no order.
    pub fn all(&self) -> impl Iterator<Item = (&SymbolKey, &Place)> {
        self.definitions.iter().flat_map(|(key, places)| places.iter().map(move |it| (key, it)))
    }

    /// Takes out what a file said before and puts in what it says now; documents that are the same in both cost nothing.
    pub(crate) fn replace(&mut self, before: Option<&File>, after: Option<&File>) {
        let (old, new) = (before.map_or(&[][..], File::documents), after.map_or(&[][..], File::documents));
        let Some(file) = after.or(before).map(File::id) else { return };
        for position in 0..old.len().max(new.len()) {
            let document = DocumentId { file, index: u32::try_from(position).unwrap_or(u32::MAX) };
            let (was, is) = (old.get(position), new.get(position));
            if let (Some(was), Some(is)) = (was, is)
                && std::sync::Arc::ptr_eq(was, is)
            {
                continue;
            }
            if let Some(it) = was {
                self.remove(document, it);
            }
            if let Some(it) = is {
                self.add(document, it);
            }
        }
    }

    fn remove(&mut self, document: DocumentId, model: &DocumentModel) {
        let lowered = model.lowered();
        for it in &lowered.symbols {
            take_out(&mut self.definitions, &it.key, &defined(document, it));
        }
        for it in &lowered.references {
            take_out(&mut self.references, &it.key, &mentioned(document, it));
        }
    }

    fn add(&mut self, document: DocumentId, model: &DocumentModel) {
        let lowered = model.lowered();
        for it in &lowered.symbols {
            self.definitions.entry(it.key.clone()).or_default().insert(defined(document, it));
        }
        for it in &lowered.references {
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

fn take_out(map: &mut HashMap<SymbolKey, OrdSet<Place>>, key: &SymbolKey, place: &Place) {
    let Some(places) = map.get_mut(key) else { return };
    places.remove(place);
    if places.is_empty() {
        map.remove(key);
    }
}
