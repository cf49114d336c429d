//! Why a revision cannot be read, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a revision cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevisionProblem {
    /// The folder is in no repository.
    NoRepository {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder is a repository without files on the disk.
    Bare {
        /// The repository.
        folder: PathBuf,
    },
    /// The repository has no commit.
    NoCommits {
        /// The top of the checkout.
        folder: PathBuf,
    },
    /// There is no such name.
    Unknown {
        /// The name.
        name: String,
        /// The name of a branch that may be meant.
        nearest: Option<String>,
        /// Whether the clone lacks history.
        is_shallow: bool,
    },
    /// The name is that of something else than a commit.
    NoCommit {
        /// The name.
        name: String,
        /// What it is: `blob`, `tree`.
        kind: String,
    },
    /// Two revisions have no history in common.
    NothingInCommon {
        /// One name.
        old: String,
        /// The other.
        new: String,
        /// Whether the clone lacks history.
        is_shallow: bool,
    },
    /// The repository is damaged, or of a make that is not known.
    Unreadable {
        /// The top of the checkout.
        folder: PathBuf,
        /// The reason.
        reason: String,
    },
}

impl RevisionProblem {
    pub(super) fn unreadable(folder: &Path, reason: impl fmt::Display) -> Self {
        Self::Unreadable { folder: folder.to_owned(), reason: reason.to_string() }
    }
}

impl fmt::Display for RevisionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRepository { folder } => {
                write!(
                    f,
                    "`{}` is not in a Git repository, so there is no revision to compare with",
                    folder.display()
                )
            }
            Self::Bare { folder } => write!(
                f,
                "`{}` is a bare repository, without files; check a revision out and compare there",
                folder.display()
            ),
            Self::NoCommits { folder } => write!(
                f,
                "nothing is committed yet in `{}`, so there is no revision to compare with",
                folder.display()
            ),
            Self::Unknown { name, nearest: Some(it), .. } => {
                write!(f, "there is no revision `{name}`; did you mean `{it}`?")
            }
            Self::Unknown { name, nearest: None, is_shallow: true } => write!(
                f,
                "there is no revision `{name}` in this clone, which lacks history; `git fetch --unshallow` gets it"
            ),
            Self::Unknown { name, nearest: None, is_shallow: false } => write!(
                f,
                "there is no revision `{name}`; `git branch --all` and `git tag` list names, `git fetch` gets new ones"
            ),
            Self::NoCommit { name, kind } => {
                write!(f, "`{name}` is a {kind}, not a commit; name a branch, a tag or a commit")
            }
            Self::NothingInCommon { old, new, is_shallow } => {
                write!(f, "`{old}` and `{new}` have no commit in common")?;
                if *is_shallow {
                    f.write_str(" in this clone, which lacks history; `git fetch --unshallow` gets it")?;
                }
                Ok(())
            }
            Self::Unreadable { folder, reason } => {
                write!(f, "cannot read the Git repository in `{}`: {reason}", folder.display())
            }
        }
    }
}
