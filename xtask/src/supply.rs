//! `cargo xtask supply`: what comes from others, and whether what we pass on is what the source says.
//!
//! Licences, duplicates, sources and known holes of the crates that we use (`deny.toml`, by cargo-deny), the oldest compiler that
//! we promise, and two release builds in two folders that have to be equal, byte for byte.
//!
//! What cannot be checked here is said loudly and is no failure; what is checked and wrong is one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;

/// The release of cargo-deny that is installed where there is none.
const CARGO_DENY: &str = "cargo-deny@0.20.2";

/// Checks the crates that we use, the oldest compiler, and that builds can be repeated.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask supply")]
struct Args {
    /// Builds the release twice, in two folders, and compares; takes about ten minutes.
    #[arg(long)]
    reproduce: bool,
}

/// Runs the command; an error is a text for people.
pub(crate) fn run(root: &Path, arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let args = Args::parse_from(std::iter::once("cargo xtask supply".to_owned()).chain(arguments));
    let scratch = tempfile::tempdir().map_err(|it| it.to_string())?;
    let mut failures = Vec::new();
    let deny = installed(scratch.path())?;
    for lock in [root.to_owned(), root.join("fuzz")] {
        for check in ["licenses", "bans", "sources"] {
            // The fuzzer is passed on to nobody.
            if lock != root && check != "sources" {
                continue;
            }
            let what = format!("{check} of {}", lock.join("Cargo.lock").display());
            println!("== {what}");
            if !denied(&deny, root, &lock, check)? {
                failures.push(what);
            }
        }
    }
    println!("== advisories");
    match database() {
        None => println!(
            "NOT CHECKED: there is no database of known holes (~/.cargo/advisory-db*), and it cannot be fetched here"
        ),
        Some(_) if denied(&deny, root, root, "advisories")? => {}
        Some(_) => failures.push("advisories".to_owned()),
    }
    println!("== oldest compiler");
    if let Some(failure) = oldest_compiler(root, scratch.path())? {
        failures.push(failure);
    }
    if args.reproduce {
        println!("== two builds");
        two_builds(root, scratch.path())?;
    } else {
        println!("NOT CHECKED: whether two builds are equal; `--reproduce` makes them");
    }
    if failures.is_empty() { Ok(()) } else { Err(format!("wrong: {}", failures.join(", "))) }
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn succeeds(command: &mut Command) -> Result<bool, String> {
    let status = command.status().map_err(|it| format!("{command:?} does not start: {it}"))?;
    Ok(status.success())
}

/// The program `cargo-deny`: that of the system, or one that is installed for this run.
fn installed(scratch: &Path) -> Result<PathBuf, String> {
    let program = PathBuf::from("cargo-deny");
    if Command::new(&program).arg("--version").output().is_ok_and(|it| it.status.success()) {
        return Ok(program);
    }
    println!("== installing {CARGO_DENY}");
    let mut command = cargo();
    command.args(["install", "--locked", CARGO_DENY, "--root"]).arg(scratch);
    if !succeeds(&mut command)? {
        return Err(format!("{CARGO_DENY} cannot be installed"));
    }
    Ok(scratch.join("bin/cargo-deny"))
}

fn denied(deny: &Path, root: &Path, folder: &Path, check: &str) -> Result<bool, String> {
    let mut command = Command::new(deny);
    command.arg("--manifest-path").arg(folder.join("Cargo.toml"));
    let config = root.join("deny.toml");
    command.arg("--all-features").arg("--config").arg(config);
    command.args(["check", "--hide-inclusion-graph", check]);
    succeeds(&mut command)
}

/// The database of known holes, where somebody has fetched it or it can be fetched.
fn database() -> Option<PathBuf> {
    let home = PathBuf::from(std::env::var_os("CARGO_HOME").or_else(|| {
        let home = PathBuf::from(std::env::var_os("HOME")?);
        Some(home.join(".cargo").into_os_string())
    })?);
    let entries = fs::read_dir(&home).ok()?.filter_map(Result::ok);
    let found = entries.map(|it| it.path()).find(|it| {
        it.is_dir() && it.file_name().is_some_and(|it| it.to_string_lossy().starts_with("advisory-db"))
    });
    let url = "https://github.com/RustSec/advisory-db";
    let is_there = || Command::new("git").args(["ls-remote", "--exit-code", url, "HEAD"]).output();
    found.or_else(|| is_there().is_ok_and(|it| it.status.success()).then_some(home))
}

/// Checks with the compiler that `rust-version` names, if it is installed; an answer is what is wrong.
fn oldest_compiler(root: &Path, scratch: &Path) -> Result<Option<String>, String> {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).map_err(|it| it.to_string())?;
    let line = manifest.lines().find_map(|it| it.strip_prefix("rust-version = "));
    let oldest = line.ok_or("`rust-version` is missing in Cargo.toml")?.trim_matches('"').to_owned();
    let list = Command::new("rustup").args(["toolchain", "list"]).output();
    let list = list.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    if !list.lines().any(|it| it.starts_with(&oldest)) {
        println!(
            "NOT CHECKED: Rust {oldest} is not installed (`rustup toolchain install {oldest}`); what depends on more is found by this:"
        );
        return newer(root, &oldest);
    }
    let mut command = Command::new("cargo");
    command.env("RUSTUP_TOOLCHAIN", &oldest).env("CARGO_TARGET_DIR", scratch.join("oldest"));
    let is_good = succeeds(command.args(["check", "--locked", "--package", "oam-ls"]).current_dir(root))?;
    Ok((!is_good).then(|| format!("Rust {oldest} does not build it")))
}

/// The crates that say that they need a newer compiler than we promise.
fn newer(root: &Path, oldest: &str) -> Result<Option<String>, String> {
    // Major and minor: Rust's own patches do not change what there is.
    let number = |it: &str| -> Vec<u64> { it.split('.').take(2).filter_map(|it| it.parse().ok()).collect() };
    let mut command = cargo_metadata::MetadataCommand::new();
    let command = command.manifest_path(root.join("Cargo.toml")).other_options(["--locked".to_owned()]);
    let metadata = command.exec().map_err(|it| it.to_string())?;
    let packages =
        metadata.packages.iter().filter_map(|it| Some((it, it.rust_version.as_ref()?.to_string())));
    let too_new: Vec<_> = packages
        .filter(|(_, needed)| number(needed) > number(oldest))
        .map(|(it, needed)| format!("{} {} needs Rust {needed}", it.name, it.version))
        .collect();
    println!(
        "{} of {} crates say that they need more than Rust {oldest}",
        too_new.len(),
        metadata.packages.len()
    );
    Ok((!too_new.is_empty()).then(|| too_new.join("; ")))
}

/// Two builds of a copy of the source in two folders.
fn two_builds(root: &Path, scratch: &Path) -> Result<(), String> {
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|it| it + "/.cargo"));
    let mut programs = Vec::new();
    for name in ["one", "a-longer-name/two"] {
        let folder = scratch.join(name);
        fs::create_dir_all(&folder).map_err(|it| it.to_string())?;
        let mut copy = Command::new("git");
        copy.args(["clone", "--quiet", "--no-hardlinks", "--local"]).arg(root).arg(&folder);
        if !succeeds(&mut copy)? {
            return Err("the checkout cannot be copied by git".to_owned());
        }
        let remap = |from: &str, to: &str| format!("--remap-path-prefix={from}={to}");
        let mut flags = vec![remap(&folder.display().to_string(), "/source")];
        flags.extend(home.iter().map(|it| remap(it, "/cargo")));
        let mut command = Command::new("nice");
        command.args(["-n", "10", "cargo", "build", "--release", "--locked", "--quiet", "--bin", "oam-ls"]);
        command.current_dir(&folder).env("RUSTFLAGS", flags.join(" ")).env("SOURCE_DATE_EPOCH", "0");
        if !succeeds(command.env("CARGO_TARGET_DIR", folder.join("target")))? {
            return Err("the release does not build".to_owned());
        }
        let program = folder.join("target/release/oam-ls");
        programs.push(fs::read(&program).map_err(|it| format!("{}: {it}", program.display()))?);
    }
    let [one, two] = programs.as_slice() else { return Err("a build is missing".to_owned()) };
    if one != two {
        let differing = one.iter().zip(two).filter(|(one, two)| one != two).count();
        return Err(format!(
            "two builds differ: {} and {} bytes, {differing} of them others",
            one.len(),
            two.len()
        ));
    }
    println!("two builds in two folders are equal: {} bytes", one.len());
    Ok(())
}
