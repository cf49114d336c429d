//! A file and its documents, each read at most once.
//!
//! A document whose text did not change keeps its model when the file around it changes: models hold document-local
//! spans only. What a document says to others, its names, can be known without keeping its tree and its object: most
//! documents of a workspace are never asked for more.

use std::sync::{Arc, OnceLock};

use oam_catalog::Role;
use oam_syntax::{SourceDocument, SourceText};

use crate::cancel;
use crate::lower::{names, object};
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
    object: OnceLock<Option<Object>>,
    names: OnceLock<Names>,
}

/// What a document says to others. Empty for YAML that is not OAM's.
#[derive(Debug, Default)]
pub struct Names {
    /// Whether it is a document of OAM.
    pub is_oam: bool,
    /// What part it plays, if its kind is known.
    pub role: Option<Role>,
    /// Whether anything in it is written by a template engine.
    pub has_holes: bool,
    /// Names that it defines.
    pub symbols: Box<[Symbol]>,
    /// Names that it mentions.
    pub references: Box<[Reference]>,
    /// Names that it may define or mention.
    pub holes: Arc<[NameHole]>,
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
                        object: OnceLock::new(),
                        names: OnceLock::new(),
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
        self.documents.iter().any(|it| it.names().is_oam)
    }
}

impl DocumentModel {
    /// The text and its tree.
    pub fn source(&self) -> &SourceDocument {
        &self.source
    }

    /// The OAM object in it; worked out at the first call.
    pub fn object(&self) -> Option<&Object> {
        cancel::check();
        self.object.get_or_init(|| object(&self.source)).as_ref()
    }

    /// Its names; worked out at the first call, and the object with them.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| self.object().map(|it| names(&self.source, it)).unwrap_or_default())
    }

    /// Works out the names and keeps nothing else, if nothing is known of the document yet: for documents that may never be
    /// asked for more. It costs as much as asking for the object, and the memory of none.
    pub fn survey(&self) {
        if self.object.get().is_some() {
            return;
        }
        cancel::check();
        self.names.get_or_init(|| {
            let copy = self.source.unread();
            object(&copy).map(|it| names(&copy, &it)).unwrap_or_default()
        });
    }
}
