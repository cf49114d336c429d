//! What can be wrong with the world: a file that cannot be read or written, in words for the user.
//!
//! What is wrong *in* a document is a finding and does not appear here.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::read::MAX_FILE_BYTES;

/// A file or folder that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path, as it was given or found.
    pub path: PathBuf,
    /// Why.
    pub kind: ProblemKind,
}

/// Why a file could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is nothing at this path.
    Missing,
    /// A symbolic link to nowhere.
    BrokenLink {
        /// Where it points.
        target: PathBuf,
    },
    /// A symbolic link that leads out of the workspace.
    Outside,
    /// A folder whose ignore file cannot be opened safely.
    IgnoreFile {
        /// The name of that file.
        name: &'static str,
    },
    /// Neither a file nor a folder.
    NotAFile,
    /// The system refuses; with its words.
    Unreadable(String),
    /// The system refuses to write; with its words.
    Unwritable(String),
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// The line of the first wrong byte, from 1.
        line: usize,
    },
    /// Longer than [`MAX_FILE_BYTES`].
    TooLarge {
        /// Its length.
        bytes: u64,
    },
    /// The workspace holds more OAM files than are read.
    TooManyFiles {
        /// How many are read at most.
        limit: usize,
    },
}

impl Problem {
    pub(crate) fn new(path: &Path, kind: ProblemKind) -> Self {
        Self { path: path.to_owned(), kind }
    }

    /// The message, with the path shown as the caller wants it.
    pub fn message(&self, shown: &str) -> String {
        match &self.kind {
            ProblemKind::Missing => format!("cannot read `{shown}`: there is no such file or folder"),
            ProblemKind::BrokenLink { target } => format!(
                "cannot read `{shown}`: it is a symbolic link to `{}`, which does not exist",
                target.display()
            ),
            ProblemKind::Outside => {
                format!("`{shown}` is not read: it is a symbolic link that leads out of the workspace")
            }
            ProblemKind::IgnoreFile { name } => {
                format!("`{shown}` is not read: its `{name}` is not a file of the workspace")
            }
            ProblemKind::NotAFile => format!("cannot read `{shown}`: it is neither a file nor a folder"),
            ProblemKind::Unreadable(reason) => format!("cannot read `{shown}`: {reason}"),
            ProblemKind::Unwritable(reason) => format!("cannot write `{shown}`: {reason}"),
            ProblemKind::NotUtf8 { line } => {
                format!("cannot read `{shown}`: line {line} is not UTF-8 text; save the file as UTF-8")
            }
            ProblemKind::TooLarge { bytes } => format!(
                "cannot read `{shown}`: it has {} MiB, and files of at most {} MiB are read; split it",
                bytes.div_ceil(1024 * 1024),
                MAX_FILE_BYTES / (1024 * 1024)
            ),
            ProblemKind::TooManyFiles { limit } => format!(
                "`{shown}` holds more than {limit} OAM files; the rest is not read; \
                 leave folders out with `exclude` in `.oam-ls.yaml`"
            ),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&self.path.display().to_string()))
    }
}
