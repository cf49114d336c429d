//! Where text goes: results to standard output, everything else to standard error.
//!
//! Documents and paths may hold control characters; none of them reaches a terminal, see [`visible`].
//!
//! The trap: whoever reads our output may stop at any time. A broken pipe is no error and no panic; the rest is dropped.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use crate::visible;

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

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Found => 1,
            Self::Unusable => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}

/// The two streams.
pub(crate) struct Output {
    stdout: BufWriter<AutoStream<StdoutLock<'static>>>,
    /// What the user asked for.
    asked: ColorChoice,
    /// What that means for standard output.
    choice: ColorChoice,
    /// Results that go somewhere else.
    collected: Option<Vec<u8>>,
    /// Whether somebody still reads the results.
    is_heard: bool,
}

impl Output {
    pub(crate) fn new(asked: ColorChoice) -> Self {
        let lock = io::stdout().lock();
        let choice = match asked {
            ColorChoice::Auto => AutoStream::choice(&lock),
            other => other,
        };
        Self {
            stdout: BufWriter::with_capacity(1 << 16, AutoStream::new(lock, choice)),
            asked,
            choice,
            collected: None,
            is_heard: true,
        }
    }

    /// Whether a person looks at the results.
    pub(crate) fn is_terminal() -> bool {
        io::stdout().is_terminal()
    }

    /// Whether results are coloured.
    pub(crate) fn is_coloured(&self) -> bool {
        match self.collected {
            Some(_) => matches!(self.asked, ColorChoice::Always | ColorChoice::AlwaysAnsi),
            None => !matches!(self.choice, ColorChoice::Never),
        }
    }

    /// Whether somebody still reads the results.
    pub(crate) fn is_heard(&self) -> bool {
        self.is_heard
    }

    /// From now on results are kept for [`Self::collected`].
    pub(crate) fn collect(&mut self) {
        self.collected = Some(Vec::new());
    }

    /// The results since [`Self::collect`]; the next ones are printed.
    pub(crate) fn collected(&mut self) -> Vec<u8> {
        self.collected.take().unwrap_or_default()
    }

    /// Makes room for new results where a person looks at the old ones.
    pub(crate) fn clear(&mut self) {
        if Self::is_terminal() {
            self.is_heard &= self.stdout.write_all(b"\x1b[2J\x1b[3J\x1b[H").is_ok();
        }
    }

    /// Writes a part of the result.
    pub(crate) fn write(&mut self, text: &str) {
        if let Some(collected) = &mut self.collected {
            collected.extend_from_slice(text.as_bytes());
        } else if self.is_heard {
            self.is_heard = self.stdout.write_all(visible::coloured(text).as_bytes()).is_ok();
        }
    }

    /// Writes a part of the result byte by byte, where even a control character must not be lost.
    pub(crate) fn write_exactly(&mut self, text: &str) {
        if self.is_heard {
            self.is_heard = self.stdout.flush().is_ok() && io::stdout().write_all(text.as_bytes()).is_ok();
        }
    }

    /// Writes a JSON document.
    pub(crate) fn write_json(&mut self, value: &serde_json::Value) {
        self.write(&format!("{value:#}\n"));
    }

    /// Writes what is not the result, behind all of the result so far.
    pub(crate) fn note(&mut self, message: impl Display) {
        self.is_heard &= self.stdout.flush().is_ok();
        let _ = writeln!(io::stderr(), "{}", visible::plain(&message.to_string()));
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
