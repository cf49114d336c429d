//! The root of a workspace, and its settings.
//!
//! The root is the nearest folder at or above a place that holds `.oam-ls.yaml` or `.git`. Nothing is indexed here.
//!
//! The trap: without such a folder the place itself becomes the root, and it may be somebody's home: [`Root::max_depth`]
//! bounds how deep such a root is searched. And links in an untrusted folder may lead anywhere: [`Root::holds`] follows them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::{Config, ConfigProblem, FILE_NAME, Known};
use crate::display::normalise;
use crate::problem::{Problem, ProblemKind};
use crate::read::read_named;

/// How deep folders are searched below a root that nothing marks as one.
pub const UNMARKED_DEPTH: usize = 3;

/// The root of a workspace.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// The folder, absolute.
    pub path: PathBuf,
    /// Whether a marker or the user says that this is a root.
    pub is_marked: bool,
    /// Its settings.
    pub config: Config,
    /// What is wrong with its settings.
    pub config_problems: Vec<ConfigProblem>,
    /// Why its settings could not be read at all.
    pub unreadable_config: Option<Problem>,
}

/// The folder the program was started in.
pub fn working_folder() -> PathBuf {
    env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}

/// The path from the root of the file system, links followed where it exists.
pub fn absolute(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| normalise(&working_folder().join(path)))
}

/// The nearest folder at or above a place that is a checkout of Git, whatever the root of the workspace is.
pub fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|it| it.join(".git").exists()).map(Path::to_owned)
}

impl Root {
    /// The root around the given paths: the one of the first, or of the working folder when there are none.
    pub fn discover(given: &[PathBuf], known: &Known) -> Self {
        let place = given.first().map_or_else(working_folder, |it| folder_of(&absolute(it)));
        let place = absolute(&place);
        match place.ancestors().find(|it| is_marked(it)) {
            Some(folder) => Self::load(folder.to_owned(), true, known),
            None => Self::load(common_folder(place, given), false, known),
        }
    }

    /// The given folder as the root, its path kept as it is written.
    pub fn at(path: &Path, known: &Known) -> Self {
        Self::load(path.to_owned(), true, known)
    }

    /// Whether a folder has settings of its own.
    pub fn has_config(folder: &Path) -> bool {
        fs::symlink_metadata(folder.join(FILE_NAME)).is_ok()
    }

    /// How deep to search.
    pub fn max_depth(&self) -> Option<usize> {
        (!self.is_marked).then_some(UNMARKED_DEPTH)
    }

    /// Whether a path is below the root once all links are followed. What does not exist is nowhere.
    pub fn holds(&self, path: &Path) -> bool {
        let real = |it: &Path| fs::canonicalize(it).ok();
        real(path).zip(real(&self.path)).is_some_and(|(path, root)| path.starts_with(root))
    }

    /// Where its settings are, or would be.
    pub fn config_path(&self) -> PathBuf {
        self.path.join(FILE_NAME)
    }

    fn load(path: PathBuf, is_marked: bool, known: &Known) -> Self {
        let mut root = Self { path, is_marked, ..Self::default() };
        if !Self::has_config(&root.path) {
            return root;
        }
        let path = root.config_path();
        if path.exists() && !root.holds(&path) {
            root.unreadable_config = Some(Problem::new(&path, ProblemKind::Outside));
            return root;
        }
        match read_named(&path) {
            Ok(text) => (root.config, root.config_problems) = Config::parse(&text, known),
            Err(problem) => root.unreadable_config = Some(problem),
        }
        root
    }
}

fn is_marked(folder: &Path) -> bool {
    folder.join(FILE_NAME).exists() || folder.join(".git").exists()
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !path.is_dir() => parent.to_owned(),
        _ => path.to_owned(),
    }
}

fn common_folder(first: PathBuf, given: &[PathBuf]) -> PathBuf {
    let mut common = first;
    for path in given.iter().skip(1).map(|it| absolute(it)) {
        while !path.starts_with(&common) && common.pop() {}
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_marked_folder_is_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(inner.join("app.yaml"), "").unwrap();
        let root = Root::discover(&[inner.join("app.yaml")], &Known::default());
        assert_eq!(root.path, absolute(folder.path()));
        fs::write(folder.path().join("a/.oam-ls.yaml"), "exclude: [x]\n").unwrap();
        let root = Root::discover(&[inner.join("app.yaml")], &Known::default());
        assert_eq!(root.path, absolute(&folder.path().join("a")));
        assert_eq!(root.config.exclude, ["x"]);
    }

    #[cfg(unix)]
    #[test]
    fn settings_are_not_taken_from_outside() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join("other.yaml"), "exclude: [x]\n").unwrap();
        std::os::unix::fs::symlink("../other.yaml", root.join(FILE_NAME)).unwrap();
        let read = Root::at(&root, &Known::default());
        assert_eq!(read.unreadable_config.map(|it| it.kind), Some(ProblemKind::Outside));
        assert_eq!(read.config, Config::default());
        // Within the folder a link is as good as a file.
        fs::remove_file(root.join(FILE_NAME)).unwrap();
        fs::write(root.join("own.yaml"), "exclude: [x]\n").unwrap();
        std::os::unix::fs::symlink("own.yaml", root.join(FILE_NAME)).unwrap();
        assert_eq!(Root::at(&root, &Known::default()).config.exclude, ["x"]);
    }

    #[test]
    fn unmarked_paths_meet_in_their_common_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a/x", "a/y"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        let given = [folder.path().join("a/x"), folder.path().join("a/y")];
        let root = Root::discover(&given, &Known::default());
        assert_eq!(root.path, absolute(&folder.path().join("a")));
        assert!(!root.is_marked);
    }
}
