//! What a scope type and a workload type want beside their name: properties and settings, in the form the platform reads.

use std::sync::Arc;

use oam_catalog::{PropertySchema, SchemaView, ScopeEntry, Support, WorkloadEntry};
use oam_syntax::{PathSegment, YamlPath};

use super::CompletionKind;
use super::fit::is_taken;
use super::fresh;
use super::insert::{Insert, Part};
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use crate::cards::{property_card, property_facts, scope_type_card};

/// Whole scopes for the list at the item's `path`, one for each type.
pub(super) fn scopes(
    request: &Request<'_>,
    path: &YamlPath,
    form: impl Fn(Insert) -> Form,
    list: &mut List<'_, '_>,
) {
    for entry in request.ctx.workspace.all_scope_types() {
        let mut item = scope(request, &entry);
        if let Some(facts) = request.ctx.facts(path.segments())
            && let Some(view) = facts.view()
        {
            item = super::fit::fit(request, path.segments(), view, item);
        }
        list.push(Candidate {
            label: entry.name.clone(),
            kind: CompletionKind::ScopeType,
            detail: Some(entry.platform.clone()),
            documentation: request.documented(&entry.name, || scope_type_card(&entry)),
            rank: Rank::First,
            form: form(item),
        });
    }
}

/// A whole scope of a type.
pub(super) fn scope(request: &Request<'_>, entry: &ScopeEntry) -> Insert {
    let kind = entry.name.rsplit('.').next().unwrap_or(&entry.name);
    let name = kind.strip_suffix("Scope").unwrap_or(kind).to_lowercase();
    let mut entries =
        vec![("name".to_owned(), Insert::hole(name)), ("type".to_owned(), Insert::string(&entry.name))];
    entries.extend(scope_properties(request, &entry.properties));
    Insert::Map(entries)
}

/// The entry `properties` of a scope, if its type has any that should be there.
pub(super) fn scope_properties(
    request: &Request<'_>,
    properties: &PropertySchema,
) -> Option<(String, Insert)> {
    let Insert::Map(entries) = fresh::for_key(properties.view()) else { return None };
    let workspace = request.ctx.workspace;
    let platform = workspace.platform().and_then(|it| workspace.catalog().platform(it));
    let is_list = platform.is_some_and(|it| {
        it.capabilities.scope_properties_as_mapping.support == Support::Unsupported
            && it.capabilities.scope_properties_as_list.support == Support::Supported
    });
    let value = if is_list {
        let item = |(name, value): (String, Insert)| {
            Insert::map([("name", Insert::string(&name)), ("value", value)])
        };
        Insert::Seq(entries.into_iter().map(item).collect())
    } else {
        Insert::Map(entries)
    };
    Some(("properties".to_owned(), value))
}

/// The workload type of the component.
pub(super) fn workload(request: &Request<'_>) -> Option<Arc<WorkloadEntry>> {
    let component = request.ctx.object?.component()?;
    request.ctx.workspace.workload(&component.workload_type.as_ref()?.value)
}

/// The workload type of the component, if its settings are known.
pub(super) fn known(request: &Request<'_>) -> Option<Arc<WorkloadEntry>> {
    workload(request).filter(|it| !it.settings.view().properties().is_empty())
}

/// Whole settings for the list at the item's `path`: those that the workload type knows and that are not there yet.
pub(super) fn items(
    request: &Request<'_>,
    path: &YamlPath,
    form: impl Fn(Insert) -> Form,
    list: &mut List<'_, '_>,
) {
    let Some(workload) = known(request) else { return };
    let view = workload.settings.view();
    for (name, property) in view.properties() {
        if is_taken(request, path.clone().key("name").segments(), name) {
            continue;
        }
        let is_required = view.is_required(name);
        list.push(Candidate {
            label: name.to_owned(),
            kind: CompletionKind::Block,
            detail: Some(property_facts(property, is_required)),
            documentation: request.documented(name, || property_card(name, property, is_required)),
            rank: if is_required { Rank::Required } else { Rank::Usual },
            form: form(setting(name, property)),
        });
    }
}

/// The entry `workloadSettings`, if the workload type has settings that must be there.
pub(super) fn workload_settings(settings: &PropertySchema) -> Option<(String, Insert)> {
    let view = settings.view();
    let required = view.required().into_iter();
    let items: Vec<Insert> = required.filter_map(|it| Some(setting(it, view.property(it)?))).collect();
    (!items.is_empty()).then(|| ("workloadSettings".to_owned(), Insert::Seq(items)))
}

fn setting(name: &str, property: SchemaView<'_>) -> Insert {
    let kind = match property.types().first().copied() {
        Some("integer" | "number") => "number",
        Some(it @ ("boolean" | "object" | "array")) => it,
        _ => "string",
    };
    let value = match (fresh::for_item(property), kind) {
        (Insert::Open, _) => Insert::hole("{}"),
        (Insert::Scalar(parts), "string") if parts == [Part::Hole(String::new())] => Insert::hole("\"\""),
        (value, _) => value,
    };
    Insert::map([("name", Insert::string(name)), ("type", Insert::string(kind)), ("value", value)])
}

/// Whether the mapping around the value at `path` has a key already.
pub(super) fn has(request: &Request<'_>, path: &[PathSegment], key: &str) -> bool {
    let parent = path.split_last().and_then(|(_, parent)| request.ctx.find(parent));
    parent.is_some_and(|it| it.get(key).is_some())
}

/// A text with entries below it, where there is room for these.
pub(super) fn with_entries(
    request: &Request<'_>,
    path: &[PathSegment],
    text: String,
    entries: Vec<(String, Insert)>,
) -> Form {
    if entries.is_empty() {
        return Form::Text(text);
    }
    Form::TextAndEntries(text, entries, request.key_column(path))
}
