//! The applications that live close to one: in the same namespace, and in the same file or with a component in common; no rule
//! of its own.
//!
//! Applications that share nothing are not compared: looking at all of them for each would grow with the square of the workspace.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use oam_catalog::Namespace;
use oam_model::object::{Application, Object};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::DocumentId;

use super::duplicate_instance::place;
use crate::rule::RuleContext;

/// The neighbours of the application of a document.
pub(super) struct Neighbours<'c, 'w> {
    ctx: &'c RuleContext<'w>,
    /// Those that use a component of it, once somebody has asked.
    sharing: OnceCell<Vec<Neighbour<'w>>>,
}

/// A neighbour, with its path and place.
type Neighbour<'w> = ((&'w str, u32), DocumentId, &'w Application);

impl<'c, 'w> Neighbours<'c, 'w> {
    pub(super) fn of(ctx: &'c RuleContext<'w>) -> Self {
        Self { ctx, sharing: OnceCell::new() }
    }

    /// The neighbours that come before this application, by path and place. Of its own file, only those with a trait that has
    /// this text for a property, if one is given: others of a long file need not be looked at.
    pub(super) fn earlier(
        &self,
        property: Option<(&str, &str)>,
    ) -> impl Iterator<Item = (DocumentId, &'w Application)> + use<'w> {
        let own = self.ctx.document;
        let mut found: Vec<Neighbour<'w>> = match property {
            Some((key, text)) => {
                self.before(self.ctx.workspace.applications_with(own.file, key, text)).collect()
            }
            None => self.before((0..own.index).map(|index| DocumentId { index, ..own })).collect(),
        };
        found.extend(self.sharing.get_or_init(|| self.before(self.users().into_iter()).collect()));
        found.sort_by_key(|(place, _, _)| *place);
        found.dedup_by_key(|(place, _, _)| *place);
        found.into_iter().map(|(_, document, it)| (document, it))
    }

    /// The documents that use a component which this application uses.
    fn users(&self) -> BTreeSet<DocumentId> {
        let components = self.ctx.application().into_iter().flat_map(|it| &it.components);
        let names = components.filter_map(|it| it.component.as_ref());
        let keys = names.map(|it| SymbolKey::global(Namespace::ComponentName, &it.value));
        let index = self.ctx.workspace.index();
        keys.flat_map(|it| index.references(&it).map(|it| it.document).collect::<Vec<_>>()).collect()
    }

    /// The neighbours among some documents that come before this one.
    fn before(&self, documents: impl Iterator<Item = DocumentId>) -> impl Iterator<Item = Neighbour<'w>> {
        let ctx = self.ctx;
        let own = place(ctx, ctx.document);
        documents.filter_map(move |document| {
            let place = Some(place(ctx, document)).filter(|it| *it < own)?;
            let object = ctx.workspace.object(document).filter(|it| is_neighbour(ctx.object, it))?;
            Some((place, document, object.application()?))
        })
    }
}

/// Whether two applications are two, and in one namespace. Two of one name are the business of `duplicate-object`.
pub(super) fn is_neighbour(a: &Object, b: &Object) -> bool {
    let namespace = |it: &Object| it.header.namespace.as_ref().map(|it| it.value.clone());
    b.name().is_some() && a.name() != b.name() && namespace(a) == namespace(b)
}
