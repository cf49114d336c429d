//! `cargo xtask fuzz`: inputs that nobody has thought of, found by what they reach in the program (libFuzzer).
//!
//! What has to hold is written in `tests/properties/`; `fuzz/` has a target for each. Here they are built, fed with the project's
//! own documents, run one after the other, and summed up. An input that fails is kept, and shown with the way to run it again;
//! mended, it belongs into `tests/crashes/TARGET/`, which every run of the tests plays again.
//!
//! It needs a C++ compiler, for libFuzzer. The compiler for Rust is the stable one: coverage needs no sanitizer, and a sanitizer
//! would watch `unsafe` code, of which the project has none.

mod run;
mod seeds;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use cargo_metadata::MetadataCommand;
use clap::Parser;

use self::run::{Outcome, Run};
use crate::dist;

/// The release of cargo-fuzz that is installed where there is none.
const CARGO_FUZZ: &str = "cargo-fuzz@0.13.2";

/// Runs the fuzz targets, each for its share of the time; installs cargo-fuzz if it is missing.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask fuzz")]
struct Args {
    /// How long all targets together run; building is not counted.
    #[arg(long, value_name = "N", default_value_t = 600)]
    seconds: u64,
    /// Runs these targets alone; commas between them, or the option repeated.
    #[arg(long, value_name = "TARGET", value_delimiter = ',')]
    target: Vec<String>,
}

/// The targets that there are, by name.
fn targets(root: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(root.join("fuzz/targets")).map_err(|it| format!("fuzz/targets: {it}"))?;
    let paths = entries.filter_map(Result::ok).map(|it| it.path());
    let mut names: Vec<_> =
        paths.filter_map(|it| Some(it.file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}

/// Runs the command; an error is a text for people.
pub(crate) fn fuzz(root: &Path, arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let args = Args::parse_from(std::iter::once("cargo xtask fuzz".to_owned()).chain(arguments));
    let known = targets(root)?;
    if let Some(name) = args.target.iter().find(|it| !known.contains(it)) {
        return Err(format!("there is no target `{name}`; there are {}", known.join(", ")));
    }
    let wanted: Vec<_> =
        known.iter().filter(|it| args.target.is_empty() || args.target.contains(it)).collect();
    let host = dist::host()?;
    let n_wanted = u64::try_from(wanted.len()).unwrap_or(1).max(1);
    let share = Duration::from_secs((args.seconds / n_wanted).max(1));
    let mut metadata = MetadataCommand::new();
    let metadata = metadata.manifest_path(root.join("Cargo.toml")).no_deps().exec();
    let folder = metadata.map_err(|it| it.to_string())?.target_directory.into_std_path_buf().join("fuzz");
    let cargo_fuzz = installed(&folder)?;
    let mut outcomes = Vec::new();
    for target in &wanted {
        println!("== {target}: building");
        build(root, &cargo_fuzz, &folder, target)?;
        let run = Run { root, folder: &folder, host: &host, target, time: share };
        println!("== {target}: {} s", share.as_secs());
        outcomes.push((target.as_str(), run.run()?));
    }
    sum_up(root, &outcomes)
}

/// The program `cargo-fuzz`: that of the system, or one that is installed beside what it builds.
fn installed(folder: &Path) -> Result<PathBuf, String> {
    let own = folder.join("tools/bin/cargo-fuzz");
    for program in [PathBuf::from("cargo-fuzz"), own.clone()] {
        if Command::new(&program).arg("--version").output().is_ok_and(|it| it.status.success()) {
            return Ok(program);
        }
    }
    println!("== installing {CARGO_FUZZ}");
    let mut command = cargo();
    command.args(["install", "--locked", CARGO_FUZZ, "--root"]).arg(folder.join("tools"));
    finished(command.env("CARGO_TARGET_DIR", folder.join("tools/target")))?;
    Ok(own)
}

fn build(root: &Path, cargo_fuzz: &Path, folder: &Path, target: &str) -> Result<(), String> {
    let mut command = Command::new("nice");
    command.args(["-n", "10"]).arg(cargo_fuzz);
    command.args(["build", "--sanitizer", "none", "--release", "--debug-assertions", "--fuzz-dir"]);
    finished(command.arg(root.join("fuzz")).arg("--target-dir").arg(folder).arg(target).current_dir(root))
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn finished(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|it| format!("{command:?} does not start: {it}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed")) }
}

/// Prints what came of each target; an error where something failed.
fn sum_up(root: &Path, outcomes: &[(&str, Outcome)]) -> Result<(), String> {
    println!("\n{:<10} {:>12} {:>8} {:>8}", "target", "executions", "seconds", "crashes");
    let mut failures = Vec::new();
    for (target, outcome) in outcomes {
        let Outcome { executions, time, failure } = outcome;
        let n_failures = usize::from(failure.is_some());
        println!("{target:<10} {executions:>12} {:>8} {n_failures:>8}", time.as_secs());
        if let Some(path) = failure {
            let path = path.strip_prefix(root).unwrap_or(path).display();
            failures.push(format!(
                "`{target}` fails for {path}; again: OAM_INPUT={path} OAM_PROPERTY={target} cargo test -p oam-tests --test properties again"
            ));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}
