//! A document in the making: lines with their indentation, and where the mistake went.

use std::fmt::Display;
use std::fmt::Write as _;

use crate::mistake::Mistake;

/// A finished document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its text, with a line break at the end.
    pub text: String,
    /// The mistake in it and its line, from 1.
    pub mistake: Option<(Mistake, usize)>,
}

/// A document in the making.
pub(crate) struct Page {
    text: String,
    lines: usize,
    wanted: Option<Mistake>,
    placed: Option<usize>,
}

impl Page {
    /// Begins a document of a kind.
    pub(crate) fn new(kind: &str, wanted: Option<Mistake>) -> Self {
        let mut page = Self { text: String::with_capacity(2_048), lines: 0, wanted, placed: None };
        page.line(0, "apiVersion: core.oam.dev/v1alpha1");
        page.line(0, format_args!("kind: {kind}"));
        page.line(0, "metadata:");
        page
    }

    /// Adds a line, indented by so many blanks.
    pub(crate) fn line(&mut self, indent: usize, text: impl Display) {
        let _ = writeln!(self.text, "{:indent$}{text}", "");
        self.lines += 1;
    }

    /// Adds several lines, all indented by so many blanks.
    pub(crate) fn lines(&mut self, indent: usize, text: &str) {
        for line in text.lines() {
            self.line(indent, line);
        }
    }

    /// Whether this mistake is to be made, and was not yet. The line that is added next is where it is.
    pub(crate) fn errs(&mut self, mistake: Mistake) -> bool {
        let is_here = self.wanted == Some(mistake) && self.placed.is_none();
        if is_here {
            self.placed = Some(self.lines + 1);
        }
        is_here
    }

    /// Whether this mistake is to be made.
    pub(crate) fn wants(&self, mistake: Mistake) -> bool {
        self.wanted == Some(mistake)
    }

    /// One text or, once, the wrong one.
    pub(crate) fn unless(&mut self, mistake: Mistake, right: &str, wrong: &str) -> String {
        if self.errs(mistake) { wrong.to_owned() } else { right.to_owned() }
    }

    pub(crate) fn finish(self) -> Document {
        let mistake = self.wanted.zip(self.placed);
        Document { text: self.text, mistake }
    }
}
