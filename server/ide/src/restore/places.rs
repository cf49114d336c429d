//! The places of a schema, numbered, with what the search asks about them worked out once.
//!
//! A place is described by one schema or, where platforms differ about a trait, by several of which any may be meant.
//! Nothing is known about lines here.
//!
//! The trap: a key that no schema names may still be allowed. Such a place is [`ANY`] unless the schema describes the values
//! of all its keys.

use std::collections::HashMap;

use oam_catalog::{Namespace, SchemaView};
use oam_model::workspace::Workspace;
use oam_syntax::PathSegment;

use crate::context::{Facts, Holder};

/// A place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct PlaceId(u32);

/// A key, by number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct KeyId(u32);

/// The place of which nothing is known: anything may stand there.
pub(super) const ANY: PlaceId = PlaceId(0);

/// What may stand below a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    pub(super) place: PlaceId,
    /// No schema names the key.
    pub(super) is_undeclared: bool,
    /// The key has moved to another place, where it is written today.
    pub(super) is_outdated: bool,
    /// Today's spelling of the key in the same mapping.
    pub(super) canonical: Option<KeyId>,
    /// The sibling that says whose schema describes the mapping below.
    pub(super) described_by: Option<KeyId>,
}

/// What the schemas say about a place.
#[derive(Debug, Default)]
struct Place {
    facts: Vec<Facts>,
    types: Vec<&'static str>,
    words: Vec<String>,
    required: Vec<Vec<KeyId>>,
    /// Keys of a mapping that say whose schema describes some sibling, with the sort of name they hold.
    describing: Vec<(KeyId, Namespace)>,
    has_items: bool,
}

/// All places that were asked for.
pub(super) struct Places<'w> {
    workspace: &'w Workspace,
    keys: HashMap<String, KeyId>,
    list: Vec<Place>,
    children: HashMap<(PlaceId, KeyId), Option<Child>>,
    items: HashMap<PlaceId, PlaceId>,
    entries: HashMap<(Namespace, String), PlaceId>,
}

/// The types a place may have, by the names that JSON Schema has for them.
const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

impl<'w> Places<'w> {
    pub(super) fn new(workspace: &'w Workspace) -> Self {
        Self {
            workspace,
            keys: HashMap::new(),
            list: vec![Place::default()],
            children: HashMap::new(),
            items: HashMap::new(),
            entries: HashMap::new(),
        }
    }

    /// The place that the whole of some schemas describes.
    pub(super) fn root(&mut self, holders: Vec<Holder>) -> PlaceId {
        self.place(holders.into_iter().map(Facts::root).collect())
    }

    /// The number of a key.
    pub(super) fn key(&mut self, name: &str) -> KeyId {
        if let Some(id) = self.keys.get(name) {
            return *id;
        }
        let id = KeyId(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
        self.keys.insert(name.to_owned(), id);
        id
    }

    fn place(&mut self, facts: Vec<Facts>) -> PlaceId {
        if facts.is_empty() {
            return ANY;
        }
        let mut place = Place::default();
        for view in facts.iter().filter_map(Facts::view) {
            let types = view.types();
            // A schema that says nothing of types allows them all, unless it names keys.
            let is_mapping = types.is_empty() && !view.properties().is_empty();
            place.types.extend(TYPES.into_iter().filter(|it| {
                if types.is_empty() { !is_mapping || *it == "object" } else { types.contains(it) }
            }));
            place
                .words
                .extend(view.enum_values().into_iter().filter_map(|it| it.as_str()).map(str::to_owned));
            place.has_items |= view.items().is_some();
            place.required.push(view.required().into_iter().map(|it| self.key(it)).collect());
            for (_, property) in view.properties() {
                let Some(name) = property.properties_of() else { continue };
                let namespace = view.property(name).and_then(|it| it.refers());
                place.describing.extend(namespace.map(|it| (self.key(name), it)));
            }
        }
        place.facts = facts;
        self.list.push(place);
        PlaceId(u32::try_from(self.list.len() - 1).unwrap_or(0))
    }

    fn get(&self, place: PlaceId) -> Option<&Place> {
        self.list.get(place.0 as usize).filter(|_| place != ANY)
    }

    /// The place below a key, unless the key may not stand there.
    pub(super) fn child(&mut self, place: PlaceId, key: KeyId, name: &str) -> Option<Child> {
        if let Some(known) = self.children.get(&(place, key)) {
            return *known;
        }
        let child = self.find_child(place, name);
        self.children.insert((place, key), child);
        child
    }

    fn find_child(&mut self, place: PlaceId, name: &str) -> Option<Child> {
        let anything = Child {
            place: ANY,
            is_undeclared: false,
            is_outdated: false,
            canonical: None,
            described_by: None,
        };
        let Some(here) = self.get(place) else { return Some(anything) };
        let below = |is_there: fn(&SchemaView<'_>, &str) -> bool| -> Vec<Facts> {
            let has_key = |it: &&Facts| it.view().is_some_and(|view| is_there(&view, name));
            here.facts.iter().filter(has_key).map(|it| it.below(PathSegment::Key(name.into()))).collect()
        };
        let named = below(|view, name| view.property(name).is_some());
        if !named.is_empty() {
            let views: Vec<_> = named.iter().filter_map(Facts::view).collect();
            let canonical = views.iter().find_map(SchemaView::canonical).map(str::to_owned);
            let described_by = views.iter().find_map(SchemaView::properties_of).map(str::to_owned);
            let is_outdated = canonical.as_ref().is_some_and(|it| it.contains('.'));
            return Some(Child {
                place: self.place(named),
                is_undeclared: false,
                is_outdated,
                canonical: canonical.filter(|_| !is_outdated).map(|it| self.key(&it)),
                described_by: described_by.map(|it| self.key(&it)),
            });
        }
        let others = below(|view, _| view.additional().is_some());
        if !others.is_empty() {
            return Some(Child { place: self.place(others), ..anything });
        }
        let is_open = here.facts.iter().filter_map(Facts::view).any(|it| !it.is_closed());
        let names_keys = here.facts.iter().filter_map(Facts::view).any(|it| !it.properties().is_empty());
        is_open.then_some(Child { is_undeclared: names_keys, ..anything })
    }

    /// Today's spelling of a key that was asked for before.
    pub(super) fn canonical(&self, place: PlaceId, key: KeyId) -> Option<KeyId> {
        self.children.get(&(place, key)).copied().flatten()?.canonical
    }

    /// Whether the schemas know a place below a key.
    pub(super) fn names(&mut self, place: PlaceId, key: &str) -> bool {
        let id = self.key(key);
        place != ANY && self.child(place, id, key).is_some_and(|it| !it.is_undeclared)
    }

    /// Whether a key may stand at a place.
    pub(super) fn may_name(&mut self, place: PlaceId, key: &str) -> bool {
        let id = self.key(key);
        self.child(place, id, key).is_some()
    }

    /// The place of the items of a list.
    pub(super) fn item(&mut self, place: PlaceId) -> PlaceId {
        if let Some(known) = self.items.get(&place) {
            return *known;
        }
        let facts = self.get(place).map_or(&[][..], |it| &it.facts);
        let has_items = |it: &&Facts| it.view().is_some_and(|it| it.items().is_some());
        let below = facts.iter().filter(has_items).map(|it| it.below(PathSegment::Index(0))).collect();
        let item = self.place(below);
        self.items.insert(place, item);
        item
    }

    /// The place that the schema of a trait, a workload type or a scope type describes; [`ANY`] if nobody knows it.
    pub(super) fn entry(&mut self, namespace: Namespace, name: &str) -> PlaceId {
        if let Some(known) = self.entries.get(&(namespace, name.to_owned())) {
            return *known;
        }
        let holders = match namespace {
            Namespace::TraitType => {
                self.workspace.traits_named(name).into_iter().map(Holder::Trait).collect()
            }
            Namespace::WorkloadType => {
                self.workspace.workload(name).into_iter().map(Holder::Workload).collect()
            }
            Namespace::ScopeType => self.workspace.scope_type(name).into_iter().map(Holder::Scope).collect(),
            _ => Vec::new(),
        };
        let place = self.root(holders);
        self.entries.insert((namespace, name.to_owned()), place);
        place
    }

    /// Whether a value of this JSON type may stand here.
    pub(super) fn allows(&self, place: PlaceId, name: &str) -> bool {
        self.get(place).is_none_or(|it| it.types.contains(&name))
    }

    /// Whether this text may stand here, where only some words may.
    pub(super) fn allows_word(&self, place: PlaceId, word: &str) -> bool {
        self.get(place).is_none_or(|it| it.words.is_empty() || it.words.iter().any(|it| it == word))
    }

    /// Whether the schemas describe the items of a list here.
    pub(super) fn has_items(&self, place: PlaceId) -> bool {
        self.get(place).is_some_and(|it| it.has_items)
    }

    /// Whether a mapping or a list is meant to stand here, by a schema that knows.
    pub(super) fn is_container(&self, place: PlaceId) -> bool {
        self.get(place).is_some_and(|it| {
            it.types.iter().any(|it| matches!(*it, "array" | "object")) && !it.types.contains(&"string")
        })
    }

    /// For a key that says whose schema describes a sibling: the sort of name it holds.
    pub(super) fn describes(&self, place: PlaceId, key: KeyId) -> Option<Namespace> {
        let describing = self.get(place).map_or(&[][..], |it| &it.describing);
        describing.iter().find(|(it, _)| *it == key).map(|(_, namespace)| *namespace)
    }

    /// How many required keys a mapping lacks, by the schema that is content with most.
    pub(super) fn missing(&self, place: PlaceId, has: impl Fn(KeyId) -> bool) -> u32 {
        let required = self.get(place).map_or(&[][..], |it| &it.required);
        let lacking = required.iter().map(|it| it.iter().filter(|key| !has(**key)).count()).min();
        u32::try_from(lacking.unwrap_or(0)).unwrap_or(u32::MAX)
    }
}
