//! Names that a value may refer to: components, parameters, workload types, scopes.

use std::sync::Arc;

use oam_catalog::{Namespace, ScopeEntry};
use oam_model::object::Object;
use oam_model::symbol::SymbolKey;
use oam_syntax::edit::scalar_text;
use oam_syntax::{Node, NodeKind, PathSegment, YamlPath};

use super::CompletionKind;
use super::insert::Insert;
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use super::{parameters, settings, traits, variables};
use crate::cards::{component_card, scope_card, scope_type_card, shown_path, workload_card};
use crate::kubernetes_names::{LONGEST_LABEL, is_subdomain};
use crate::symbols::best_matches;

/// Names of a namespace for the value at `path`.
pub(super) fn complete(
    request: &Request<'_>,
    namespace: Namespace,
    path: &YamlPath,
    list: &mut List<'_, '_>,
) {
    match namespace {
        Namespace::ComponentName => components(request, path.segments(), list),
        Namespace::InstanceName => instances(request, list),
        Namespace::ParameterName => parameters::names(request, path, list),
        Namespace::VariableName => variables::as_names(request, list),
        Namespace::TraitType => traits::names(request, path, list),
        Namespace::WorkloadType => workload_types(request, path, list),
        Namespace::ScopeType => scope_types(request, path.segments(), list),
        Namespace::ScopeName => scopes(request, path.segments(), list),
        Namespace::ApplicationName => plain(request, namespace, CompletionKind::Value, list),
    }
}

/// Components; each brings along what an instance of it must have and has not yet.
fn components(request: &Request<'_>, path: &[PathSegment], list: &mut List<'_, '_>) {
    let is_instance = path.last() == Some(&PathSegment::Key("componentName".to_owned()));
    for name in offered_components(request) {
        let Some((detail, documentation)) = component_words(request, &name) else { continue };
        list.push(Candidate {
            label: name.clone(),
            kind: CompletionKind::Component,
            detail: Some(detail),
            documentation,
            rank: Rank::First,
            form: settings::with_entries(request, path, name.clone(), {
                let mut entries = Vec::new();
                if is_instance && !settings::has(request, path, "instanceName") {
                    let instance = free_instance_name(request, &name, None);
                    entries.push(("instanceName".to_owned(), Insert::hole(scalar_text(&instance))));
                }
                if is_instance && !settings::has(request, path, "parameterValues") {
                    let needed = parameters::required_values(request, &name);
                    let needed = (!needed.is_empty()).then_some(Insert::Seq(needed));
                    entries.extend(needed.map(|it| ("parameterValues".to_owned(), it)));
                }
                entries
            }),
        });
    }
}

/// The detail and the documentation of a component.
pub(super) fn component_words(request: &Request<'_>, name: &str) -> Option<(String, Option<String>)> {
    let (workspace, from) = (request.ctx.workspace, request.ctx.document.file);
    let (document, object, component) = workspace.component(name)?;
    let workload = component.workload_type.as_ref().map(|it| short_type(&it.value).to_owned());
    let place = (document.file != from).then(|| shown_path(workspace, from, document.file));
    let facts = workload.into_iter().chain(place).filter(|it| !it.is_empty());
    let detail = facts.collect::<Vec<_>>().join(" · ");
    let card = || component_card(workspace, from, document, object, component);
    Some((detail, request.documented(name, card)))
}

/// The instances of the application.
pub(super) fn of_instances(request: &Request<'_>) -> Vec<String> {
    let application = request.ctx.object.and_then(|it| it.application());
    let instances =
        application.into_iter().flat_map(|it| &it.components).filter_map(|it| it.instance.as_ref());
    instances.map(|it| it.value.clone()).filter(|it| !it.is_empty()).collect()
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

/// A name for an instance of a component that no other instance of the application or of its namespace has.
pub(super) fn free_instance_name(
    request: &Request<'_>,
    component: &str,
    own: Option<oam_syntax::NodeId>,
) -> String {
    let own = own.and_then(|own| {
        let application = request.ctx.object?.application()?;
        let usage = application.components.iter().find(|it| it.node == own)?;
        usage.instance.as_ref().map(|it| it.value.as_str())
    });
    let taken = request.instances();
    let is_taken = |it: &str| Some(it) != own && taken.contains(it);
    let base = kubernetes_name(component);
    // Some letters are left for the number.
    let short: String = base.chars().take(LONGEST_LABEL - 3).collect();
    let candidates = std::iter::once(base.clone()).chain((2..).map(|n| format!("{short}-{n}")));
    candidates
        .take(taken.len() + MAX_TRIED)
        .find(|it| !is_taken(it) && !is_used_elsewhere(request, it))
        .unwrap_or_else(|| base.clone())
}

/// How many names are tried that other applications may have.
const MAX_TRIED: usize = 20;

/// Whether another application of the same namespace has an instance of this name.
fn is_used_elsewhere(request: &Request<'_>, name: &str) -> bool {
    let namespace = |it: Option<&Object>| it.and_then(|it| Some(it.header.namespace.as_ref()?.value.clone()));
    let own = namespace(request.ctx.object);
    let key = SymbolKey::global(Namespace::InstanceName, name);
    let mut others = request.ctx.workspace.index().references(&key).map(|it| it.document);
    others.any(|it| it != request.ctx.document && namespace(request.ctx.workspace.object(it)) == own)
}

/// A name as Kubernetes wants it, as like the given one as can be: `orderApi` gives `order-api`.
pub(super) fn kubernetes_name(name: &str) -> String {
    if is_subdomain(name) {
        return name.to_owned();
    }
    let mut found = String::new();
    for c in name.chars() {
        let is_break = c.is_uppercase() && found.ends_with(|it: char| it.is_ascii_lowercase());
        found.push_str(if is_break { "-" } else { "" });
        found.extend(if c.is_alphanumeric() { c.to_lowercase().collect() } else { vec!['-'] });
    }
    let found = found.trim_matches('-');
    if is_subdomain(found) { found.to_owned() } else { name.to_owned() }
}

fn workload_types(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    let is_component = request.ctx.object.is_some_and(|it| it.component().is_some());
    for entry in request.ctx.workspace.all_workloads() {
        list.push(Candidate {
            label: entry.name.clone(),
            kind: CompletionKind::WorkloadType,
            detail: Some(entry.platform.clone()),
            documentation: request.documented(&entry.name, || workload_card(&entry)),
            rank: if entry.is_core { Rank::First } else { Rank::Usual },
            form: if is_component && !settings::has(request, path.segments(), "workloadSettings") {
                let needed = settings::workload_settings(&entry.settings).into_iter().collect();
                settings::with_entries(request, path.segments(), entry.name.clone(), needed)
            } else {
                Form::Text(entry.name.clone())
            },
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

fn scope_types(request: &Request<'_>, path: &[PathSegment], list: &mut List<'_, '_>) {
    let is_new = !["properties", "parameterValues"].iter().any(|it| settings::has(request, path, it));
    let is_scope = is_new && request.ctx.object.is_some_and(|it| it.application().is_some());
    for entry in request.ctx.workspace.all_scope_types() {
        list.push(Candidate {
            label: entry.name.clone(),
            kind: CompletionKind::ScopeType,
            detail: Some(entry.platform.clone()),
            documentation: request.documented(&entry.name, || scope_type_card(&entry)),
            rank: Rank::First,
            form: if is_scope {
                let properties = settings::scope_properties(request, &entry.properties).into_iter().collect();
                settings::with_entries(request, path, entry.name.clone(), properties)
            } else {
                Form::Text(entry.name.clone())
            },
        });
    }
}

/// Scopes that the instance is not in yet; where a type allows one, those of its other scopes' types are left out.
fn scopes(request: &Request<'_>, path: &[PathSegment], list: &mut List<'_, '_>) {
    let workspace = request.ctx.workspace;
    let items = path.split_last().and_then(|(_, it)| request.ctx.find(it)).into_iter().flat_map(Node::items);
    let others = items.filter(|it| it.kind() == NodeKind::Scalar && !it.span().contains(request.at));
    let joined: Vec<String> = others.map(|it| it.text().into_owned()).collect();
    let mut found: Vec<(Candidate, Option<Arc<ScopeEntry>>)> = Vec::new();
    for name in sorted_names(request, Namespace::ScopeName) {
        let place = workspace.index().definitions(&SymbolKey::global(Namespace::ScopeName, &name)).next();
        let object = place.and_then(|it| workspace.object(it.document));
        let scopes =
            object.and_then(|it| it.application()).map(|it| it.scopes.as_slice()).unwrap_or_default();
        let named = scopes.iter().find(|it| it.name.as_ref().is_some_and(|it| it.value == name));
        let binding = named.or(scopes.first());
        let kind = binding.and_then(|it| it.kind.as_ref());
        let entry = kind.and_then(|it| workspace.scope_type(&it.value));
        let candidate = Candidate {
            label: name.clone(),
            kind: CompletionKind::Scope,
            detail: kind.map(|it| short_type(&it.value).to_owned()),
            documentation: request.documented(&name, || scope_card(workspace, &name, object, binding)),
            rank: Rank::First,
            form: Form::Text(name),
        };
        found.push((candidate, entry));
    }
    let types = found.iter().filter(|(it, _)| joined.contains(&it.label)).filter_map(|(_, it)| it.clone());
    let exclusive: Vec<_> = types.filter(|it| !it.allows_overlap).map(|it| it.name.clone()).collect();
    for (candidate, entry) in found {
        let is_excluded = entry.is_some_and(|it| exclusive.contains(&it.name));
        if !joined.contains(&candidate.label) && !is_excluded {
            list.push(candidate);
        }
    }
}

fn plain(request: &Request<'_>, namespace: Namespace, kind: CompletionKind, list: &mut List<'_, '_>) {
    for name in sorted_names(request, namespace) {
        let (label, form) = (name.clone(), Form::Text(name));
        list.push(Candidate { label, kind, detail: None, documentation: None, rank: Rank::First, form });
    }
}

/// All names of a namespace that can be offered.
/// Most components that are offered at once. Each is read, and nobody reads a longer list.
const MOST_OFFERED: usize = 200;

/// The components that may be meant, by name: all of them, or where there are very many, those that match what is typed best.
pub(super) fn offered_components(request: &Request<'_>) -> Vec<String> {
    let all = || request.ctx.workspace.index().names(Namespace::ComponentName).map(|it| it.name.as_str());
    if all().count() <= MOST_OFFERED {
        return sorted_names(request, Namespace::ComponentName);
    }
    let mut best = best_matches(all().filter(|it| !it.is_empty()), request.typed(), MOST_OFFERED + 1);
    if best.len() > MOST_OFFERED {
        best.truncate(MOST_OFFERED);
        request.cut();
    }
    best.sort_unstable();
    best.into_iter().map(str::to_owned).collect()
}

/// All names that are defined in a namespace.
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
