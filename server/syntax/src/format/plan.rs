//! What becomes of each line, and the edits that do it.
//!
//! It decides nothing about structure: the columns come from the tree, through `columns` and `comments`.

use super::FormatStyle;
use super::lines::{Line, Lines, spaces};
use crate::edit::Edit;

/// What becomes of the blanks in front of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Indent {
    /// They stay.
    #[default]
    Keep,
    /// The text moves to this column.
    Column(u32),
    /// The text of a block scalar and the blank lines below it: what stands in the first column moves to the second, all
    /// else along with it.
    Shift(u32, u32),
}

/// The scalar that a line continues.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Inside {
    #[default]
    Nothing,
    Plain,
    Quoted,
    Block,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plan {
    pub(super) indent: Indent,
    pub(super) inside: Inside,
    /// Whether it may be changed.
    pub(super) is_active: bool,
}

/// The edits of indentation, of blanks at line ends and of blank lines. `begins` says that nothing stands above the
/// document; blank lines from the line `end` on are somebody else's.
pub(super) fn edits(
    lines: &Lines<'_>,
    plan: &[Plan],
    style: FormatStyle,
    begins: bool,
    end: usize,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut was_blank = begins;
    for (index, (line, own)) in lines.list.iter().zip(plan).enumerate() {
        if own.inside == Inside::Block {
            was_blank = false;
            edits.extend(block(lines, *line, *own, style));
            continue;
        }
        let is_blank = Lines::is_blank(*line) && own.inside == Inside::Nothing;
        let is_superfluous = is_blank && was_blank;
        was_blank = is_blank;
        if !own.is_active || is_blank && index >= end {
            continue;
        }
        if is_superfluous {
            edits.push(Edit::new(line.start, line.next, ""));
            continue;
        }
        match own.indent {
            Indent::Shift(..) => {
                edits.extend(block(lines, *line, *own, style));
                continue;
            }
            Indent::Column(column) if !Lines::is_blank(*line) => {
                edits.extend(replaced(lines, line.start, line.text, column));
            }
            Indent::Column(_) | Indent::Keep => {}
        }
        // Within quotes blanks at a line's end stay as they are.
        let goes_on = plan.get(index + 1).is_some_and(|it| it.inside == Inside::Quoted);
        let is_quoted = goes_on || own.inside == Inside::Quoted && Lines::is_blank(*line);
        if style.trims_lines && !is_quoted {
            edits.extend(trimmed(lines, *line));
        }
    }
    edits
}

/// Removes the blanks at the end of a line.
fn trimmed(lines: &Lines<'_>, line: Line) -> Option<Edit> {
    let end = line.start + lines.content(line).trim_end_matches([' ', '\t']).len();
    (end < line.end).then(|| Edit::new(end, line.end, ""))
}

/// Puts as many spaces as `column` says between two places.
fn replaced(lines: &Lines<'_>, start: usize, end: usize, column: u32) -> Option<Edit> {
    let blanks = " ".repeat(column as usize);
    (lines.slice(start, end) != blanks).then(|| Edit::new(start, end, blanks))
}

/// A line of a block scalar. One with nothing but spaces has text only behind the column of the text.
fn block(lines: &Lines<'_>, line: Line, own: Plan, style: FormatStyle) -> Option<Edit> {
    let Indent::Shift(from, to) = own.indent else { return None };
    let content = lines.content(line);
    let width = spaces(content);
    let is_empty = width as usize == content.len();
    let column = match width.checked_sub(from) {
        Some(0) | None if is_empty && style.trims_lines => 0,
        None if is_empty => width.min(to),
        further => further.unwrap_or_default() + to,
    };
    let end = line.start + width as usize;
    own.is_active.then(|| replaced(lines, line.start, end, column)).flatten()
}
