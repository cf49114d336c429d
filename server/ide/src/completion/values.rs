//! Values: of a closed list, a default, an example, a name.

use oam_catalog::{Namespace, SchemaView, Support};
use oam_syntax::edit::scalar_text;
use oam_syntax::{PathSegment, YamlPath};
use serde_json::Value;

use super::CompletionKind;
use super::fit::is_taken;
use super::fresh::yaml_text;
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use super::{bindings, documents, names, neighbours, parameters, variables};
use crate::cards::kind_card;
use crate::context::{Facts, Holder};

/// Values for the place at `path`: the value of a key, or a list item.
pub(super) fn complete(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    let segments = path.segments();
    match segments {
        [PathSegment::Key(key)] if key == "apiVersion" => return api_versions(request, list),
        [PathSegment::Key(key)] if key == "kind" => return kinds(request, list),
        [.., PathSegment::Key(key)]
            if key == "value" && parameters::values(request, path, list).is_some() =>
        {
            return;
        }
        [.., PathSegment::Key(list_key), PathSegment::Index(_), PathSegment::Key(key)]
            if list_key == "workloadSettings" && key == "name" =>
        {
            settings(request, list);
        }
        _ => {}
    }
    let known = match segments.split_last() {
        Some((PathSegment::Key(key), parent)) => bindings::values(request, parent, key),
        _ => Vec::new(),
    };
    let facts = request.ctx.facts(segments);
    match facts.as_ref().and_then(Facts::view) {
        // Beside the component's own ports, those of an example would only mislead.
        _ if !known.is_empty() => {
            for it in known {
                push(list, it.yaml, CompletionKind::Value, &it.detail, Rank::First);
            }
        }
        Some(view) => of_schema(request, path, view, list),
        None => {}
    }
    let takes_variables =
        segments.iter().any(|it| matches!(it, PathSegment::Key(key) if key == "properties"));
    let is_application = request.ctx.object.is_some_and(|it| it.application().is_some());
    let is_scalar = facts.as_ref().is_none_or(|it| {
        let is_content = !matches!(it.holder(), Holder::Kind(_));
        is_content
            && it.view().is_some_and(|it| !it.types().iter().all(|it| matches!(*it, "array" | "object")))
    });
    if takes_variables && is_application && is_scalar {
        variables::as_values(request, list);
    }
}

fn of_schema(request: &Request<'_>, path: &YamlPath, view: SchemaView<'_>, list: &mut List<'_, '_>) {
    if view.defines() == Some(Namespace::InstanceName) {
        names::new_instance(request, path.segments(), list);
    }
    if let Some(namespace) = view.refers() {
        names::complete(request, namespace, path, list);
        return;
    }
    let default = view.default();
    let state = |it: &Value| if Some(it) == default { "default" } else { "" };
    for it in view.enum_values().into_iter().filter(|it| !it.is_null()) {
        push(list, yaml_text(it), CompletionKind::EnumMember, state(it), Rank::First);
    }
    if view.types().contains(&"boolean") && view.enum_values().is_empty() {
        for it in [Value::Bool(true), Value::Bool(false)] {
            push(list, yaml_text(&it), CompletionKind::EnumMember, state(&it), Rank::First);
        }
    }
    if let Some(it) = default.filter(|it| is_scalar(it)) {
        push(list, yaml_text(it), CompletionKind::Value, "default", Rank::First);
    }
    if view.enum_values().is_empty() && view.defines().is_none() {
        let types = view.types();
        let takes_text = types.contains(&"string") && types.iter().all(|it| matches!(*it, "string" | "null"));
        for it in neighbours::agreed(request, path.segments()).into_iter().filter(|_| takes_text) {
            push(list, scalar_text(&it), CompletionKind::Value, "used in this file", Rank::First);
        }
        let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
        let is_free = |it: &Value| !is_taken(request, path.segments(), &text(it));
        let fits = |it: &&Value| is_scalar(it) && is_free(it) && has_right_unit(request, path, it);
        for it in view.examples().into_iter().filter(fits) {
            push(list, yaml_text(it), CompletionKind::Value, "example", Rank::Usual);
        }
    }
}

/// Whether an amount of memory is written as the platform reads it.
fn has_right_unit(request: &Request<'_>, path: &YamlPath, value: &Value) -> bool {
    let is_memory =
        matches!(path.segments(), [.., PathSegment::Key(key), PathSegment::Key(_)] if key == "memory");
    let workspace = request.ctx.workspace;
    let platform = workspace.platform().and_then(|it| workspace.catalog().platform(it));
    let (true, Some(platform), Some(text)) = (is_memory, platform, value.as_str()) else { return true };
    let has_unit = text.ends_with(|it: char| it.is_alphabetic());
    match platform.capabilities.bytes_without_unit.support {
        Support::Supported => has_unit,
        Support::Unsupported => !has_unit,
        Support::Unknown => true,
    }
}

fn is_scalar(value: &Value) -> bool {
    !(value.is_null() || value.is_array() || value.is_object())
}

/// A value as YAML text. What is typed is compared with the value itself, so the label has no quotes.
fn push(list: &mut List<'_, '_>, yaml: String, kind: CompletionKind, detail: &str, rank: Rank) {
    let form = scalar_form(yaml);
    let (Form::Text(label) | Form::Yaml(label)) = &form else { return };
    let (label, detail) = (label.clone(), Some(detail.to_owned()));
    list.push(Candidate { label, kind, detail, documentation: None, rank, form });
}

/// A string is quoted as its place wants it; other values are written as they are.
fn scalar_form(yaml: String) -> Form {
    let inner = yaml.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    match inner {
        Some(it) if !it.contains('\\') => Form::Text(it.to_owned()),
        _ if scalar_text(&yaml) == yaml => Form::Text(yaml),
        _ => Form::Yaml(yaml),
    }
}

fn api_versions(request: &Request<'_>, list: &mut List<'_, '_>) {
    let root = request.ctx.source.root();
    let kind = root.and_then(|it| it.get("kind")).map(|it| it.value.text().into_owned());
    let catalog = request.ctx.workspace.catalog();
    for it in
        catalog.kinds().filter(|it| kind.as_ref().is_none_or(|kind| kind.is_empty() || *kind == it.kind))
    {
        push(list, format!("{}/{}", it.group, it.version), CompletionKind::Value, "", Rank::First);
    }
}

fn kinds(request: &Request<'_>, list: &mut List<'_, '_>) {
    let root = request.ctx.source.root();
    let api_version = root.and_then(|it| it.get("apiVersion")).map(|it| it.value.text().into_owned());
    let (group, version) = match api_version.as_deref().filter(|it| !it.is_empty()) {
        Some(it) => it.split_once('/').unwrap_or((it, "")),
        None => ("", ""),
    };
    let catalog = request.ctx.workspace.catalog();
    if !group.is_empty() && !catalog.is_oam_group(group) {
        return;
    }
    for it in documents::written_by_users(catalog) {
        if !group.is_empty() && it.group == group && it.version != version {
            continue;
        }
        list.push(Candidate {
            label: it.kind.clone(),
            kind: CompletionKind::EnumMember,
            detail: Some(it.summary.clone()),
            documentation: request.documented(&it.kind, || kind_card(it)),
            rank: Rank::First,
            form: Form::Text(it.kind.clone()),
        });
    }
}

/// Names of the settings that the component's workload type takes.
fn settings(request: &Request<'_>, list: &mut List<'_, '_>) {
    let component = request.ctx.object.and_then(|it| it.component());
    let workload = component
        .and_then(|it| it.workload_type.as_ref())
        .and_then(|it| request.ctx.workspace.workload(&it.value));
    let Some(workload) = workload else { return };
    let view = workload.settings.view();
    for (name, property) in view.properties() {
        let is_required = view.is_required(name);
        list.push(Candidate {
            label: name.to_owned(),
            kind: CompletionKind::Key,
            detail: Some(crate::cards::property_facts(property, is_required)),
            documentation: request
                .documented(name, || crate::cards::property_card(name, property, is_required)),
            rank: Rank::First,
            form: Form::Text(name.to_owned()),
        });
    }
}
