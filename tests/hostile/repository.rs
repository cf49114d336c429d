//! A repository that wants to harm whoever opens it: the files of `files/`, and what no repository of ours could hold.
//!
//! ```text
//! FOLDER/outside/secret.yaml     must never be read
//! FOLDER/repository/             is opened
//! ```

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use oam_tests::fixture::tests_folder;

/// A word of the file that must never be read.
pub(crate) const SECRET: &str = "tell-nobody";

/// A hostile repository in a folder of its own.
pub(crate) struct Repository {
    _folder: tempfile::TempDir,
    /// Its root, links resolved.
    pub(crate) root: PathBuf,
}

/// Makes it.
pub(crate) fn hostile() -> Repository {
    let folder = tempfile::tempdir().expect("a folder");
    let base = folder.path().canonicalize().expect("a path");
    let root = base.join("repository");
    fs::create_dir_all(root.join("sub/.git")).expect("folders");
    fs::create_dir(base.join("outside")).expect("a folder");
    let secret = component(SECRET);
    fs::write(base.join("outside/secret.yaml"), &secret).expect("a file");
    fs::write(base.join("outside/.oam-ls.yaml"), "platform: edas\n").expect("a file");

    let files = tests_folder().join("hostile/files");
    for entry in fs::read_dir(files).expect("files/") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, root.join(path.file_name().expect("a name"))).expect("a copy");
    }
    fs::rename(root.join("settings.yaml"), root.join(".oam-ls.yaml")).expect("settings");
    fs::write(root.join("bomb.yaml"), aliases(40)).expect("a file");
    fs::write(root.join("deep.yaml"), deep(5000)).expect("a file");
    fs::write(root.join("name\n\u{1b}[31m<script>.yaml"), component("odd")).expect("a file");
    fs::write(root.join("latin.yaml"), b"apiVersion: core.oam.dev/v1alpha1\nkind: Trait\n\xff\n")
        .expect("a file");

    for (target, link) in [
        ("../outside", "out"),
        ("../outside/secret.yaml", "link.yaml"),
        ("/dev/zero", "zero.yaml"),
        ("/etc/passwd", "passwd.yaml"),
        (".", "loop"),
        ("a.yaml", "a.yaml"),
        ("../../outside/.oam-ls.yaml", "sub/.oam-ls.yaml"),
        ("/etc", "sub/etc"),
    ] {
        symlink(target, root.join(link)).expect("a link");
    }
    // Nobody writes into these pipes: whoever opens one waits for ever.
    for pipe in ["pipe.yaml", "sub/.gitignore"] {
        assert!(Command::new("mkfifo").arg(root.join(pipe)).status().expect("mkfifo").success());
    }
    Repository { _folder: folder, root }
}

/// A component named `name`.
pub(crate) fn component(name: &str) -> String {
    format!(
        "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: {name}\nspec:\n  \
         workloadType: core.oam.dev/v1alpha1.Worker\n  containers:\n    - name: main\n      image: example.com/main:1\n"
    )
}

/// An application of components; the last of `levels` anchors stands for 9 to the power of `levels` values.
pub(crate) fn aliases(levels: usize) -> String {
    let mut text = String::from(
        "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: bomb\nspec:\n  components:\n    \
         - componentName: odd\n      instanceName: odd\n      traits:\n        - name: hostile\n          properties:\n            a0: &a0 x\n",
    );
    for level in 1..=levels {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        text += &format!("            a{level}: &a{level} [{items}]\n");
    }
    text
}

/// A trait whose property is a list in a list in a list.
pub(crate) fn deep(levels: usize) -> String {
    let value = "[".repeat(levels) + &"]".repeat(levels);
    format!("{}    - name: deep\n      value: {value}\n", component("deep"))
}

/// All regular files of a folder that end so.
pub(crate) fn files(root: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(root).into_iter().map(|it| it.expect("an entry"));
    walk.filter(|it| it.file_type().is_file() && it.path().extension().is_some_and(|it| it == "yaml"))
        .map(walkdir::DirEntry::into_path)
        .collect()
}
