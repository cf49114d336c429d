//! `cargo xtask dist`: the packages that people without Rust install, all from one release build.
//!
//! It starts the tools that make them (cargo, maturin, npm, vsce) and publishes nothing. What is in each package is said
//! by the files in `packages/` and `vscode-extension/`.

mod archive;
mod checksums;
mod npm;
mod platform;
mod pre_commit;
mod program;
mod tool;
mod trial;
mod vscode;
mod wheel;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;

use self::platform::Platform;

/// Makes the packages that people without Rust install.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask dist")]
struct Args {
    /// Where they are put; what is there is removed.
    #[arg(long, value_name = "FOLDER", default_value = "target/dist")]
    out: PathBuf,
    /// For another platform than this one, as Rust names it; its toolchain must be there.
    #[arg(long, value_name = "TRIPLE")]
    target: Option<String>,
    /// Installs each of them in an empty environment and uses it.
    #[arg(long, conflicts_with = "target")]
    check: bool,
}

/// What all packages are made of.
struct Dist {
    /// The top of the checkout.
    root: PathBuf,
    /// Where packages go.
    out: PathBuf,
    /// Where they are put together.
    work: PathBuf,
    /// For which platform.
    platform: Platform,
    /// The program as it was built.
    program: PathBuf,
}

/// The version of all packages.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Runs the command; an error is a text for people.
pub(crate) fn run(root: &Path, arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let args = Args::parse_from(std::iter::once("cargo xtask dist".to_owned()).chain(arguments));
    let platform = match &args.target {
        Some(triple) => Platform::of(triple)?,
        None => Platform::host()?,
    };
    let out = root.join(&args.out);
    let _ = fs::remove_dir_all(&out);
    let work = out.join("work");
    fs::create_dir_all(&work).map_err(|it| format!("{}: {it}", work.display()))?;
    let program = program::build(root, &platform)?;
    let dist = Dist { root: root.to_owned(), out, work, platform, program };
    let packages = [archive::make, npm::make, vscode::make, wheel::make, pre_commit::make];
    for make in packages {
        make(&dist)?;
    }
    fs::remove_dir_all(&dist.work).map_err(|it| it.to_string())?;
    checksums::write(&dist.out)?;
    if args.check { trial::run_all(&dist) } else { Ok(()) }
}

/// Builds the program as it is released, for this platform, and returns where it is.
pub(crate) fn release_build(root: &Path) -> Result<PathBuf, String> {
    program::build(root, &Platform::host()?)
}

/// The platform that this runs on, as Rust names it.
pub(crate) fn host() -> Result<String, String> {
    Ok(Platform::host()?.triple)
}

impl Dist {
    /// A file of the checkout.
    fn source(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Copies files of the checkout into a folder.
    fn copy(&self, paths: &[&str], folder: &Path) -> Result<(), String> {
        fs::create_dir_all(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
        for path in paths {
            let source = self.source(path);
            let name = source.file_name().unwrap_or_default();
            fs::copy(&source, folder.join(name)).map_err(|it| format!("{}: {it}", source.display()))?;
        }
        Ok(())
    }

    /// Copies the program into a folder.
    fn copy_program(&self, folder: &Path) -> Result<(), String> {
        fs::create_dir_all(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
        let copied = fs::copy(&self.program, folder.join(self.platform.program_name()));
        copied.map(drop).map_err(|it| format!("{}: {it}", self.program.display()))
    }

    /// A command that runs at the top of the checkout.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }
}
