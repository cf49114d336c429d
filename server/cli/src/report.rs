//! How findings look, one file a format. Machines read what is printed here: shapes change only with their versions.
//!
//! Reports are the same on every machine and at every time: no clock, no paths of this computer.

pub(crate) mod checkstyle;
pub(crate) mod concise;
pub(crate) mod github;
pub(crate) mod gitlab;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod jsonl;
pub(crate) mod junit;
pub(crate) mod sarif;
pub(crate) mod statistics;
pub(crate) mod summary;
mod xml;

use oam_host::display::{LineColumn, line_column};
use oam_ide::{FileSpan, Finding};

use oam_model::workspace::Workspace;

use crate::args::{FailOn, LintFormat};
use crate::baseline::Compared;
use crate::findings::Findings;
use crate::output::{Outcome, Output};
use crate::world::World;

/// What is reported.
pub(crate) struct Report<'a> {
    pub(crate) world: &'a World,
    /// The findings that are shown.
    pub(crate) findings: &'a Findings,
    /// What the baseline says, if there is one.
    pub(crate) compared: Option<&'a Compared>,
    /// What makes the run fail.
    pub(crate) fail_on: FailOn,
    /// How it ends.
    pub(crate) outcome: Outcome,
}

/// Prints it.
pub(crate) fn print(format: LintFormat, report: &Report<'_>, output: &mut Output) {
    match format {
        LintFormat::Human => human::print(report, output),
        LintFormat::Concise => concise::print(report, output),
        LintFormat::Json => json::print(report, output),
        LintFormat::Jsonl => jsonl::print(report, output),
        LintFormat::Sarif => sarif::print(report, output),
        LintFormat::Junit => junit::print(report, output),
        LintFormat::Github => github::print(report, output),
        LintFormat::Gitlab => gitlab::print(report, output),
        LintFormat::Checkstyle => checkstyle::print(report, output),
    }
}

/// The lines and columns of a place, from 1, the end behind the last character.
pub(crate) fn range(at: FileSpan, world: &World) -> Option<(LineColumn, LineColumn)> {
    range_in(&world.workspace, at)
}

/// As [`range`], in any workspace.
pub(crate) fn range_in(workspace: &Workspace, at: FileSpan) -> Option<(LineColumn, LineColumn)> {
    let text = workspace.file(at.file)?.text();
    Some((line_column(text, at.span.start), line_column(text, at.span.end)))
}

/// Message and help in one line.
pub(crate) fn sentence(finding: &Finding) -> String {
    let message = visible(&finding.message);
    match &finding.help {
        Some(help) => format!("{message} ({})", visible(help)),
        None => message,
    }
}

/// Text in which nothing steers a terminal: documents are not trusted, and messages quote them.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for it in text.chars() {
        if it.is_control() {
            shown.extend(it.escape_default());
        } else {
            shown.push(it);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(visible("é\u{1b}[2J\n\u{9b}"), "é\\u{1b}[2J\\n\\u{9b}");
    }
}
