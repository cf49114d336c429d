//! Finding nodes: by place, by path, and the other way round.
//!
//! Searches follow aliases only where a path leads through one.
//!
//! The trap: two nodes can touch one place (`key` and the missing value behind it); the one with text wins.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Node, NodeKind};
use crate::document::SourceDocument;
use crate::path::{PathSegment, YamlPath};
use crate::text::Offset;

/// How much of a key that is a collection a path repeats. Such keys nest, so all of it could be very much.
const COLLECTION_KEY_LIMIT: usize = 40;

impl Node<'_> {
    /// Where it stands in the document. A key has the path of its value.
    pub fn path(self) -> YamlPath {
        let mut segments = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            if let Some(entry) = node.entry() {
                segments.push(PathSegment::Key(entry.key.key_text()));
            } else {
                segments.push(PathSegment::Index(node.position()));
            }
            node = parent;
        }
        segments.into_iter().rev().collect()
    }

    /// How a key is named in a path; a key that is a collection goes by the beginning of its written text.
    fn key_text(self) -> String {
        match self.resolved().kind() {
            NodeKind::Mapping | NodeKind::Sequence => self.raw().chars().take(COLLECTION_KEY_LIMIT).collect(),
            NodeKind::Scalar | NodeKind::Alias | NodeKind::Missing | NodeKind::Template => {
                self.text().into_owned()
            }
        }
    }

    /// Whether it can be compared with other keys by its text.
    fn is_comparable_key(self) -> bool {
        self.resolved().kind() == NodeKind::Scalar
    }

    /// How well it answers for a place: text around it, then text that ends there, then a missing node.
    fn affinity(self, at: Offset) -> (bool, bool) {
        (self.kind() != NodeKind::Missing, at < self.span().end)
    }
}

impl SourceDocument {
    /// The innermost node that touches a place.
    pub fn node_at(&self, at: Offset) -> Option<Node<'_>> {
        let mut found = self.root().filter(|root| root.span().contains(at))?;
        loop {
            let below = found
                .children()
                .skip_while(|it| it.span().end < at)
                .take_while(|it| it.span().start <= at)
                .filter(|it| it.span().contains(at))
                .max_by_key(|it| (it.affinity(at), Reverse(it.id())));
            match below {
                Some(node) => found = node,
                None => return Some(found),
            }
        }
    }

    /// The node at a path.
    pub fn find(&self, path: &YamlPath) -> Option<Node<'_>> {
        let mut node = self.root()?;
        for segment in path.segments() {
            node = match segment {
                PathSegment::Key(key) => node.get(key)?.value,
                PathSegment::Index(index) => node.items().nth(*index)?,
            };
        }
        Some(node)
    }

    /// Keys that are written twice in one mapping: the first, and each repetition. Keys that are collections are not
    /// compared.
    pub fn duplicate_keys(&self) -> Vec<(Node<'_>, Node<'_>)> {
        let mut pairs = Vec::new();
        for mapping in self.nodes().filter(|it| it.kind() == NodeKind::Mapping) {
            let mut seen: HashMap<String, Node<'_>> = HashMap::new();
            for key in mapping.children().step_by(2).filter(|it| it.is_comparable_key()) {
                match seen.entry(key.text().into_owned()) {
                    std::collections::hash_map::Entry::Occupied(first) => pairs.push((*first.get(), key)),
                    std::collections::hash_map::Entry::Vacant(place) => {
                        place.insert(key);
                    }
                }
            }
        }
        pairs.sort_by_key(|(_, repeated)| repeated.span().start);
        pairs
    }
}
