//! The result of rendering: manifests in the order they are to be created, with notes at their places.
//!
//! It does not print itself; see [`crate::manifest`].

use oam_model::datum::Datum;
use oam_model::resolved::{Note, NoteSeverity};

use crate::target::Target;

/// A rendered application.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The application's name.
    pub app: String,
    /// What it was rendered for.
    pub target: Target,
    /// The objects in creation order.
    pub manifests: Vec<Manifest>,
    /// Every note in order, those of the manifests included.
    pub notes: Vec<Note>,
    /// Whether the target's engine would refuse the application; the manifests are what it creates before it does.
    pub refused: bool,
    /// For each note, the number of manifests that come before it.
    pub(crate) places: Vec<usize>,
}

/// One object.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The whole object.
    pub root: Datum,
    /// The instance it belongs to; `None` for what belongs to the application.
    pub instance: Option<String>,
    /// Notes about this object.
    pub notes: Vec<Note>,
}

impl Rendered {
    /// The notes that stand before the manifest at a position; those at the end for the number of manifests.
    pub fn notes_before(&self, position: usize) -> impl Iterator<Item = &Note> {
        self.notes
            .iter()
            .zip(&self.places)
            .filter(move |(_, place)| **place == position)
            .map(|(note, _)| note)
    }
}

impl Rendered {
    /// Adds a note about the manifest at a position.
    pub fn add_note(&mut self, position: usize, note: Note) {
        let at = self.places.partition_point(|it| *it <= position);
        if let Some(manifest) = self.manifests.get_mut(position) {
            manifest.notes.push(note.clone());
        }
        self.notes.insert(at, note);
        self.places.insert(at, position);
    }

    /// Changes notes; the application is refused if one of them still says so.
    pub fn change_notes(&mut self, mut change: impl FnMut(&mut Note)) {
        let of_manifests = self.manifests.iter_mut().flat_map(|it| &mut it.notes);
        self.notes.iter_mut().chain(of_manifests).for_each(&mut change);
        self.refused = self.refused && self.notes.iter().any(|it| it.severity == NoteSeverity::Refused);
    }
}

impl Manifest {
    /// `apiVersion`.
    pub fn api_version(&self) -> &str {
        self.root.get("apiVersion").and_then(Datum::as_str).unwrap_or_default()
    }

    /// `kind`.
    pub fn kind(&self) -> &str {
        self.root.get("kind").and_then(Datum::as_str).unwrap_or_default()
    }

    /// `metadata.name`.
    pub fn name(&self) -> &str {
        self.at(&["metadata", "name"]).and_then(Datum::as_str).unwrap_or_default()
    }

    /// The value under a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Datum> {
        path.iter().try_fold(&self.root, |it, key| it.get(key))
    }

    /// Whether both are the same object to a cluster.
    pub fn is_same_object(&self, other: &Self) -> bool {
        (self.api_version(), self.kind(), self.name()) == (other.api_version(), other.kind(), other.name())
    }
}
