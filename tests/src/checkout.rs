//! Git repositories for tests, made without the `git` program.
//!
//! It knows one branch and whole snapshots: what stands in the folder is what is committed.

use std::fs;
use std::path::{Path, PathBuf};

use gix::objs::tree::{Entry, EntryKind, EntryMode};
use gix::objs::{Tree, WriteTo};
use gix::{ObjectId, Repository};

/// A folder that is a checkout.
pub struct Checkout {
    repository: Repository,
    folder: PathBuf,
}

impl Checkout {
    /// Makes a folder a repository without commits.
    pub fn new(folder: &Path) -> Self {
        let create = gix::create::Options::default();
        let open = gix::open::Options::isolated();
        let kind = gix::create::Kind::WithWorktree;
        let made = gix::ThreadSafeRepository::init_opts(folder, kind, create, open).expect("a repository");
        Self { repository: made.to_thread_local(), folder: folder.to_owned() }
    }

    /// Commits the folder as it is.
    pub fn commit(&self, message: &str) -> String {
        let tree = self.tree(&self.folder);
        let parent = self.repository.head_id().ok().map(|it| it.detach());
        let who = gix::actor::SignatureRef {
            name: "A Tester".into(),
            email: "tester@example.com".into(),
            time: "1577836800 +0000",
        };
        let made = self.repository.commit_as(who, who, "HEAD", message, tree, parent);
        made.expect("a commit").to_string()
    }

    /// Gives the last commit another name.
    pub fn name(&self, reference: &str) {
        let head = self.repository.head_id().expect("a commit");
        let path = self.folder.join(".git").join(reference);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, format!("{head}\n")).expect("a reference");
    }

    fn tree(&self, folder: &Path) -> ObjectId {
        let mut tree = Tree::empty();
        for it in fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry")) {
            let name = it.file_name().to_string_lossy().into_owned();
            if name == ".git" {
                continue;
            }
            let kind = it.file_type().expect("a type");
            let (mode, oid) = if kind.is_dir() {
                (EntryKind::Tree, self.tree(&it.path()))
            } else if kind.is_symlink() {
                let target = fs::read_link(it.path()).expect("a link").to_string_lossy().into_owned();
                (EntryKind::Link, self.blob(target.as_bytes()))
            } else {
                (EntryKind::Blob, self.blob(&fs::read(it.path()).expect("a file")))
            };
            tree.entries.push(Entry { mode: EntryMode::from(mode), filename: name.into(), oid });
        }
        tree.entries.sort();
        self.write(&tree)
    }

    fn blob(&self, bytes: &[u8]) -> ObjectId {
        self.repository.write_blob(bytes).expect("a blob").detach()
    }

    fn write(&self, object: &impl WriteTo) -> ObjectId {
        self.repository.write_object(object).expect("an object").detach()
    }
}
