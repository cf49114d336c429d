//! Hover of a name: what it stands for, or why that cannot be said.

use oam_catalog::Namespace;
use oam_model::object::{Object, Parameter};
use oam_model::symbol::SymbolKey;

use crate::at::NameAt;
use crate::cards::{
    application_card, component_card, declared, declared_at, implicit_parameter_card, instance_card,
    parameter_card, scope_card, scope_type_card, trait_card, variable_card, workload_card,
};
use crate::context::DocumentContext;
use crate::definition::definitions;
use crate::markdown::{Markdown, code};

/// The card of a name.
pub(super) fn name_card(ctx: &DocumentContext<'_>, found: &NameAt) -> Option<String> {
    let key = found.keys.iter().find(|it| it.namespace != Namespace::ScopeName).or(found.keys.first())?;
    let known = match key.namespace {
        Namespace::ComponentName => component(ctx, key),
        Namespace::InstanceName => instance(ctx, found),
        Namespace::ParameterName => parameter(ctx, key, found),
        Namespace::VariableName => variable(ctx, key),
        Namespace::TraitType => ctx.workspace.traits_named(&key.name).first().map(|it| trait_card(it)),
        Namespace::WorkloadType => ctx.workspace.workload(&key.name).map(|it| workload_card(&it)),
        Namespace::ScopeType => ctx.workspace.scope_type(&key.name).map(|it| scope_type_card(&it)),
        Namespace::ScopeName => scope(ctx, key),
        Namespace::ApplicationName => ctx.object.and_then(|it| Some(application_card(it, it.application()?))),
    };
    known.or_else(|| Some(unknown(ctx, key)))
}

fn component(ctx: &DocumentContext<'_>, key: &SymbolKey) -> Option<String> {
    // A definition is explained by itself, even where another document has the same name.
    let own = ctx
        .object
        .filter(|it| it.name() == Some(&key.name))
        .and_then(|it| Some((ctx.document, it, it.component()?)));
    let (document, object, component) = own.or_else(|| ctx.workspace.component(&key.name))?;
    Some(component_card(ctx.workspace, ctx.document.file, document, object, component))
}

fn instance(ctx: &DocumentContext<'_>, found: &NameAt) -> Option<String> {
    let components = &ctx.object?.application()?.components;
    let usage = components.iter().find(|it| {
        it.instance
            .as_ref()
            .is_some_and(|it| it.span.start <= found.span.start && found.span.end <= it.span.end)
    })?;
    Some(instance_card(ctx.workspace, ctx.document.file, usage))
}

fn parameter(ctx: &DocumentContext<'_>, key: &SymbolKey, found: &NameAt) -> Option<String> {
    let owner = key.owner.as_deref()?;
    let own =
        ctx.object.filter(|it| it.name() == Some(owner)).and_then(|it| Some((ctx.document, it.component()?)));
    let declaring = own.or_else(|| ctx.workspace.component(owner).map(|(document, _, it)| (document, it)));
    let is_it = |it: &&Parameter| it.name.as_ref().is_some_and(|it| it.value == key.name);
    let Some((document, parameter)) =
        declaring.and_then(|(document, it)| Some((document, it.parameters.iter().find(is_it)?)))
    else {
        return implicit(ctx, &key.name);
    };
    let values = ctx.object.and_then(Object::application).into_iter().flat_map(|it| &it.components);
    let given = values
        .flat_map(|it| &it.parameter_values)
        .find(|it| it.span.start <= found.span.start && found.span.end <= it.span.end);
    let place = parameter.name.as_ref()?.span;
    let declared = declared_at(ctx.workspace, ctx.document.file, document, place);
    Some(parameter_card(ctx.workspace, owner, parameter, given.and_then(|it| it.value.as_ref()), &declared))
}

/// A parameter that a platform understands by itself.
pub(super) fn implicit(ctx: &DocumentContext<'_>, name: &str) -> Option<String> {
    let catalog = ctx.workspace.catalog();
    let parameter = catalog.implicit_parameter(ctx.workspace.platform(), name)?;
    let platforms = catalog.selected(ctx.workspace.platform());
    let knowing =
        platforms.into_iter().filter(|it| it.implicit_parameter(name).is_some()).map(|it| it.name.as_str());
    let platforms = format!("platform {}", crate::markdown::codes(knowing, 4));
    Some(implicit_parameter_card(parameter, &platforms))
}

fn variable(ctx: &DocumentContext<'_>, key: &SymbolKey) -> Option<String> {
    let owner = key.owner.as_deref()?;
    let variable = ctx.object?.application()?.variable(&key.name)?;
    let declared = declared_at(ctx.workspace, ctx.document.file, ctx.document, variable.name.as_ref()?.span);
    Some(variable_card(ctx.workspace, owner, variable, &declared))
}

fn scope(ctx: &DocumentContext<'_>, key: &SymbolKey) -> Option<String> {
    let place = definitions(ctx.workspace, key).into_iter().next()?;
    let object = ctx.workspace.object(place.document)?;
    let scopes = &object.application()?.scopes;
    let binding =
        scopes.iter().find(|it| it.name.as_ref().is_some_and(|it| it.value == key.name)).or(scopes.first());
    let card = scope_card(ctx.workspace, &key.name, Some(object), binding);
    Some(format!("{card}\n\n{}", declared(ctx.workspace, ctx.document.file, place)))
}

/// Why nothing is known of a name.
fn unknown(ctx: &DocumentContext<'_>, key: &SymbolKey) -> String {
    let platform = ctx.workspace.platform();
    let on_platform = |what: &str| match platform {
        Some(it) => {
            format!("Neither platform {} nor a definition in this workspace has this {what}.", code(it))
        }
        None => format!("No known platform and no definition in this workspace has this {what}."),
    };
    let owner = key.owner.as_deref().unwrap_or_default();
    let (what, why) = match key.namespace {
        Namespace::ComponentName => (
            "component",
            "No document in this workspace defines it, so what it takes cannot be known.".to_owned(),
        ),
        Namespace::ParameterName
            if ctx.workspace.component(owner).is_none()
                && ctx.object.is_some_and(|it| it.component().is_none()) =>
        {
            (
                "parameter",
                format!(
                    "Component {} is not in this workspace, so its parameters cannot be known.",
                    code(owner)
                ),
            )
        }
        Namespace::ParameterName => {
            ("parameter", format!("Component {} declares no such parameter.", code(owner)))
        }
        Namespace::VariableName => ("variable", format!("Application {} has no such variable.", code(owner))),
        Namespace::TraitType => ("trait", on_platform("trait")),
        Namespace::WorkloadType => ("workload type", on_platform("workload type")),
        Namespace::ScopeType => ("scope type", on_platform("scope type")),
        Namespace::ScopeName => ("scope", "No application in this workspace makes it.".to_owned()),
        Namespace::InstanceName => ("instance", "Nothing is known of it.".to_owned()),
        Namespace::ApplicationName => ("application", "Nothing is known of it.".to_owned()),
    };
    let reading = ctx.workspace.settings().is_indexing;
    let reading = reading.then_some("Files of the workspace are still being read.");
    Markdown::new().title(what, &key.name, &[]).paragraph(&why).maybe(reading).finish()
}
