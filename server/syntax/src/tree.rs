//! The syntax tree of one document: an arena of nodes with real start and end positions.
//!
//! It holds no text and decodes nothing; [`Node`] reads it together with the document's text.
//!
//! The trap: nodes are numbered in the order the parser met them, which recovery can make different from the order of
//! the text. Follow the links, not the numbers.

pub(crate) mod branches;
pub(crate) mod merge;
pub(crate) mod node;
pub(crate) mod walk;

pub use merge::MERGE_LIMIT;
pub use node::{Entry, Node};

use std::sync::OnceLock;

use crate::document::SyntaxError;
use crate::edit::BlockStyle;
use crate::text::{Offset, Span};

/// The name of a node inside its document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(u32);

impl NodeId {
    pub(crate) fn new(index: usize) -> NodeId {
        NodeId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The number of the node, for tables beside the tree.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NodeKind {
    /// Keys and values.
    Mapping,
    /// Items.
    Sequence,
    /// Text that may mean a number or the like.
    Scalar,
    /// `*name`.
    Alias,
    /// Nothing is written where a key, value or item belongs.
    Missing,
    /// Text with a hole in it, so that nobody can say what it will be: `{{ .Values.image }}`, `"web-${STAGE}"`.
    Template,
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'…'`.
    SingleQuoted,
    /// In `"…"`.
    DoubleQuoted,
    /// Below a `|`.
    Literal,
    /// Below a `>`.
    Folded,
}

/// Everything the parser distinguishes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    Mapping,
    Sequence,
    FlowMapping,
    FlowSequence,
    Scalar(Style),
    Alias,
    Missing,
    Template(Style),
}

impl Shape {
    pub(crate) fn kind(self) -> NodeKind {
        match self {
            Shape::Mapping | Shape::FlowMapping => NodeKind::Mapping,
            Shape::Sequence | Shape::FlowSequence => NodeKind::Sequence,
            Shape::Scalar(_) => NodeKind::Scalar,
            Shape::Alias => NodeKind::Alias,
            Shape::Missing => NodeKind::Missing,
            Shape::Template(_) => NodeKind::Template,
        }
    }

    pub(crate) fn is_flow(self) -> bool {
        matches!(self, Shape::FlowMapping | Shape::FlowSequence)
    }
}

/// A node of the arena. A mapping's children alternate between keys and values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NodeData {
    pub(crate) shape: Shape,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) parent: Option<Link>,
    pub(crate) first: Option<Link>,
    pub(crate) last: Option<Link>,
    pub(crate) previous: Option<Link>,
    pub(crate) next: Option<Link>,
    /// How many siblings stand before it.
    pub(crate) position: u32,
}

/// A [`NodeId`] that leaves room for "none" in four bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Link(std::num::NonZeroU32);

impl From<NodeId> for Link {
    fn from(id: NodeId) -> Link {
        Link(std::num::NonZeroU32::MIN.saturating_add(id.0))
    }
}

impl From<Link> for NodeId {
    fn from(link: Link) -> NodeId {
        NodeId(link.0.get() - 1)
    }
}

/// A tag (`!!str`) or anchor (`&name`), and the node it is written before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Property {
    pub(crate) node: NodeId,
    pub(crate) is_tag: bool,
    pub(crate) span: Span,
}

/// What the parser made of a document's text.
#[derive(Debug, Default)]
pub struct Tree {
    pub(crate) nodes: Vec<NodeData>,
    pub(crate) root: Option<NodeId>,
    /// Sorted by node.
    pub(crate) properties: Vec<Property>,
    /// The nodes that aliases stand for, sorted by alias.
    pub(crate) aliases: Vec<(NodeId, NodeId)>,
    /// The columns at which the text of block scalars with a written indentation starts, sorted by node.
    pub(crate) block_indents: Vec<(NodeId, u32)>,
    pub(crate) comments: Vec<Span>,
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) has_templates: bool,
    /// Whether anything is filled in or left out by somebody else: holes, lines for template engines, conflicts.
    pub(crate) has_holes: bool,
    /// Where a template engine, or a decision between two sides of a conflict, leaves things out.
    pub(crate) branches: Vec<branches::Branch>,
    /// Collections that may hold more or less than is written, and missing values that may be there; sorted.
    pub(crate) open: Vec<NodeId>,
    /// The first line for a template engine, or mark of a conflict.
    pub(crate) first_engine_line: Option<Span>,
    pub(crate) depth: usize,
    /// How the document is written, once somebody has asked.
    pub(crate) style: OnceLock<BlockStyle>,
}

impl Tree {
    /// The number of nodes; ids are below it.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the document holds no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether somebody else fills in or leaves out parts of it: template engines, environments, who resolves a conflict.
    pub fn has_holes(&self) -> bool {
        self.has_holes
    }

    /// The first line that holds nothing but an instruction to a template engine.
    pub fn first_engine_line(&self) -> Option<Span> {
        self.first_engine_line
    }

    pub(crate) fn is_open(&self, id: NodeId) -> bool {
        self.open.binary_search(&id).is_ok()
    }

    pub(crate) fn data(&self, id: NodeId) -> NodeData {
        const NOTHING: NodeData = NodeData {
            shape: Shape::Missing,
            start: 0,
            end: 0,
            parent: None,
            first: None,
            last: None,
            previous: None,
            next: None,
            position: 0,
        };
        debug_assert!(id.index() < self.nodes.len(), "a node of another document");
        self.nodes.get(id.index()).copied().unwrap_or(NOTHING)
    }

    pub(crate) fn span(&self, id: NodeId) -> Span {
        let data = self.data(id);
        Span { start: Offset::new(data.start), end: Offset::new(data.end) }
    }

    pub(crate) fn property(&self, id: NodeId, is_tag: bool) -> Option<Property> {
        let from = self.properties.partition_point(|it| it.node < id);
        let rest = self.properties.get(from..).unwrap_or_default();
        rest.iter().take_while(|it| it.node == id).find(|it| it.is_tag == is_tag).copied()
    }

    pub(crate) fn alias_target(&self, id: NodeId) -> Option<NodeId> {
        let found = self.aliases.binary_search_by_key(&id, |it| it.0).ok()?;
        self.aliases.get(found).map(|it| it.1)
    }

    pub(crate) fn block_indent(&self, id: NodeId) -> Option<usize> {
        let found = self.block_indents.binary_search_by_key(&id, |it| it.0).ok()?;
        self.block_indents.get(found).map(|it| it.1 as usize)
    }
}
