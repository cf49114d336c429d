//! The applications that live close to one: in the same namespace, and in the same file or with a component in common; no rule
//! of its own.
//!
//! Applications that share nothing are not compared: looking at all of them for each would grow with the square of the workspace.

use std::collections::BTreeSet;

use oam_catalog::Namespace;
use oam_model::object::{Application, Object};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::DocumentId;

use super::duplicate_instance::place;
use crate::rule::RuleContext;

/// The neighbours that come before this application, by path and place. Of its own file, only those with a trait that has
/// this text for a property, if one is given: others of a long file need not be looked at.
pub(super) fn earlier<'w>(
    ctx: &RuleContext<'w>,
    property: Option<(&str, &str)>,
) -> impl Iterator<Item = (DocumentId, &'w Application)> + use<'w> {
    let own_place = place(ctx, ctx.document);
    let mut before: Vec<_> = close_by(ctx, property)
        .into_iter()
        .filter_map(|document| Some((document, ctx.workspace.object(document)?)))
        .filter(|(_, it)| is_neighbour(ctx.object, it))
        .filter_map(|(document, it)| Some((place(ctx, document), document, it.application()?)))
        .filter(|(place, _, _)| *place < own_place)
        .collect();
    before.sort_by_key(|(place, _, _)| *place);
    before.into_iter().map(|(_, document, it)| (document, it))
}

/// Documents of the same file, and those that use a component which this application uses.
fn close_by(ctx: &RuleContext<'_>, property: Option<(&str, &str)>) -> BTreeSet<DocumentId> {
    let file = ctx.document.file;
    let mut found: BTreeSet<_> = match property {
        Some((key, text)) => ctx.workspace.applications_with(file, key, text).collect(),
        None => (0..ctx.document.index).map(|index| DocumentId { index, ..ctx.document }).collect(),
    };
    let components = ctx.application().into_iter().flat_map(|it| &it.components);
    for name in components.filter_map(|it| it.component.as_ref()) {
        let key = SymbolKey::global(Namespace::ComponentName, &name.value);
        found.extend(ctx.workspace.index().references(&key).map(|it| it.document));
    }
    found
}

/// Whether two applications are two, and in one namespace. Two of one name are the business of `duplicate-object`.
pub(super) fn is_neighbour(a: &Object, b: &Object) -> bool {
    let namespace = |it: &Object| it.header.namespace.as_ref().map(|it| it.value.clone());
    b.name().is_some() && a.name() != b.name() && namespace(a) == namespace(b)
}
