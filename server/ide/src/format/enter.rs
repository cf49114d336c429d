//! The indentation of a line that Enter has just begun, by what stands on the line above.
//!
//! Below a key the schemas say whether a list or a mapping comes; below an item's key comes the item's next key. It says
//! nothing below a comment, within a text, or where there is text on the line already.

use oam_model::workspace::Workspace;
use oam_syntax::format::FormatStyle;
use oam_syntax::{LineValue, Offset};

use super::facts::{Above, Fresh};
use crate::context::DocumentContext;
use crate::position::FilePosition;

/// What comes below a key.
pub(super) enum Child {
    List,
    Other,
    /// The schemas do not say.
    Unknown,
}

/// The right column; nothing where there is none, or where the present one may be meant.
pub(super) fn column(
    workspace: &Workspace,
    at: FilePosition,
    fresh: &Fresh<'_>,
    style: FormatStyle,
) -> Option<u32> {
    if !fresh.content.is_empty() {
        return None;
    }
    let (is_next, above) = fresh.above().next()?;
    if !is_next || fresh.ends_a_text(&above) {
        return None;
    }
    let shape = &above.shape;
    let next_to_dash = above.dashes.last().copied();
    match (&shape.key, &shape.value) {
        (_, LineValue::Unclosed) => None,
        (Some(_), LineValue::Nothing) => {
            let (mapping, list) = (above.body + style.step, above.body + style.list_offset);
            match child(workspace, at, &above) {
                Child::List => Some(list),
                Child::Unknown if [mapping, list].contains(&fresh.column()) => None,
                Child::Other | Child::Unknown => Some(mapping),
            }
        }
        (Some(_), LineValue::Block) => Some(above.body + style.step),
        (Some(_), _) => Some(above.body),
        (None, LineValue::Nothing | LineValue::Block) => next_to_dash.map(|it| it + 2),
        (None, _) => next_to_dash,
    }
}

/// What the schemas expect below the key of a line.
pub(super) fn child(workspace: &Workspace, at: FilePosition, above: &Above) -> Child {
    let Some((ctx, _)) = DocumentContext::at(workspace, at) else { return Child::Unknown };
    let Some((_, key)) = &above.shape.key else { return Child::Unknown };
    let behind_quote = Offset::new(key.start.index() + usize::from(key.len() > 1));
    let Some(node) = ctx.source.node_at(behind_quote).filter(|it| it.is_key()) else { return Child::Unknown };
    let Some(facts) = ctx.facts(node.path().segments()) else { return Child::Unknown };
    let types = facts.view().map(|it| it.types()).unwrap_or_default();
    match (types.contains(&"array"), types.contains(&"object")) {
        (true, false) => Child::List,
        (false, true) => Child::Other,
        _ => Child::Unknown,
    }
}
