//! What belongs at the cursor: a key, a value, a list item or nothing, in text of any state.
//!
//! It says where the cursor is, not what could be typed there: it knows no schema. It parses nothing itself; it reads
//! the tolerant tree, and on blank lines the column of the cursor.
//!
//! The trap is a candidate that breaks the document when it is accepted. So an answer says all a candidate has to
//! bring: the text of [`Cursor::lead`] before it, a closing quote when [`Cursor::is_unclosed`], a colon unless
//! [`Cursor::has_colon`]; and where every candidate would do harm the answer is [`Place::Nothing`].

mod blank;
mod flow;
mod line;
mod site;
#[cfg(test)]
mod tests;

use self::site::Site;
use crate::{Node, Offset, SourceDocument, Span, YamlPath};

/// Where the cursor is in a document, and what an accepted candidate has to replace and to bring along.
#[derive(Clone, Debug)]
pub struct Cursor<'d> {
    /// What belongs here.
    pub place: Place<'d>,
    /// What is already typed left of the cursor, without an opening quote.
    pub prefix: &'d str,
    /// What an accepted candidate replaces: the word or scalar around the cursor, without its quotes. Within one line.
    pub replace: Span,
    /// The quotes around the cursor, which the candidate has to be written for.
    pub quote: Option<char>,
    /// Whether these quotes lack the closing one, so that a candidate has to bring it.
    pub is_unclosed: bool,
    /// Whether the place is inside a `{…}` or `[…]`.
    pub is_flow: bool,
    /// Whether a colon follows the key that is being typed already.
    pub has_colon: bool,
    /// The column at which a new key or item of this place starts; for [`Place::Value`] the one of a block below its key.
    pub indent: u32,
    /// What a candidate has to begin with: the blank that is missing after `key:` or `-`, the `- ` of an item that is
    /// not there yet, or the indentation that a blank line inside of a block lacks.
    pub lead: String,
    /// The keys already in that mapping, without the one being typed.
    pub siblings: Vec<String>,
}

/// What belongs at the cursor.
#[derive(Clone, Debug)]
pub enum Place<'d> {
    /// A key of the mapping at `path`.
    Key {
        /// The mapping; nothing while it has no key yet.
        mapping: Option<Node<'d>>,
        /// The path of the mapping, not of the key.
        path: YamlPath,
    },
    /// The value of the key at `path`.
    Value {
        /// Ends in the key.
        path: YamlPath,
    },
    /// A list item: a scalar, or the first key of a mapping.
    Item {
        /// Ends in the index of the item.
        path: YamlPath,
    },
    /// The inside of a comment.
    Comment,
    /// Nothing to complete: in a block scalar, after a complete value, in an indentation.
    Nothing,
}

/// Where the cursor is. Every offset has an answer; one beyond the text counts as its end.
pub fn cursor(document: &SourceDocument, at: Offset) -> Cursor<'_> {
    let site = Site::new(document, at);
    if let Some(trivia) = site.trivia() {
        return site.at_cursor(trivia);
    }
    if site.layout.is_blank_line(site.at) {
        return blank::on_blank_line(&site);
    }
    let first = site.layout.indent_end(site.at);
    if site.at < first || site.layout.slice(site.line_start(), site.at).starts_with("---") {
        return site.nothing();
    }
    line::on_line(&site)
}
