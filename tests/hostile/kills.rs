//! Kills at random moments while files are rewritten: each file is the old one or the new one, never a part of one.
//!
//! A few kills belong to every run of the tests; `OAM_KILLS=200` asks for as many.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use oam_tests::program::program;
use oam_tests::scatter::Random;

use crate::repository::files;

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
    let mut random = Random(7);
    let mut seen = [0; 3];
    for _ in 0..kills {
        fill(&root);
        let mut child = command(name, &root).spawn().expect("the program");
        // Files are written at the end, so most kills belong there.
        let share = u32::try_from(400 + random.below(700)).expect("a small number");
        std::thread::sleep(Duration::from_micros(
            u64::try_from(whole.as_micros()).expect("a time") * u64::from(share) / 1000,
        ));
        let _ = child.kill();
        child.wait().expect("an end");
        let now = contents(&root);
        assert_eq!(now.len(), FILES, "`{name}` lost or made a file");
        let mut n_new = 0;
        for (path, text) in &now {
            assert!(*text == old[path] || *text == new[path], "{} is neither old nor new", path.display());
            n_new += usize::from(*text == new[path]);
        }
        seen[if n_new == 0 {
            0
        } else if n_new == FILES {
            2
        } else {
            1
        }] += 1;
    }
    println!(
        "`{name}`: {kills} kills, {} before, {} within, {} after the writing; a run takes {whole:?}",
        seen[0], seen[1], seen[2]
    );
}

fn kills() -> usize {
    std::env::var("OAM_KILLS").ok().and_then(|it| it.parse().ok()).unwrap_or(6)
}

#[test]
fn kills_while_fixing_leave_each_file_old_or_new() {
    kill_at_random("fix", kills());
}

#[test]
fn kills_while_formatting_leave_each_file_old_or_new() {
    kill_at_random("fmt", kills());
}
