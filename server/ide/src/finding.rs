//! A finding: what a check says about a place, with the way out.

use std::iter;

use oam_model::workspace::FileId;
use oam_syntax::Span;

use crate::position::{FileEdit, FileSpan};

/// One thing that is wrong, or worth knowing, about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, names in backticks, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where, in bytes of the file.
    pub span: Span,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// A change that removes it.
    pub fix: Option<Fix>,
    /// How editors may show it beside the squiggle.
    pub tag: Option<Tag>,
    /// Whether every tool that reads YAML says the same, so that an editor with another YAML server would show it twice.
    pub is_plain_yaml: bool,
    /// Whether it says that the rule itself failed: a mistake of ours, not of the document.
    pub is_failure: bool,
}

impl Finding {
    /// Every place that it names, its own first: the file where there may be another one, and the stretch.
    pub(crate) fn places_mut(&mut self, file: FileId) -> impl Iterator<Item = (FileId, &mut Span)> {
        let related = self.related.iter_mut().map(|it| (it.at.file, &mut it.at.span));
        let edits = self.fix.iter_mut().flat_map(|it| &mut it.edits).map(|it| (it.file, &mut it.span));
        iter::once((file, &mut self.span)).chain(related).chain(edits)
    }

    /// Whether it and a stretch of its file have a place in common.
    pub(crate) fn touches(&self, span: Span) -> bool {
        self.span.start <= span.end && span.start <= self.span.end
    }
}

/// How bad a finding is, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Style, or a habit worth having.
    Hint,
    /// Worth knowing.
    Info,
    /// Will be ignored or misbehave on a known engine.
    Warning,
    /// A part of the model cannot work.
    Error,
}

/// A second place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub at: FileSpan,
    /// What is there.
    pub message: String,
}

/// A change that removes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command: "replace `x` by `y`".
    pub title: String,
    /// Whether it keeps what the author meant without doubt, so that it may be applied unasked.
    pub is_safe: bool,
    /// How much of a document it is about.
    pub reach: Reach,
    /// The edits, none overlapping another.
    pub edits: Vec<FileEdit>,
}

/// How much of a document a fix is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The place of the finding.
    Place,
    /// All of it, as when its indentation is restored: what else was found in the document is void afterwards.
    Document,
}

/// Hints for showing a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Written in a way of the past.
    Deprecated,
    /// Without effect.
    Unnecessary,
}

impl Severity {
    /// The word for it in output and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
