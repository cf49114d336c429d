//! How a document is written: its indentation, its lists, its quotes, its line ends.
//!
//! It looks at what is there and takes the majority; it has no opinion of its own but for empty documents.

use std::cmp::Reverse;

use crate::layout::Layout;
use crate::{Node, NodeKind, SourceDocument, Style};

/// How many nodes are looked at: the style shows long before.
const SAMPLE: usize = 2_000;

/// The style of a document, which new text follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockStyle {
    /// How many columns a mapping is indented below its key.
    pub width: u32,
    /// How many columns the dashes of a list are indented below its key; often zero.
    pub list_offset: u32,
    /// The quotes that are put where some are needed.
    pub quote: char,
    /// The line terminator.
    pub newline: &'static str,
}

impl BlockStyle {
    /// The style of a document.
    pub fn of(document: &SourceDocument) -> BlockStyle {
        document.root().map_or_else(|| BlockStyle::plain(Layout::new(document.text())), BlockStyle::around)
    }

    /// The style of the document that holds this node.
    pub(crate) fn around(node: Node<'_>) -> BlockStyle {
        *node.tree.style.get_or_init(|| {
            let root = std::iter::successors(Some(node), |node| node.parent()).last();
            BlockStyle::below(root.unwrap_or(node))
        })
    }

    /// The style where nothing shows another one.
    fn plain(layout: Layout<'_>) -> BlockStyle {
        BlockStyle { width: 2, list_offset: 2, quote: '"', newline: layout.newline() }
    }

    fn below(root: Node<'_>) -> BlockStyle {
        let layout = Layout::new(root.source);
        let mut seen = Seen::default();
        let mut rest = vec![root];
        for _ in 0..SAMPLE {
            let Some(node) = rest.pop() else { break };
            seen.look_at(layout, node);
            rest.extend(node.children());
        }
        let plain = BlockStyle::plain(layout);
        let width = seen.widths.majority().unwrap_or(plain.width);
        BlockStyle {
            width,
            list_offset: seen.list_offsets.majority().unwrap_or(width),
            quote: if seen.n_single > seen.n_double { '\'' } else { plain.quote },
            newline: plain.newline,
        }
    }
}

/// What has been seen so far.
#[derive(Default)]
struct Seen {
    widths: Columns,
    list_offsets: Columns,
    n_single: usize,
    n_double: usize,
}

impl Seen {
    fn look_at(&mut self, layout: Layout<'_>, node: Node<'_>) {
        match node.style() {
            Some(Style::SingleQuoted) => self.n_single += 1,
            Some(Style::DoubleQuoted) => self.n_double += 1,
            _ => {}
        }
        if node.is_flow() {
            return;
        }
        for entry in node.entries().filter(|entry| !entry.value.is_flow()) {
            let key = layout.column(entry.key.start());
            let offset = layout.column(entry.value.inner_start()).checked_sub(key);
            match entry.value.kind() {
                NodeKind::Mapping => self.widths.count(offset.filter(|offset| *offset > 0)),
                NodeKind::Sequence => self.list_offsets.count(offset),
                NodeKind::Scalar | NodeKind::Alias | NodeKind::Missing | NodeKind::Template => {}
            }
        }
    }
}

/// How often each number of columns has been seen; more than eight is no style.
#[derive(Default)]
struct Columns([usize; 9]);

impl Columns {
    fn count(&mut self, columns: Option<u32>) {
        if let Some(count) = columns.and_then(|columns| self.0.get_mut(columns as usize)) {
            *count += 1;
        }
    }

    /// The most frequent number; of two, the smaller one.
    fn majority(&self) -> Option<u32> {
        let counted = (0_u32..).zip(self.0).filter(|(_, count)| *count > 0);
        counted.min_by_key(|(_, count)| Reverse(*count)).map(|(columns, _)| columns)
    }
}
