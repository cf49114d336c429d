//! Mentions that are typed together: a parameter with its `fromParam`, a variable with its calls.
//!
//! Only where no other document mentions the name, for a client changes nothing but the document at hand; elsewhere it
//! takes a rename.

use oam_catalog::Namespace;
use oam_model::index::Place;
use oam_model::symbol::SymbolKey;
use oam_model::workspace::Workspace;
use oam_syntax::Span;

use crate::at::name_at;
use crate::context::DocumentContext;
use crate::definition::{definitions, name_span};
use crate::position::FilePosition;
use crate::references::mention_places;

/// The places of a document that stay equal when one of them is typed in; at least two, in their order, or none.
pub fn linked_editing(workspace: &Workspace, position: FilePosition) -> Vec<Span> {
    let Some((ctx, at)) = DocumentContext::at(workspace, position) else { return Vec::new() };
    let Some(found) = name_at(&ctx, at) else { return Vec::new() };
    let [key] = found.keys.as_slice() else { return Vec::new() };
    if !matches!(key.namespace, Namespace::ParameterName | Namespace::VariableName) {
        return Vec::new();
    }
    let places = all_places(workspace, key);
    if places.len() < 2 || places.iter().any(|it| it.document != ctx.document) {
        return Vec::new();
    }
    let mut spans: Vec<Span> = places.iter().map(|it| name_span(workspace, it).span).collect();
    spans.sort_unstable();
    spans.dedup();
    let Some(file) = workspace.file(position.file) else { return Vec::new() };
    let start = file.text().documents().get(ctx.document.index as usize).map(|it| it.start);
    let written = |it: &Span| {
        let local = Span::new(it.start - start.unwrap_or_default(), it.end - start.unwrap_or_default());
        local.of(ctx.source.text()).to_owned()
    };
    // An escape in a quoted name reads like the others and is not.
    if spans.iter().all(|it| written(it) == key.name) { spans } else { Vec::new() }
}

fn all_places(workspace: &Workspace, key: &SymbolKey) -> Vec<Place> {
    let mut places: Vec<Place> = definitions(workspace, key).into_iter().copied().collect();
    places.extend(mention_places(workspace, key));
    places
}
