//! The options of `lint`, with their help.

use std::path::PathBuf;

use clap::{Args as Arguments, ValueEnum};
use oam_ide::Severity;

use super::WorldArgs;

/// What stands below the options.
pub(super) const EXAMPLES: &str = "\
Examples:
  oam-ls lint                                     the whole workspace
  oam-ls lint apps/ --platform rudr               a folder, and the documents that depend on it
  oam-ls lint --only-given app.yaml               only this file
  oam-ls lint --fail-on warning --format concise  for continuous integration
  oam-ls lint --select references --watch         one group of rules, again after every change
  oam-ls lint --statistics                        how often each rule finds something
  oam-ls lint --format sarif --output-file oam.sarif
  oam-ls lint --baseline known.json --write-baseline
  cat app.yaml | oam-ls lint - --stdin-filename app.yaml

Exit codes: 0 nothing at or above `--fail-on`, 1 something, 2 wrong usage or unreadable input.";

const WHICH: &str = "Which findings";
const HOW: &str = "How they are reported";

/// Options of `lint`.
#[derive(Debug, Arguments)]
pub(crate) struct LintArgs {
    #[command(flatten)]
    pub(crate) world: WorldArgs,
    /// Report on the given paths alone, not on the documents that depend on them.
    #[arg(long)]
    pub(crate) only_given: bool,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    #[command(flatten)]
    pub(crate) baseline: BaselineArgs,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
    /// Stay, and report again whenever a file changes; Ctrl-C ends it.
    #[arg(long)]
    pub(crate) watch: bool,
}

/// Which rules count.
#[derive(Debug, Arguments)]
pub(crate) struct SelectionArgs {
    /// Report these rules only; commas between them, or the option repeated.
    ///
    /// A rule is an id that `oam-ls rules` lists, or a group: `dialect`, `parameters`, `portability`, `practice`,
    /// `references`, `schema`, `workload`. A rule that `.oam-ls.yaml` turns off runs when its id is given.
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = WHICH)]
    pub(crate) select: Vec<String>,
    /// Leave these rules or groups out; it wins over `--select`.
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = WHICH)]
    pub(crate) ignore: Vec<String>,
}

/// What is known already.
#[derive(Debug, Arguments)]
pub(crate) struct BaselineArgs {
    /// A file of known findings: they are kept quiet, and those that are gone are named.
    #[arg(long, value_name = "FILE", help_heading = WHICH)]
    pub(crate) baseline: Option<PathBuf>,
    /// Record all findings of this run in the file of `--baseline` instead of reporting them.
    #[arg(long, requires = "baseline", conflicts_with_all = ["format", "output_file", "statistics", "watch"], help_heading = WHICH)]
    pub(crate) write_baseline: bool,
}

/// How the report looks, where it goes, and what it means.
#[derive(Debug, Arguments)]
pub(crate) struct ReportArgs {
    /// How to print. Default: `human` on a terminal, else `concise`.
    #[arg(long, value_enum, help_heading = HOW)]
    pub(crate) format: Option<LintFormat>,
    /// Write the report to this file instead of standard output.
    #[arg(long, value_name = "FILE", help_heading = HOW)]
    pub(crate) output_file: Option<PathBuf>,
    /// Count the findings of each rule instead of printing them; with the formats `human`, `concise` and `json`.
    #[arg(long, help_heading = HOW)]
    pub(crate) statistics: bool,
    /// The least severity that makes the exit code 1.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "error", help_heading = HOW)]
    pub(crate) fail_on: FailOn,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// Source line, caret and help.
    Human,
    /// One line a finding.
    Concise,
    /// One JSON document.
    Json,
    /// One JSON object a line: the findings, then the summary.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for test reports of Jenkins and others.
    Junit,
    /// Annotations of GitHub Actions.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
    /// Checkstyle XML, for Jenkins' Warnings plugin and others.
    Checkstyle,
}

/// What makes `lint` fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors.
    Error,
    /// Warnings and worse.
    Warning,
    /// Information and worse.
    Info,
    /// Any finding.
    Hint,
    /// Nothing.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity fails the run.
    pub(crate) fn includes(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => severity >= Severity::Info,
            Self::Hint => severity >= Severity::Hint,
            Self::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_help_names_every_group() {
        let mut command = crate::args::Args::command();
        let lint = command.find_subcommand_mut("lint").unwrap();
        let help = lint.render_long_help().to_string();
        for rule in oam_ide::rules() {
            assert!(help.contains(&format!("`{}`", rule.group.name())), "{:?}", rule.group);
        }
    }
}
