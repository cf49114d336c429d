//! The cursor inside `{…}` or `[…]`, on one line or several, closed or not yet.
//!
//! Where a candidate would run into the next entry because the comma between them is missing, the answer is nothing.

use super::line::{after_scalar, at_scalar};
use super::site::{Owner, Site};
use super::{Cursor, Place};
use crate::layout::span;
use crate::punctuation::behind_colon;
use crate::{Entry, Node, NodeKind};

/// Whether the cursor is inside the brackets of `collection`. An unclosed one ends with the line of its last text, or
/// at the next blank line.
pub(super) fn holds(site: &Site<'_>, collection: Node<'_>) -> bool {
    let (start, end) = (collection.span().start.index(), collection.span().end.index());
    if site.at <= start {
        return false;
    }
    site.at < end || !is_closed(collection) && last_separator(site, end, site.at) != Separator::Other
}

/// The cursor inside `collection`, for which [`holds`] is true.
pub(super) fn in_flow<'d>(site: &Site<'d>, collection: Node<'d>) -> Cursor<'d> {
    let mut collection = collection;
    // Every turn goes one level down the tree, so this ends.
    loop {
        let Some(part) = last_part(site, collection) else {
            return fresh(site, collection, None);
        };
        let node = part.node();
        match node.kind() {
            NodeKind::Mapping | NodeKind::Sequence if goes_into(site, node) => collection = node,
            _ if site.at <= node.span().end.index() => return at_part(site, collection, part),
            _ => return fresh(site, collection, Some(part)),
        }
    }
}

/// A child of a flow collection.
#[derive(Clone, Copy)]
enum Part<'d> {
    Key(Entry<'d>),
    Value(Entry<'d>),
    Item(usize, Node<'d>),
}

impl<'d> Part<'d> {
    fn node(self) -> Node<'d> {
        match self {
            Part::Key(entry) => entry.key,
            Part::Value(entry) => entry.value,
            Part::Item(_, node) => node,
        }
    }
}

/// What stands between two parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    None,
    Comma,
    Colon,
    Other,
}

fn parts(collection: Node<'_>) -> Vec<Part<'_>> {
    let entries = collection.entries().flat_map(|entry| [Part::Key(entry), Part::Value(entry)]);
    let items = collection.items().enumerate().map(|(index, node)| Part::Item(index, node));
    entries.chain(items).filter(|part| part.node().kind() != NodeKind::Missing).collect()
}

/// The last child that begins at or before the cursor.
fn last_part<'d>(site: &Site<'d>, collection: Node<'d>) -> Option<Part<'d>> {
    parts(collection).into_iter().take_while(|part| part.node().span().start.index() <= site.at).last()
}

/// Whether the cursor is inside a nested collection, or in the `b: |` of `[a, b: |]`, which has no brackets.
fn goes_into(site: &Site<'_>, node: Node<'_>) -> bool {
    if !is_pair(node) {
        return holds(site, node);
    }
    let end = node.span().end.index();
    site.at <= end || matches!(last_separator(site, end, site.at), Separator::None | Separator::Colon)
}

/// Whether this is the mapping of a single pair in a sequence, without brackets: `[a: b]`.
fn is_pair(node: Node<'_>) -> bool {
    let start = node.span().start;
    let first_key = node.entries().next().map(|entry| entry.key.span().start);
    node.kind() == NodeKind::Mapping && node.is_flow() && first_key == Some(start)
}

/// Whether the closing bracket is there: a bracket that ends the collection and not its last child.
fn is_closed(collection: Node<'_>) -> bool {
    let end = collection.span().end;
    let last_end = parts(collection).last().map(|part| part.node().span().end);
    collection.raw().len() > 1
        && collection.raw().ends_with([']', '}'])
        && last_end.is_none_or(|last| last < end)
}

fn at_part<'d>(site: &Site<'d>, collection: Node<'d>, part: Part<'d>) -> Cursor<'d> {
    let (owner, node) = match part {
        Part::Key(entry) => return site.key(collection, entry),
        Part::Value(entry) => (Owner::Entry(collection, entry), entry.value),
        Part::Item(index, node) => (Owner::Item(collection, index), node),
    };
    match node.kind() {
        NodeKind::Scalar | NodeKind::Alias => at_scalar(site, owner, node, node.span().start.index()),
        NodeKind::Mapping | NodeKind::Sequence | NodeKind::Template | NodeKind::Missing => site.nothing(),
    }
}

/// Behind `before`, or behind the opening bracket: what belongs here follows from the last comma or colon.
fn fresh<'d>(site: &Site<'d>, collection: Node<'d>, before: Option<Part<'d>>) -> Cursor<'d> {
    let opening = collection.span().start.index() + usize::from(!is_pair(collection));
    let from = before.map_or(opening, |part| part.node().span().end.index());
    let separator = last_separator(site, from, site.at);
    let next = parts(collection).into_iter().find(|part| part.node().span().start.index() > site.at);
    let runs_into_next = next.is_some_and(|next| {
        last_separator(site, site.at, next.node().span().start.index()) != Separator::Comma
    });
    match (separator, before) {
        (Separator::Colon, Some(Part::Key(entry))) => value_of(site, collection, entry),
        (Separator::None, Some(Part::Value(entry))) => {
            after_scalar(site, Owner::Entry(collection, entry), entry.value)
        }
        (Separator::None, Some(Part::Item(index, node))) => {
            after_scalar(site, Owner::Item(collection, index), node)
        }
        (Separator::Comma, _) | (Separator::None, None) if !runs_into_next => next_entry(site, collection),
        _ => site.nothing(),
    }
}

/// `{key: |}` or `{key: | value}`.
fn value_of<'d>(site: &Site<'d>, collection: Node<'d>, entry: Entry<'d>) -> Cursor<'d> {
    let from = behind_colon(site.layout, entry).unwrap_or(site.at);
    let fresh = site.fresh(Owner::Entry(collection, entry), from);
    let (start, end) = (entry.value.span().start.index(), entry.value.span().end.index());
    match entry.value.kind() {
        NodeKind::Missing => fresh,
        NodeKind::Scalar if start >= site.at && site.layout.same_line(site.at, end) => {
            Cursor { replace: span(site.at, end), ..fresh }
        }
        _ => site.nothing(),
    }
}

/// A new key or item.
fn next_entry<'d>(site: &Site<'d>, collection: Node<'d>) -> Cursor<'d> {
    match collection.kind() {
        NodeKind::Mapping if is_pair(collection) => site.nothing(),
        NodeKind::Mapping => site.fresh_key(collection),
        _ => {
            let index = collection.items().filter(|item| item.span().start.index() < site.at).count();
            let place = Place::Item { path: collection.path().index(index) };
            Cursor { is_flow: true, ..site.at_cursor(place) }
        }
    }
}

/// The last separator between two positions that have no node between them; comments and blanks do not count.
fn last_separator(site: &Site<'_>, from: usize, to: usize) -> Separator {
    let mut found = Separator::None;
    let mut at = from;
    while at < to {
        let rest = site.layout.slice(at, to);
        let Some(c) = rest.chars().next() else { break };
        at += c.len_utf8();
        found = match c {
            ' ' | '\t' | '\n' | '\r' => found,
            ',' => Separator::Comma,
            ':' => Separator::Colon,
            '#' => {
                at = site.layout.line_end(at);
                found
            }
            _ => return Separator::Other,
        };
    }
    found
}
