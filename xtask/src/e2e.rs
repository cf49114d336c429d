//! `cargo xtask e2e`: the product as its users meet it: real editors, packages as they are installed, hooks in real repositories.
//!
//! This is the one door to tests that need other people's programs. Each part is a command that ends with `N passed, N failed`; here
//! they are started in turn and summed up, with what was left out and why. What the parts do is written in `tests/clients/`;
//! `--kubernetes` alone is Rust, in a module of its own.

mod kubernetes;
mod outcome;
mod parts;

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;

use self::outcome::Outcome;
use self::parts::{PARTS, Part, World};
use crate::dist;

/// Tests with real clients. Installs what they need, pinned, from package registries; ends with a summary.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask e2e", after_help = parts::LIST)]
struct Args {
    /// Runs these parts alone; commas between them, or the option repeated.
    #[arg(long, value_name = "PART", value_delimiter = ',', value_parser = parts::names())]
    only: Vec<String>,
    /// A client that cannot be installed is reported, but is no failure.
    #[arg(long)]
    allow_missing: bool,
    /// The server that editors start, instead of a release build of this checkout.
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// Instead of all that: a real Kubernetes API server judges every golden and example by dry run; built on first use.
    #[arg(long, conflicts_with_all = ["only", "allow_missing", "program"])]
    kubernetes: bool,
}

/// Runs the command; an error is a text for people.
pub(crate) fn run(root: &Path, arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let args = Args::parse_from(std::iter::once("cargo xtask e2e".to_owned()).chain(arguments));
    if args.kubernetes {
        return kubernetes::run(root);
    }
    let is_wanted = |it: &&Part| {
        if args.only.is_empty() { !it.is_extra } else { args.only.contains(&it.name.to_owned()) }
    };
    let wanted: Vec<_> = PARTS.iter().filter(is_wanted).collect();
    let program = match args.program {
        Some(path) => path.canonicalize().map_err(|it| format!("{}: {it}", path.display()))?,
        None => dist::release_build(root)?,
    };
    let xtask = std::env::current_exe().map_err(|it| it.to_string())?;
    let world = World { root: root.to_owned(), xtask, program, allow_missing: args.allow_missing };
    // What installs packages needs them; the part about them makes them as well.
    if wanted.iter().any(|it| it.needs_packages) && !wanted.iter().any(|it| it.name == parts::PACKAGES) {
        dist::run(root, std::iter::empty())?;
    }
    let mut outcomes = Vec::new();
    for part in &wanted {
        println!("\n== {}: {}", part.name, part.what);
        let start = Instant::now();
        let outcome = Outcome::of((part.command)(&world))?;
        outcomes.push((part.name, start.elapsed(), outcome));
    }
    println!("\n== summary");
    let left_out = PARTS.iter().filter(|it| !wanted.iter().any(|part| part.name == it.name));
    for part in left_out {
        let reason = if args.only.is_empty() { part.why_extra } else { "not asked for" };
        println!("{:<12} not run: {reason}", part.name);
    }
    outcome::sum_up(&outcomes)
}
