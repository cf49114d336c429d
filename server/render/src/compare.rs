//! Two renders → what is different for a cluster, object by object and field by field.
//!
//! Only data counts: not where it was written, not the order of keys, not how a quantity is spelled. Objects are the same
//! when a cluster would say so, whatever application or file they come from. It prints nothing; see the callers.
//!
//! The trap: an object whose `apiVersion` moves to another version of its group is still the same object.

mod fields;
mod lists;
mod path;

use std::collections::HashMap;
use std::fmt;

use oam_model::datum::{Datum, Origin};
use oam_model::resolved::{Note, NoteSeverity};

use crate::rendered::{Manifest, Rendered};

/// What is different between two renders.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Objects, those of one application together: first what is new or other, in creation order, then what is gone.
    pub objects: Vec<ObjectChange>,
    /// Gaps and refusals that are there on one side only.
    pub notes: Vec<NoteChange>,
}

/// What happens to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is there on the new side only.
    Added,
    /// It is there on the old side only.
    Removed,
    /// It is there on both sides, and other.
    Changed,
}

/// What makes objects the same to a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectKey {
    /// The group of `apiVersion`; empty for the core group.
    pub group: String,
    /// `kind`.
    pub kind: String,
    /// `metadata.namespace`.
    pub namespace: Option<String>,
    /// `metadata.name`.
    pub name: String,
}

/// An object that is not the same on both sides.
#[derive(Clone, Debug)]
pub struct ObjectChange {
    /// What happens to it.
    pub change: Change,
    /// The name of the application it belongs to: on the new side, where it is there.
    pub app: String,
    /// What it is.
    pub key: ObjectKey,
    /// The old object; `None` for an added one.
    pub old: Option<Manifest>,
    /// The new object; `None` for a removed one.
    pub new: Option<Manifest>,
    /// What is different inside; empty for added and removed objects.
    pub fields: Vec<FieldChange>,
}

/// A field that is not the same on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// What happens to it.
    pub change: FieldEvent,
    /// Where it is: `spec.template.spec.containers[name=web].image`.
    pub path: String,
    /// The old data; its origin is that of the nearest part that has one.
    pub old: Option<Datum>,
    /// The new data, with its origin.
    pub new: Option<Datum>,
}

/// What happens to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldEvent {
    /// As for objects.
    Is(Change),
    /// The items of a list stand in another order, where order counts; old and new are the keys of the items.
    Reordered,
}

/// A note that is there on one side only.
#[derive(Clone, Debug)]
pub struct NoteChange {
    /// [`Change::Added`] or [`Change::Removed`].
    pub change: Change,
    /// The application it is about.
    pub app: String,
    /// The note.
    pub note: Note,
}

impl Comparison {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.notes.is_empty()
    }
}

impl Change {
    /// The word for it: `added`, `removed`, `changed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

impl FieldEvent {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Is(it) => it.name(),
            Self::Reordered => "reordered",
        }
    }
}

impl ObjectKey {
    /// The key of an object.
    pub fn of(manifest: &Manifest) -> Self {
        let group = manifest.api_version().split_once('/').map(|(group, _)| group);
        let namespace = manifest.at(&["metadata", "namespace"]).and_then(Datum::as_str);
        Self {
            group: group.unwrap_or_default().to_owned(),
            kind: manifest.kind().to_owned(),
            namespace: namespace.map(str::to_owned),
            name: manifest.name().to_owned(),
        }
    }
}

impl fmt::Display for ObjectKey {
    /// `Deployment web`, `Deployment web in shop`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.name)?;
        match &self.namespace {
            Some(it) => write!(f, " in {it}"),
            None => Ok(()),
        }
    }
}

impl ObjectChange {
    /// The source that asked for the object: on the new side, where it is there.
    pub fn origin(&self) -> Option<&Origin> {
        self.new.as_ref().or(self.old.as_ref()).and_then(|it| it.root.origin.as_ref())
    }
}

/// What is different between the applications of two sides.
pub fn compare(old: &[&Rendered], new: &[&Rendered]) -> Comparison {
    let mut comparison = Comparison { objects: objects(old, new), notes: notes(old, new) };
    let mut apps: Vec<&str> = Vec::new();
    for it in new.iter().chain(old) {
        if !apps.contains(&it.app.as_str()) {
            apps.push(&it.app);
        }
    }
    let ranks: HashMap<&str, usize> = apps.into_iter().enumerate().map(|(rank, app)| (app, rank)).collect();
    let rank = |app: &str| ranks.get(app).copied().unwrap_or(usize::MAX);
    comparison.objects.sort_by_key(|it| rank(&it.app));
    comparison.notes.sort_by_key(|it| rank(&it.app));
    comparison
}

/// An object with the name of its application.
type Owned<'a> = (&'a str, &'a Manifest);

fn objects(old: &[&Rendered], new: &[&Rendered]) -> Vec<ObjectChange> {
    let all = |side: &[&'_ Rendered]| -> usize { side.iter().map(|it| it.manifests.len()).sum() };
    let mut waiting: HashMap<ObjectKey, Vec<Owned<'_>>> = HashMap::with_capacity(all(old));
    for (app, manifest) in manifests(old) {
        waiting.entry(ObjectKey::of(manifest)).or_default().push((app, manifest));
    }
    // Applications may create objects of one name: each first finds the one of the same application.
    let mut partners: Vec<Option<Owned<'_>>> = Vec::with_capacity(all(new));
    for (app, manifest) in manifests(new) {
        partners.push(take(&mut waiting, manifest, |it| it == app));
    }
    let mut changes = Vec::new();
    for ((app, manifest), partner) in manifests(new).zip(partners) {
        let partner = partner.or_else(|| take(&mut waiting, manifest, |_| true));
        let key = ObjectKey::of(manifest);
        let Some((_, before)) = partner else {
            changes.push(one_sided(Change::Added, app, key, manifest));
            continue;
        };
        let fields = fields::differences(&before.root, &manifest.root);
        if !fields.is_empty() {
            let (old, new) = (Some(before.clone()), Some(manifest.clone()));
            changes.push(ObjectChange {
                change: Change::Changed,
                app: app.to_owned(),
                key,
                old,
                new,
                fields,
            });
        }
    }
    for (app, manifest) in manifests(old) {
        let key = ObjectKey::of(manifest);
        let is_left = |it: &Vec<Owned<'_>>| it.iter().any(|(_, other)| std::ptr::eq(*other, manifest));
        if waiting.get(&key).is_some_and(is_left) {
            changes.push(one_sided(Change::Removed, app, key, manifest));
        }
    }
    changes
}

fn manifests<'a>(side: &'a [&'a Rendered]) -> impl Iterator<Item = Owned<'a>> {
    side.iter().flat_map(|it| it.manifests.iter().map(|manifest| (it.app.as_str(), manifest)))
}

/// Takes the first waiting object with the same key out of an application that fits.
fn take<'a>(
    waiting: &mut HashMap<ObjectKey, Vec<Owned<'a>>>,
    manifest: &Manifest,
    fits: impl Fn(&str) -> bool,
) -> Option<Owned<'a>> {
    let list = waiting.get_mut(&ObjectKey::of(manifest))?;
    let position = list.iter().position(|(app, _)| fits(app))?;
    Some(list.remove(position))
}

fn one_sided(change: Change, app: &str, key: ObjectKey, manifest: &Manifest) -> ObjectChange {
    let (old, new) = match change {
        Change::Removed => (Some(manifest.clone()), None),
        _ => (None, Some(manifest.clone())),
    };
    ObjectChange { change, app: app.to_owned(), key, old, new, fields: Vec::new() }
}

/// What is only worth knowing is no part of a deployment; what is missing from it, or stops it, is.
fn notes(old: &[&Rendered], new: &[&Rendered]) -> Vec<NoteChange> {
    let mut waiting: Vec<(&str, &Note)> = weighty(old).collect();
    let mut changes = Vec::new();
    for (app, note) in weighty(new) {
        let says_same = |it: &(&str, &Note)| {
            (it.1.severity, it.1.message.as_str()) == (note.severity, note.message.as_str())
        };
        let own = waiting.iter().position(|it| it.0 == app && says_same(it));
        match own.or_else(|| waiting.iter().position(says_same)) {
            Some(position) => {
                waiting.remove(position);
            }
            None => changes.push((Change::Added, app, note)),
        }
    }
    let gone = waiting.into_iter().map(|(app, note)| (Change::Removed, app, note));
    let changes = changes.into_iter().chain(gone);
    changes
        .map(|(change, app, note)| NoteChange { change, app: app.to_owned(), note: note.clone() })
        .collect()
}

fn weighty<'a>(side: &'a [&'a Rendered]) -> impl Iterator<Item = (&'a str, &'a Note)> {
    let notes = side.iter().flat_map(|it| it.notes.iter().map(|note| (it.app.as_str(), note)));
    notes.filter(|(_, it)| it.severity != NoteSeverity::Info)
}
