//! The options of `diff`, with their help.

use std::path::PathBuf;

use clap::{Args as Arguments, ValueEnum};

use super::{RenderingArgs, assignment};

/// What stands below the options.
pub(super) const EXAMPLES: &str = "\
Examples:
  oam-ls diff                             what the files on the disk change, against the last commit
  oam-ls diff main...                     what this branch changes, since it left `main`
  oam-ls diff v1..v2 apps/shop            between two revisions, the applications of a folder
  oam-ls diff HEAD web.yaml               the applications that use what stands in a file
  oam-ls diff --set-new replicas=3        the same files with another value, without any revision
  oam-ls diff main... --format markdown   for a comment on a review

What counts is what is deployed: comments, order of keys, names of variables and files do not.

Exit codes: 0 nothing changes, 1 something changes, 2 wrong usage or unreadable input.";

/// Options of `diff`.
#[derive(Debug, Arguments)]
pub(crate) struct DiffArgs {
    /// A revision to compare the files on the disk with (default: `HEAD`), two as `OLD..NEW`, or `OLD...NEW` for what NEW
    /// changes since both parted. An empty side of a range is `HEAD`.
    #[arg(value_name = "REV[..REV]")]
    pub(crate) revision: Option<String>,
    /// Only applications in these files and folders, or that use something of them. Default: the whole workspace.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The folder that is the workspace. Default: the nearest one with `.oam-ls.yaml` or `.git`.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) root: Option<PathBuf>,
    /// The platform the applications are for, such as `rudr`; it replaces that of `.oam-ls.yaml`.
    #[arg(long, value_name = "NAME")]
    pub(crate) platform: Option<String>,
    #[command(flatten)]
    pub(crate) rendering: RenderingArgs,
    /// As `--set`, on the old side only; without a revision both sides are then the files on the disk.
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    pub(crate) set_old: Vec<(String, String)>,
    /// As `--set-old`, on the new side.
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    pub(crate) set_new: Vec<(String, String)>,
    /// The namespace of the rendered objects.
    #[arg(long, value_name = "NAME")]
    pub(crate) namespace: Option<String>,
    /// How to print.
    #[arg(long, short = 'o', visible_alias = "output", value_enum, default_value = "human")]
    pub(crate) format: DiffFormat,
}

/// How a difference is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// One block an object, with the sources.
    Human,
    /// One JSON document.
    Json,
    /// A comment for a review.
    Markdown,
}
