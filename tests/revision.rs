//! Revisions as the disk would show them: names, problems, and which files count.

use std::fs;
use std::path::Path;

use oam_host::config::Known;
use oam_host::discover::{WalkConfig, discover};
use oam_host::display::relative;
use oam_host::revision::Repository;
use oam_host::root::Root;
use oam_tests::checkout::Checkout;
use tempfile::TempDir;

const OAM: &str = "apiVersion: core.oam.dev/v1alpha1\n";

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn folder() -> (TempDir, Checkout) {
    let folder = tempfile::tempdir().expect("a folder");
    let checkout = Checkout::new(folder.path());
    (folder, checkout)
}

fn open(folder: &Path) -> Repository {
    Repository::around(folder).unwrap_or_else(|it| panic!("{it}"))
}

/// The files of a revision and those on the disk, below a root.
fn both(root: &Path, name: &str) -> [Vec<String>; 2] {
    let repository = open(root);
    let commit = repository.commit(name).unwrap_or_else(|it| panic!("{it}"));
    let then = repository.files(&commit, root, &Known::default()).unwrap_or_else(|it| panic!("{it}"));
    let now = discover(&Root::at(root, &Known::default()), &WalkConfig::all_cores());
    [then.files, now.files].map(|it| it.iter().map(|it| relative(Path::new(&*it.path), root)).collect())
}

fn error(folder: &Path, name: &str) -> String {
    let found = Repository::around(folder).and_then(|it| it.commit(name)).map(|it| it.id());
    let Err(message) = found.map_err(|it| it.to_string()) else { panic!("`{name}` is a revision") };
    message.replace(&folder.display().to_string(), "FOLDER")
}

#[test]
fn a_revision_holds_what_its_checkout_would_show() {
    let (folder, checkout) = folder();
    let top = folder.path();
    for path in [
        "a.yaml",
        "sub/b.yml",
        "c.json",
        "d.txt",
        ".hidden/e.yaml",
        "ignored/f.yaml",
        "vendor/g.yaml",
        "sub/deep/ignored.yaml",
        "sub/deep/kept.yaml",
        "platform/traits/t.yaml",
    ] {
        write(top, path, OAM);
    }
    write(top, "other.yaml", "kind: Deployment\n");
    write(top, ".gitignore", "/ignored/\nplatform\nkept.yaml\n");
    write(top, "sub/.ignore", "ignored.yaml\n!kept.yaml\n");
    write(top, ".oam-ls.yaml", "exclude: [vendor/]\ndefinitions: [platform]\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.yaml", top.join("link.yaml")).expect("a link");
    checkout.commit("all");
    let [then, now] = both(top, "HEAD");
    assert_eq!(then, ["a.yaml", "c.json", "platform/traits/t.yaml", "sub/b.yml", "sub/deep/kept.yaml"]);
    assert_eq!(then, now);
    // A root below the top has settings and ignore files of its own only.
    let [then, now] = both(&top.join("sub"), "HEAD");
    assert_eq!(then, ["b.yml", "deep/kept.yaml"]);
    assert_eq!(then, now);
}

#[test]
fn settings_are_those_of_the_revision() {
    let (folder, checkout) = folder();
    let top = folder.path();
    write(top, "a.yaml", OAM);
    write(top, "b.yaml", OAM);
    write(top, ".oam-ls.yaml", "exclude: [a.yaml]\n");
    checkout.commit("without a");
    write(top, ".oam-ls.yaml", "exclude: [b.yaml]\n");
    assert_eq!(both(top, "HEAD"), [["b.yaml"], ["a.yaml"]]);
}

#[test]
fn names_of_commits() {
    let (folder, checkout) = folder();
    let top = folder.path();
    write(top, "a.yaml", OAM);
    let first = checkout.commit("first");
    checkout.name("refs/tags/v1");
    write(top, "b.yaml", OAM);
    let second = checkout.commit("second");
    checkout.name("refs/remotes/origin/next");
    let repository = open(top);
    let id = |name: &str| repository.commit(name).unwrap_or_else(|it| panic!("{it}")).id();
    assert_eq!(["v1", "HEAD~1", "HEAD^", "main~", &first[..8]].map(id), [(); 5].map(|()| first.clone()));
    assert_eq!(
        ["HEAD", "main", "@", "origin/next", "refs/heads/main"].map(id),
        [(); 5].map(|()| second.clone())
    );
    let [one, other] = ["v1", "HEAD"].map(|it| repository.commit(it).unwrap_or_else(|it| panic!("{it}")));
    assert_eq!(repository.parting(&one, &other).map(|it| it.id()), Ok(first));
    assert!(repository.holds(&other, &top.join("b.yaml")) && !repository.holds(&one, &top.join("b.yaml")));
    assert_eq!(
        error(top, "nxt"),
        "there is no revision `nxt`; `git branch --all` and `git tag` list names, `git fetch` gets new ones"
    );
    assert_eq!(error(top, "next"), "there is no revision `next`; did you mean `origin/next`?");
    assert_eq!(
        error(top, "HEAD:a.yaml"),
        "`HEAD:a.yaml` is a blob, not a commit; name a branch, a tag or a commit"
    );
    for it in ["HEAD~9", "", "..", "-x", "\u{0}"] {
        assert!(error(top, it).starts_with("there is no revision `"), "{it}");
    }
    // A clone that was cut off knows its last commits only.
    fs::write(top.join(".git/shallow"), format!("{second}\n")).expect("a file");
    assert_eq!(
        error(top, "v0"),
        "there is no revision `v0` in this clone, which lacks history; `git fetch --unshallow` gets it"
    );
}

#[test]
fn repositories_that_cannot_answer() {
    let nowhere = tempfile::tempdir().expect("a folder");
    assert_eq!(
        error(nowhere.path(), "HEAD"),
        "`FOLDER` is not in a Git repository, so there is no revision to compare with"
    );
    let (empty, _) = folder();
    assert_eq!(
        error(empty.path(), "HEAD"),
        "nothing is committed yet in `FOLDER`, so there is no revision to compare with"
    );
    let bare = tempfile::tempdir().expect("a folder");
    gix::init_bare(bare.path()).expect("a repository");
    assert_eq!(
        error(bare.path(), "HEAD"),
        "`FOLDER` is a bare repository, without files; check a revision out and compare there"
    );
    let broken = tempfile::tempdir().expect("a folder");
    write(broken.path(), ".git", "gitdir: nowhere\n");
    assert!(error(broken.path(), "HEAD").starts_with("cannot read the Git repository in `FOLDER`: "));
}

#[test]
fn a_file_that_is_too_long_is_a_problem_only_if_it_is_oam() {
    let (folder, checkout) = folder();
    let top = folder.path();
    let length = usize::try_from(oam_host::read::MAX_FILE_BYTES).expect("a length");
    write(top, "oam.yaml", &format!("{OAM}{}", "#".repeat(length)));
    write(top, "other.yaml", &"#".repeat(length + 1));
    write(top, "latin.yaml", "");
    fs::write(top.join("latin.yaml"), [OAM.as_bytes(), b"# \xe9\n"].concat()).expect("a file");
    checkout.commit("long");
    let repository = open(top);
    let head = repository.commit("HEAD").unwrap_or_else(|it| panic!("{it}"));
    let files = repository.files(&head, top, &Known::default()).unwrap_or_else(|it| panic!("{it}"));
    let problems: Vec<_> = files.problems.iter().map(|it| it.message("x")).collect();
    assert_eq!(files.files.len(), 0);
    assert_eq!(
        problems,
        [
            "cannot read `x`: line 2 is not UTF-8 text; save the file as UTF-8",
            "cannot read `x`: it has 17 MiB, and files of at most 16 MiB are read; split it"
        ]
    );
}
