//! The files of a revision, found by the rules that hold for files on the disk.
//!
//! The settings and the ignore files are those of the revision, so that both sides of a comparison hold what a checkout
//! of theirs would show. Links and submodules are not followed.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use gix::object::tree::EntryKind;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::overrides::Override;
use oam_model::cancel;
use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_syntax::SourceText;

use crate::config::{Config, FILE_NAME, Known};
use crate::discover::{Discovered, SourceFile, exclusions, finish, path_text};
use crate::problem::{Problem, ProblemKind};
use crate::read::{MAX_FILE_BYTES, PEEK_BYTES, decode};
use crate::recognise::{has_extension, is_oam};
use crate::revision::{Commit, Repository, RevisionProblem};
use crate::root::Root;

/// Longest object that is read only to see whether its length matters to anyone.
const MAX_PEEKED_BYTES: u64 = 8 * MAX_FILE_BYTES;

/// How deep folders are searched; no disk could hold deeper ones.
const MAX_DEPTH: usize = 1000;

/// What a revision holds of a workspace.
#[derive(Clone, Debug)]
pub struct RevisionFiles {
    /// The root as it was, with its settings then.
    pub root: Root,
    /// Files that hold OAM, by path; their paths are those that they would have on the disk.
    pub files: Vec<SourceFile>,
    /// Files that hold OAM and cannot be read.
    pub problems: Vec<Problem>,
}

impl RevisionFiles {
    /// All of them as a workspace.
    pub fn workspace(&self, settings: Settings) -> Workspace {
        let changes = self.files.iter().zip(0..).map(|(it, number)| Change {
            file: FileId(number),
            path: it.path.clone(),
            text: Some(it.text.clone()),
        });
        Workspace::new(settings).with(changes)
    }
}

impl Repository {
    /// The files that a workspace with this root had in a revision; none if the folder was not there.
    pub fn files(
        &self,
        commit: &Commit,
        root: &Path,
        known: &Known,
    ) -> Result<RevisionFiles, RevisionProblem> {
        let mut at = Root { path: root.to_owned(), is_marked: true, ..Root::default() };
        let mut found = Discovered::default();
        if let Some(folder) = self.folder(commit, root)? {
            self.settings(&folder, &mut at, known)?;
            let excluded = exclusions(&at);
            let mut search = Search::new(self, &excluded, true);
            search.folder(&folder, root)?;
            found = search.found;
            for definitions in at.config.definitions.iter().map(|it| root.join(it)) {
                let mut search = Search::new(self, &excluded, false);
                search.known = found.files.iter().map(|it| PathBuf::from(&*it.path)).collect();
                match self.entry(commit, &definitions)? {
                    Some((EntryKind::Tree, id)) => search.folder(&self.tree(id)?, &definitions)?,
                    Some((EntryKind::Blob | EntryKind::BlobExecutable, id)) => {
                        search.file(&definitions, id)?;
                    }
                    _ => {}
                }
                found.files.append(&mut search.found.files);
                found.problems.append(&mut search.found.problems);
            }
        }
        finish(&at, &mut found);
        Ok(RevisionFiles { root: at, files: found.files, problems: found.problems })
    }

    fn settings(
        &self,
        folder: &gix::Tree<'_>,
        root: &mut Root,
        known: &Known,
    ) -> Result<(), RevisionProblem> {
        let Some(bytes) = self.file_in(folder, FILE_NAME)? else { return Ok(()) };
        match decode(&root.config_path(), bytes) {
            Ok(text) => (root.config, root.config_problems) = Config::parse(&text, known),
            Err(problem) => root.unreadable_config = Some(problem),
        }
        Ok(())
    }

    /// The bytes of a file that lies in a folder, unless it is far too long.
    fn file_in(&self, folder: &gix::Tree<'_>, name: &str) -> Result<Option<Vec<u8>>, RevisionProblem> {
        let Some(entry) = folder.find_entry(name) else { return Ok(None) };
        let kind = entry.mode().kind();
        if !matches!(kind, EntryKind::Blob | EntryKind::BlobExecutable) {
            return Ok(None);
        }
        let id = entry.object_id();
        if self.length(id)? > MAX_FILE_BYTES { Ok(None) } else { self.bytes(id).map(Some) }
    }

    fn folder(&self, commit: &Commit, path: &Path) -> Result<Option<gix::Tree<'_>>, RevisionProblem> {
        match self.entry(commit, path)? {
            Some((EntryKind::Tree, id)) => self.tree(id).map(Some),
            _ => Ok(None),
        }
    }

    /// What a revision has at a path; `None` for nothing, and for what is not below the top of the checkout.
    pub(super) fn entry(
        &self,
        commit: &Commit,
        path: &Path,
    ) -> Result<Option<(EntryKind, gix::ObjectId)>, RevisionProblem> {
        let Ok(below) = path.strip_prefix(&self.top) else { return Ok(None) };
        let commit = self.inner.find_commit(commit.id).map_err(|it| self.unreadable(it))?;
        let top = commit.tree().map_err(|it| self.unreadable(it))?;
        let mut names = Vec::new();
        for it in below.components() {
            match it {
                Component::Normal(name) => names.push(name.to_string_lossy().into_owned()),
                Component::CurDir => {}
                _ => return Ok(None),
            }
        }
        if names.is_empty() {
            return Ok(Some((EntryKind::Tree, top.id)));
        }
        let found = top.lookup_entry(names.iter().map(String::as_bytes)).map_err(|it| self.unreadable(it))?;
        Ok(found.map(|it| (it.mode().kind(), it.object_id())))
    }

    fn tree(&self, id: gix::ObjectId) -> Result<gix::Tree<'_>, RevisionProblem> {
        self.inner.find_tree(id).map_err(|it| self.unreadable(it))
    }

    fn length(&self, id: gix::ObjectId) -> Result<u64, RevisionProblem> {
        self.inner.find_header(id).map(|it| it.size()).map_err(|it| self.unreadable(it))
    }

    fn bytes(&self, id: gix::ObjectId) -> Result<Vec<u8>, RevisionProblem> {
        let mut blob = self.inner.find_blob(id).map_err(|it| self.unreadable(it))?;
        Ok(std::mem::take(&mut blob.data))
    }

    fn unreadable(&self, reason: impl std::fmt::Display) -> RevisionProblem {
        RevisionProblem::unreadable(&self.top, reason)
    }
}

/// A walk through the folders of a revision.
struct Search<'a> {
    repository: &'a Repository,
    excluded: &'a Override,
    respects_ignore_files: bool,
    /// `.gitignore` and `.ignore` of the folders above and of this one.
    ignored: [Vec<Gitignore>; 2],
    /// Files that have been found before.
    known: HashSet<PathBuf>,
    found: Discovered,
}

impl<'a> Search<'a> {
    fn new(repository: &'a Repository, excluded: &'a Override, respects_ignore_files: bool) -> Self {
        Self {
            repository,
            excluded,
            respects_ignore_files,
            ignored: [Vec::new(), Vec::new()],
            known: HashSet::new(),
            found: Discovered::default(),
        }
    }

    fn folder(&mut self, tree: &gix::Tree<'_>, path: &Path) -> Result<(), RevisionProblem> {
        cancel::check();
        if path.components().count() > MAX_DEPTH {
            return Ok(());
        }
        if self.respects_ignore_files {
            self.enter(tree, path)?;
        }
        let parts = tree.decode().map_err(|it| self.repository.unreadable(it))?;
        for entry in &parts.entries {
            let name = entry.filename.to_string();
            let below = path.join(&name);
            let kind = entry.mode.kind();
            // No checkout can have a name with a slash, but an object that was made by hand can.
            if name.starts_with('.')
                || name.contains('/')
                || self.is_left_out(&below, kind == EntryKind::Tree)
            {
                continue;
            }
            match kind {
                EntryKind::Tree => self.folder(&self.repository.tree(entry.oid.to_owned())?, &below)?,
                EntryKind::Blob | EntryKind::BlobExecutable => self.file(&below, entry.oid.to_owned())?,
                EntryKind::Link | EntryKind::Commit => {}
            }
        }
        if self.respects_ignore_files {
            self.ignored.iter_mut().for_each(|it| {
                it.pop();
            });
        }
        Ok(())
    }

    fn enter(&mut self, tree: &gix::Tree<'_>, path: &Path) -> Result<(), RevisionProblem> {
        for (name, ignored) in [".gitignore", ".ignore"].into_iter().zip(&mut self.ignored) {
            let mut builder = GitignoreBuilder::new(path);
            let bytes = self.repository.file_in(tree, name)?.unwrap_or_default();
            for line in String::from_utf8_lossy(&bytes).lines() {
                // A pattern that cannot be read leaves nothing out, as on the disk.
                let _ = builder.add_line(None, line);
            }
            ignored.push(builder.build().unwrap_or_else(|_| Gitignore::empty()));
        }
        Ok(())
    }

    fn is_left_out(&self, path: &Path, is_folder: bool) -> bool {
        if self.excluded.matched(path, is_folder).is_ignore() {
            return true;
        }
        // `.ignore` before `.gitignore`, the nearest folder first.
        for matcher in self.ignored.iter().rev().flat_map(|it| it.iter().rev()) {
            match matcher.matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }

    fn file(&mut self, path: &Path, id: gix::ObjectId) -> Result<(), RevisionProblem> {
        if !has_extension(path) || self.known.contains(path) {
            return Ok(());
        }
        let length = self.repository.length(id)?;
        if length > MAX_PEEKED_BYTES {
            return Ok(());
        }
        let bytes = self.repository.bytes(id)?;
        if length > MAX_FILE_BYTES {
            let beginning = bytes.get(..usize::try_from(PEEK_BYTES).unwrap_or_default());
            if is_oam(beginning.unwrap_or(&bytes)) {
                self.found.problems.push(Problem::new(path, ProblemKind::TooLarge { bytes: length }));
            }
        } else if is_oam(&bytes) {
            match decode(path, bytes) {
                Ok(text) => {
                    let text = SourceText::new(&text);
                    self.found.files.push(SourceFile { path: path_text(path), text });
                }
                Err(problem) => self.found.problems.push(problem),
            }
        }
        Ok(())
    }
}
