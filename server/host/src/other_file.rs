//! Files that the user named and that hold no OAM: YAML of somebody else, or something stranger.
//!
//! Their contents are not checked; it is only said what they are, so that nobody waits for findings.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;

use oam_syntax::{Node, NodeId, NodeKind, SourceDocument, SourceText};

/// Deepest nesting that other tools can be expected to read.
pub const MAX_DEPTH: usize = 1_000;

/// Most nodes that a document may have once its aliases are written out.
pub const MAX_EXPANDED_NODES: u64 = 10_000_000;

/// A file that is none of our business.
#[derive(Clone, Debug)]
pub struct OtherFile {
    /// As the user wrote it.
    pub path: PathBuf,
    /// Its text.
    pub text: SourceText,
}

/// Why a file without OAM is not even other YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// It holds nothing, or nothing but comments.
    Empty,
    /// It is no mapping and no list, or broken.
    NotYaml,
    /// It is nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// Its aliases stand for more than [`MAX_EXPANDED_NODES`].
    AliasBomb,
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NotYaml => f.write_str("the file is not YAML"),
            Self::TooDeep => write!(f, "it is nested more than {MAX_DEPTH} levels deep"),
            Self::AliasBomb => write!(f, "its aliases stand for more than {MAX_EXPANDED_NODES} values"),
        }
    }
}

impl OtherFile {
    /// What is odd about it; `None` for YAML of somebody else.
    pub fn oddity(&self) -> Option<Oddity> {
        let mut documents =
            self.text.documents().iter().map(|it| &*it.document).filter(|it| !it.is_empty()).peekable();
        if documents.peek().is_none() {
            return Some(Oddity::Empty);
        }
        documents.find_map(of_document)
    }
}

fn of_document(document: &SourceDocument) -> Option<Oddity> {
    let is_data =
        document.root().is_some_and(|it| matches!(it.kind(), NodeKind::Mapping | NodeKind::Sequence));
    // Nesting and aliases first: both are valid YAML, and what stricter parsers say about them is no help.
    if !is_data {
        Some(Oddity::NotYaml)
    } else if depth(document) > MAX_DEPTH {
        Some(Oddity::TooDeep)
    } else if expanded_nodes(document) > MAX_EXPANDED_NODES {
        Some(Oddity::AliasBomb)
    } else if document.errors().is_empty() {
        None
    } else {
        Some(Oddity::NotYaml)
    }
}

fn depth(document: &SourceDocument) -> usize {
    let mut depths: HashMap<NodeId, usize> = HashMap::new();
    for node in in_order(document) {
        let above = node.parent().and_then(|it| depths.get(&it.id())).copied().unwrap_or_default();
        depths.insert(node.id(), above + 1);
    }
    depths.into_values().max().unwrap_or_default()
}

/// How many nodes there are with every alias written out. An alias stands for all between the start of its target and
/// the target's end or, where it is inside, itself; running totals give that without expanding anything.
fn expanded_nodes(document: &SourceDocument) -> u64 {
    let nodes = in_order(document);
    let places: HashMap<NodeId, usize> = nodes.iter().enumerate().map(|(idx, it)| (it.id(), idx)).collect();
    let mut totals: Vec<u64> = vec![0];
    for (idx, node) in nodes.iter().enumerate() {
        let target = node.resolved();
        let count = match places.get(&target.id()) {
            Some(start) if *start < idx && node.kind() == NodeKind::Alias => {
                let end = nodes.partition_point(|it| it.span().start < target.span().end).min(idx);
                let total = |at: usize| totals.get(at).copied().unwrap_or_default();
                total(end).saturating_sub(total(*start)).max(1)
            }
            _ => 1,
        };
        totals.push(totals.last().copied().unwrap_or_default().saturating_add(count));
    }
    totals.last().copied().unwrap_or_default()
}

/// All nodes, each behind its parent.
fn in_order(document: &SourceDocument) -> Vec<Node<'_>> {
    let mut nodes: Vec<_> = document.nodes().collect();
    nodes.sort_by_key(|it| (it.span().start, std::cmp::Reverse(it.span().end)));
    nodes
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn oddity(text: &str) -> Option<Oddity> {
        OtherFile { path: PathBuf::new(), text: SourceText::new(text) }.oddity()
    }

    fn aliases(levels: usize) -> String {
        let mut text = "a0: &a0 [x, x]\n".to_owned();
        for level in 1..levels {
            let _ = writeln!(text, "a{level}: &a{level} [*a{0}, *a{0}, *a{0}]", level - 1);
        }
        text
    }

    #[test]
    fn yaml_of_somebody_else_is_not_odd() {
        assert_eq!(oddity("kind: Deployment\nspec: {a: [1, 2]}\n---\n- a\n"), None);
        assert_eq!(oddity("a: &a {b: 1}\nc: *a\nd: &d [*d]\n"), None);
        assert_eq!(oddity(&aliases(8)), None);
    }

    #[test]
    fn everything_else_is() {
        assert_eq!(oddity(""), Some(Oddity::Empty));
        assert_eq!(oddity("# nothing\n---\n"), Some(Oddity::Empty));
        assert_eq!(oddity("Dear reader\n"), Some(Oddity::NotYaml));
        assert_eq!(oddity("a: [1\nb: 2\n"), Some(Oddity::NotYaml));
        assert_eq!(oddity(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))), Some(Oddity::TooDeep));
        assert_eq!(oddity(&aliases(30)), Some(Oddity::AliasBomb));
    }
}
