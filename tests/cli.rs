//! The command line as a user sees it: for each folder of `cli/`, a command, its files, and what must come out.
//!
//! A case holds `command` (one line of words), the folder `in` with its files, `stdin` where there is some, and the
//! expected `stdout`, `stderr` and `code`. It runs in a copy of `in` that is marked as a workspace; the copy's path stands
//! as `{root}` in the expectations. Where `in` is a file, it names the case whose folder is used, or with `/` any folder. With
//! a folder `before` (and `after`) it is a repository whose commits `v1` (and `v2`) hold those; with a file `no-repository` it
//! is marked by settings only. A file `folder` names the folder below in which the command runs. Files that the command writes
//! are compared with those in `out`. With a file `masked`, numbers of milliseconds and of memory stand as `#`. `UPDATE_EXPECT=1` rewrites them. Inputs that cannot be kept as files are made by
//! `cli/bad_input.rs`.

#[path = "cli/bad_input.rs"]
mod bad_input;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};
use oam_tests::checkout::Checkout;
use oam_tests::expect::difference;
use oam_tests::program::program;
use walkdir::WalkDir;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cli");
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("tests/cli")
        .map(|it| it.expect("an entry").path())
        .filter(|it| it.is_dir())
        .collect();
    cases.sort();
    let mut trials: Vec<_> = cases
        .into_iter()
        .map(|case| {
            let name = format!("cli/{}", case.file_name().expect("a name").to_string_lossy());
            Trial::test(name, move || run(&case))
        })
        .collect();
    trials.extend(bad_input::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn run(case: &Path) -> Result<(), Failed> {
    let workspace = tempfile::tempdir()?;
    let root = workspace.path().canonicalize()?;
    prepare(case, &root)?;
    let folder = fs::read_to_string(case.join("folder")).unwrap_or_default();
    let words = fs::read_to_string(case.join("command"))?;
    let mut command = Command::new(program());
    command
        .args(words.split_whitespace())
        .current_dir(root.join(folder.trim()))
        .env_remove("NO_COLOR")
        .env_remove("OAM_LS_LOG");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let input = fs::read(case.join("stdin")).unwrap_or_default();
    // A command that does not read its input may be gone by now.
    let _ = child.stdin.take().expect("a pipe").write_all(&input);
    let output = child.wait_with_output()?;
    let shown = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).replace(&root.display().to_string(), "{root}");
        if case.join("masked").exists() { masked(&text) } else { text }
    };
    let code = format!("{}\n", output.status.code().unwrap_or(-1));
    let results = [("stdout", shown(&output.stdout)), ("stderr", shown(&output.stderr)), ("code", code)];
    let mut differences: Vec<_> = results
        .iter()
        .filter_map(|(name, actual)| Some(format!("{name}:\n{}", difference(&case.join(name), actual)?)))
        .collect();
    for expected in below(&case.join("out")) {
        let name = expected.strip_prefix(case.join("out"))?;
        let actual = fs::read_to_string(root.join(name)).unwrap_or_else(|_| "(not written)\n".to_owned());
        differences.extend(difference(&expected, &actual).map(|it| format!("{}:\n{it}", name.display())));
    }
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
}

/// The text without what is another number in every run: those before ` ms` and ` MiB at most`, and those of such members of JSON.
fn masked(text: &str) -> String {
    let is_number = |it: char| it.is_ascii_digit() || it == '.';
    let mut lines = String::new();
    for line in text.lines() {
        let units = [" ms", " MiB at most"].iter().find_map(|it| line.find(it));
        let members =
            ["\"ms\": ", "\"peak_memory_bytes\": "].iter().find_map(|it| Some(line.find(it)? + it.len()));
        let end = units.or_else(|| {
            members.map(|it| it + line[it..].find(|it| !is_number(it)).unwrap_or(line.len() - it))
        });
        if let Some(end) = end {
            let start = line[..end].trim_end_matches(is_number).trim_end_matches(' ').len();
            lines += &format!("{} #{}\n", &line[..start], &line[end..]);
        } else {
            lines += &format!("{line}\n");
        }
    }
    lines
}

/// Makes the folder that a case runs in: its revisions one after the other, then the files.
fn prepare(case: &Path, root: &Path) -> Result<(), Failed> {
    if case.join("no-repository").exists() {
        fs::write(root.join(".oam-ls.yaml"), "")?;
    } else if case.join("before").exists() {
        let checkout = Checkout::new(root);
        for (name, tag) in [("before", "v1"), ("after", "v2")] {
            if case.join(name).exists() {
                copy(&files(case, name), root)?;
                checkout.commit(tag);
                checkout.name(&format!("refs/tags/{tag}"));
                clear(root)?;
            }
        }
    } else {
        fs::create_dir(root.join(".git"))?;
    }
    Ok(copy(&files(case, "in"), root)?)
}

/// The folder with the files of a case, or of the other case that a file in its place names.
fn files(case: &Path, name: &str) -> PathBuf {
    match fs::read_to_string(case.join(name)) {
        Ok(other) if name == "in" && !other.contains('/') => case.with_file_name(other.trim()).join("in"),
        Ok(other) => case.with_file_name("").join(other.trim()),
        Err(_) => case.join(name),
    }
}

fn clear(root: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with(".git") {
            fs::remove_dir_all(path)?;
        } else if path.is_file() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.filter(|it| it.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in WalkDir::new(from).min_depth(1).into_iter().filter_map(Result::ok) {
        let target = to.join(entry.path().strip_prefix(from).expect("below the folder"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
