//! Reading a node: its place, its neighbours, its text.
//!
//! Aliases are followed where a value is asked for and nowhere else: kind, span and raw text are what is written.
//!
//! The trap: an alias may stand for a node that contains it, so a walk that follows aliases can go round in circles.

use std::borrow::Cow;
use std::fmt;

use super::{Link, NodeId, NodeKind, Shape, Style, Tree};
use crate::scalar::{self, Scalar};
use crate::text::{Offset, Span};

/// How many aliases in a row [`Node::resolved`] follows.
const ALIAS_LIMIT: usize = 32;

/// A node of a document's tree.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    pub(crate) tree: &'d Tree,
    pub(crate) source: &'d str,
    pub(crate) id: NodeId,
}

/// A key of a mapping and its value; either may be [`NodeKind::Missing`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'d> {
    /// The key.
    pub key: Node<'d>,
    /// The value.
    pub value: Node<'d>,
}

impl Entry<'_> {
    /// From the start of the key to the end of the value.
    pub fn span(self) -> Span {
        self.key.span().cover(self.value.span())
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.tree, other.tree)
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?} {:?}", self.kind(), self.span(), self.raw())
    }
}

impl<'d> Node<'d> {
    pub(crate) fn with_id(self, id: NodeId) -> Node<'d> {
        Node { id, ..self }
    }

    fn linked(self, link: Option<Link>) -> Option<Node<'d>> {
        link.map(|link| self.with_id(link.into()))
    }

    pub(crate) fn shape(self) -> Shape {
        self.tree.data(self.id).shape
    }

    /// Its name in the document.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What is written here.
    pub fn kind(self) -> NodeKind {
        self.shape().kind()
    }

    /// Where it is written: a mapping from its first key to the end of its last value, a quoted scalar with its
    /// quotes, a block scalar from its `|` to the end of its last line that is not blank. Tag and anchor are not
    /// part of it.
    pub fn span(self) -> Span {
        self.tree.span(self.id)
    }

    /// Whether it is written as `{…}` or `[…]`.
    pub fn is_flow(self) -> bool {
        self.shape().is_flow()
    }

    /// How a scalar is written.
    pub fn style(self) -> Option<Style> {
        match self.shape() {
            Shape::Scalar(style) | Shape::Template(style) => Some(style),
            _ => None,
        }
    }

    /// The mapping or sequence that holds it.
    pub fn parent(self) -> Option<Node<'d>> {
        self.linked(self.tree.data(self.id).parent)
    }

    /// How many siblings stand before it; a key and its value are siblings.
    pub(crate) fn position(self) -> usize {
        self.tree.data(self.id).position as usize
    }

    /// Whether it is a key of a mapping.
    pub fn is_key(self) -> bool {
        self.position().is_multiple_of(2) && self.parent().is_some_and(|it| it.kind() == NodeKind::Mapping)
    }

    /// What an alias stands for; every other node stands for itself, and so does an alias without an anchor.
    #[must_use]
    pub fn resolved(self) -> Node<'d> {
        let mut node = self;
        for _ in 0..ALIAS_LIMIT {
            if node.kind() != NodeKind::Alias {
                return node;
            }
            let Some(target) = self.tree.alias_target(node.id) else { return self };
            node = self.with_id(target);
        }
        self
    }

    /// Whether it may hold more or less than is written: a template engine writes some of its keys or items, or leaves
    /// some out. For a missing value, whether one may be there.
    pub fn is_open(self) -> bool {
        let node = self.resolved();
        let is_hole = |it: Node<'_>| it.kind() == NodeKind::Template;
        match node.kind() {
            NodeKind::Mapping => node.tree.is_open(node.id) || node.entries().any(|it| is_hole(it.key)),
            NodeKind::Sequence => node.tree.is_open(node.id) || node.items().any(is_hole),
            NodeKind::Missing => node.tree.is_open(node.id),
            NodeKind::Template => true,
            NodeKind::Scalar | NodeKind::Alias => false,
        }
    }

    /// The nodes directly below, in order: the keys and values of a mapping, the items of a sequence.
    pub fn children(self) -> impl Iterator<Item = Node<'d>> {
        let first = self.linked(self.tree.data(self.id).first);
        std::iter::successors(first, |it| it.linked(it.tree.data(it.id).next))
    }

    /// The keys and values of a mapping as they are written, merge keys among them; nothing for other nodes.
    pub fn entries(self) -> impl Iterator<Item = Entry<'d>> {
        let node = self.resolved();
        let mut children = (node.kind() == NodeKind::Mapping).then(|| node.children()).into_iter().flatten();
        std::iter::from_fn(move || {
            let key = children.next()?;
            let value = children.next()?;
            Some(Entry { key, value })
        })
    }

    /// The items of a sequence; nothing for other nodes.
    pub fn items(self) -> impl Iterator<Item = Node<'d>> {
        let node = self.resolved();
        (node.kind() == NodeKind::Sequence).then(|| node.children()).into_iter().flatten()
    }

    /// The entry with this key, the last one if it is repeated. Entries from merge keys count.
    pub fn get(self, key: &str) -> Option<Entry<'d>> {
        let mut found = None;
        let mut has_merge = false;
        for entry in self.entries() {
            let text = entry.key.text();
            has_merge |= text == super::merge::MERGE_KEY;
            if text == key && entry.key.kind() != NodeKind::Missing {
                found = Some(entry);
            }
        }
        if found.is_some() || !has_merge {
            return found;
        }
        self.merged_entries().into_iter().find(|entry| entry.key.text() == key)
    }

    /// What a scalar means in YAML's core schema; null for what is missing. Nothing for collections and templates.
    pub fn scalar(self) -> Option<Scalar> {
        let node = self.resolved();
        match node.shape() {
            Shape::Missing if node.tag().is_some_and(scalar::is_string_tag) => {
                Some(Scalar::Str(String::new()))
            }
            Shape::Missing => Some(Scalar::Null),
            Shape::Scalar(style) => Some(scalar::resolve(node.text(), style, node.tag())),
            Shape::Mapping
            | Shape::Sequence
            | Shape::FlowMapping
            | Shape::FlowSequence
            | Shape::Alias
            | Shape::Template(_) => None,
        }
    }

    /// The decoded text of a scalar, with its holes as they are written, and nothing for all else.
    pub fn text(self) -> Cow<'d, str> {
        let node = self.resolved();
        match node.shape() {
            Shape::Scalar(Style::Plain) | Shape::Template(Style::Plain) => scalar::decode_plain(node.raw()),
            Shape::Scalar(Style::SingleQuoted) | Shape::Template(Style::SingleQuoted) => {
                scalar::decode_single_quoted(node.raw())
            }
            Shape::Scalar(Style::DoubleQuoted) | Shape::Template(Style::DoubleQuoted) => {
                scalar::decode_double_quoted(node.raw())
            }
            Shape::Scalar(style @ (Style::Literal | Style::Folded))
            | Shape::Template(style @ (Style::Literal | Style::Folded)) => {
                let is_last = node.span().end.index() >= node.source.len();
                let indent = node.tree.block_indent(node.id);
                Cow::Owned(scalar::decode_block(node.raw(), style, indent, is_last))
            }
            Shape::Mapping
            | Shape::Sequence
            | Shape::FlowMapping
            | Shape::FlowSequence
            | Shape::Alias
            | Shape::Missing => Cow::Borrowed(""),
        }
    }

    /// What is written at its span.
    pub fn raw(self) -> &'d str {
        self.span().of(self.source)
    }

    /// The tag as it is written, for example `!!str`.
    pub fn tag(self) -> Option<&'d str> {
        self.tree.property(self.id, true).map(|it| it.span.of(self.source))
    }

    /// The anchor's name, without its `&`.
    pub fn anchor(self) -> Option<&'d str> {
        let span = self.tree.property(self.id, false)?.span;
        span.of(self.source).strip_prefix('&')
    }

    /// Where it begins, with its tag and its anchor.
    pub(crate) fn start(self) -> usize {
        let properties = [true, false].into_iter().filter_map(|is_tag| self.tree.property(self.id, is_tag));
        properties.map(|it| it.span.start).fold(self.span().start, Offset::min).index()
    }

    /// Where its first key begins, if it is a mapping; else where it begins itself, without its tag and its anchor.
    pub(crate) fn inner_start(self) -> usize {
        self.entries().next().map_or(self.span().start.index(), |it| it.key.start())
    }

    /// The entry of which this is the key or the value.
    pub fn entry(self) -> Option<Entry<'d>> {
        let parent = self.parent()?;
        if parent.kind() != NodeKind::Mapping {
            return None;
        }
        let data = self.tree.data(self.id);
        if self.is_key() {
            Some(Entry { key: self, value: self.linked(data.next)? })
        } else {
            Some(Entry { key: self.linked(data.previous)?, value: self })
        }
    }
}
