//! Kills at random moments while files are rewritten: each file is the old one or the new one, never a part of one.
//!
//! Most kills wait for the first file to change, so that they fall into the time in which files are written; how many did is
//! printed. Twenty belong to every run of the tests; `OAM_KILLS=200` asks for as many, as `cargo xtask endure` does.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use oam_tests::program::program;
use oam_tests::scatter::Random;
use serde_json::json;

use crate::repository::{component, files};
use crate::session::{Server, run, uri};

const FILES: usize = 50;

/// Files that both `fix` and `fmt` have something to do with.
fn damaged(n: usize) -> String {
    let mut text = format!(
        "apiVersion: core.oam.dev/v1alpha1\r\nkind: Component\r\nmetadata:\r\n    name:    web-{n}\r\nspec:\r\n    \
         workloadType: core.oam.dev/v1alpha1.Worker\r\n    containers:\r\n        -   name: main\r\n            image: example.com/main:1\r\n            env:\r\n"
    );
    for variable in 0..10 {
        text +=
            &format!("                -   name:   V{variable}\r\n                    value: \"é {n}\"\r\n");
    }
    text
}

fn fill(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join(".git")).expect("a folder");
    for n in 0..FILES {
        fs::write(folder.join(format!("web-{n}.yaml")), damaged(n)).expect("a file");
    }
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    files(folder).into_iter().map(|it| (it.clone(), fs::read(&it).expect("a file"))).collect()
}

fn command(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(program());
    command.arg(name).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The files in the order in which they were written, and the time from the first to the last.
fn window(paths: impl Iterator<Item = PathBuf>) -> (Vec<PathBuf>, Duration) {
    let mut written: Vec<_> =
        paths.map(|it| (fs::metadata(&it).and_then(|it| it.modified()).expect("a time"), it)).collect();
    written.sort();
    let (first, last) = (written[0].0, written[written.len() - 1].0);
    (written.into_iter().map(|it| it.1).collect(), last.duration_since(first).unwrap_or_default())
}

fn inode(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |it| it.ino())
}

fn kill_at_random(name: &str, kills: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("w");
    fill(&root);
    let old = contents(&root);
    let started = Instant::now();
    command(name, &root).status().expect("the program");
    let whole = started.elapsed();
    let new = contents(&root);
    assert!(old.iter().all(|(path, text)| new[path] != *text), "`{name}` has something to do with each file");
    assert!(new.values().all(|it| it.windows(2).any(|it| it == b"\r\n")), "line ends stay");
    let (order, writing) = window(old.keys().cloned());
    let mut random = Random(7);
    let mut seen = [0; 3];
    let mut left_behind = 0;
    for nth in 0..kills {
        fill(&root);
        let before = inode(&order[0]);
        let mut child = command(name, &root).spawn().expect("the program");
        // One in five at any moment; the others once the first file is another one.
        let longest = if nth % 5 == 0 {
            whole
        } else {
            while inode(&order[0]) == before && child.try_wait().expect("a child").is_none() {
                std::hint::spin_loop();
            }
            writing
        };
        let part = u32::try_from(random.below(1000)).expect("a small number");
        std::thread::sleep(longest * part / 1000);
        let _ = child.kill();
        child.wait().expect("an end");
        let now = contents(&root);
        assert_eq!(now.len(), FILES, "`{name}` lost or made a file");
        let mut n_new = 0;
        for (path, text) in &now {
            assert!(*text == old[path] || *text == new[path], "{} is neither old nor new", path.display());
            n_new += usize::from(*text == new[path]);
        }
        let moment = match n_new {
            0 => 0,
            FILES => 2,
            _ => 1,
        };
        seen[moment] += 1;
        // Beside them there may be a file that was being written, hidden from everything that reads folders.
        for entry in fs::read_dir(&root).expect("the folder").map(|it| it.expect("an entry")) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_known = name == ".git" || now.contains_key(&entry.path());
            assert!(is_known || name.starts_with(".oam-ls-") && !name.contains(".y"), "{name} stays behind");
            left_behind += usize::from(!is_known);
        }
    }
    println!(
        "`{name}`: {kills} kills, {} before, {} within, {} after the writing of {FILES} files, which takes {writing:?} of {whole:?}; \
         {left_behind} temporary files stayed",
        seen[0], seen[1], seen[2]
    );
    assert!(seen[1] * 10 >= kills, "too few kills fell into the writing");
    // What stayed is not read.
    fill(&root);
    fs::write(root.join(".oam-ls-left"), "kind: [").expect("a file");
    let (_, out, err) = run(&root, &["lint", "--format=concise"]);
    assert!(!out.contains(".oam-ls-left") && err.contains(&format!("{FILES} OAM documents")), "{out}{err}");
}

fn kills() -> usize {
    std::env::var("OAM_KILLS").ok().and_then(|it| it.parse().ok()).unwrap_or(20)
}

#[test]
fn kills_while_fixing_leave_each_file_old_or_new() {
    kill_at_random("fix", kills());
}

#[test]
fn kills_while_formatting_leave_each_file_old_or_new() {
    kill_at_random("fmt", kills());
}

/// A rename over 50 files is the client's to write: the server answers with the edits, and opens no file for writing.
#[test]
fn a_rename_over_many_files_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path").join("w");
    fs::create_dir_all(root.join(".git")).expect("a folder");
    fs::write(root.join("web.yaml"), component("web")).expect("a file");
    for n in 0..FILES {
        let text = format!(
            "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: app-{n}\nspec:\n  \
             components:\n    - componentName: web\n      instanceName: web-{n}\n"
        );
        fs::write(root.join(format!("app-{n}.yaml")), text).expect("a file");
    }
    let before = contents(&root);
    let trace = folder.path().join("trace");
    let mut strace = Command::new("strace");
    let options = ["-f", "-qq", "-y", "-e", "trace=%file,write,pwrite64,writev,ftruncate", "-o"];
    strace.args(options).arg(&trace).arg(program()).env_remove("LD_LIBRARY_PATH");
    let is_there = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    let is_traced = is_there.is_ok_and(|it| it.success());
    let mut server = if is_traced { Server::wrapped(strace) } else { Server::start() };
    server.open(&root);
    server.settle();
    let path = root.join("web.yaml");
    server.open_file(&path, &component("web"));
    let line = component("web").lines().position(|it| it == "  name: web").expect("the name");
    let params = json!({
        "textDocument": { "uri": uri(&path) }, "position": { "line": line, "character": 9 }, "newName": "front",
    });
    let answer = server.request("textDocument/rename", params);
    let changes = answer["result"]["changes"].as_object().map_or(0, serde_json::Map::len);
    assert_eq!(changes, FILES + 1, "{answer}");
    assert!(server.leave().0.success());
    assert_eq!(contents(&root), before, "the server has written");
    if !is_traced {
        return eprintln!(
            "NOT TESTED: system calls cannot be observed here; install strace, and allow ptrace"
        );
    }
    let calls = fs::read_to_string(&trace).expect("the trace");
    let inside = root.to_str().expect("a path");
    let writes = |it: &&str| {
        ["O_WRONLY", "O_RDWR", "O_CREAT", "rename", "unlink", "mkdir", "truncate", "write"]
            .iter()
            .any(|word| it.contains(word))
    };
    let of_files = calls.lines().filter(|it| it.contains(&format!("{inside}/")) && !it.contains(" write(1"));
    let wrong: Vec<_> = of_files.filter(writes).collect();
    assert!(calls.lines().any(|it| it.contains(&format!("{inside}/app-7.yaml"))), "the calls are seen");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("a rename over {changes} files: {} calls seen, none of them writes", calls.lines().count());
}
