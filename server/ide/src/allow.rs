//! Writing the comments that allow a finding: here, or in the whole file.
//!
//! It only makes edits; what the comments do is in `suppressions`.
//!
//! The trap: inside a block scalar, and inside quotes that go over lines, a comment is text. Where none can stand, there is no
//! action.

use oam_model::workspace::{DocumentId, Workspace};
use oam_syntax::{AllowDirective, NodeKind, Offset, SourceDocument, Span, directives};

use crate::finding::Finding;
use crate::position::FileEdit;
use crate::suppressions::{NEVER_ALLOWED, is_about_suppressions, line_of};

/// Whether a finding may be allowed by a comment that a quick fix writes.
pub(crate) fn can_be_allowed(rule: &str) -> bool {
    rule != NEVER_ALLOWED && !is_about_suppressions(rule)
}

/// Allows a finding at its place: joins a comment that is there, else writes one on the line above.
pub(crate) fn allow_here(workspace: &Workspace, document: DocumentId, finding: &Finding) -> Option<FileEdit> {
    let model = workspace.document(document)?;
    let source = model.source();
    let start = workspace.in_file(document, Span::default()).start;
    let at = finding.span.start.get().checked_sub(start.get())? as usize;
    let text = source.text();
    let line = line_of(source, at);
    let near =
        directives(source).into_iter().rfind(|it| !it.file_wide && it.covers(line) && !it.rule.is_empty());
    let (place, new) = match near {
        Some(directive) => joined(&directive, finding.rule),
        None => {
            let line_start = text.get(..at)?.rfind('\n').map_or(0, |it| it + 1);
            let comment = format!("# oam: allow {}", finding.rule);
            above(source, line_start, &comment)?
        }
    };
    Some(edit(document, start, place, new))
}

/// Allows a rule in a whole file: joins a comment that is there, else writes one behind the comments that begin the file.
pub(crate) fn allow_in_file(workspace: &Workspace, document: DocumentId, rule: &str) -> Option<FileEdit> {
    let file = workspace.file(document.file)?;
    for (index, model) in (0_u32..).zip(file.documents()) {
        let found = directives(model.source()).into_iter().rfind(|it| it.file_wide && !it.rule.is_empty());
        if let Some(directive) = found {
            let document = DocumentId { index, ..document };
            let start = workspace.in_file(document, Span::default()).start;
            let (place, new) = joined(&directive, rule);
            return Some(edit(document, start, place, new));
        }
    }
    let text = file.documents().first()?.source().text();
    let mut place = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in text.get(place..)?.split_inclusive('\n') {
        if !line.starts_with('#') || !line.ends_with('\n') {
            break;
        }
        place += line.len();
    }
    let comment = format!("# oam: allow-file {rule}{}", newline(text));
    let first = DocumentId { index: 0, ..document };
    Some(edit(first, Offset::default(), place, comment))
}

fn edit(document: DocumentId, start: Offset, place: usize, text: String) -> FileEdit {
    let at = Offset::new(start.index() + place);
    FileEdit { file: document.file, span: Span::empty(at), text }
}

fn joined(directive: &AllowDirective, rule: &str) -> (usize, String) {
    (directive.rule_span.end.index(), format!(", {rule}"))
}

/// A comment on the line above a line that starts here; behind it, if the line starts the document.
fn above(source: &SourceDocument, line_start: usize, comment: &str) -> Option<(usize, String)> {
    let text = source.text();
    let is_inside = source.nodes().any(|it| {
        matches!(it.kind(), NodeKind::Scalar | NodeKind::Template)
            && it.span().start.index() < line_start
            && line_start < it.span().end.index()
    });
    if is_inside {
        return None;
    }
    let line = text.get(line_start..)?.lines().next().unwrap_or_default();
    let line = line.trim_end_matches('\r');
    if line_start == 0 && line.starts_with("---") {
        // What stands above belongs to the document before.
        let place = line.trim_end().len();
        return (!line.contains('#')).then(|| (place, format!(" {comment}")));
    }
    let mark = line.len() - line.trim_start_matches('\u{feff}').len();
    let indent: String =
        line.chars().skip_while(|it| *it == '\u{feff}').take_while(|it| *it == ' ').collect();
    Some((line_start + mark, format!("{indent}{comment}{}", newline(text))))
}

fn newline(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|it| text.get(..it));
    if first.is_some_and(|it| it.ends_with('\r')) { "\r\n" } else { "\n" }
}
