//! Whole documents, where there is none yet: in an empty file, and behind `---`.
//!
//! What they look like is in the schemas (`x-oam-snippet`); kinds that only controllers write are left out.

use oam_catalog::{Catalog, KindSchema, Role};
use oam_syntax::{NodeKind, Place};

use super::CompletionKind;
use super::fresh;
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use crate::cards::kind_card;

/// A skeleton of each kind.
pub(super) fn complete(request: &Request<'_>, list: &mut List<'_, '_>) {
    let Place::Key { mapping: None, path } = &request.cursor.place else { return };
    if !path.is_root() || !is_empty(request) || request.cursor.indent != 0 {
        return;
    }
    for kind in written_by_users(request.ctx.workspace.catalog()) {
        let Some(snippet) = kind.schema().snippet() else { continue };
        list.push(Candidate {
            label: kind.kind.clone(),
            kind: CompletionKind::Document,
            detail: Some(format!("{}/{}", kind.group, kind.version)),
            documentation: Some(kind_card(kind)),
            rank: Rank::First,
            form: Form::Content(fresh::from_json(snippet), 0),
        });
    }
}

/// The kinds that people write.
pub(super) fn written_by_users(catalog: &Catalog) -> impl Iterator<Item = &KindSchema> {
    catalog.kinds().filter(|it| match it.role {
        Role::Application
        | Role::Component
        | Role::TraitDefinition
        | Role::WorkloadDefinition
        | Role::ScopeDefinition => true,
        Role::ComponentInstance | Role::HealthScope => false,
    })
}

/// Whether the document holds nothing but the word that is being typed.
pub(super) fn is_empty(request: &Request<'_>) -> bool {
    request
        .ctx
        .source
        .root()
        .is_none_or(|root| root.kind() == NodeKind::Scalar && root.span() == request.cursor.replace)
}
