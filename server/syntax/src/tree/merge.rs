//! Merge keys: `<<: *defaults` puts the entries of another mapping into this one.
//!
//! Nothing is copied: the entries stay those of the mapping they are written in.
//!
//! The trap: merged mappings may merge others, and a few lines of those can stand for billions of entries, or for an
//! endless circle. Each mapping is taken once.

use std::collections::HashSet;

use super::{Entry, Node, NodeId, NodeKind};

/// The key that asks for a merge.
pub(crate) const MERGE_KEY: &str = "<<";

/// How many mappings one merge takes entries from; those behind it are left out.
pub const MERGE_LIMIT: usize = 256;

impl<'d> Node<'d> {
    /// The keys and values of a mapping, with `<<` replaced by the entries it merges. A key written in the mapping
    /// itself wins over a merged one, an earlier merged mapping over a later one. Repeated keys are kept as written.
    pub fn merged_entries(self) -> Vec<Entry<'d>> {
        let mut merged: Vec<Entry<'d>> = Vec::new();
        let mut waiting: Vec<Node<'d>> = Vec::new();
        for entry in self.entries() {
            if entry.is_merge() {
                waiting.push(entry.value);
            } else {
                merged.push(entry);
            }
        }
        if waiting.is_empty() {
            return merged;
        }
        waiting.reverse();
        let mut keys: HashSet<String> = merged.iter().map(|entry| entry.key.text().into_owned()).collect();
        let mut taken: HashSet<NodeId> = HashSet::from([self.resolved().id()]);
        while let Some(next) = waiting.pop() {
            let next = next.resolved();
            if taken.len() > MERGE_LIMIT || !taken.insert(next.id()) {
                continue;
            }
            if next.kind() == NodeKind::Sequence {
                let items: Vec<Node<'d>> = next.items().take(MERGE_LIMIT).collect();
                waiting.extend(items.into_iter().rev());
                continue;
            }
            let mut inner = Vec::new();
            for entry in next.entries() {
                if entry.is_merge() {
                    inner.push(entry.value);
                } else if keys.insert(entry.key.text().into_owned()) {
                    merged.push(entry);
                }
            }
            waiting.extend(inner.into_iter().rev());
        }
        merged
    }
}

impl Entry<'_> {
    /// Whether this is `<<: …`. In quotes it is a key like any other.
    pub fn is_merge(self) -> bool {
        self.key.raw() == MERGE_KEY
    }
}
