//! A file and its documents, each lowered at most once.
//!
//! A document whose text did not change keeps its model when the file around it changes: models hold document-local
//! spans only.

use std::sync::{Arc, OnceLock};

use oam_syntax::{SourceDocument, SourceText};

use crate::cancel;
use crate::lower::lower;
use crate::name_hole::NameHole;
use crate::object::Object;
use crate::symbol::{Reference, Symbol};
use crate::workspace::FileId;

/// A file of the workspace.
#[derive(Debug)]
pub struct File {
    id: FileId,
    path: Arc<str>,
    text: SourceText,
    documents: Vec<Arc<DocumentModel>>,
}

/// A document and what it means.
#[derive(Debug)]
pub struct DocumentModel {
    source: Arc<SourceDocument>,
    lowered: OnceLock<Lowered>,
}

/// The meaning of a document.
#[derive(Debug, Default)]
pub struct Lowered {
    /// The OAM object; `None` for other YAML and for nothing.
    pub object: Option<Object>,
    /// Names that it defines.
    pub symbols: Vec<Symbol>,
    /// Names that it mentions.
    pub references: Vec<Reference>,
    /// Names that it may define or mention.
    pub name_holes: Arc<[NameHole]>,
}

/// Two states of a file are the same when path and documents are; documents are compared by identity.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
            && self.documents.len() == other.documents.len()
            && self.documents.iter().zip(&other.documents).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl File {
    pub(crate) fn new(id: FileId, path: Arc<str>, text: SourceText, before: Option<&Self>) -> Self {
        let known = before.map_or(&[][..], |it| &it.documents);
        let mut candidates = known.iter();
        let documents = text
            .documents()
            .iter()
            .map(|slot| {
                // Documents keep their order, so the search goes on behind the last hit; a miss must not use it up.
                let mut rest = candidates.clone();
                match rest.find(|it| Arc::ptr_eq(&it.source, &slot.document)) {
                    Some(hit) => {
                        candidates = rest;
                        Arc::clone(hit)
                    }
                    None => Arc::new(DocumentModel {
                        source: Arc::clone(&slot.document),
                        lowered: OnceLock::new(),
                    }),
                }
            })
            .collect();
        Self { id, path, text, documents }
    }

    /// Its id.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// Its path, as the caller writes paths.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its text.
    pub fn text(&self) -> &SourceText {
        &self.text
    }

    /// Its documents, in order.
    pub fn documents(&self) -> &[Arc<DocumentModel>] {
        &self.documents
    }

    /// Whether any of its documents is OAM's.
    pub fn has_oam(&self) -> bool {
        self.documents.iter().any(|it| it.object().is_some())
    }
}

impl DocumentModel {
    /// The text and its tree.
    pub fn source(&self) -> &SourceDocument {
        &self.source
    }

    /// What it means; worked out at the first call.
    pub fn lowered(&self) -> &Lowered {
        cancel::check();
        self.lowered.get_or_init(|| lower(&self.source))
    }

    /// The OAM object in it.
    pub fn object(&self) -> Option<&Object> {
        self.lowered().object.as_ref()
    }
}
