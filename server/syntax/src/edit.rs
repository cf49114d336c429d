//! Changes to a document that keep its comments and its style.
//!
//! Every function answers with edits of the text and changes nothing itself; [`apply_edits`] does. None of them knows
//! what the keys mean.
//!
//! The trap: edits are made for the text their nodes come from. To make two changes, apply the first and parse again.

mod extent;
mod insert;
mod nest;
mod pairs;
mod remove;
mod replace;
mod scalar;
mod style;
#[cfg(test)]
mod tests;
mod value;

pub use self::insert::{insert_entry, insert_entry_after, insert_entry_first, insert_item};
pub use self::nest::nest_entries;
pub use self::pairs::{PairKeys, pairs_to_mapping};
pub use self::remove::{remove_entry, remove_item};
pub use self::replace::{quote_scalar, rename_key, replace_scalar, set_value, unquote_scalar};
pub use self::scalar::scalar_text;
pub use self::style::BlockStyle;
pub use self::value::YamlValue;

use crate::Span;

/// A piece of a document's text, and what to put in its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What is put there.
    pub text: String,
}

impl Edit {
    /// Puts `text` in the place of the bytes from `start` to `end`.
    pub(crate) fn new(start: usize, end: usize, text: impl Into<String>) -> Edit {
        Edit { span: crate::layout::span(start, end), text: text.into() }
    }
}

/// The text after all edits. Of two edits that overlap, the later one is left out.
pub fn apply_edits(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let (start, end) = (edit.span.start.index(), edit.span.end.index());
        let Some(kept) = text.get(done..start) else { continue };
        if !text.is_char_boundary(end) {
            continue;
        }
        result.push_str(kept);
        result.push_str(&edit.text);
        done = end;
    }
    result + text.get(done..).unwrap_or_default()
}
