//! The program `oam-ls`: arguments in, text and an exit code out.
//!
//! It computes nothing about OAM and speaks no protocol; the server and the features are crates of their own. Read it in
//! this order: [`args`] → `commands` → `report`.

mod applications;
mod args;
mod commands;
// What findings are reported.
mod baseline;
mod findings;
mod fingerprint;
mod selection;
mod watch;
// What is changed.
mod fix_summary;
mod patch;
// How they are reported.
mod report;
mod output;
mod visible;
mod world;
mod sides;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use tracing_subscriber::EnvFilter;

use crate::args::{Args, Command};
use crate::commands::{diff, doctor, explain, fix, fmt, graph, lint, preview, rules};
use crate::output::{Outcome, Output};

/// The variable that turns logging on: `OAM_LS_LOG=debug`.
const LOG_VARIABLE: &str = "OAM_LS_LOG";

/// Runs the program.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help that was asked for is an answer; anything else is wrong usage.
            let outcome = match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Outcome::Clean,
                _ => Outcome::Unusable,
            };
            let _ = error.print();
            return outcome.into();
        }
    };
    let Some(command) = args.command else {
        let _ = Args::command().print_help();
        return Outcome::Clean.into();
    };
    quiet_panics(matches!(command, Command::Serve(_)));
    if let Command::Serve(_) = command {
        log("warn");
        return ExitCode::from(oam_lsp::serve_stdio());
    }
    log("off");
    // The lock on standard output that this holds would silence a server.
    let mut output = Output::new(args.color.into());
    let outcome = match command {
        Command::Diff(args) => diff::run(&args, &mut output),
        Command::Lint(args) => lint::run(&args, &mut output),
        Command::Fix(args) => fix::run(&args, &mut output),
        Command::Fmt(args) => fmt::run(&args, &mut output),
        Command::Graph(args) => graph::run(&args, &mut output),
        Command::Preview(args) => preview::run(&args, &mut output),
        Command::Doctor(args) => doctor::run(&args, &mut output),
        Command::Explain(args) => explain::run(&args, &mut output),
        Command::Rules(args) => rules::run(&args, &mut output),
        Command::Serve(_) => Outcome::Clean,
    };
    outcome.into()
}

/// A mistake of ours is told by its place in our code. What a panic says besides may hold text of the user's documents.
fn quiet_panics(is_server: bool) {
    std::panic::set_hook(Box::new(move |panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        if is_server {
            tracing::error!(at, "a mistake of this program");
        } else {
            eprintln!("oam-ls: a mistake of this program, at {at}");
        }
    }));
}

fn log(default: &str) {
    let filter = EnvFilter::try_from_env(LOG_VARIABLE).unwrap_or_else(|_| EnvFilter::new(default));
    // A second logger in the same process is no reason to fail.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init();
}
