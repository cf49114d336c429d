//! Findings for people: the source line, a caret below the place, the help, other places that belong to it.
//!
//! The trap: sources may have lines of megabytes and findings by the thousand; only a window of one line is ever shown.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use oam_host::display::LineColumn;
use oam_ide::{FileSpan, Finding, Severity};

use super::{Report, range};
use crate::findings::Found;
use crate::output::Output;
use crate::world::World;

/// Longest part of a line that is shown.
const MAX_CHARACTERS: usize = 160;

/// What is shown left of a place in a longer line.
const LEAD: usize = 40;

/// A line of a file with a place in it.
struct Excerpt {
    path: String,
    text: String,
    line: usize,
    marked: Range<usize>,
}

/// Prints all findings.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    let renderer = if output.is_coloured() { Renderer::styled() } else { Renderer::plain() };
    for (file, Found { finding, .. }) in report.findings.all() {
        let at = FileSpan { file, span: finding.span };
        output.write(&render(finding, at, report.world, &renderer));
    }
}

fn render(finding: &Finding, at: FileSpan, world: &World, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.rule);
    let mut group = Group::with_title(title);
    if let Some(excerpt) = excerpt(at, world) {
        group = group.element(snippet(excerpt, AnnotationKind::Primary));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let related = finding.related.iter().filter_map(|it| {
        let title = Level::NOTE.secondary_title(it.message.as_str());
        Some(Group::with_title(title).element(snippet(excerpt(it.at, world)?, AnnotationKind::Primary)))
    });
    let report: Vec<_> = std::iter::once(group).chain(related).collect();
    format!("{}\n\n", renderer.render(&report))
}

fn snippet<'a>(excerpt: Excerpt, kind: AnnotationKind) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .path(excerpt.path)
        .annotation(kind.span(excerpt.marked))
}

/// The first line of a place. A place of several lines is marked up to the end of its first.
fn excerpt(at: FileSpan, world: &World) -> Option<Excerpt> {
    let text = world.workspace.file(at.file)?.text();
    let (start, end) = range(at, world)?;
    let (text, marked) = window(text.line(start.line - 1), start, end);
    Some(Excerpt { path: world.path_for_people(at.file), text, line: start.line as usize, marked })
}

fn window(line: &str, start: LineColumn, end: LineColumn) -> (String, Range<usize>) {
    let line: Vec<char> = line.chars().collect();
    let from = (start.column as usize - 1).min(line.len());
    let to =
        if end.line == start.line { (end.column as usize - 1).clamp(from, line.len()) } else { line.len() };
    let first = if line.len() > MAX_CHARACTERS { from.saturating_sub(LEAD) } else { 0 };
    let shown: Vec<char> = line.into_iter().skip(first).take(MAX_CHARACTERS).collect();
    let bytes = |columns: usize| shown.iter().take(columns).map(|it| it.len_utf8()).sum::<usize>();
    let marked = bytes(from - first)..bytes(to - first);
    (shown.iter().collect(), marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, from: u32, to: u32) -> (String, Range<usize>) {
        window(text, LineColumn { line: 1, column: from }, LineColumn { line: 1, column: to })
    }

    #[test]
    fn a_short_line_is_shown_whole_and_marked_in_bytes() {
        assert_eq!(shown("é: né", 4, 6), ("é: né".to_owned(), 4..7));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let (text, marked) = shown(&"ab".repeat(10_000), 5001, 19_001);
        assert_eq!(text.len(), MAX_CHARACTERS);
        assert_eq!(marked, LEAD..MAX_CHARACTERS);
    }
}
