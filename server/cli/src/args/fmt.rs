//! The options of `fmt`, with their help.

use std::path::PathBuf;

use clap::Args as Arguments;

use super::WorldArgs;

/// What stands below the options.
pub(super) const EXAMPLES: &str = "\
Examples:
  oam-ls fmt                     every OAM document of this workspace
  oam-ls fmt apps/ --diff        what would change, as a patch
  oam-ls fmt --check             for continuous integration: name the files that would change
  cat app.yaml | oam-ls fmt - --stdin-filename app.yaml

A file keeps its own step of indentation and its own way to indent lists. Documents that are not
OAM's, documents with syntax errors and JSON files are left alone.

Exit codes: 0 all is formatted, 1 a document has syntax errors or, with `--check` and `--diff`,
something would change, 2 wrong usage, or a file that could not be read or written.";

/// Options of `fmt`.
#[derive(Debug, Arguments)]
pub(crate) struct FmtArgs {
    /// Files and folders; `-` is standard input. Default: the whole workspace.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write nothing; print the files that would change.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write nothing; print what would change as a patch.
    #[arg(long, conflicts_with = "check")]
    pub(crate) diff: bool,
    /// Columns of a step, for files that do not show one of their own.
    #[arg(long, value_name = "WIDTH", default_value = "2", value_parser = clap::value_parser!(u32).range(1..=8))]
    pub(crate) indent: u32,
    /// The folder that is the workspace. Default: the nearest one with `.oam-ls.yaml` or `.git`.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) root: Option<PathBuf>,
    /// The file that standard input (`-`) stands for.
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

impl FmtArgs {
    /// What to load. Formatting is the same for every platform.
    pub(crate) fn world(&self) -> WorldArgs {
        WorldArgs {
            paths: self.paths.clone(),
            root: self.root.clone(),
            platform: None,
            stdin_filename: self.stdin_filename.clone(),
        }
    }
}
