//! Every mention of a name, over all files.
//!
//! It reads the index and nothing else: what lowering does not report as a name has no references.

use oam_catalog::Namespace;
use oam_model::index::Place;
use oam_model::symbol::SymbolKey;
use oam_model::workspace::{DocumentId, Workspace};

use crate::at::name_at;
use crate::context::DocumentContext;
use crate::definition::{definitions, name_span, versionless};
use crate::position::{FilePosition, FileSpan};

/// The mentions of the name at a place, by file and place; with its definitions if asked for.
pub fn references(workspace: &Workspace, position: FilePosition, include_declaration: bool) -> Vec<FileSpan> {
    let Some((ctx, at)) = DocumentContext::at(workspace, position) else { return Vec::new() };
    let Some(found) = name_at(&ctx, at) else { return Vec::new() };
    let mut places: Vec<FileSpan> = Vec::new();
    for key in &found.keys {
        places.extend(mentions(workspace, key));
        if include_declaration {
            places.extend(definitions(workspace, key).into_iter().map(|it| name_span(workspace, it)));
        }
    }
    places.sort();
    places.dedup();
    places
}

/// How often a name is mentioned.
pub(crate) fn n_mentions(workspace: &Workspace, key: &SymbolKey) -> usize {
    workspace.index().references(key).count()
}

/// Where a name is mentioned, by file and place.
pub(crate) fn mentions(workspace: &Workspace, key: &SymbolKey) -> Vec<FileSpan> {
    mention_places(workspace, key).iter().map(|it| name_span(workspace, it)).collect()
}

/// As [`mentions`], as places of the index.
pub(crate) fn mention_places(workspace: &Workspace, key: &SymbolKey) -> Vec<Place> {
    if key.namespace == Namespace::WorkloadType && key.name.contains("/*.") {
        return mentions_of_any_version(workspace, key);
    }
    workspace.index().references(key).copied().collect()
}

/// A definition without a version is meant by every version, and the index only knows whole names.
fn mentions_of_any_version(workspace: &Workspace, key: &SymbolKey) -> Vec<Place> {
    let mut found = Vec::new();
    for file in workspace.files() {
        for (index, model) in file.documents().iter().enumerate() {
            let document = DocumentId { file: file.id(), index: u32::try_from(index).unwrap_or(u32::MAX) };
            let references = model.names().references.iter();
            let matching = references
                .filter(|it| it.key.namespace == Namespace::WorkloadType)
                .filter(|it| versionless(&it.key.name).as_ref() == Some(&key.name));
            found.extend(matching.map(|it| Place { document, span: it.span, full: it.span, node: None }));
        }
    }
    found
}
