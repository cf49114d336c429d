//! What a definition is used for: a component leads to its instances, a parameter to the values that applications give it,
//! a trait to its uses, a type to what is of that type.
//!
//! Unlike references it leads to whole things, not to mentions, and never back to a definition.

use oam_catalog::Namespace;
use oam_model::index::Place;
use oam_model::object::{ComponentUse, Object};
use oam_model::symbol::SymbolKey;
use oam_model::value::Text;
use oam_model::workspace::Workspace;
use oam_syntax::Span;

use crate::at::{around, name_at, without_quotes};
use crate::context::DocumentContext;
use crate::definition::NavTarget;
use crate::position::{FilePosition, FileSpan};
use crate::references::mention_places;

/// What uses the thing whose name stands at a place, by file and place.
pub fn implementation(workspace: &Workspace, position: FilePosition) -> Vec<NavTarget> {
    let Some((ctx, at)) = DocumentContext::at(workspace, position) else { return Vec::new() };
    let Some(found) = name_at(&ctx, at) else { return Vec::new() };
    let from = ctx.in_file(found.span);
    let mut targets: Vec<NavTarget> = Vec::new();
    for key in &found.keys {
        for place in mention_places(workspace, key) {
            let Some(user) = user(workspace, key, &place) else { continue };
            let text = workspace.document(place.document).map(|it| it.source().text()).unwrap_or_default();
            let at = FileSpan::in_document(workspace, place.document, without_quotes(text, user.name.span));
            let full = workspace.in_file(place.document, user.full.cover(user.name.span));
            targets.push(NavTarget { at, full, name: user.name.value.clone(), from });
        }
    }
    targets.sort_by_key(|it| it.at);
    targets.dedup_by_key(|it| it.at);
    targets
}

/// What uses a name.
struct User<'w> {
    name: &'w Text,
    full: Span,
}

/// The thing that mentions a name at a place; `None` for a mention that is no use.
fn user<'w>(workspace: &'w Workspace, key: &SymbolKey, place: &Place) -> Option<User<'w>> {
    let object = workspace.object(place.document)?;
    let uses = || object.application().map(|it| it.components.as_slice()).unwrap_or_default();
    let usage = || around(uses(), |it| it.span, place.span);
    match key.namespace {
        Namespace::ComponentName | Namespace::ScopeName => usage().and_then(instance),
        Namespace::TraitType => {
            let found = around(&usage()?.traits, |it| it.span, place.span)?;
            Some(User { name: found.name.as_ref()?, full: found.span })
        }
        Namespace::ParameterName => {
            let found = around(&usage()?.parameter_values, |it| it.span, place.span)?;
            Some(User { name: found.name.as_ref()?, full: found.span })
        }
        Namespace::WorkloadType => component(object),
        Namespace::ScopeType => {
            let found = around(&object.application()?.scopes, |it| it.span, place.span)?;
            Some(User { name: found.name.as_ref().or(found.kind.as_ref())?, full: found.span })
        }
        Namespace::InstanceName | Namespace::VariableName | Namespace::ApplicationName => None,
    }
}

fn instance(usage: &ComponentUse) -> Option<User<'_>> {
    Some(User { name: usage.instance.as_ref().or(usage.component.as_ref())?, full: usage.span })
}

fn component(object: &Object) -> Option<User<'_>> {
    object.component()?;
    Some(User { name: object.header.name.as_ref()?, full: object.header.span })
}
