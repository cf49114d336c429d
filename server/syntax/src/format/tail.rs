//! The end of the last document: blank lines below it, and the terminator of its last line.
//!
//! The trap: below a block scalar with `+` blank lines are text, and a terminator is text to every block scalar but one
//! with `-`.

use super::FileEnds;
use super::lines::Lines;
use super::plan::{Inside, Plan};
use crate::edit::Edit;
use crate::layout::Layout;
use crate::{Node, SourceDocument, Style};

/// What becomes of the end.
pub(super) struct Tail {
    pub(super) edits: Vec<Edit>,
    /// The first of the blank lines that are dealt with here.
    pub(super) from: usize,
}

pub(super) fn edits(document: &SourceDocument, lines: &Lines<'_>, plan: &[Plan], ends: FileEnds) -> Tail {
    let is_blank = |index: &usize| {
        let line = lines.get(*index).is_some_and(Lines::is_blank);
        line && plan.get(*index).is_some_and(|it| it.inside == Inside::Nothing)
    };
    let n_lines = lines.list.len();
    let from = n_lines - (0..n_lines).rev().take_while(is_blank).count();
    let (last, text_len) = (from.checked_sub(1).and_then(|it| lines.get(it)), lines.text.len());
    let mut tail = Tail { edits: Vec::new(), from: n_lines };
    let Some(last) = last else { return tail };
    if ends.trims_final_lines && last.next < text_len {
        tail.from = from;
        tail.edits.push(Edit::new(last.next, text_len, ""));
    } else if ends.has_final_newline && last.next == last.end && !is_text_at_end(document) {
        tail.edits.push(Edit::new(text_len, text_len, Layout::new(lines.text).newline()));
    }
    tail
}

/// Whether a terminator at the end would be part of a scalar.
fn is_text_at_end(document: &SourceDocument) -> bool {
    let deepest = |root| std::iter::successors(Some(root), |node: &Node<'_>| node.children().last()).last();
    let Some(last) = document.root().and_then(deepest) else { return false };
    let header = last.raw().lines().next().unwrap_or_default();
    let flags = header.split([' ', '\t', '#']).next().unwrap_or_default();
    let is_block = matches!(last.style(), Some(Style::Literal | Style::Folded));
    is_block && !flags.contains('-') && last.span().end.index() >= document.text().len()
}
