//! Names that a value may refer to: components, parameters, workload types, scopes.

use oam_catalog::Namespace;
use oam_model::symbol::SymbolKey;
use oam_syntax::{PathSegment, YamlPath};

use super::CompletionKind;
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use super::{parameters, traits, variables};
use crate::cards::{component_card, scope_card, scope_type_card, shown_path, workload_card};

/// Names of a namespace for the value at `path`.
pub(super) fn complete(
    request: &Request<'_>,
    namespace: Namespace,
    path: &YamlPath,
    list: &mut List<'_, '_>,
) {
    match namespace {
        Namespace::ComponentName => components(request, list),
        Namespace::InstanceName => instances(request, list),
        Namespace::ParameterName => parameters::names(request, path, list),
        Namespace::VariableName => variables::as_names(request, list),
        Namespace::TraitType => traits::names(request, path, list),
        Namespace::WorkloadType => workload_types(request, path, list),
        Namespace::ScopeType => scope_types(request, list),
        Namespace::ScopeName => scopes(request, list),
        Namespace::ApplicationName => plain(request, namespace, CompletionKind::Value, list),
    }
}

fn components(request: &Request<'_>, list: &mut List<'_, '_>) {
    for name in sorted_names(request, Namespace::ComponentName) {
        let Some((detail, documentation)) = component_words(request, &name) else { continue };
        list.push(Candidate {
            label: name.clone(),
            kind: CompletionKind::Component,
            detail: Some(detail),
            documentation: Some(documentation),
            rank: Rank::First,
            form: Form::Text(name),
        });
    }
}

/// The detail and the documentation of a component.
pub(super) fn component_words(request: &Request<'_>, name: &str) -> Option<(String, String)> {
    let (workspace, from) = (request.ctx.workspace, request.ctx.document.file);
    let (document, object, component) = workspace.component(name)?;
    let workload = component.workload_type.as_ref().map(|it| short_type(&it.value).to_owned());
    let place = (document.file != from).then(|| shown_path(workspace, from, document.file));
    let facts = workload.into_iter().chain(place).filter(|it| !it.is_empty());
    let detail = facts.collect::<Vec<_>>().join(" · ");
    Some((detail, component_card(workspace, from, document, object, component)))
}

fn instances(request: &Request<'_>, list: &mut List<'_, '_>) {
    let application = request.ctx.object.and_then(|it| it.application());
    for usage in application.into_iter().flat_map(|it| &it.components) {
        let Some(name) = &usage.instance else { continue };
        list.push(Candidate {
            label: name.value.clone(),
            kind: CompletionKind::Instance,
            detail: usage.component.as_ref().map(|it| format!("instance of {}", it.value)),
            documentation: None,
            rank: Rank::First,
            form: Form::Text(name.value.clone()),
        });
    }
}

/// A name for a new instance: that of its component, with a number if it is taken.
pub(super) fn new_instance(request: &Request<'_>, path: &[PathSegment], list: &mut List<'_, '_>) {
    let Some(usage) = request.ctx.usage(path) else { return };
    let Some(component) = &usage.component else { return };
    let name = free_instance_name(request, &component.value, Some(usage.node));
    list.push(Candidate {
        label: name.clone(),
        kind: CompletionKind::Instance,
        detail: Some(format!("instance of {}", component.value)),
        documentation: None,
        rank: Rank::First,
        form: Form::Text(name),
    });
}

/// A name for an instance of a component that no other instance of the application has.
pub(super) fn free_instance_name(
    request: &Request<'_>,
    component: &str,
    own: Option<oam_syntax::NodeId>,
) -> String {
    let application = request.ctx.object.and_then(|it| it.application());
    let others = application.into_iter().flat_map(|it| &it.components).filter(|it| Some(it.node) != own);
    let taken: Vec<&str> = others.filter_map(|it| it.instance.as_ref()).map(|it| it.value.as_str()).collect();
    let candidates = std::iter::once(component.to_owned()).chain((2..).map(|n| format!("{component}-{n}")));
    candidates
        .take(taken.len() + 1)
        .find(|it| !taken.contains(&it.as_str()))
        .unwrap_or_else(|| component.to_owned())
}

fn workload_types(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    for entry in request.ctx.workspace.all_workloads() {
        list.push(Candidate {
            label: entry.name.clone(),
            kind: CompletionKind::WorkloadType,
            detail: Some(entry.platform.clone()),
            documentation: Some(workload_card(&entry)),
            rank: if entry.is_core { Rank::First } else { Rank::Usual },
            form: Form::Text(entry.name.clone()),
        });
    }
    if matches!(path.segments(), [.., PathSegment::Key(key), PathSegment::Index(_)] if key == "appliesTo") {
        list.push(Candidate {
            label: "*".to_owned(),
            kind: CompletionKind::Value,
            detail: Some("every workload type".to_owned()),
            documentation: None,
            rank: Rank::First,
            form: Form::Text("*".to_owned()),
        });
    }
}

fn scope_types(request: &Request<'_>, list: &mut List<'_, '_>) {
    for entry in request.ctx.workspace.all_scope_types() {
        list.push(Candidate {
            label: entry.name.clone(),
            kind: CompletionKind::ScopeType,
            detail: Some(entry.platform.clone()),
            documentation: Some(scope_type_card(&entry)),
            rank: Rank::First,
            form: Form::Text(entry.name.clone()),
        });
    }
}

fn scopes(request: &Request<'_>, list: &mut List<'_, '_>) {
    let workspace = request.ctx.workspace;
    for name in sorted_names(request, Namespace::ScopeName) {
        let place = workspace.index().definitions(&SymbolKey::global(Namespace::ScopeName, &name)).next();
        let object = place.and_then(|it| workspace.object(it.document));
        let scopes =
            object.and_then(|it| it.application()).map(|it| it.scopes.as_slice()).unwrap_or_default();
        let named = scopes.iter().find(|it| it.name.as_ref().is_some_and(|it| it.value == name));
        let binding = named.or(scopes.first());
        list.push(Candidate {
            label: name.clone(),
            kind: CompletionKind::Scope,
            detail: binding.and_then(|it| it.kind.as_ref()).map(|it| short_type(&it.value).to_owned()),
            documentation: Some(scope_card(workspace, &name, object, binding)),
            rank: Rank::First,
            form: Form::Text(name),
        });
    }
}

fn plain(request: &Request<'_>, namespace: Namespace, kind: CompletionKind, list: &mut List<'_, '_>) {
    for name in sorted_names(request, namespace) {
        let (label, form) = (name.clone(), Form::Text(name));
        list.push(Candidate { label, kind, detail: None, documentation: None, rank: Rank::First, form });
    }
}

/// All names of a namespace that can be offered.
pub(super) fn sorted_names(request: &Request<'_>, namespace: Namespace) -> Vec<String> {
    let names = request.ctx.workspace.index().names(namespace).map(|it| it.name.clone());
    let mut names: Vec<String> = names.filter(|it| !it.is_empty()).collect();
    names.sort();
    names
}

/// `core.oam.dev/v1alpha1.Server` → `Server`.
fn short_type(name: &str) -> &str {
    name.strip_prefix("core.oam.dev/v1alpha1.").unwrap_or(name)
}
