//! A workspace from the disk, for one run of a command: the root, and the paths that the user named.
//!
//! Documents are not judged here; a named file without OAM is only reported as such, and stays out of the workspace.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_syntax::SourceText;

use crate::discover::{Discovered, SourceFile, WalkConfig, discover, discover_folder, path_text};
use crate::display::normalise;
use crate::other_file::OtherFile;
use crate::problem::Problem;
use crate::read::{explain, read_named};
use crate::recognise::is_oam;
use crate::root::{Root, absolute, working_folder};

/// What to load.
#[derive(Debug)]
pub struct LoadConfig<'a> {
    /// The root, with its settings.
    pub root: &'a Root,
    /// Paths that the user named; none stands for the whole root.
    pub given: &'a [PathBuf],
    /// A text that stands in for a file: the file's path and the text.
    pub standing_in: Option<(PathBuf, String)>,
    /// Settings of the workspace.
    pub settings: Settings,
}

/// A loaded workspace.
#[derive(Debug)]
pub struct Loaded {
    /// All files with OAM.
    pub workspace: Workspace,
    /// Those that the user named, in the order of their paths.
    pub given: BTreeSet<FileId>,
    /// Files that the user named and that hold no OAM.
    pub without_oam: Vec<OtherFile>,
    /// Folders that the user named and that hold no OAM file.
    pub empty_folders: Vec<PathBuf>,
    /// Named paths that could not be read.
    pub problems: Vec<Problem>,
    /// Files that nobody named, and that could not be read though they hold OAM.
    pub found_problems: Vec<Problem>,
}

/// Loads a workspace.
pub fn load(config: LoadConfig<'_>) -> Loaded {
    let walk = WalkConfig::all_cores();
    let Discovered { files, problems: found_problems } = discover(config.root, &walk);
    let mut loading =
        Loading { files: files.into_iter().map(|it| (it.path, it.text)).collect(), ..Loading::default() };
    for path in config.given {
        loading.give(path, &walk);
    }
    if let Some((path, text)) = config.standing_in {
        loading.stand_in(&path, &text);
    }
    loading.finish(config.settings, config.given.is_empty(), found_problems)
}

#[derive(Default)]
struct Loading {
    files: BTreeMap<Arc<str>, SourceText>,
    given: HashSet<Arc<str>>,
    without_oam: Vec<OtherFile>,
    empty_folders: Vec<PathBuf>,
    problems: Vec<Problem>,
    has_stand_in: bool,
}

impl Loading {
    fn give(&mut self, path: &Path, walk: &WalkConfig<'_>) {
        let full = absolute(path);
        match full.metadata() {
            Ok(it) if it.is_dir() => self.give_folder(path, &full, walk),
            Ok(_) => self.give_file(path, &full),
            Err(error) => {
                self.problems.push(Problem::new(path, explain(&working_folder().join(path), &error)));
            }
        }
    }

    fn give_folder(&mut self, path: &Path, full: &Path, walk: &WalkConfig<'_>) {
        let known = self.files.keys().cloned().collect();
        let found = discover_folder(full, walk, &known);
        self.problems.extend(found.problems);
        self.files.extend(found.files.into_iter().map(|it: SourceFile| (it.path, it.text)));
        let before = self.given.len();
        self.given.extend(self.files.keys().filter(|it| Path::new(&***it).starts_with(full)).cloned());
        if self.given.len() == before {
            self.empty_folders.push(path.to_owned());
        }
    }

    fn give_file(&mut self, path: &Path, full: &Path) {
        let name = path_text(full);
        if self.files.contains_key(&name) {
            self.given.insert(name);
            return;
        }
        match read_named(full) {
            Ok(text) => self.add(name, path, &text),
            Err(problem) => self.problems.push(Problem { path: path.to_owned(), ..problem }),
        }
    }

    fn stand_in(&mut self, path: &Path, text: &str) {
        self.has_stand_in = true;
        let name = path_text(&normalise(&absolute(path)));
        self.files.remove(&name);
        self.add(name, path, text);
    }

    fn add(&mut self, name: Arc<str>, path: &Path, text: &str) {
        let source = SourceText::new(text);
        if is_oam(text.as_bytes()) {
            self.given.insert(Arc::clone(&name));
            self.files.insert(name, source);
        } else {
            self.without_oam.push(OtherFile { path: path.to_owned(), text: source });
        }
    }

    fn finish(self, settings: Settings, everything: bool, mut found_problems: Vec<Problem>) -> Loaded {
        let named: HashSet<_> = self.problems.iter().map(|it| absolute(&it.path)).collect();
        found_problems.retain(|it| !named.contains(&it.path));
        let mut given = BTreeSet::new();
        let mut changes = Vec::with_capacity(self.files.len());
        for (path, text) in self.files {
            let file = FileId(u32::try_from(changes.len()).unwrap_or(u32::MAX));
            if (everything && !self.has_stand_in) || self.given.contains(&path) {
                given.insert(file);
            }
            changes.push(Change { file, path, text: Some(text) });
        }
        Loaded {
            workspace: Workspace::new(settings).with(changes),
            given,
            without_oam: self.without_oam,
            empty_folders: self.empty_folders,
            problems: self.problems,
            found_problems,
        }
    }
}
