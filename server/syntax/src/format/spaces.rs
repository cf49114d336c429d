//! The blanks between two tokens of one line.
//!
//! One behind a colon, a dash and a comma; none before a colon and a comma; brackets as the style says. The distance of a
//! comment stays, and so does every line with a `{{`.

use super::FormatStyle;
use super::lines::Lines;
use super::plan::Plan;
use super::tokens::{Token, TokenKind, Tokens};
use crate::edit::Edit;

/// The edits between tokens on the lines that may be changed.
pub(super) fn edits(
    lines: &Lines<'_>,
    tokens: &Tokens,
    plan: &[Plan],
    style: FormatStyle,
    keeps_columns: bool,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    // Looking through a line for each of its gaps would take too long where all text is on one.
    let has_hole: Vec<bool> = lines.list.iter().map(|line| lines.content(*line).contains("{{")).collect();
    for pair in tokens.list.windows(2) {
        let [before, after] = pair else { continue };
        let gap = lines.slice(before.end, after.start);
        if gap.contains(['\n', '\r']) {
            continue;
        }
        let moves_columns = matches!(before.kind, TokenKind::Dash | TokenKind::Property);
        let Some(wanted) = wanted(*before, *after, style).filter(|_| !(keeps_columns && moves_columns))
        else {
            continue;
        };
        let line = lines.at(before.end.min(after.start));
        let is_active = plan.get(line).is_some_and(|it| it.is_active);
        let is_free = is_active && has_hole.get(line) == Some(&false);
        if gap != wanted && is_free {
            edits.push(Edit::new(before.end, after.start, wanted));
        }
    }
    edits
}

/// What belongs between two tokens; nothing where it stays as it is.
fn wanted(before: Token, after: Token, style: FormatStyle) -> Option<&'static str> {
    use TokenKind::{Close, Colon, Comma, Dash, Leaf, Open, Property};
    if is_kept(before.kind, after.kind) {
        return None;
    }
    match (before.kind, after.kind) {
        (Dash | Colon | Comma | Property, _) => Some(" "),
        (Open(_), Close(_)) | (_, Comma) | (Leaf(_) | Close(_), Colon) => Some(""),
        (Open(bracket), _) | (_, Close(bracket)) => {
            let is_padded = style.padded_braces && matches!(bracket, b'{' | b'}');
            Some(if is_padded { " " } else { "" })
        }
        _ => None,
    }
}

/// Whether the blanks between two tokens mean something, or nothing that anybody has an opinion on.
fn is_kept(before: TokenKind, after: TokenKind) -> bool {
    use TokenKind::{Alias, Close, Colon, Comma, Comment, Marker, Open, Property, Question};
    let is_apart = |it| matches!(it, Comment | Marker | Question);
    is_apart(before)
        || is_apart(after)
        // `*a :` and `&a :` would be other names without the blank.
        || matches!((before, after), (Alias | Property, Colon) | (Property, Comma | Close(_)))
        // A key, a value or an item is missing between them.
        || matches!((before, after), (Colon | Comma, Comma | Close(_)) | (Open(_) | Comma | Colon, Colon))
        || matches!((before, after), (Open(_), Comma))
}
