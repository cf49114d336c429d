//! The place of a dash that was just typed at the beginning of a line: beside the other dashes of the list.
//!
//! Below an item's keys Enter leads to the next key; a dash says that the next item is meant. It never moves a dash to the
//! right of where it was typed, but below a key that has no value yet.

use oam_model::workspace::Workspace;
use oam_syntax::LineValue;
use oam_syntax::format::FormatStyle;

use super::enter::{Child, child};
use super::facts::Fresh;
use crate::position::FilePosition;

/// The right column; nothing where no list is open.
pub(super) fn column(
    workspace: &Workspace,
    at: FilePosition,
    fresh: &Fresh<'_>,
    style: FormatStyle,
) -> Option<u32> {
    let typed = fresh.column();
    // At the margin it may become `---`.
    if fresh.content != "-" || typed == 0 {
        return None;
    }
    let mut limit = u32::MAX;
    for (position, (_, above)) in fresh.above().enumerate() {
        let opens = above.shape.key.is_some() && above.shape.value == LineValue::Nothing;
        if position == 0 && opens && typed >= above.body {
            let is_list = !matches!(child(workspace, at, &above), Child::Other);
            return is_list.then_some(above.body + style.list_offset);
        }
        if above.body < limit || !above.dashes.is_empty() {
            let open = above.dashes.iter().rev().filter(|it| **it < limit);
            if let Some(dash) = open.copied().find(|it| *it <= typed) {
                return Some(dash);
            }
            limit = limit.min(above.dashes.first().copied().unwrap_or(above.body));
        }
    }
    None
}
