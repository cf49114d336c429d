//! The options of `graph`, with their help.

use std::path::PathBuf;

use clap::{Args as Arguments, ValueEnum};

use super::{RenderingArgs, WorldArgs};

/// What stands below the options.
pub(super) const EXAMPLES: &str = "\
Examples:
  oam-ls graph app.yaml -O app.svg            a picture, light or dark as its viewer likes
  oam-ls graph app.yaml --theme dark > app.svg
  oam-ls graph --app shop --format mermaid    for Markdown
  oam-ls graph --app shop --format dot | dot -Tpng -o shop.png
  oam-ls graph --app shop --diff main...      what this branch changes
  oam-ls graph --format json                  nodes, edges and their sources, of every application

Pictures are of one application; `--app` says which where there are several.

Exit codes: 0 it is drawn, 1 the engine would refuse the application, 2 wrong usage or unreadable input.";

/// Options of `graph`.
#[derive(Debug, Arguments)]
pub(crate) struct GraphArgs {
    #[command(flatten)]
    pub(crate) world: WorldArgs,
    #[command(flatten)]
    pub(crate) rendering: RenderingArgs,
    /// How to draw. Default: what the ending of the output file says, else `svg`; on a terminal `mermaid`, which people
    /// can read.
    #[arg(long, short = 'o', value_enum)]
    pub(crate) format: Option<GraphFormat>,
    /// The ground that an SVG is made for; `auto` leaves it to the viewer.
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) theme: GraphTheme,
    /// Draw what changes since a revision, or within a range as `diff` takes it: what comes, what goes, what becomes other.
    #[arg(long, value_name = "REV[..REV]")]
    pub(crate) diff: Option<String>,
    /// Write to this file instead of standard output.
    #[arg(long, short = 'O', visible_alias = "output", value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
}

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// A picture.
    Svg,
    /// A flowchart for Markdown.
    Mermaid,
    /// Input of Graphviz.
    Dot,
    /// Nodes and edges.
    Json,
}

/// The ground of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphTheme {
    /// Whichever the viewer prefers.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl GraphArgs {
    /// The form to draw in; `is_terminal` says whether a person looks at standard output.
    pub(crate) fn form(&self, is_terminal: bool) -> GraphFormat {
        let ending = self.output_file.as_ref().map(|it| it.extension().and_then(|it| it.to_str()));
        let implied = match ending {
            Some(Some("mmd" | "mermaid")) => GraphFormat::Mermaid,
            Some(Some("dot" | "gv")) => GraphFormat::Dot,
            Some(Some("json")) => GraphFormat::Json,
            None if is_terminal => GraphFormat::Mermaid,
            _ => GraphFormat::Svg,
        };
        self.format.unwrap_or(implied)
    }
}
