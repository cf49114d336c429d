//! Generated workspaces on the disk, kept between runs: made once for a seed.
//!
//! What is in them is decided by `oam_benches`; here is only where they lie, and which there are.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use oam_benches::{Shape, Truth, foreign, long_file, many_components, workspace};

/// Raise it when the generator makes other texts, so that old folders are not taken for new ones.
const VERSION: u32 = 3;

/// Sizes by their letter: how many documents.
const SIZES: [(&str, usize); 4] = [("S", 10), ("M", 1_000), ("L", 10_000), ("XL", 100_000)];

/// The files that have nothing to do with OAM, in the workspace where they are most.
const FOREIGN: usize = 200_000;

/// Where generated workspaces are.
pub(super) struct Corpora {
    folder: PathBuf,
    seed: u64,
}

/// How many documents a size has.
pub(super) fn documents(size: &str) -> Option<usize> {
    SIZES.iter().find(|it| it.0 == size).map(|it| it.1)
}

impl Corpora {
    pub(super) fn new(work: &Path, seed: u64) -> Self {
        Self { folder: work.join(format!("corpus-{VERSION}-{seed}")), seed }
    }

    /// A workspace of so many right documents.
    pub(super) fn of(&self, documents: usize) -> io::Result<PathBuf> {
        self.folder_of(&format!("documents-{documents}"), |folder| {
            workspace(self.seed, documents, 0).try_for_each(|it| write(folder, &it.path, &it.text))
        })
    }

    /// A thousand documents with a hundred mistakes, and where those are.
    pub(super) fn mistaken(&self) -> io::Result<(PathBuf, Vec<Truth>)> {
        let folder = self.folder_of("mistakes", |folder| {
            workspace(self.seed, 1_000, 100).try_for_each(|it| write(folder, &it.path, &it.text))
        })?;
        Ok((folder, workspace(self.seed, 1_000, 100).filter_map(|it| it.truth).collect()))
    }

    /// A thousand documents beside long files of these many lines.
    pub(super) fn with_long_files(&self, name: &str, lines: &[(usize, Shape)]) -> io::Result<PathBuf> {
        self.folder_of(name, |folder| {
            workspace(self.seed, 1_000, 0).try_for_each(|it| write(folder, &it.path, &it.text))?;
            lines
                .iter()
                .try_for_each(|it| write(folder, &long_path(it.0, it.1), &long_file(self.seed, it.0, it.1)))
        })
    }

    /// A thousand documents among 200,000 files of other kinds.
    pub(super) fn monorepo(&self) -> io::Result<PathBuf> {
        self.folder_of("monorepo", |folder| {
            workspace(self.seed, 1_000, 0)
                .try_for_each(|it| write(folder, &format!("deploy/{}", it.path), &it.text))?;
            (0..FOREIGN).map(|it| foreign(self.seed, it)).try_for_each(|it| write(folder, &it.path, &it.text))
        })
    }

    /// An application of so many components with five traits each.
    pub(super) fn large_application(&self, components: usize) -> io::Result<PathBuf> {
        self.folder_of(&format!("application-{components}"), |folder| {
            write(folder, "traits.yaml", &oam_benches::platform())?;
            many_components(components).iter().try_for_each(|(path, text)| write(folder, path, text))
        })
    }

    /// A folder that is filled unless it was filled before.
    fn folder_of(&self, name: &str, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<PathBuf> {
        let folder = self.folder.join(name);
        let done = self.folder.join(format!("{name}.done"));
        if !done.exists() {
            eprintln!("makes {}", folder.display());
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            // Marks it as a workspace of its own.
            fs::create_dir_all(folder.join(".git"))?;
            // Linters of YAML that check nothing unless told to.
            fs::write(folder.join(".yamllint"), "extends: default\n")?;
            fill(&folder)?;
            fs::write(done, "")?;
        }
        Ok(folder)
    }
}

/// Where a long file lies in its workspace.
pub(super) fn long_path(lines: usize, shape: Shape) -> String {
    let shape = match shape {
        Shape::One => "one",
        Shape::Many => "many",
    };
    format!("long/{shape}-{lines}.yaml")
}

fn write(folder: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = folder.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
