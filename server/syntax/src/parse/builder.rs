//! Putting the tree together: nodes, properties, anchors, comments, errors.
//!
//! Knows no grammar; what belongs where is the parser's decision.
//!
//! The trap: an alias means the nearest anchor of its name *before* it, so anchors are noted in the order of the
//! text.

use std::collections::HashMap;

use crate::document::{SyntaxError, SyntaxErrorKind};
use crate::hole::has_hole;
use crate::text::{Offset, Span};
use crate::tree::branches::{EngineLine, Role};
use crate::tree::{NodeData, NodeId, Property, Shape, Style, Tree};

/// How many errors of one document are kept. A file that is no YAML at all would have one for each byte.
pub const ERROR_LIMIT: usize = 500;

/// A tag or an anchor whose node has not been seen yet.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    pub(super) is_tag: bool,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A tree that grows.
pub(super) struct Builder<'t> {
    text: &'t str,
    pub(super) tree: Tree,
    /// Lines for template engines and marks of conflicts, in order.
    pub(super) engine_lines: Vec<EngineLine>,
    holes_are_text: bool,
    anchors: HashMap<&'t str, NodeId>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, holes_are_text: bool) -> Builder<'t> {
        let mut tree = Tree::default();
        tree.nodes.reserve(text.len() / 16 + 4);
        Builder { text, tree, engine_lines: Vec::new(), holes_are_text, anchors: HashMap::new() }
    }

    pub(super) fn finish(mut self) -> Tree {
        // Recovery can give properties to nodes in another order than theirs.
        self.tree.properties.sort_by_key(|it| it.node);
        self.tree.errors.sort_by_key(|it| it.span);
        self.tree.errors.truncate(ERROR_LIMIT);
        // A line behind an opening quote or bracket may have been looked at twice.
        self.tree.comments.sort();
        self.tree.comments.dedup_by(|next, kept| next.start < kept.end);
        let lines = &self.engine_lines;
        self.tree.has_holes |= !lines.is_empty();
        let first = lines.iter().find(|it| it.role != Role::Nothing);
        self.tree.first_engine_line = first.map(|it| Span::new(Offset::new(it.start), Offset::new(it.end)));
        if !self.holes_are_text {
            self.tree.settle_engine_lines(self.text, &self.engine_lines);
        }
        self.tree
    }

    pub(super) fn error(&mut self, start: usize, end: usize, kind: SyntaxErrorKind) {
        // Twice the limit, as those further up in the text may come later.
        if self.tree.errors.len() < 2 * ERROR_LIMIT {
            self.tree.errors.push(SyntaxError::new(start, end, kind));
        }
    }

    pub(super) fn comment(&mut self, start: usize, end: usize) {
        self.tree.comments.push(Span::new(Offset::new(start), Offset::new(end)));
    }

    pub(super) fn data(&self, id: NodeId) -> NodeData {
        self.tree.data(id)
    }

    pub(super) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.data(id).last.map(NodeId::from)
    }

    fn update(&mut self, id: NodeId, change: impl FnOnce(&mut NodeData)) {
        if let Some(data) = self.tree.nodes.get_mut(id.index()) {
            change(data);
        }
    }

    /// Adds a node as the last child of `parent`, or as the root.
    pub(super) fn add(&mut self, shape: Shape, start: usize, end: usize, parent: Option<NodeId>) -> NodeId {
        let shape = self.with_holes(shape, start, end);
        let id = NodeId::new(self.tree.nodes.len());
        let previous = parent.and_then(|it| self.last_child(it));
        self.tree.nodes.push(NodeData {
            shape,
            start: Offset::new(start).get(),
            end: Offset::new(end).get(),
            parent: parent.map(Into::into),
            first: None,
            last: None,
            previous: previous.map(Into::into),
            next: None,
            position: previous.map_or(0, |it| self.data(it).position + 1),
        });
        if let Some(previous) = previous {
            self.update(previous, |data| data.next = Some(id.into()));
        }
        match parent {
            Some(parent) => self.update(parent, |data| {
                data.first = data.first.or(Some(id.into()));
                data.last = Some(id.into());
            }),
            None => self.tree.root = self.tree.root.or(Some(id)),
        }
        if shape == Shape::Alias {
            self.resolve_alias(id, start, end);
        }
        id
    }

    /// The shape of a scalar, which is another one if there are holes in it.
    fn with_holes(&mut self, shape: Shape, start: usize, end: usize) -> Shape {
        let Shape::Scalar(style) = shape else { return shape };
        let text = self.text.get(start..end).unwrap_or_default();
        if !has_hole(text) {
            return shape;
        }
        self.tree.has_holes = true;
        // An environment's holes are text to every parser; those of template engines need not be.
        self.tree.has_templates |= text.contains('{') && !matches!(style, Style::Literal | Style::Folded);
        if self.holes_are_text { shape } else { Shape::Template(style) }
    }

    pub(super) fn add_missing(&mut self, at: usize, parent: NodeId) -> NodeId {
        self.add(Shape::Missing, at, at, Some(parent))
    }

    fn resolve_alias(&mut self, id: NodeId, start: usize, end: usize) {
        let name = self.text.get(start + 1..end).unwrap_or_default();
        match self.anchors.get(name) {
            Some(&target) => self.tree.aliases.push((id, target)),
            None => self.error(start, end, SyntaxErrorKind::UnknownAnchor(name.to_owned())),
        }
    }

    /// Gives a tag or an anchor to its node.
    pub(super) fn give(&mut self, property: Waiting, node: NodeId) {
        let Waiting { is_tag, start, end } = property;
        let already =
            self.tree.properties.iter().rev().take_while(|it| it.node == node).any(|it| it.is_tag == is_tag);
        if already {
            return self.error(start, end, SyntaxErrorKind::RepeatedProperty);
        }
        let span = Span::new(Offset::new(start), Offset::new(end));
        self.tree.properties.push(Property { node, is_tag, span });
        if !is_tag {
            let name = self.text.get(start + 1..end).unwrap_or_default();
            self.anchors.insert(name, node);
        }
    }

    /// Moves a node's end behind the end of its last child, and to `at` if that is further.
    pub(super) fn extend(&mut self, id: NodeId, at: usize) {
        let last = self.last_child(id).map_or(0, |it| self.data(it).end);
        self.update(id, |data| data.end = data.end.max(last).max(Offset::new(at).get()));
    }

    /// Takes the newest node out of the tree again; only for a node without children that nothing names.
    pub(super) fn remove_newest(&mut self) {
        let Some(removed) = self.tree.nodes.pop() else { return };
        if let Some(previous) = removed.previous {
            self.update(previous.into(), |data| data.next = None);
        }
        if let Some(parent) = removed.parent {
            self.update(parent.into(), |data| {
                data.last = removed.previous;
                data.first = data.first.filter(|_| removed.previous.is_some());
            });
        }
    }

    /// Puts a new node where a last child (or the root) is, and that one into the new node.
    pub(super) fn wrap(&mut self, inner: NodeId, shape: Shape) -> NodeId {
        let data = self.data(inner);
        let id = NodeId::new(self.tree.nodes.len());
        self.tree.nodes.push(NodeData { shape, first: Some(inner.into()), last: Some(inner.into()), ..data });
        self.update(inner, |data| {
            data.parent = Some(id.into());
            data.previous = None;
            data.position = 0;
        });
        if let Some(previous) = data.previous {
            self.update(previous.into(), |data| data.next = Some(id.into()));
        }
        match data.parent {
            Some(parent) => self.update(parent.into(), |data| {
                data.first = data.first.filter(|&first| first != inner.into()).or(Some(id.into()));
                data.last = Some(id.into());
            }),
            None => self.tree.root = Some(id),
        }
        id
    }
}
