//! Where a name is defined: in this file, in another, or nowhere in the workspace.
//!
//! Names that a platform brings along have no place to go to.

use std::collections::HashSet;

use oam_catalog::Namespace;
use oam_model::index::Place;
use oam_model::symbol::SymbolKey;
use oam_model::workspace::Workspace;
use oam_syntax::Span;

use crate::at::{name_at, without_quotes};
use crate::context::DocumentContext;
use crate::position::{FilePosition, FileSpan};

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavTarget {
    /// The defined name.
    pub at: FileSpan,
    /// The whole thing that is defined, in the same file.
    pub full: Span,
    /// The name.
    pub name: String,
    /// The word that was asked about, in its own file.
    pub from: Span,
}

/// The definitions of the name at a place, by file and place. A definition leads to itself and its namesakes.
pub fn definition(workspace: &Workspace, position: FilePosition) -> Vec<NavTarget> {
    let Some((ctx, at)) = DocumentContext::at(workspace, position) else { return Vec::new() };
    let Some(found) = name_at(&ctx, at) else { return Vec::new() };
    targets(workspace, &found.keys, ctx.in_file(found.span))
}

/// Where names are defined, each place once; `from` is the word that was asked about.
pub(crate) fn targets(workspace: &Workspace, keys: &[SymbolKey], from: Span) -> Vec<NavTarget> {
    let mut targets: Vec<NavTarget> = Vec::new();
    let mut seen = HashSet::new();
    for key in keys {
        for place in definitions(workspace, key) {
            let at = name_span(workspace, place);
            if seen.insert(at) {
                let full = workspace.in_file(place.document, place.full);
                targets.push(NavTarget { at, full, name: key.name.clone(), from });
            }
        }
    }
    targets
}

/// Where a name is defined. A workload type of an older definition, which says no version, answers for every version.
pub(crate) fn definitions<'w>(workspace: &'w Workspace, key: &SymbolKey) -> Vec<&'w Place> {
    let found: Vec<_> = workspace.index().definitions(key).collect();
    if !found.is_empty() || key.namespace != Namespace::WorkloadType {
        return found;
    }
    let Some(versionless) = versionless(&key.name) else { return found };
    workspace.index().definitions(&SymbolKey::global(Namespace::WorkloadType, &versionless)).collect()
}

/// `example.com/v1.Job` → `example.com/*.Job`.
pub(crate) fn versionless(name: &str) -> Option<String> {
    let (group, rest) = name.split_once('/')?;
    Some(format!("{group}/*.{}", rest.split_once('.')?.1))
}

/// The name at a place of the index, without quotes.
pub(crate) fn name_span(workspace: &Workspace, place: &Place) -> FileSpan {
    let text = workspace.document(place.document).map(|it| it.source().text()).unwrap_or_default();
    FileSpan::in_document(workspace, place.document, without_quotes(text, place.span))
}
