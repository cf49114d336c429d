//! Collects manifests and notes in order while a target renders.
//!
//! It does not decide anything; the targets do.

use std::collections::HashSet;

use oam_model::datum::Origin;
use oam_model::resolved::{Note, NoteSeverity};

use crate::rendered::{Manifest, Rendered};
use crate::target::Target;

/// What has been rendered so far.
#[derive(Default)]
pub(crate) struct Output {
    pub(crate) manifests: Vec<Manifest>,
    pub(crate) refused: bool,
    notes: Vec<(usize, Note)>,
    /// API version, kind and name of each object.
    known: HashSet<(String, String, String)>,
}

impl Output {
    /// Adds an object, and its notes before it.
    pub(crate) fn push(&mut self, manifest: Manifest) {
        for it in &manifest.notes {
            self.note(it.clone());
        }
        self.known.insert(identity(&manifest));
        self.manifests.push(manifest);
    }

    /// Adds a note at this place.
    pub(crate) fn note(&mut self, note: Note) {
        self.refused |= note.severity == NoteSeverity::Refused;
        self.notes.push((self.manifests.len(), note));
    }

    /// Adds notes that the model has made.
    pub(crate) fn note_all(&mut self, notes: &[Note]) {
        for it in notes {
            self.note(it.clone());
        }
    }

    /// Adds a note about an object that is here already.
    pub(crate) fn note_about(&mut self, position: usize, note: Note) {
        if let Some(it) = self.manifests.get_mut(position) {
            it.notes.push(note.clone());
        }
        self.notes.push((position, note));
        self.notes.sort_by_key(|(place, _)| *place);
    }

    /// Whether the same object is here already.
    pub(crate) fn has(&self, manifest: &Manifest) -> bool {
        self.known.contains(&identity(manifest))
    }

    /// The finished result.
    pub(crate) fn finish(self, app: String, target: Target) -> Rendered {
        let (places, notes) = self.notes.into_iter().unzip();
        Rendered { app, target, manifests: self.manifests, notes, refused: self.refused, places }
    }
}

fn identity(manifest: &Manifest) -> (String, String, String) {
    (manifest.api_version().to_owned(), manifest.kind().to_owned(), manifest.name().to_owned())
}

/// A note that is worth knowing.
pub(crate) fn info(message: impl Into<String>, origin: Option<&Origin>) -> Note {
    Note { severity: NoteSeverity::Info, message: message.into(), origin: origin.cloned() }
}

/// A note on something that is missing from the output.
pub(crate) fn gap(message: impl Into<String>, origin: Option<&Origin>) -> Note {
    Note { severity: NoteSeverity::Gap, message: message.into(), origin: origin.cloned() }
}

/// A note in the words of the engine that refuses the application.
pub(crate) fn refusal(message: impl Into<String>, origin: Option<&Origin>) -> Note {
    Note { severity: NoteSeverity::Refused, message: message.into(), origin: origin.cloned() }
}
