//! Revisions of a Git repository: which commit a name means, and which files it holds.
//!
//! Everything is read from the object database, without the `git` program and without what the user or the system has set
//! for it. Nothing is written and nothing is fetched.
//!
//! The trap: a clone may lack history (shallow) or a first commit; both are told apart from a wrong name.

mod files;
mod problem;

use std::path::{Path, PathBuf};

use gix::bstr::BStr;

pub use self::files::RevisionFiles;
pub use self::problem::RevisionProblem;
use crate::root::repository;

/// What a side of a range means when nothing is written there.
pub const HEAD: &str = "HEAD";

/// How much of the object database is kept in memory, in bytes: trees are read again and again.
const OBJECT_CACHE: usize = 4 * 1024 * 1024;

/// How many characters of a commit's name people are shown.
const SHORT: usize = 10;

/// An opened repository.
pub struct Repository {
    inner: gix::Repository,
    top: PathBuf,
}

/// A commit of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// How the user called it.
    pub name: String,
    id: gix::ObjectId,
}

/// Two sides as a user writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range {
    /// `REV`: from there to the files on the disk.
    ToWorkingTree(String),
    /// `OLD..NEW`; an empty side is `HEAD`.
    Between(String, String),
    /// `OLD...NEW`: from where both parted to the latter, as a reviewer of a branch wants it.
    SinceParting(String, String),
}

impl Range {
    /// Reads what a user writes.
    pub fn read(text: &str) -> Self {
        let side = |it: &str| if it.is_empty() { HEAD.to_owned() } else { it.to_owned() };
        if let Some((old, new)) = text.split_once("...") {
            Self::SinceParting(side(old), side(new))
        } else if let Some((old, new)) = text.split_once("..") {
            Self::Between(side(old), side(new))
        } else {
            Self::ToWorkingTree(side(text))
        }
    }
}

impl Commit {
    /// The commit's own name: the hash of what it holds, in hexadecimal digits.
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// The first digits of [`Self::id`], for people.
    pub fn short_id(&self) -> String {
        self.id().chars().take(SHORT).collect()
    }
}

impl Repository {
    /// Opens the repository that a folder is in.
    pub fn around(folder: &Path) -> Result<Self, RevisionProblem> {
        // Nothing outside of the repository has a say: not the user's settings, not the system's, no variables.
        let options = || gix::open::Options::isolated();
        let Some(top) = repository(folder) else {
            let is_bare = |it: &&Path| {
                it.join("HEAD").is_file() && gix::open_opts(*it, options()).is_ok_and(|it| it.is_bare())
            };
            return Err(match folder.ancestors().find(is_bare) {
                Some(it) => RevisionProblem::Bare { folder: it.to_owned() },
                None => RevisionProblem::NoRepository { folder: folder.to_owned() },
            });
        };
        let opened = gix::open_opts(&top, options());
        let mut inner = opened.map_err(|it| RevisionProblem::unreadable(&top, it))?;
        inner.object_cache_size_if_unset(OBJECT_CACHE);
        Ok(Self { inner, top })
    }

    /// The commit that a name means: a branch, a tag, a hash, `HEAD~2`.
    pub fn commit(&self, name: &str) -> Result<Commit, RevisionProblem> {
        if name == HEAD && self.inner.head().is_ok_and(|it| it.is_unborn()) {
            return Err(RevisionProblem::NoCommits { folder: self.top.clone() });
        }
        // Of a range the library would take one side.
        let is_single = !name.is_empty() && !name.contains("..");
        let id = is_single.then(|| self.inner.rev_parse_single(BStr::new(name.as_bytes())));
        let Some(Ok(id)) = id else { return Err(self.unknown(name)) };
        let object = id.object().map_err(|it| RevisionProblem::unreadable(&self.top, it))?;
        let kind = object.kind;
        let commit = object.peel_to_commit();
        let commit = commit
            .map_err(|_| RevisionProblem::NoCommit { name: name.to_owned(), kind: kind.to_string() })?;
        Ok(Commit { name: name.to_owned(), id: commit.id })
    }

    /// The last commit that two have in common.
    pub fn parting(&self, one: &Commit, other: &Commit) -> Result<Commit, RevisionProblem> {
        let base = self.inner.merge_base(one.id, other.id);
        let base = base.ok().flatten().ok_or_else(|| RevisionProblem::NothingInCommon {
            old: one.name.clone(),
            new: other.name.clone(),
            is_shallow: self.is_shallow(),
        })?;
        let id = base.detach();
        let name = id.to_string().chars().take(SHORT).collect();
        Ok(Commit { name, id })
    }

    /// Whether a revision holds a file or folder.
    pub fn holds(&self, commit: &Commit, path: &Path) -> bool {
        self.entry(commit, path).is_ok_and(|it| it.is_some())
    }

    fn unknown(&self, name: &str) -> RevisionProblem {
        let ends_with_name = |it: &String| it.strip_suffix(name).is_some_and(|it| it.ends_with('/'));
        let references = self.inner.references();
        let mut names: Vec<String> = references
            .as_ref()
            .ok()
            .and_then(|it| it.all().ok())
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|it| it.name().shorten().to_string())
            .filter(ends_with_name)
            .collect();
        names.sort();
        let nearest = names.into_iter().next();
        RevisionProblem::Unknown { name: name.to_owned(), nearest, is_shallow: self.is_shallow() }
    }

    fn is_shallow(&self) -> bool {
        self.inner.is_shallow().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_git_does() {
        let owned = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        let between = |(old, new)| Range::Between(old, new);
        assert_eq!(Range::read("v1"), Range::ToWorkingTree("v1".to_owned()));
        assert_eq!(Range::read("v1..v2"), between(owned("v1", "v2")));
        assert_eq!(Range::read("..v2"), between(owned("HEAD", "v2")));
        assert_eq!(Range::read("v1.."), between(owned("v1", "HEAD")));
        assert_eq!(Range::read("main..."), Range::SinceParting("main".to_owned(), "HEAD".to_owned()));
    }
}
