//! Where the type of a thing is defined: an instance leads to its component, a component to its workload type, a scope to
//! its scope type, and anything written in a trait's properties to the trait.
//!
//! Types that a platform brings along have no place to go to. Parameters and variables have types of YAML only.

use oam_catalog::Namespace;
use oam_model::object::{Application, ComponentUse, Object};
use oam_model::symbol::SymbolKey;
use oam_model::value::Text;
use oam_model::workspace::Workspace;
use oam_syntax::{Offset, Span};

use crate::at::{NameAt, name_at, word_at};
use crate::context::DocumentContext;
use crate::definition::{NavTarget, targets};
use crate::position::FilePosition;

/// The definitions of the type of what stands at a place, by file and place.
pub fn type_definition(workspace: &Workspace, position: FilePosition) -> Vec<NavTarget> {
    let Some((ctx, at)) = DocumentContext::at(workspace, position) else { return Vec::new() };
    let (keys, from) = match name_at(&ctx, at) {
        Some(found) => {
            let keys = found.keys.iter().flat_map(|it| types(&ctx, it, &found)).collect();
            (keys, found.span)
        }
        None => surrounding_trait(&ctx, at).unwrap_or_default(),
    };
    targets(workspace, &keys, ctx.in_file(from))
}

/// The names of a thing's types.
fn types(ctx: &DocumentContext<'_>, key: &SymbolKey, found: &NameAt) -> Vec<SymbolKey> {
    let workload = |it: &Object| {
        let name = &it.component()?.workload_type.as_ref()?.value;
        Some(SymbolKey::global(Namespace::WorkloadType, name))
    };
    match key.namespace {
        Namespace::InstanceName => {
            let usage = ctx.object.and_then(Object::application).and_then(|it| instance_at(it, found.span));
            let component = usage.and_then(|it| it.component.as_ref());
            component.map(|it| SymbolKey::global(Namespace::ComponentName, &it.value)).into_iter().collect()
        }
        Namespace::ComponentName => {
            // A definition speaks for itself, a mention for all of that name.
            let own = ctx.object.filter(|it| it.component().is_some());
            let places = ctx.workspace.index().definitions(key).filter(|_| own.is_none());
            let others = places.filter_map(|it| ctx.workspace.object(it.document));
            own.into_iter().chain(others).filter_map(workload).collect()
        }
        Namespace::ScopeName => {
            let places = ctx.workspace.index().definitions(key);
            let makers =
                places.filter_map(|it| Some((it, ctx.workspace.object(it.document)?.application()?)));
            makers.flat_map(|(place, it)| scope_types(it, place.span)).collect()
        }
        Namespace::TraitType | Namespace::WorkloadType | Namespace::ScopeType => vec![key.clone()],
        Namespace::ParameterName | Namespace::VariableName | Namespace::ApplicationName => Vec::new(),
    }
}

/// The instance whose name stands at a place.
fn instance_at(application: &Application, at: Span) -> Option<&ComponentUse> {
    let is_it = |it: &&ComponentUse| it.instance.as_ref().is_some_and(|it| it.span.contains_span(at));
    application.components.iter().find(is_it)
}

/// The types of the scope that is named at a place; of all that the application makes, where its own name is meant.
fn scope_types(application: &Application, name: Span) -> Vec<SymbolKey> {
    let scopes = &application.scopes;
    let own = scopes.iter().find(|it| it.name.as_ref().is_some_and(|it| it.span == name));
    let meant: Vec<_> = own.map_or_else(|| scopes.iter().collect(), |it| vec![it]);
    let kinds = meant.into_iter().filter_map(|it| it.kind.as_ref());
    kinds.map(|it: &Text| SymbolKey::global(Namespace::ScopeType, &it.value)).collect()
}

/// The trait whose properties a place is in, and the word there.
fn surrounding_trait(ctx: &DocumentContext<'_>, at: Offset) -> Option<(Vec<SymbolKey>, Span)> {
    let word = word_at(ctx, at)?;
    let name = ctx.trait_use(word.path.segments())?.name.as_ref()?;
    Some((vec![SymbolKey::global(Namespace::TraitType, &name.value)], word.node.span()))
}
