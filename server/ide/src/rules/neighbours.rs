//! The applications that live beside one, in the same namespace; no rule of its own.
//!
//! The trap: it looks at every application of the workspace, so ask only where the document has something to compare.

use oam_catalog::Role;
use oam_model::object::{Application, Object};
use oam_model::workspace::DocumentId;

use super::duplicate_instance::place;
use crate::rule::RuleContext;

/// The applications of the same namespace before this one, by path and place.
pub(super) fn earlier<'w>(ctx: &RuleContext<'w>) -> impl Iterator<Item = (DocumentId, &'w Application)> {
    let own_place = place(ctx, ctx.document);
    let all = ctx.workspace.with_role(Role::Application);
    let mut before: Vec<_> = all
        .filter(|(_, it)| is_neighbour(ctx.object, it))
        .filter_map(|(document, it)| Some((place(ctx, document), document, it.application()?)))
        .filter(|(place, _, _)| *place < own_place)
        .collect();
    before.sort_by_key(|(place, _, _)| *place);
    before.into_iter().map(|(_, document, it)| (document, it))
}

/// Whether two applications are two, and in one namespace. Two of one name are the business of `duplicate-object`.
fn is_neighbour(a: &Object, b: &Object) -> bool {
    let namespace = |it: &Object| it.header.namespace.as_ref().map(|it| it.value.clone());
    b.name().is_some() && a.name() != b.name() && namespace(a) == namespace(b)
}
