//! Where text goes: results to standard output, everything else to standard error.
//!
//! The trap: whoever reads our output may stop at any time. A broken pipe is no error and no panic; the rest is dropped.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Nothing to report.
    Clean,
    /// There is something at or above the bar.
    Found,
    /// Wrong usage, or input that could not be read.
    Unusable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Found => 1,
            Outcome::Unusable => 2,
        })
    }
}

/// The two streams.
pub(crate) struct Output {
    stdout: BufWriter<AutoStream<StdoutLock<'static>>>,
    choice: ColorChoice,
    /// Whether somebody still reads the results.
    is_heard: bool,
}

impl Output {
    pub(crate) fn new(choice: ColorChoice) -> Self {
        let lock = io::stdout().lock();
        let choice = match choice {
            ColorChoice::Auto => AutoStream::choice(&lock),
            other => other,
        };
        Self {
            stdout: BufWriter::with_capacity(1 << 16, AutoStream::new(lock, choice)),
            choice,
            is_heard: true,
        }
    }

    /// Whether a person looks at the results.
    pub(crate) fn is_terminal() -> bool {
        io::stdout().is_terminal()
    }

    /// Whether results are coloured.
    pub(crate) fn is_coloured(&self) -> bool {
        !matches!(self.choice, ColorChoice::Never)
    }

    /// Writes a part of the result.
    pub(crate) fn write(&mut self, text: &str) {
        if self.is_heard {
            self.is_heard = self.stdout.write_all(text.as_bytes()).is_ok();
        }
    }

    /// Writes a JSON document.
    pub(crate) fn write_json(&mut self, value: &serde_json::Value) {
        self.write(&format!("{value:#}\n"));
    }

    /// Writes what is not the result, behind all of the result so far.
    pub(crate) fn note(&mut self, message: impl Display) {
        let _ = self.stdout.flush();
        let _ = writeln!(io::stderr(), "{message}");
    }

    /// Writes what went wrong.
    pub(crate) fn error(&mut self, message: impl Display) {
        self.note(format_args!("error: {message}"));
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        let _ = self.stdout.flush();
    }
}

/// `1 error`, `2 errors`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
