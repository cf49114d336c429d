//! The command line: words, options and their help.

mod diff;
mod doctor;
mod fix;
mod fmt;
mod graph;
mod lint;

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};

pub(crate) use self::diff::{DiffArgs, DiffFormat};
pub(crate) use self::doctor::{DoctorArgs, DoctorFormat};
pub(crate) use self::fix::FixArgs;
pub(crate) use self::fmt::FmtArgs;
pub(crate) use self::graph::{GraphArgs, GraphFormat, GraphTheme};
pub(crate) use self::lint::{FailOn, LintArgs, LintFormat, SelectionArgs};

/// Language server, linter and deployment preview for Open Application Model documents.
#[derive(Debug, Parser)]
#[command(name = "oam-ls", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    /// When to colour the output.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  oam-ls lint                          check every OAM document of this workspace
  oam-ls lint app.yaml --format json   findings for a program to read
  oam-ls fix --diff                    what the linter would mend by itself
  oam-ls fmt                           put every OAM document of this workspace in order
  oam-ls preview app.yaml              the Kubernetes manifests of an application
  oam-ls diff main...                  what a branch changes for the deployment
  oam-ls graph --app shop -O shop.svg  a picture of an application
  oam-ls explain unknown-component     why a rule exists, with examples

Exit codes: 0 nothing to report, 1 findings, changes or a refused application, 2 wrong usage or unreadable input.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the language server on standard input and output.
    Serve(ServeArgs),
    /// Check documents and print what is wrong with them.
    #[command(after_help = lint::EXAMPLES)]
    Lint(LintArgs),
    /// Mend what can be mended without doubt.
    #[command(after_help = fix::EXAMPLES)]
    Fix(FixArgs),
    /// Format documents: indentation, blanks and blank lines.
    #[command(after_help = fmt::EXAMPLES)]
    Fmt(FmtArgs),
    /// Render applications to the manifests that a platform would create.
    #[command(after_help = PREVIEW_EXAMPLES)]
    Preview(PreviewArgs),
    /// Show what a change changes for the deployment, between revisions or against the files on the disk.
    #[command(after_help = diff::EXAMPLES)]
    Diff(DiffArgs),
    /// Draw an application: what leads where once it is rendered.
    #[command(after_help = graph::EXAMPLES)]
    Graph(GraphArgs),
    /// Show what a workspace costs: files, documents, time, memory, the slowest rules; and what its settings do.
    #[command(after_help = doctor::EXAMPLES)]
    Doctor(DoctorArgs),
    /// Show a rule's page: what it finds, why, and examples.
    Explain(ExplainArgs),
    /// List all rules.
    Rules(RulesArgs),
}

const PREVIEW_EXAMPLES: &str = "\
Examples:
  oam-ls preview                          every application of the workspace
  oam-ls preview app.yaml --target rudr   what the reference controller creates
  oam-ls preview --app shop --set replicas=3 --origins
  oam-ls preview --summary                what each component asks for, least and most
  oam-ls preview app.yaml --format json   manifests, notes and totals for a program to read";

/// Options of `serve`.
#[derive(Debug, Arguments)]
pub(crate) struct ServeArgs {
    /// Accepted because editors send it; there is no other way to talk.
    #[arg(long)]
    pub(crate) stdio: bool,
}

/// What both `lint` and `preview` need to know about the workspace.
#[derive(Debug, Arguments)]
pub(crate) struct WorldArgs {
    /// Files and folders; `-` is standard input. Default: the whole workspace.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The folder that is the workspace. Default: the nearest one with `.oam-ls.yaml` or `.git`.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) root: Option<PathBuf>,
    /// The platform the applications are for, such as `rudr`; it replaces that of `.oam-ls.yaml`.
    #[arg(long, value_name = "NAME")]
    pub(crate) platform: Option<String>,
    /// The file that standard input (`-`) stands for: its path decides the workspace, and the findings carry it.
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

/// Which applications are rendered, and for what.
#[derive(Debug, Arguments)]
pub(crate) struct RenderingArgs {
    /// Only the application of this name.
    #[arg(long, value_name = "NAME")]
    pub(crate) app: Option<String>,
    /// What to render for: `kubernetes` (default) or `rudr`.
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,
    /// Replace a variable or a parameter; may be given more than once.
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = assignment)]
    pub(crate) overrides: Vec<(String, String)>,
}

/// Options of `preview`.
#[derive(Debug, Arguments)]
pub(crate) struct PreviewArgs {
    #[command(flatten)]
    pub(crate) world: WorldArgs,
    #[command(flatten)]
    pub(crate) rendering: RenderingArgs,
    /// The namespace of the rendered objects.
    #[arg(long, value_name = "NAME")]
    pub(crate) namespace: Option<String>,
    /// Add to each field where it came from.
    #[arg(long)]
    pub(crate) origins: bool,
    /// Print what the applications ask for instead: replicas, CPU, memory, storage of each component.
    #[arg(long, conflicts_with = "origins")]
    pub(crate) summary: bool,
    /// How to print.
    #[arg(long, short = 'o', visible_alias = "output", value_enum, default_value = "yaml")]
    pub(crate) format: PreviewFormat,
}

/// Options of `explain`.
#[derive(Debug, Arguments)]
pub(crate) struct ExplainArgs {
    /// The id of the rule, as findings show it.
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
}

/// Options of `rules`.
#[derive(Debug, Arguments)]
pub(crate) struct RulesArgs {
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: RulesFormat,
}

/// How previews are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PreviewFormat {
    /// Manifests, ready to apply.
    Yaml,
    /// Manifests, notes and totals.
    Json,
}

/// How rules are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// A table.
    Human,
    /// One JSON document.
    Json,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as `NAME=VALUE`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn values_may_hold_equals_signs() {
        assert_eq!(assignment("a=b=c"), Ok(("a".to_owned(), "b=c".to_owned())));
        assert!(assignment("=b").is_err() && assignment("a").is_err());
    }
}
