//! The options of `fix`, with their help.

use clap::Args as Arguments;

use super::{FailOn, SelectionArgs, WorldArgs};

/// What stands below the options.
pub(super) const EXAMPLES: &str = "\
Examples:
  oam-ls fix                                safe fixes in the whole workspace
  oam-ls fix --diff                         what they would change, as a patch
  oam-ls fix apps/ --unsafe                 also those that want to be looked at afterwards
  oam-ls fix --select legacy-spelling       one rule only
  cat app.yaml | oam-ls fix - --stdin-filename app.yaml

Only the given files are changed. A file keeps its permissions and line ends; one that was changed
by somebody else in the meantime, or that is read-only, is left alone. In a document with syntax
errors nothing is changed but what mends them.

Exit codes: 0 nothing left at or above `--fail-on`, 1 something, 2 wrong usage, or a file that could
not be read or written. With `--diff`: 0 no changes, 1 changes.";

/// Options of `fix`.
#[derive(Debug, Arguments)]
pub(crate) struct FixArgs {
    #[command(flatten)]
    pub(crate) world: WorldArgs,
    /// Apply also the fixes that may change what the author meant.
    #[arg(long = "unsafe")]
    pub(crate) with_unsafe: bool,
    /// Print the changes as a patch on standard output and write nothing.
    #[arg(long)]
    pub(crate) diff: bool,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// The least severity of a finding that is left which makes the exit code 1.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "error", conflicts_with = "diff")]
    pub(crate) fail_on: FailOn,
}
