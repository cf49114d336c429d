//! From text to tree: the tolerant parser, and the strict one that is asked when the first has no objection.
//!
//! The tolerant parser builds every tree. The strict one builds nothing; it is only asked whether the text is YAML.
//!
//! The trap: the strict parser's byte positions drift behind non-ASCII text, its lines and columns do not. It also
//! rejects valid text in two known cases, a tab behind a colon and deep nesting, which are kept from it.

mod block;
mod builder;
mod content;
mod flow;
mod line;
mod scan;
mod settle;
mod source;
pub(crate) mod split;
mod value;

use std::borrow::Cow;

use yaml_rust2::parser::{Event, Parser};

pub use builder::ERROR_LIMIT;
pub use line::{LineShape, LineValue, line_shape};

use crate::document::{SyntaxError, SyntaxErrorKind};
use crate::text::{Encoding, LineCol, LineTable, Offset};
use crate::tree::Tree;

/// The size in bytes from which on a document is not shown to the strict parser, which takes its time.
pub const STRICT_LIMIT: usize = 1 << 20;

/// The nesting from which on a document is not shown to the strict parser, which has a limit of its own.
const STRICT_DEPTH_LIMIT: usize = 250;

/// The tree of a document's text.
pub(crate) fn parse(text: &str, holes_are_text: bool) -> Tree {
    let mut tree = block::parse(text, holes_are_text);
    let known = tree.errors.len();
    let forbidden = text.char_indices().filter(|&(_, c)| is_forbidden(c)).take(ERROR_LIMIT);
    tree.errors.extend(forbidden.map(|(at, c)| {
        let kind = SyntaxErrorKind::ForbiddenCharacter(c);
        SyntaxError::new(at, at + c.len_utf8(), kind)
    }));
    if tree.errors.len() > known {
        tree.errors.sort_by_key(|it| it.span);
        tree.errors.truncate(ERROR_LIMIT);
    }
    tree
}

/// Whether a character may not stand in YAML at all.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}')
}

/// The first objection of the strict parser to a document in which the tolerant one found nothing wrong.
pub(crate) fn second_opinion(text: &str, tree: &Tree, lines: &LineTable) -> Option<SyntaxError> {
    if text.len() > STRICT_LIMIT || tree.has_templates || tree.depth > STRICT_DEPTH_LIMIT {
        return None;
    }
    let without_bom = text.strip_prefix('\u{feff}').unwrap_or(text);
    let readable = without_tabs_behind_colons(without_bom);
    let mut parser = Parser::new_from_str(&readable);
    let error = loop {
        match parser.next_token() {
            Ok((Event::StreamEnd, _)) => return None,
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    let line = error.marker().line().saturating_sub(1);
    let bom = usize::from(line == 0 && without_bom.len() < text.len());
    let at = LineCol::new(Offset::new(line).get(), Offset::new(error.marker().col() + bom).get());
    let start = lines.offset(text, at, Encoding::Utf32).index();
    let end = start + text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Some(SyntaxError::new(start, end, SyntaxErrorKind::Strict(error.info().to_owned())))
}

/// The same text with spaces for tabs behind colons; no place in it moves.
fn without_tabs_behind_colons(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut is_behind_colon = false;
    let spaced = text.chars().map(|c| {
        is_behind_colon = c == ':' || is_behind_colon && matches!(c, ' ' | '\t');
        if is_behind_colon && c == '\t' { ' ' } else { c }
    });
    Cow::Owned(spaced.collect())
}
