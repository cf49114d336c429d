//! Patches of kustomize: parts of documents, which become whole when they are merged into others.
//!
//! Nothing is merged here. A patch has the kind and name of the document that it changes, and is no second one.

use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Node, NodeKind, has_hole, may_become};

/// How the file is called that lists the patches.
const NAMES: [&str; 2] = ["kustomization.yaml", "kustomization.yml"];

/// The lists that name patches.
const PATCHES: [&str; 3] = ["patches", "patchesJson6902", "patchesStrategicMerge"];

/// How many folders further up a file is still looked for in such a list.
const MAX_UP: usize = 3;

/// Whether a `kustomization.yaml` beside or above a file lists it as a patch.
pub(crate) fn is_patch(workspace: &Workspace, file: FileId) -> bool {
    let Some(path) = workspace.path(file) else { return false };
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
    let path = path.replace('\\', "/");
    file.documents().iter().any(|it| {
        let Some(root) = it.source().root() else { return has_hole(it.source().text()) };
        let lists: Vec<_> = PATCHES.into_iter().filter_map(|key| root.get(key)).map(|it| it.value).collect();
        if lists.iter().flat_map(|it| it.items()).any(|it| names(it, &path)) {
            return true;
        }
        // Where a template writes some of the list, whatever is no resource may be in it.
        let is_hidden = || {
            root.is_open() || lists.iter().any(|it| it.is_open() || it.items().any(|it| may_name(it, &path)))
        };
        let resources = || root.get("resources").into_iter().flat_map(|it| it.value.items());
        is_hidden() && !resources().any(|it| is_within(it, &path))
    })
}

/// Whether an item is a path or has one.
fn names(item: Node<'_>, path: &str) -> bool {
    let item = place(item);
    item.kind() == NodeKind::Scalar && item.text().trim_start_matches("./") == path
}

/// Whether an item may turn out to be a path, or to have one, when a template is filled in.
fn may_name(item: Node<'_>, path: &str) -> bool {
    let place = place(item);
    match place.kind() {
        NodeKind::Template => may_become(place.text().trim_start_matches("./"), path),
        NodeKind::Mapping => place.is_open(),
        _ => false,
    }
}

/// Whether a path is that of a resource, or of a file in its folder.
fn is_within(resource: Node<'_>, path: &str) -> bool {
    let text = resource.text();
    let folder = text.trim_start_matches("./").trim_end_matches('/');
    path.strip_prefix(folder).is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

/// What stands at `path` in an item, else the item.
fn place(item: Node<'_>) -> Node<'_> {
    item.get("path").map_or(item, |it| it.value).resolved()
}
