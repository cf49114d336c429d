//! What the documents of the file write at the same place: candidates that the neighbours use come first.
//!
//! Only the file at hand is looked at, so that the cost of a completion does not grow with the workspace.

use std::collections::BTreeMap;

use oam_syntax::{Node, NodeKind, PathSegment, YamlPath};

use super::request::Request;

/// How many places are looked at: what is usual shows long before.
const SAMPLE: usize = 300;

/// Keys whose values say something about their own place alone.
const OWN: [&str; 5] = ["name", "value", "default", "description", "path"];

/// How often each key is used in the mappings at the same place of other items and documents.
pub(super) fn keys(request: &Request<'_>, path: &YamlPath) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for entry in places(request, path.segments()).into_iter().flat_map(Node::entries) {
        *count.entry(entry.key.text().into_owned()).or_default() += 1;
    }
    count
}

/// How often each scalar is the value at the same place of other items and documents.
pub(super) fn values(request: &Request<'_>, path: &[PathSegment]) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for node in places(request, path) {
        if node.kind() == NodeKind::Scalar && !node.is_flow() && node.span() != request.cursor.replace {
            *count.entry(node.text().into_owned()).or_default() += 1;
        }
    }
    count
}

/// Texts that at least two neighbours have here, the most frequent first: what several agree in belongs to none of them.
pub(super) fn agreed(request: &Request<'_>, path: &[PathSegment]) -> Vec<String> {
    match path.last() {
        Some(PathSegment::Key(key)) if !OWN.contains(&key.as_str()) => {}
        _ => return Vec::new(),
    }
    let mut found: Vec<(String, usize)> =
        values(request, path).into_iter().filter(|(text, n)| *n > 1 && !text.is_empty()).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.into_iter().map(|(text, _)| text).collect()
}

/// The nodes at a path, whatever the positions in lists, in all documents of the same kind; the one at the cursor is
/// left out.
fn places<'w>(request: &Request<'w>, path: &[PathSegment]) -> Vec<Node<'w>> {
    let own = request.ctx.find(path).map(Node::id);
    let Some(file) = request.ctx.workspace.file(request.ctx.document.file) else { return Vec::new() };
    let Some(kind) = kind(request.ctx.source.root()) else { return Vec::new() };
    let mut found = Vec::new();
    for (index, model) in (0..).zip(file.documents()) {
        if found.len() >= SAMPLE {
            break;
        }
        let root = model.source().root().filter(|it| self::kind(Some(*it)).as_ref() == Some(&kind));
        let mut level: Vec<Node<'w>> = root.into_iter().collect();
        for segment in path {
            level = match segment {
                PathSegment::Key(key) => {
                    level.into_iter().filter_map(|it| it.get(key)).map(|it| it.value).collect()
                }
                PathSegment::Index(_) => level.into_iter().flat_map(Node::items).take(SAMPLE).collect(),
            };
        }
        let is_own_document = index == request.ctx.document.index;
        found.extend(level.into_iter().filter(|it| !is_own_document || Some(it.id()) != own));
    }
    found
}

fn kind(root: Option<Node<'_>>) -> Option<String> {
    Some(root?.get("kind")?.value.text().into_owned())
}
