//! Findings that are kept from one state of the workspace to the next.
//!
//! The same answers as [`crate::diagnostics`], for callers that ask again after every keystroke: a document is checked again only when
//! it has changed, or something that its rules have looked at. It knows no protocol and decides nothing about what is shown.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use oam_model::reads::{Reads, record};
use oam_model::workspace::{DocumentId, FileId, Settings, Workspace};
use oam_syntax::{Offset, Span};

use crate::diagnostics::{Checked, check_document, gather};
use crate::finding::Finding;
use crate::kustomize::is_patch;

/// What was found in documents, as long as it holds. Threads share it.
#[derive(Debug, Default)]
pub struct KeptFindings(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The state that all entries hold in.
    workspace: Option<Workspace>,
    files: BTreeMap<FileId, KeptFile>,
}

#[derive(Debug)]
struct KeptFile {
    settings: Settings,
    is_patch: bool,
    /// What says whether the file is a patch.
    reads: Reads,
    documents: BTreeMap<u32, KeptDocument>,
}

#[derive(Debug)]
struct KeptDocument {
    checked: Checked,
    /// In which documents the places of the findings are, in the order of [`Finding::places_mut`].
    homes: Vec<DocumentId>,
    reads: Reads,
}

impl KeptFindings {
    /// The findings of a file, by place.
    pub fn diagnostics(&self, workspace: &Workspace, file: FileId) -> Vec<Finding> {
        let mut kept = self.lock();
        kept.advance(workspace);
        kept.diagnostics(workspace, file)
    }

    /// Forgets a file that nobody will ask about soon.
    pub fn forget(&self, file: FileId) {
        self.lock().files.remove(&file);
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Work that was left on the way has kept only what it had finished.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Goes on to another state of the workspace, and forgets what does not hold there.
    fn advance(&mut self, workspace: &Workspace) {
        let changes = self.workspace.as_ref().map(|it| workspace.changes_since(it)).unwrap_or_default();
        self.workspace = Some(workspace.clone());
        if changes.is_empty() {
            return;
        }
        self.files.retain(|_, file| !file.reads.are_touched_by(&changes));
        for file in self.files.values_mut() {
            file.documents.retain(|_, it| !it.reads.are_touched_by(&changes));
        }
    }

    fn diagnostics(&mut self, workspace: &Workspace, file: FileId) -> Vec<Finding> {
        let new = || {
            let (is_patch, reads) = record(|| is_patch(workspace, file));
            KeptFile { settings: workspace.settings().clone(), is_patch, reads, documents: BTreeMap::new() }
        };
        let kept = self.files.entry(file).or_insert_with(new);
        if kept.settings != *workspace.settings() {
            *kept = new();
        }
        let KeptFile { is_patch, documents, .. } = kept;
        gather(workspace, file, *is_patch, |document| {
            let check = || KeptDocument::check(workspace, document, *is_patch);
            documents.entry(document.index).or_insert_with(check).checked(workspace, file)
        })
    }
}

impl KeptDocument {
    fn check(workspace: &Workspace, document: DocumentId, is_patch: bool) -> Self {
        let (mut checked, reads) = record(|| check_document(workspace, document, is_patch));
        let mut homes = Vec::new();
        for (file, span) in checked.findings.iter_mut().flat_map(|it| it.places_mut(document.file)) {
            let home = workspace.document_at(file, span.start).map_or(document, |it| it.0);
            *span = moved(*span, start_of(workspace, home), Offset::ZERO);
            homes.push(home);
        }
        Self { checked, homes, reads }
    }

    /// What was found, at the places where it is now.
    fn checked(&self, workspace: &Workspace, file: FileId) -> Checked {
        let mut checked = self.checked.clone();
        let places = checked.findings.iter_mut().flat_map(|it| it.places_mut(file));
        for ((_, span), home) in places.zip(&self.homes) {
            *span = moved(*span, Offset::ZERO, start_of(workspace, *home));
        }
        checked
    }
}

fn start_of(workspace: &Workspace, document: DocumentId) -> Offset {
    workspace.in_file(document, Span::default()).start
}

/// A stretch that was counted from one place, counted from another.
fn moved(span: Span, from: Offset, to: Offset) -> Span {
    let offset = |it: Offset| Offset::new(it.index() + to.index() - from.index());
    Span::new(offset(span.start), offset(span.end))
}
