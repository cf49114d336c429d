//! The cursor, its document and the answers that all ways of finding its place share.
//!
//! It builds answers; which one fits is decided by `blank`, `line` and `flow`.

use super::{Cursor, Place};
use crate::edit::BlockStyle;
use crate::layout::{Layout, span};
use crate::{Entry, Node, NodeKind, Offset, SourceDocument, Style, YamlPath};

/// The cursor in its document.
pub(super) struct Site<'d> {
    pub(super) document: &'d SourceDocument,
    pub(super) layout: Layout<'d>,
    /// Byte offset of the cursor, where one can be.
    pub(super) at: usize,
}

/// What a value belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Owner<'d> {
    /// The document: the value is its root.
    Document,
    /// A key of a mapping.
    Entry(Node<'d>, Entry<'d>),
    /// A place in a sequence.
    Item(Node<'d>, usize),
}

impl Owner<'_> {
    /// The path of the value.
    pub(super) fn path(self) -> YamlPath {
        match self {
            Owner::Document => YamlPath::root(),
            Owner::Entry(_, entry) => entry.value.path(),
            Owner::Item(sequence, index) => sequence.path().index(index),
        }
    }

    /// Whether the value is inside a flow collection.
    pub(super) fn is_flow(self) -> bool {
        match self {
            Owner::Document => false,
            Owner::Entry(collection, _) | Owner::Item(collection, _) => collection.is_flow(),
        }
    }
}

impl<'d> Site<'d> {
    pub(super) fn new(document: &'d SourceDocument, at: Offset) -> Site<'d> {
        let layout = Layout::new(document.text());
        Site { document, layout, at: layout.cursor(at.index()) }
    }

    pub(super) fn line_start(&self) -> usize {
        self.layout.line_start(self.at)
    }

    /// The place in a comment, or in a line that the tree skips: `{{ if … }}`, a conflict marker.
    pub(super) fn trivia(&self) -> Option<Place<'d>> {
        let comments = self.document.comments();
        let found = comments
            .iter()
            .find(|comment| comment.start.index() < self.at && self.at <= comment.end.index())?;
        let is_comment = self.layout.of(*found).starts_with('#');
        Some(if is_comment { Place::Comment } else { Place::Nothing })
    }

    /// An answer with nothing typed yet.
    pub(super) fn at_cursor(&self, place: Place<'d>) -> Cursor<'d> {
        Cursor {
            place,
            prefix: "",
            replace: span(self.at, self.at),
            quote: None,
            is_unclosed: false,
            is_flow: false,
            has_colon: false,
            indent: self.layout.column(self.at),
            lead: String::new(),
            siblings: Vec::new(),
        }
    }

    /// The answer where there is nothing to complete.
    pub(super) fn nothing(&self) -> Cursor<'d> {
        self.at_cursor(Place::Nothing)
    }

    /// A new value or item, with nothing typed. `from` is the end of the `:`, `-`, `,` or bracket it follows.
    pub(super) fn fresh(&self, owner: Owner<'d>, from: usize) -> Cursor<'d> {
        let place = value_place(owner);
        let lacks_blank = self.at == from && self.layout.slice(0, from).ends_with([':', '-']);
        let indent = self.value_indent(owner, self.at);
        // The content of an item begins behind the blank that the candidate brings.
        let indent = if lacks_blank && matches!(owner, Owner::Item(..)) { indent + 1 } else { indent };
        let lead = if lacks_blank { " ".to_owned() } else { String::new() };
        Cursor { lead, is_flow: owner.is_flow(), indent, ..self.at_cursor(place) }
    }

    /// A new key of a mapping that has keys already.
    pub(super) fn fresh_key(&self, mapping: Node<'d>) -> Cursor<'d> {
        let place = Place::Key { mapping: Some(mapping), path: mapping.path() };
        Cursor { siblings: keys(mapping, None), is_flow: mapping.is_flow(), ..self.at_cursor(place) }
    }

    /// The first key of a mapping that is not there yet.
    pub(super) fn first_key(&self, owner: Owner<'d>) -> Cursor<'d> {
        Cursor {
            is_flow: owner.is_flow(),
            ..self.at_cursor(Place::Key { mapping: None, path: owner.path() })
        }
    }

    /// The cursor at a key, between its first and last byte.
    pub(super) fn key(&self, mapping: Node<'d>, entry: Entry<'d>) -> Cursor<'d> {
        let key = entry.key;
        if matches!(key.kind(), NodeKind::Mapping | NodeKind::Sequence | NodeKind::Alias | NodeKind::Template)
        {
            return self.nothing();
        }
        let place = Place::Key { mapping: Some(mapping), path: mapping.path() };
        let behind = self.layout.skip_blanks(key.span().end.index());
        Cursor {
            has_colon: self.layout.slice(behind, self.layout.len()).starts_with(':'),
            siblings: keys(mapping, Some(key)),
            is_flow: mapping.is_flow(),
            indent: self.layout.column(key.start()),
            ..self.word(key, place)
        }
    }

    /// The cursor at a scalar that is a value or an item.
    pub(super) fn scalar(&self, owner: Owner<'d>, value: Node<'d>) -> Cursor<'d> {
        let place = value_place(owner);
        let indent = self.value_indent(owner, value.span().start.index());
        Cursor { is_flow: owner.is_flow(), indent, ..self.word(value, place) }
    }

    /// The cursor at or right before the text of a scalar, which is what a candidate replaces.
    fn word(&self, scalar: Node<'d>, place: Place<'d>) -> Cursor<'d> {
        let (start, end) = (scalar.span().start.index(), scalar.span().end.index());
        if !self.layout.same_line(start, self.at) {
            return self.nothing();
        }
        let line_end = self.layout.line_end(self.at);
        let quote = match scalar.style() {
            Some(Style::SingleQuoted) => '\'',
            Some(Style::DoubleQuoted) => '"',
            Some(Style::Literal | Style::Folded) => return self.nothing(),
            Some(Style::Plain) | None => {
                let prefix = self.layout.slice(start, self.at);
                let replace = span(start.min(self.at), end.min(line_end).max(self.at));
                return Cursor { prefix, replace, ..self.at_cursor(place) };
            }
        };
        let is_closed = is_closed(scalar.raw(), quote);
        if self.at <= start {
            return Cursor { replace: span(self.at, end.min(line_end)), ..self.at_cursor(place) };
        }
        if is_closed && self.at >= end {
            return self.nothing();
        }
        let inner_end = if is_closed { end.saturating_sub(1).min(line_end) } else { end.max(self.at) };
        Cursor {
            prefix: self.layout.slice(start + 1, self.at),
            replace: span(start + 1, inner_end),
            quote: Some(quote),
            is_unclosed: !is_closed,
            ..self.at_cursor(place)
        }
    }

    /// The column of a block that would be the value of `owner`, or of the item whose text begins at `start`.
    fn value_indent(&self, owner: Owner<'d>, start: usize) -> u32 {
        match owner {
            Owner::Document | Owner::Item(..) => self.layout.column(start),
            Owner::Entry(_, entry) => {
                self.layout.column(entry.key.start()) + BlockStyle::of(self.document).width
            }
        }
    }
}

fn value_place(owner: Owner<'_>) -> Place<'_> {
    match owner {
        Owner::Document => Place::Key { mapping: None, path: YamlPath::root() },
        Owner::Entry(..) => Place::Value { path: owner.path() },
        Owner::Item(..) => Place::Item { path: owner.path() },
    }
}

/// The keys as written in a mapping, without `except` and without those that are missing.
pub(super) fn keys(mapping: Node<'_>, except: Option<Node<'_>>) -> Vec<String> {
    mapping
        .entries()
        .map(|entry| entry.key)
        .filter(|key| key.kind() != NodeKind::Missing && except.is_none_or(|except| except.id() != key.id()))
        .map(|key| key.text().into_owned())
        .collect()
}

/// Whether this is a quoted scalar without its closing quote.
pub(super) fn is_unclosed(scalar: Node<'_>) -> bool {
    match scalar.style() {
        Some(Style::SingleQuoted) => !is_closed(scalar.raw(), '\''),
        Some(Style::DoubleQuoted) => !is_closed(scalar.raw(), '"'),
        _ => false,
    }
}

/// Whether the source text of a quoted scalar ends with its closing quote.
fn is_closed(raw: &str, quote: char) -> bool {
    let mut chars = raw.chars().skip(1).peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.next_if_eq(&'\'').is_some() {
                continue;
            }
            return chars.next().is_none();
        }
    }
    false
}
