//! The program `oam-ls`: arguments in, text and an exit code out.
//!
//! It computes nothing about OAM and speaks no protocol; the server and the features are crates of their own. Read it in
//! this order: [`args`] → `commands` → `report`.

mod args;
mod commands;
mod output;
mod report;
mod world;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use tracing_subscriber::EnvFilter;

use crate::args::{Args, Command};
use crate::commands::{explain, lint, preview, rules};
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
    let mut output = Output::new(args.color.into());
    match command {
        Command::Serve(_) => {
            log("warn");
            ExitCode::from(oam_lsp::serve_stdio())
        }
        Command::Lint(args) => quiet(|| lint::run(&args, &mut output)),
        Command::Preview(args) => quiet(|| preview::run(&args, &mut output)),
        Command::Explain(args) => explain::run(&args, &mut output).into(),
        Command::Rules(args) => rules::run(&args, &mut output).into(),
    }
}

/// Runs a command with logging only where the user asked for it.
fn quiet(command: impl FnOnce() -> Outcome) -> ExitCode {
    log("off");
    command().into()
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
