//! What is different between two workspaces: files and their documents.
//!
//! The two share all that did not change, so the search costs what has changed, not what there is.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::ordmap::DiffItem;

use crate::file::{DocumentModel, File};
use crate::workspace::{DocumentId, FileId, Workspace};

/// A file that is not the same in two workspaces.
pub(crate) struct ChangedFile<'w> {
    pub(crate) id: FileId,
    pub(crate) before: Option<&'w File>,
    pub(crate) after: Option<&'w File>,
}

/// A document that is not the same in two workspaces, by its place in the file.
pub(crate) struct ChangedDocument<'w> {
    pub(crate) id: DocumentId,
    pub(crate) before: Option<&'w DocumentModel>,
    pub(crate) after: Option<&'w DocumentModel>,
}

impl<'w> ChangedFile<'w> {
    /// The documents that are not the same.
    pub(crate) fn documents(&self) -> impl Iterator<Item = ChangedDocument<'w>> + use<'w> {
        let [old, new] = [self.before, self.after].map(|it| it.map_or(&[][..], File::documents));
        let file = self.id;
        (0..old.len().max(new.len())).filter_map(move |position| {
            let (before, after) = (old.get(position), new.get(position));
            let is_same = before.zip(after).is_some_and(|(before, after)| Arc::ptr_eq(before, after));
            let id = DocumentId { file, index: u32::try_from(position).unwrap_or(u32::MAX) };
            let [before, after] = [before, after].map(|it| it.map(AsRef::as_ref));
            (!is_same).then_some(ChangedDocument { id, before, after })
        })
    }
}

impl Workspace {
    /// The files that are not the same as in an earlier workspace.
    pub(crate) fn changed_files<'w>(&'w self, before: &'w Self) -> impl Iterator<Item = ChangedFile<'w>> {
        before.file_map().diff(self.file_map()).map(|item| match item {
            DiffItem::Add(id, file) => ChangedFile { id: *id, before: None, after: Some(file) },
            DiffItem::Remove(id, file) => ChangedFile { id: *id, before: Some(file), after: None },
            DiffItem::Update { old: (id, old), new: (_, new) } => {
                ChangedFile { id: *id, before: Some(old), after: Some(new) }
            }
        })
    }

    /// Files that may have other findings than in an earlier workspace: the changed ones, and those that share a name with a
    /// changed document.
    pub fn affected_since(&self, before: &Self) -> BTreeSet<FileId> {
        let changed: Vec<_> = self.changed_files(before).collect();
        let documents: Vec<_> = changed.iter().flat_map(ChangedFile::documents).collect();
        let mut affected = before.sharing_names_with(documents.iter().filter_map(|it| it.before));
        affected.extend(self.sharing_names_with(documents.iter().filter_map(|it| it.after)));
        affected.extend(changed.iter().map(|it| it.id));
        affected
    }
}
