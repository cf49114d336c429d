//! What differs between two texts, as edits.
//!
//! For callers that have a new text and must say how to get there, so that a cursor or a mark in the unchanged rest stays
//! where it is.

use oam_model::workspace::FileId;
use oam_syntax::{Offset, Span};
use similar::{DiffTag, TextDiff};

use crate::position::FileEdit;

/// The edits that make one text of a file the other, line by line, each without what both have in common.
pub fn changes(file: FileId, before: &str, after: &str) -> Vec<FileEdit> {
    let diff = TextDiff::from_lines(before, after);
    let old = starts((0..).map_while(|it| diff.old_slice(it)));
    let new = starts((0..).map_while(|it| diff.new_slice(it)));
    let at = |starts: &[usize], line: usize| starts.get(line).copied().unwrap_or_default();
    let mut edits = Vec::new();
    for op in diff.ops().iter().filter(|it| it.tag() != DiffTag::Equal) {
        let (from, to) = (op.old_range(), op.new_range());
        let (start, end) = (at(&old, from.start), at(&old, from.end));
        let gone = before.get(start..end).unwrap_or_default();
        let come = after.get(at(&new, to.start)..at(&new, to.end)).unwrap_or_default();
        edits.push(edit(file, start, gone, come));
    }
    edits
}

/// Where each line starts, and where the last one ends.
fn starts<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<usize> {
    let mut at = 0;
    let mut starts = vec![0];
    for line in lines {
        at += line.len();
        starts.push(at);
    }
    starts
}

fn edit(file: FileId, start: usize, gone: &str, come: &str) -> FileEdit {
    let is_same = |(a, b): &(char, char)| a == b;
    let front: usize = gone.chars().zip(come.chars()).take_while(is_same).map(|(it, _)| it.len_utf8()).sum();
    let (gone_rest, come_rest) =
        (gone.get(front..).unwrap_or_default(), come.get(front..).unwrap_or_default());
    let back: usize = gone_rest
        .chars()
        .rev()
        .zip(come_rest.chars().rev())
        .take_while(is_same)
        .map(|(it, _)| it.len_utf8())
        .sum();
    let span = Span::new(Offset::new(start + front), Offset::new(start + gone.len() - back));
    FileEdit { file, span, text: come_rest.get(..come_rest.len() - back).unwrap_or_default().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> Vec<(usize, usize, String)> {
        let edits = changes(FileId(0), before, after);
        edits.into_iter().map(|it| (it.span.start.index(), it.span.end.index(), it.text)).collect()
    }

    #[test]
    fn only_what_differs_is_replaced() {
        assert_eq!(shown("a: 1\nb: é2\nc: 3\n", "a: 1\nb: é9\nc: 3\n"), [(10, 11, "9".to_owned())]);
        assert_eq!(shown("a\r\nb\r\n", "a\r\nx\r\nb\r\n"), [(3, 3, "x\r\n".to_owned())]);
        assert_eq!(shown("a\nb\n", "b\n"), [(0, 2, String::new())]);
        assert_eq!(shown("a", "a"), []);
        assert_eq!(shown("", "a\n"), [(0, 0, "a\n".to_owned())]);
    }
}
