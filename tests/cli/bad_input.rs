//! Input that is out to break the program: each gives a clear message or finding, soon, and exit code 1 or 2.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};
use oam_tests::program::program;

/// Longer than anything here takes on a busy machine with an unoptimised build.
const DEADLINE: Duration = Duration::from_secs(60);

const HEADER: &str =
    "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: bad\nspec:\n";

/// A kind of bad input: its name, how it is made, and words that the output must hold.
type Case = (&'static str, fn(&Path), &'static str);

pub(crate) fn trials() -> Vec<Trial> {
    let cases: Vec<Case> = vec![
        (
            "not_utf8",
            |it| write(it, b"apiVersion: core.oam.dev/v1alpha1\nname: \xff\n"),
            "line 2 is not UTF-8",
        ),
        ("not_utf8_and_not_oam", |it| write(it, b"\x00\xff\xfe"), "not UTF-8"),
        ("not_yaml", |it| write(it, b"{ this: [is not: yaml\n"), "not YAML"),
        ("prose", |it| write(it, b"Dear reader,\nthis is a letter\n"), "not YAML"),
        (
            "broken_oam",
            |it| write(it, format!("{HEADER}  a: [1, 2\n  b: }}\n").as_bytes()),
            "error[syntax-error]",
        ),
        ("empty", |it| write(it, b""), "the file is empty"),
        ("only_comments", |it| write(it, b"# nothing\n"), "the file is empty"),
        ("folder", |it| fs::create_dir(it).expect("a folder"), "no OAM documents in"),
        ("missing", |_| (), "there is no such file or folder"),
        #[cfg(unix)]
        (
            "broken_link",
            |it| std::os::unix::fs::symlink("nowhere", it).expect("a link"),
            "`nowhere`, which does not exist",
        ),
        (
            "fifty_megabytes",
            |it| write(it, format!("{HEADER}{}", "  a: b\n".repeat(50_000_000 / 7)).as_bytes()),
            "at most 16 MiB",
        ),
        (
            "deep_flow",
            |it| {
                write(
                    it,
                    format!("{HEADER}  deep: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)).as_bytes(),
                )
            },
            "",
        ),
        ("deep_block", |it| write(it, deep_block().as_bytes()), ""),
        (
            "unclosed",
            |it| write(it, format!("{HEADER}  deep: {}\n", "{a: ".repeat(10_000)).as_bytes()),
            "error[",
        ),
        (
            "deep_and_not_oam",
            |it| write(it, format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)).as_bytes()),
            "levels deep",
        ),
        (
            "alias_bomb_and_not_oam",
            |it| write(it, alias_bomb().replace("oam.dev", "example.com").as_bytes()),
            "aliases stand for",
        ),
        ("alias_bomb", |it| write(it, alias_bomb().as_bytes()), ""),
    ];
    let trial =
        |(name, make, words): Case| Trial::test(format!("bad_input/{name}"), move || check(make, words));
    cases
        .into_iter()
        .map(trial)
        .chain([Trial::test("bad_input/reader_that_leaves", reader_that_leaves)])
        .collect()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a writable folder");
}

fn deep_block() -> String {
    let mut text = HEADER.to_owned();
    for depth in 1..3_000 {
        let _ = writeln!(text, "{}a:", "  ".repeat(depth));
    }
    text
}

fn alias_bomb() -> String {
    let mut text = format!("{HEADER}  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(text, "  a{level}: &a{level} [{aliases}]");
    }
    text
}

fn check(make: fn(&Path), words: &str) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join(".git"))?;
    make(&folder.path().join("bad.yaml"));
    for command in ["lint", "preview", "graph"] {
        let started = Instant::now();
        let output =
            Command::new(program()).args([command, "bad.yaml"]).current_dir(folder.path()).output()?;
        let said = said(&output);
        let code = output.status.code();
        assert!(matches!(code, Some(1 | 2)), "`{command}` ends with {code:?}\n{said}");
        assert!(!said.contains("panicked") && !said.contains("please report"), "`{command}` panics\n{said}");
        assert!(started.elapsed() < DEADLINE, "`{command}` takes {:?}", started.elapsed());
        if command == "lint" {
            assert!(said.contains(words), "`{words}` is not said\n{said}");
        }
    }
    Ok(())
}

/// The end of a long output; the whole of a short one.
fn said(output: &Output) -> String {
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    text.chars().take(4000).collect()
}

/// `oam-ls lint | head -1` on more output than a pipe holds.
fn reader_that_leaves() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join(".git"))?;
    let mut text = String::new();
    for idx in 0..3_000 {
        let header = HEADER.replace("bad", &format!("bad-{idx}"));
        let _ = write!(text, "---\n{header}  unknown: 1\n");
    }
    write(&folder.path().join("many.yaml"), text.as_bytes());
    let mut lint = Command::new(program());
    lint.args(["lint", "--format", "human"]).current_dir(folder.path());
    let mut child = lint.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    let said = said(&output);
    assert!(!said.contains("panicked"), "{said}");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}\n{said}", output.status);
    Ok(())
}
