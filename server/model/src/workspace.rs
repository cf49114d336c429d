//! The workspace: an immutable value that holds every file; a change makes a new value that shares all the rest.
//!
//! It reads no disk and knows no paths beyond their text. Nothing is parsed when a change comes in: the changed documents
//! are parsed and lowered by whoever asks first, so a burst of keystrokes costs one parse.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use imbl::OrdMap;
use oam_catalog::{Catalog, Namespace};
use oam_syntax::{Offset, SourceText, Span};

use crate::cancel;
use crate::file::{DocumentModel, File};
use crate::index::Index;
use crate::reads::{Fact, note};
use crate::symbol::SymbolKey;

/// A file of the workspace. Whoever feeds the workspace hands these out and never uses one for two paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One YAML document of a file, by its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId {
    /// The file.
    pub file: FileId,
    /// Which of its documents, from 0.
    pub index: u32,
}

/// What a user has configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The platform the applications are for; without one, everything that any platform knows is possible.
    pub platform: Option<String>,
    /// Levels that replace a rule's own.
    pub levels: BTreeMap<String, Level>,
    /// Whether files are still being found: what is missing may only not have been read yet.
    pub is_indexing: bool,
}

/// What becomes of a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Shown discreetly.
    Hint,
    /// Worth knowing.
    Info,
    /// Will be ignored or misbehave somewhere.
    Warning,
    /// Cannot work.
    Error,
}

/// A file's new text, or its end.
#[derive(Clone, Debug)]
pub struct Change {
    /// The file.
    pub file: FileId,
    /// Its path, as the caller writes paths.
    pub path: Arc<str>,
    /// The text; `None` when the file is gone.
    pub text: Option<SourceText>,
}

/// All files at one moment. Cloning costs two pointers.
#[derive(Clone, Debug)]
pub struct Workspace {
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    settings: Arc<Settings>,
    files: OrdMap<FileId, Arc<File>>,
    by_path: imbl::HashMap<Arc<str>, FileId>,
    /// The last index that was asked for, and the files as they were then.
    base: Arc<Index>,
    /// Files that have changed since `base`, with their state in it.
    dirty: OrdMap<FileId, Option<Arc<File>>>,
    /// Shared by all values that differ in settings only.
    index: Arc<OnceLock<Arc<Index>>>,
}

impl Workspace {
    /// A workspace without files.
    pub fn new(settings: Settings) -> Self {
        let base = Arc::new(Index::default());
        let index = Arc::new(OnceLock::from(Arc::clone(&base)));
        let state = State {
            settings: Arc::new(settings),
            files: OrdMap::new(),
            by_path: imbl::HashMap::new(),
            base,
            dirty: OrdMap::new(),
            index,
        };
        Self { state: Arc::new(state) }
    }

    /// The workspace after some changes.
    #[must_use]
    pub fn with(&self, changes: impl IntoIterator<Item = Change>) -> Self {
        let old = &self.state;
        let (base, mut dirty) = match old.index.get() {
            Some(index) => (Arc::clone(index), OrdMap::new()),
            None => (Arc::clone(&old.base), old.dirty.clone()),
        };
        let mut files = old.files.clone();
        let mut by_path = old.by_path.clone();
        for change in changes {
            let before = files.get(&change.file).cloned();
            if !dirty.contains_key(&change.file) {
                dirty.insert(change.file, before.clone());
            }
            match change.text {
                Some(text) => {
                    by_path.insert(Arc::clone(&change.path), change.file);
                    let file = File::new(change.file, change.path, text, before.as_deref());
                    files.insert(change.file, Arc::new(file));
                }
                None => {
                    files.remove(&change.file);
                    by_path.remove(&change.path);
                }
            }
        }
        let state =
            State { settings: Arc::clone(&old.settings), files, by_path, base, dirty, index: Arc::default() };
        Self { state: Arc::new(state) }
    }

    /// The same files, with holes that are text like any other; see [`SourceText::with_holes_as_text`]. Files without any are
    /// shared.
    #[must_use]
    pub fn with_holes_as_text(&self) -> Self {
        let has_holes = |it: &&Arc<File>| {
            let mut documents = it.documents().iter();
            documents.any(|it| it.names().has_holes)
        };
        let changes: Vec<_> = self
            .files()
            .filter(has_holes)
            .map(|it| Change {
                file: it.id(),
                path: it.path().into(),
                text: Some(it.text().with_holes_as_text()),
            })
            .collect();
        if changes.is_empty() { self.clone() } else { self.with(changes) }
    }

    /// The same files under other settings.
    #[must_use]
    pub fn with_settings(&self, settings: Settings) -> Self {
        let old = &self.state;
        let state = State {
            settings: Arc::new(settings),
            files: old.files.clone(),
            by_path: old.by_path.clone(),
            base: Arc::clone(&old.base),
            dirty: old.dirty.clone(),
            index: Arc::clone(&old.index),
        };
        Self { state: Arc::new(state) }
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.state.settings
    }

    /// The configured platform.
    pub fn platform(&self) -> Option<&str> {
        self.state.settings.platform.as_deref()
    }

    /// What is known of OAM apart from this workspace.
    pub fn catalog(&self) -> &'static Catalog {
        Catalog::builtin()
    }

    /// A file.
    pub fn file(&self, id: FileId) -> Option<&Arc<File>> {
        note(Fact::File(id));
        self.state.files.get(&id)
    }

    /// The path of a file.
    pub fn path(&self, id: FileId) -> Option<&str> {
        // A file of another path has another id.
        self.state.files.get(&id).map(|it| it.path())
    }

    /// A file by its path.
    pub fn file_by_path(&self, path: &str) -> Option<&Arc<File>> {
        note(Fact::Path(path));
        self.state.by_path.get(path).and_then(|id| self.file(*id))
    }

    /// All files, by id.
    pub fn files(&self) -> impl Iterator<Item = &Arc<File>> {
        note(Fact::Everything);
        self.state.files.values().inspect(|_| cancel::check())
    }

    /// A document.
    pub fn document(&self, id: DocumentId) -> Option<&Arc<DocumentModel>> {
        note(Fact::Document(id));
        self.state.files.get(&id.file)?.documents().get(id.index as usize)
    }

    /// The document around a place of a file, and that place within it.
    pub fn document_at(&self, file: FileId, at: Offset) -> Option<(DocumentId, Offset)> {
        let text = self.file(file)?.text();
        let index = text.document_at(at);
        let start = text.documents().get(index)?.start;
        let local = Offset::new(at.get().saturating_sub(start.get()));
        Some((DocumentId { file, index: u32::try_from(index).unwrap_or(u32::MAX) }, local))
    }

    /// The place in the file of a place in a document.
    pub fn in_file(&self, document: DocumentId, span: Span) -> Span {
        // Where a document begins is no fact about it: places that are kept are kept local to their document.
        let file = self.state.files.get(&document.file);
        file.and_then(|it| it.text().documents().get(document.index as usize))
            .map_or(span, |slot| span.shift(slot.start))
    }

    pub(crate) fn file_map(&self) -> &OrdMap<FileId, Arc<File>> {
        &self.state.files
    }

    /// Definitions and references by name, over all files.
    pub fn index(&self) -> &Index {
        self.state.index.get_or_init(|| {
            let mut index = (*self.state.base).clone();
            for (id, before) in &self.state.dirty {
                cancel::check();
                index.replace(before.as_deref(), self.state.files.get(id).map(AsRef::as_ref));
            }
            Arc::new(index)
        })
    }

    /// Files that may get other findings when the given files change: those that mention a name which these define or
    /// mention, in the state given. A change is covered by asking before and after it.
    pub fn dependents(&self, files: &[FileId]) -> BTreeSet<FileId> {
        let documents = files.iter().filter_map(|id| self.file(*id)).flat_map(|it| it.documents());
        let mut found = self.sharing_names_with(documents.map(AsRef::as_ref));
        for file in files {
            found.remove(file);
        }
        found
    }

    /// Files that mention a name which these documents define, define it too, or mention an instance of theirs.
    pub(crate) fn sharing_names_with<'d>(
        &self,
        documents: impl Iterator<Item = &'d DocumentModel>,
    ) -> BTreeSet<FileId> {
        let index = self.index();
        let mut keys: BTreeSet<&SymbolKey> = BTreeSet::new();
        let mut holes = Vec::new();
        for it in documents.map(DocumentModel::names) {
            keys.extend(it.symbols.iter().map(|it| &it.key));
            let shared = it.references.iter().map(|it| &it.key);
            keys.extend(shared.filter(|it| it.namespace == Namespace::InstanceName));
            holes.extend(it.holes.iter());
        }
        let places = keys.into_iter().flat_map(|it| index.references(it).chain(index.definitions(it)));
        let mut found: BTreeSet<_> = places.map(|it| it.document.file).collect();
        if !holes.is_empty() {
            // A name with holes may be any that others use or define.
            let is_meant = |it: &&SymbolKey| holes.iter().any(|hole| hole.namespace == it.namespace);
            let places = index.mentions().chain(index.all());
            found.extend(places.filter(|(key, _)| is_meant(key)).map(|(_, it)| it.document.file));
        }
        found
    }
}
