//! A field of a manifest with the way to it, as checks walk through an object.
//!
//! To the API server a field that is `null` is not there; so it is here.

use oam_catalog::PathStep;
use oam_model::datum::{Data, Datum, Origin};

/// A field that is there.
pub(super) struct Field<'a> {
    datum: &'a Datum,
    path: Vec<PathStep>,
    origin: Option<&'a Origin>,
}

impl<'a> Field<'a> {
    /// A whole object.
    pub(super) fn root(datum: &'a Datum) -> Self {
        Self { datum, path: Vec::new(), origin: datum.origin.as_ref() }
    }

    pub(super) fn path(&self) -> &[PathStep] {
        &self.path
    }

    /// What set it, or the nearest field around it that something set.
    pub(super) fn origin(&self) -> Option<&'a Origin> {
        self.origin
    }

    /// The field under a key.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let found = self.datum.get(key).filter(|it| !it.is_null())?;
        Some(self.below(PathStep::Key(key.to_owned()), found))
    }

    /// The field under several keys.
    pub(super) fn at(&self, keys: &[&str]) -> Option<Self> {
        let (first, rest) = keys.split_first()?;
        let found = self.get(first)?;
        if rest.is_empty() { Some(found) } else { found.at(rest) }
    }

    /// The items of a list under a key.
    pub(super) fn items(&self, key: &str) -> Vec<Self> {
        let Some(list) = self.get(key) else { return Vec::new() };
        let items = list.datum.items().iter().enumerate();
        items.map(|(index, it)| list.below(PathStep::Index(index), it)).collect()
    }

    /// The entries of a mapping.
    pub(super) fn entries(&self) -> Vec<(&'a str, Self)> {
        match &self.datum.data {
            Data::Mapping(it) => it
                .iter()
                .map(|(key, it)| (key.as_str(), self.below(PathStep::Key(key.clone()), it)))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The text under a key; empty where there is none.
    pub(super) fn text_of(&self, key: &str) -> &'a str {
        self.datum.get(key).and_then(Datum::as_str).unwrap_or_default()
    }

    pub(super) fn text(&self) -> Option<&'a str> {
        self.datum.as_str()
    }

    pub(super) fn int(&self) -> Option<i64> {
        self.datum.as_int()
    }

    pub(super) fn datum(&self) -> &'a Datum {
        self.datum
    }

    fn below(&self, step: PathStep, datum: &'a Datum) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Self { datum, path, origin: datum.origin.as_ref().or(self.origin) }
    }
}

/// What set the field at a path, or the nearest one around it.
pub(super) fn nearest_origin<'a>(root: &'a Datum, path: &[PathStep]) -> Option<&'a Origin> {
    let (mut at, mut origin) = (root, root.origin.as_ref());
    for step in path {
        let next = match step {
            PathStep::Key(key) => at.get(key),
            PathStep::Index(index) => at.items().get(*index),
        };
        let Some(next) = next else { break };
        at = next;
        origin = at.origin.as_ref().or(origin);
    }
    origin
}
