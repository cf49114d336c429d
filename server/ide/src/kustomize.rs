//! Patches of kustomize: parts of documents, which become whole when they are merged into others.
//!
//! Nothing is merged here. A patch has the kind and name of the document that it changes, and is no second one.

use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Node, NodeKind};

/// How the file is called that lists the patches.
const NAMES: [&str; 2] = ["kustomization.yaml", "kustomization.yml"];

/// How many folders further up a file is still looked for in such a list.
const MAX_UP: usize = 3;

/// Whether a `kustomization.yaml` beside or above a file lists it as a patch.
pub(crate) fn is_patch(workspace: &Workspace, file: FileId) -> bool {
    let Some(path) = workspace.file(file).map(|it| it.path()) else { return false };
    let separators = path.char_indices().rev().filter(|(_, it)| matches!(it, '/' | '\\'));
    // Of a path without folders, the list has no folder either.
    let own = separators.map(|(at, it)| at + it.len_utf8()).take(MAX_UP);
    own.chain([0]).take(MAX_UP).any(|at| {
        let (folder, below) = path.split_at(at);
        NAMES.iter().any(|name| lists(workspace, &format!("{folder}{name}"), below))
    })
}

fn lists(workspace: &Workspace, kustomization: &str, path: &str) -> bool {
    let Some(file) = workspace.file_by_path(kustomization) else { return false };
    let roots = file.documents().iter().filter_map(|it| it.source().root());
    let lists = roots.flat_map(|root| {
        let keys = ["patches", "patchesJson6902", "patchesStrategicMerge"];
        keys.into_iter().filter_map(move |key| root.get(key))
    });
    lists.flat_map(|it| it.value.items()).any(|it| names(it, path))
}

/// Whether an item is a path or has one.
fn names(item: Node<'_>, path: &str) -> bool {
    let item = item.get("path").map_or(item, |it| it.value);
    let text = if item.kind() == NodeKind::Scalar { item.text() } else { return false };
    text.trim_start_matches("./") == path.replace('\\', "/")
}
