//! Options of `doctor`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub(crate) const EXAMPLES: &str = "\
Examples:
  oam-ls doctor                            what the workspace around this folder costs
  oam-ls doctor apps/ --top 25             another one, with longer lists
  oam-ls doctor --format json              the same for a program to read

Times are those of this machine just now. A rule's time is that of running it by itself over all documents.

Exit codes: 0 all is well, 1 a limit is reached or a setting does nothing, 2 wrong settings or unreadable input.";

/// Options of `doctor`.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// A folder or file of the workspace. Default: the working folder.
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// How many rules and files the lists of the slowest have.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) top: usize,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: DoctorFormat,
}

/// How the costs are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DoctorFormat {
    /// Tables.
    Human,
    /// One JSON document.
    Json,
}
