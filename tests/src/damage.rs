//! What an edit did to the rest of a text: every key and scalar that it did not touch must stand where it stood.
//!
//! Texts are compared by their trees, so a line that slips into another block counts as damage although no byte of it
//! has changed.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use oam_syntax::{DocumentSlot, Node, NodeKind, SourceText, Span};

/// An edit of one place.
#[derive(Clone, Copy, Debug)]
pub struct Replacement {
    /// What was replaced, in the text before.
    pub before: Span,
    /// What stands there now, in the text after.
    pub after: Span,
}

/// A key or scalar.
struct Leaf {
    start: usize,
    touched: bool,
    text: String,
    /// The way to it: `*` for a key that the edit wrote, items counted without those that it wrote.
    path: String,
}

/// The first key or scalar outside of the edit that is gone, reads otherwise or stands elsewhere; in words.
///
/// A text that was broken may be mended by the edit: then what the edit wrote may stand above what was there, and with
/// fewer errors things may stand elsewhere altogether.
pub fn damage(before: &SourceText, after: &SourceText, edit: Replacement) -> Option<String> {
    let (was, is) = (before.documents(), after.documents());
    if was.len() != is.len() {
        return Some(format!("{} documents have become {}", was.len(), is.len()));
    }
    let index = was.iter().zip(is).position(|(was, is)| !Arc::ptr_eq(&was.document, &is.document))?;
    let new: HashMap<usize, Leaf> =
        leaves(&is[index], edit.after).into_iter().map(|it| (it.start, it)).collect();
    let moved = |at: usize| {
        if at < edit.before.end.index() { at } else { at - edit.before.end.index() + edit.after.end.index() }
    };
    let was_broken = !was[index].document.errors().is_empty();
    let is_mended = is[index].document.errors().len() < was[index].document.errors().len();
    let bare = |path: &str| if was_broken { path.replace(".*", "") } else { path.to_owned() };
    for old in leaves(&was[index], edit.before).into_iter().filter(|it| !it.touched) {
        let Some(now) = new.get(&moved(old.start)) else {
            if is_mended {
                continue;
            }
            return Some(format!("`{}` at {} is gone", old.text, old.path));
        };
        if now.text != old.text && !now.touched {
            return Some(format!("`{}` at {} reads `{}` now", old.text, old.path, now.text));
        }
        if !is_mended && bare(&now.path) != bare(&old.path) {
            return Some(format!("`{}` stood at {} and stands at {} now", old.text, old.path, now.path));
        }
    }
    None
}

fn leaves(slot: &DocumentSlot, edited: Span) -> Vec<Leaf> {
    let mut found = Vec::new();
    let walk = Walk { start: slot.start.index(), edited };
    if let Some(root) = slot.document.root() {
        walk.node(root, String::new(), &mut found);
    }
    found
}

/// A walk over a document that begins at `start` of the file.
struct Walk {
    start: usize,
    edited: Span,
}

impl Walk {
    fn is_edited(&self, start: usize, end: usize) -> bool {
        self.start + start <= self.edited.end.index() && self.start + end >= self.edited.start.index()
    }

    fn touches(&self, node: Node<'_>) -> bool {
        self.is_edited(node.span().start.index(), node.span().end.index())
    }

    fn leaf(&self, node: Node<'_>, path: &str, found: &mut Vec<Leaf>) {
        let start = self.start + node.span().start.index();
        found.push(Leaf {
            start,
            touched: self.touches(node),
            text: node.text().into_owned(),
            path: path.to_owned(),
        });
    }

    fn node(&self, node: Node<'_>, path: String, found: &mut Vec<Leaf>) {
        match node.kind() {
            NodeKind::Mapping => {
                for entry in node.entries() {
                    let is_there = entry.key.kind() != NodeKind::Missing;
                    let is_new = self.touches(entry.key) && is_there;
                    let key = if is_new { "*".to_owned() } else { entry.key.text().into_owned() };
                    let path = format!("{path}.{key}");
                    if is_there {
                        self.leaf(entry.key, &path, found);
                    }
                    self.node(entry.value, path, found);
                }
            }
            NodeKind::Sequence => {
                let mut position = 0;
                for item in node.items() {
                    let (start, end) = (item.span().start.index(), item.span().end.index());
                    // Items that the edit wrote, or took away, as a whole; and those of which there is only the dash.
                    let is_whole = self.is_edited(start, start) && self.is_edited(end, end);
                    let is_new = item.kind() == NodeKind::Missing || is_whole;
                    let mut path = path.clone();
                    let _ = if is_new { write!(path, "[*]") } else { write!(path, "[{position}]") };
                    position += usize::from(!is_new);
                    self.node(item, path, found);
                }
            }
            NodeKind::Missing => {}
            NodeKind::Scalar | NodeKind::Alias | NodeKind::Template => self.leaf(node, &path, found),
        }
    }
}
