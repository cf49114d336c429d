//! From the depths that the search found to the blanks in front of each line.
//!
//! Lists stand two columns right of their key, as in the project's examples. It moves lines; it changes nothing in them.

use oam_syntax::edit::Edit;
use oam_syntax::{LineShape, LineValue, Offset, Span};

use super::lines::{Line, LineKind, Lines};
use super::search::Depths;

/// How much further right something stands than the key it belongs to.
const STEP: u32 = 2;

/// Something open while the lines are laid out.
struct Open<'l> {
    column: u32,
    /// The key whose value it is, or is part of.
    key: Option<&'l str>,
}

/// The new column of every content line, by its place among them.
pub(super) fn columns(lines: &Lines, depths: &Depths) -> Vec<u32> {
    replay(lines, depths, |_| {})
}

/// The key below which a content line belongs, by a reading; nothing at the top of the document.
pub(super) fn owner(lines: &Lines, depths: &Depths, nth: usize) -> Option<String> {
    let mut owners = Vec::new();
    replay(lines, depths, |open| owners.push(open.key.map(str::to_owned)));
    owners.into_iter().nth(nth).flatten()
}

fn replay<'l>(lines: &'l Lines, depths: &Depths, mut visit: impl FnMut(&Open<'l>)) -> Vec<u32> {
    let mut open = vec![Open { column: 0, key: None }];
    let mut columns = Vec::with_capacity(depths.len());
    for ((_, line, shape), depth) in lines.content().zip(depths) {
        open.truncate(*depth as usize);
        let Some(top) = open.last() else { break };
        visit(top);
        columns.push(top.column);
        place(&mut open, line, shape);
    }
    columns
}

/// Opens and closes what a line opens and closes.
fn place<'l>(open: &mut Vec<Open<'l>>, line: &Line, shape: &'l LineShape) {
    let behind = |at: Offset| u32::try_from(at.index().saturating_sub(line.text)).unwrap_or(0);
    let (column, mut key) = open.last().map_or((0, None), |it| (it.column, it.key));
    for (nth, _) in shape.dashes.iter().enumerate() {
        let next = shape.dashes.get(nth + 1).copied().unwrap_or(shape.body);
        let is_alone =
            shape.key.is_none() && shape.value == LineValue::Nothing && nth + 1 == shape.dashes.len();
        let inner =
            if is_alone { behind(*shape.dashes.get(nth).unwrap_or(&next)) + STEP } else { behind(next) };
        open.push(Open { column: column + inner, key });
    }
    match (&shape.key, &shape.value) {
        (Some((name, _)), LineValue::Nothing) => {
            key = Some(name);
            let column = open.last().map_or(0, |it| it.column) + STEP;
            open.push(Open { column, key });
        }
        (None, LineValue::Nothing) | (Some(_), _) => {}
        (None, _) => {
            open.pop();
        }
    }
}

/// The edits that give every line its new blanks.
pub(super) fn edits(text: &str, lines: &Lines, columns: &[u32]) -> Vec<Edit> {
    let nth: Vec<usize> = lines.content().map(|(index, ..)| index).collect();
    let column_of = |index: usize| nth.binary_search(&index).ok().and_then(|it| columns.get(it)).copied();
    let mut edits = Vec::new();
    // From below: a comment goes with the line that follows it.
    let mut following = None;
    for (index, line) in lines.list.iter().enumerate().rev() {
        let column = match &line.kind {
            LineKind::Blank => None,
            LineKind::Passive => {
                following.filter(|_| text.get(line.text..).is_some_and(|it| it.starts_with('#')))
            }
            LineKind::Content(_) => column_of(index),
            LineKind::Continuation(owner) => column_of(*owner).map(|it| it + body(lines, *owner) + STEP),
            LineKind::BlockText(owner, more) => {
                column_of(*owner).map(|it| it + body(lines, *owner) + STEP + more)
            }
        };
        if matches!(line.kind, LineKind::Content(_)) {
            following = column;
        }
        let Some(column) = column else { continue };
        let new = " ".repeat(column as usize);
        if text.get(line.start..line.text) != Some(new.as_str()) {
            edits.push(Edit { span: Span::new(Offset::new(line.start), Offset::new(line.text)), text: new });
        }
    }
    edits.reverse();
    edits
}

/// How far the key or value of a line stands behind its first character.
fn body(lines: &Lines, index: usize) -> u32 {
    let line = lines.list.get(index);
    line.and_then(|it| Some(it.shape()?.body.index().saturating_sub(it.text)))
        .and_then(|it| u32::try_from(it).ok())
        .unwrap_or(0)
}
