//! The cursor on a line with text: descends the tree to the key or value at the cursor.
//!
//! It never looks at the column of the cursor; the parser has already decided what belongs to what.

use super::site::{Owner, Site};
use super::{Cursor, Place, flow, site};
use crate::layout::span;
use crate::punctuation::{behind_colon, dashes};
use crate::{Node, NodeKind, Style};

/// The cursor on a line that is neither blank nor a comment, at or behind the first character.
pub(super) fn on_line<'d>(site: &Site<'d>) -> Cursor<'d> {
    let Some(root) = site.document.root().filter(|root| root.span().start.index() <= site.at) else {
        return site.nothing();
    };
    let mut step = Step::Value { owner: Owner::Document, value: root, from: root.span().start.index() };
    // Every step goes one level down the tree, so this ends.
    loop {
        step = match step {
            Step::Value { owner, value, from } => at_value(site, owner, value, from),
            Step::Mapping(mapping) => in_mapping(site, mapping),
            Step::Sequence(sequence) => in_sequence(site, sequence),
            Step::Found(cursor) => return *cursor,
        };
    }
}

/// Where the descent is.
enum Step<'d> {
    /// At a value whose `:` or `-` ends at `from`.
    Value {
        owner: Owner<'d>,
        value: Node<'d>,
        from: usize,
    },
    Mapping(Node<'d>),
    Sequence(Node<'d>),
    Found(Box<Cursor<'d>>),
}

impl<'d> From<Cursor<'d>> for Step<'d> {
    fn from(cursor: Cursor<'d>) -> Step<'d> {
        Step::Found(Box::new(cursor))
    }
}

/// In a block mapping: at a key, or on to the value of the last key that begins before the cursor.
fn in_mapping<'d>(site: &Site<'d>, mapping: Node<'d>) -> Step<'d> {
    let before = mapping.entries().take_while(|entry| entry.key.span().start.index() <= site.at);
    let Some(entry) = before.last() else { return site.nothing().into() };
    if site.at <= entry.key.span().end.index() && entry.key.kind() != NodeKind::Missing {
        return site.key(mapping, entry).into();
    }
    match behind_colon(site.layout, entry) {
        Some(from) if from <= site.at => {
            Step::Value { owner: Owner::Entry(mapping, entry), value: entry.value, from }
        }
        _ => site.nothing().into(),
    }
}

/// In a block sequence: on to the last item whose dash is before the cursor.
fn in_sequence<'d>(site: &Site<'d>, sequence: Node<'d>) -> Step<'d> {
    let items = dashes(site.layout, sequence).into_iter().enumerate();
    let before = items.take_while(|(_, (dash, item))| dash.unwrap_or(item.span().start.index()) < site.at);
    let Some((index, (dash, item))) = before.last() else { return site.nothing().into() };
    let owner = Owner::Item(sequence, index);
    match dash {
        Some(dash) => Step::Value { owner, value: item, from: dash + 1 },
        None => without_dash(site, owner, item).into(),
    }
}

/// A half-typed item whose dash is not there: a candidate brings it.
fn without_dash<'d>(site: &Site<'d>, owner: Owner<'d>, item: Node<'d>) -> Cursor<'d> {
    if item.kind() != NodeKind::Scalar || item.span().end.index() < site.at {
        return site.nothing();
    }
    let found = site.scalar(owner, item);
    if found.quote.is_some() {
        return site.nothing();
    }
    Cursor { lead: "- ".to_owned(), indent: found.indent + 2, ..found }
}

/// Behind the `:` or `-` of a value: before it, at it, in it or after it.
fn at_value<'d>(site: &Site<'d>, owner: Owner<'d>, value: Node<'d>, from: usize) -> Step<'d> {
    let (start, end) = (value.span().start.index(), value.span().end.index());
    match value.kind() {
        NodeKind::Missing => at_missing(site, owner, from).into(),
        NodeKind::Template => site.nothing().into(),
        NodeKind::Mapping | NodeKind::Sequence if value.is_flow() => {
            if flow::holds(site, value) {
                flow::in_flow(site, value).into()
            } else {
                site.nothing().into()
            }
        }
        NodeKind::Mapping if site.at < start => before_mapping(site, owner, value, from).into(),
        NodeKind::Sequence if site.at < start => site.nothing().into(),
        NodeKind::Mapping => Step::Mapping(value),
        NodeKind::Sequence => Step::Sequence(value),
        NodeKind::Scalar | NodeKind::Alias if site.at < start => {
            before_scalar(site, owner, value, from).into()
        }
        NodeKind::Scalar | NodeKind::Alias if site.at <= end => at_scalar(site, owner, value, from).into(),
        NodeKind::Scalar | NodeKind::Alias => after_scalar(site, owner, value).into(),
    }
}

/// `key: |`, `- |`, also behind a tag or an anchor.
fn at_missing<'d>(site: &Site<'d>, owner: Owner<'d>, from: usize) -> Cursor<'d> {
    let typed = site.layout.slice(from, site.at).trim_start_matches([' ', '\t']);
    let is_place = typed.is_empty() || typed.starts_with(['!', '&']) && typed.ends_with([' ', '\t']);
    if is_place && site.layout.same_line(from, site.at) { site.fresh(owner, from) } else { site.nothing() }
}

/// `- |` above the first key of the item, in that key's column: one more key fits here.
fn before_mapping<'d>(site: &Site<'d>, owner: Owner<'d>, mapping: Node<'d>, from: usize) -> Cursor<'d> {
    let is_item = matches!(owner, Owner::Item(..));
    let has_column = site.layout.column(site.at) == site.layout.column(mapping.span().start.index());
    if is_item
        && has_column
        && site.at > from
        && !site.layout.same_line(site.at, mapping.span().start.index())
    {
        site.fresh_key(mapping)
    } else {
        site.nothing()
    }
}

/// `key: |  value`: the value is replaced.
fn before_scalar<'d>(site: &Site<'d>, owner: Owner<'d>, scalar: Node<'d>, from: usize) -> Cursor<'d> {
    let (start, end) = (scalar.span().start.index(), scalar.span().end.index());
    let is_near = site.layout.same_line(from, end) && site.layout.skip_blanks(from) == start;
    if !is_near || is_block(scalar) {
        return site.nothing();
    }
    Cursor { replace: span(site.at, end), ..site.fresh(owner, from) }
}

/// `key: va|lue`, or a key without a colon that is the only text below its parent's key.
pub(super) fn at_scalar<'d>(site: &Site<'d>, owner: Owner<'d>, scalar: Node<'d>, from: usize) -> Cursor<'d> {
    if is_block(scalar) {
        return site.nothing();
    }
    let start = scalar.span().start.index();
    let is_below = matches!(owner, Owner::Document) || !site.layout.same_line(from, start);
    if !is_below {
        return site.scalar(owner, scalar);
    }
    lone_key(site, owner, scalar)
}

/// A scalar below its parent's key is taken for a key that lacks its colon, and so is each further line of it.
fn lone_key<'d>(site: &Site<'d>, owner: Owner<'d>, scalar: Node<'d>) -> Cursor<'d> {
    let start = scalar.span().start.index();
    let indent = site.layout.column(start);
    let (key, siblings) = match owner {
        // A value would be indented: in its parent's column this is the next key.
        Owner::Entry(mapping, entry) if indent <= site.layout.column(entry.key.start()) => {
            (Place::Key { mapping: Some(mapping), path: mapping.path() }, site::keys(mapping, None))
        }
        _ => (Place::Key { mapping: None, path: owner.path() }, Vec::new()),
    };
    if site.layout.same_line(start, site.at) {
        let word = site.scalar(owner, scalar);
        let is_complete = matches!(word.place, Place::Nothing);
        return if is_complete { word } else { Cursor { place: key, indent, siblings, ..word } };
    }
    let first = site.layout.indent_end(site.at);
    if scalar.style() != Some(Style::Plain) || site.layout.column(first) != indent {
        return site.nothing();
    }
    let end = scalar.span().end.index().min(site.layout.line_end(site.at)).max(site.at);
    Cursor {
        prefix: site.layout.slice(first, site.at),
        replace: span(first.min(site.at), end),
        indent,
        siblings,
        ..site.at_cursor(key)
    }
}

/// `key: some text |`: a plain value may go on, and so may one whose quote is open; any other one is complete.
pub(super) fn after_scalar<'d>(site: &Site<'d>, owner: Owner<'d>, scalar: Node<'d>) -> Cursor<'d> {
    let (start, end) = (scalar.span().start.index(), scalar.span().end.index());
    let is_plain = scalar.style() == Some(Style::Plain) && !matches!(owner, Owner::Document);
    let is_open = is_plain || site::is_unclosed(scalar);
    let is_near = site.layout.same_line(start, site.at) && site.layout.slice(end, site.at).trim().is_empty();
    // What follows a blank and is no comment would have been part of the scalar.
    let goes_on = is_near && !site.layout.slice(site.at, site.layout.len()).starts_with('#');
    if is_open && goes_on { site.scalar(owner, scalar) } else { site.nothing() }
}

fn is_block(scalar: Node<'_>) -> bool {
    matches!(scalar.style(), Some(Style::Literal | Style::Folded))
}
