//! Formatting: the same document, written the way its own lines are mostly written.
//!
//! Blanks and blank lines change, nothing else: no line is joined or broken, no quote or key moves. It answers with edits
//! of the text and does not prove them; whoever applies them compares the documents before and after.
//!
//! The trap: template engines count columns (`indent 4`), so text with `{{` keeps its indentation, and so does what is
//! too rare to be worth a risk: keys with `?`, tags on lines of their own.

mod columns;
mod comments;
mod lines;
mod plan;
mod spaces;
mod style;
mod tail;
mod tokens;

pub use style::FormatStyle;

use std::ops::Range;

use crate::edit::Edit;
use crate::{SourceDocument, Span};
use columns::Columns;
use lines::Lines;
use tokens::Tokens;

/// What else is formatted beside the lines of a document, where it stands at an end of its file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FileEnds {
    /// It is the first document: blank lines above it go.
    pub begins: bool,
    /// It is the last document, and blank lines below it go.
    pub trims_final_lines: bool,
    /// It is the last document, and its last line gets a terminator.
    pub has_final_newline: bool,
}

/// The edits that format a document, or the lines that `part` touches and those that have to move with them. Nothing for a
/// document with errors or without content.
pub fn format(
    document: &SourceDocument,
    style: FormatStyle,
    part: Option<Span>,
    ends: FileEnds,
) -> Option<Vec<Edit>> {
    if !document.errors().is_empty() {
        return None;
    }
    let root = document.root()?;
    let lines = Lines::new(document.text());
    let tokens = Tokens::read(document, &lines)?;
    let keeps_indentation = tokens.keeps_indentation(&lines);
    let part = part.map(|it| lines.touched(it));
    let mut columns = Columns::new(&lines, &tokens, style, part.clone());
    columns.assign(root, keeps_indentation);
    let Columns { mut plan, levels, .. } = columns;
    if !keeps_indentation {
        comments::place(&lines, &tokens, levels, style, &mut plan);
    }
    let end = tail::edits(document, &lines, &plan, ends);
    let mut edits = plan::edits(&lines, &plan, style, ends.begins, end.from);
    edits.extend(spaces::edits(&lines, &tokens, &plan, style, keeps_indentation));
    if part.as_ref().is_none_or(|it| it.end >= lines.list.len()) {
        edits.extend(end.edits);
    }
    edits.sort_by_key(|it| it.span);
    Some(edits)
}

/// Whether two stretches of lines have a line in common.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
