//! The colons of entries and the dashes of items, which the tree does not hold.
//!
//! It finds them in the gaps between nodes, where only blanks, comments and text that the parser has reported can be.

use crate::layout::Layout;
use crate::{Entry, Node};

/// The position behind the colon of an entry. Nothing if the colon is not typed yet.
pub(crate) fn behind_colon(layout: Layout<'_>, entry: Entry<'_>) -> Option<usize> {
    let end = entry.key.span().end.index();
    let gap = layout.slice(end, layout.len()).trim_start();
    // Only an explicit key, `? key`, may have its colon on a later line.
    let colon = layout.len() - gap.len();
    let is_near = layout.same_line(end, colon) || entry.value.span().start.index() > colon;
    (gap.starts_with(':') && is_near).then_some(colon + 1)
}

/// The items of a block sequence with the positions of their dashes. Text that the parser takes for an item has none.
pub(crate) fn dashes<'d>(layout: Layout<'d>, sequence: Node<'d>) -> Vec<(Option<usize>, Node<'d>)> {
    let mut from = sequence.span().start.index();
    let mut found = Vec::new();
    for item in sequence.items() {
        let start = item.span().start.index();
        let dash = first_dash(layout, from, start);
        from = item.span().end.index().max(dash.map_or(start, |dash| dash + 1));
        found.push((dash, item));
    }
    found
}

/// The first `-` that begins the text of a line between two positions.
fn first_dash(layout: Layout<'_>, from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    while at < to {
        let text = layout.skip_blanks(at);
        if text < to && layout.slice(text, text + 1) == "-" {
            return Some(text);
        }
        at = layout.next_line(text).max(at + 1);
    }
    None
}
