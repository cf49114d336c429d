//! One YAML document: its text, and what is made of it at first use.
//!
//! It does not know where in a file it stands; see [`crate::DocumentSlot`].
//!
//! The trap: all its offsets count from its own start.

pub(crate) mod error;

pub use error::{SyntaxError, SyntaxErrorKind};

use std::sync::OnceLock;

use crate::parse;
use crate::text::{LineTable, Span, line_breaks};
use crate::tree::{Node, NodeId, Tree};

/// A document. Parsed once, when somebody asks.
#[derive(Debug)]
pub struct SourceDocument {
    text: Box<str>,
    line_breaks: u32,
    lines: OnceLock<LineTable>,
    tree: OnceLock<Tree>,
    strict: OnceLock<Option<SyntaxError>>,
    holes_are_text: bool,
}

impl SourceDocument {
    pub(crate) fn new(text: &str) -> SourceDocument {
        SourceDocument {
            text: text.into(),
            line_breaks: u32::try_from(line_breaks(text).count()).unwrap_or(u32::MAX),
            lines: OnceLock::new(),
            tree: OnceLock::new(),
            strict: OnceLock::new(),
            holes_are_text: false,
        }
    }

    /// The same document, of which nothing has been made yet.
    #[must_use]
    pub fn unread(&self) -> SourceDocument {
        SourceDocument { holes_are_text: self.holes_are_text, ..SourceDocument::new(&self.text) }
    }

    /// The same document, with holes that are text like any other; lines for template engines are left out as ever.
    #[must_use]
    pub fn with_holes_as_text(&self) -> SourceDocument {
        SourceDocument { holes_are_text: true, ..SourceDocument::new(&self.text) }
    }

    /// Whether two places never exist together: different branches of one `{{ if }}`, or sides of a conflict.
    pub fn are_exclusive(&self, one: Span, other: Span) -> bool {
        self.tree().are_exclusive(one, other)
    }

    /// The text, with its `---` line and whatever else belongs to it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree. There always is one; what was wrong with the text is in [`SourceDocument::errors`].
    pub fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| parse::parse(&self.text, self.holes_are_text))
    }

    /// The outermost node; nothing if the document is empty.
    pub fn root(&self) -> Option<Node<'_>> {
        self.tree().root.map(|id| self.node(id))
    }

    /// The node of that name. Names of other documents give some node, or a missing one.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self.tree(), source: &self.text, id }
    }

    /// All nodes, in no particular order.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.tree().len()).map(|index| self.node(NodeId::new(index)))
    }

    /// Whether there is nothing but markers, comments and blanks.
    pub fn is_empty(&self) -> bool {
        self.tree().root.is_none()
    }

    /// What is wrong with the text, in its order. If the tolerant parser has no objection, a strict one is asked for
    /// its first.
    pub fn errors(&self) -> &[SyntaxError] {
        let tree = self.tree();
        if !tree.errors.is_empty() {
            return &tree.errors;
        }
        self.strict.get_or_init(|| parse::second_opinion(&self.text, tree, self.lines())).as_slice()
    }

    /// What the tolerant parser could not read as it stands: there the tree may differ from what was meant.
    pub fn damage(&self) -> &[SyntaxError] {
        &self.tree().errors
    }

    /// Where the comments are, each from its `#` to the end of its line. Lines that only instruct a template
    /// engine and marks of a merge conflict count as comments.
    pub fn comments(&self) -> &[Span] {
        &self.tree().comments
    }

    pub(crate) fn lines(&self) -> &LineTable {
        self.lines.get_or_init(|| LineTable::new(&self.text))
    }

    pub(crate) fn line_breaks(&self) -> u32 {
        self.line_breaks
    }
}
