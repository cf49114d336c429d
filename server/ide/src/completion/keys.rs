//! Keys: those that the schema at the cursor knows and that are not there yet.
//!
//! Old spellings are never offered, and count as there where they are written.

use oam_catalog::{Namespace, SchemaView};
use oam_syntax::{PathSegment, YamlPath};

use super::CompletionKind;
use super::insert::Insert;
use super::item::{Candidate, Form, List, Rank};
use super::request::{Below, Request};
use super::{bindings, documents, fresh, parameters};
use crate::cards::{property_card, property_facts};

/// Keys that only controllers write.
const WRITTEN_BY_CONTROLLERS: [&str; 12] = [
    "status",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "finalizers",
    "ownerReferences",
    "managedFields",
    "selfLink",
    "clusterName",
];

/// Keys for the mapping at `path`.
pub(super) fn complete(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    if request.ctx.kind.is_none() {
        if path.is_root() {
            header(request, list);
        }
        return;
    }
    let Some(facts) = request.ctx.content(path.segments()) else { return };
    if let Some(view) = facts.view() {
        of_mapping(request, view, path.segments(), list);
    }
}

/// The keys of a mapping that `view` describes.
pub(super) fn of_mapping(
    request: &Request<'_>,
    view: SchemaView<'_>,
    path: &[PathSegment],
    list: &mut List<'_, '_>,
) {
    let siblings = &request.cursor.siblings;
    let is_there = |key: &str| {
        let old = |it: &String| view.property(it).and_then(|it| it.canonical()).is_some_and(|it| it == key);
        siblings.iter().any(|it| it == key || old(it))
    };
    let below = request.block_below();
    for (name, property) in view.properties() {
        let is_old = property.is_deprecated() || property.canonical().is_some();
        if is_old || is_there(name) || below.is_some_and(|it| !takes(property, it)) {
            continue;
        }
        let is_required = view.is_required(name);
        let rank = match name {
            _ if is_required => Rank::Required,
            _ if WRITTEN_BY_CONTROLLERS.contains(&name) => Rank::Last,
            _ => Rank::Usual,
        };
        list.push(Candidate {
            label: name.to_owned(),
            kind: CompletionKind::Key,
            detail: Some(property_facts(property, is_required)),
            documentation: Some(property_card(name, property, is_required)),
            rank,
            form: match below {
                Some(_) => Form::BareKey(name.to_owned()),
                None => Form::Key(name.to_owned(), value(request, name, property, path)),
            },
        });
    }
}

/// Whether the lines below may become the value of a key.
fn takes(property: SchemaView<'_>, below: Below) -> bool {
    let types = property.types();
    types.is_empty() || types.contains(&if below == Below::List { "array" } else { "object" })
}

/// What stands behind a new key: what the component or the trait says, else what the schema says.
fn value(request: &Request<'_>, name: &str, property: SchemaView<'_>, path: &[PathSegment]) -> Insert {
    if property.properties_of().is_some() {
        let path: Vec<PathSegment> =
            path.iter().cloned().chain([PathSegment::Key(name.to_owned())]).collect();
        // The facts about content are those of the trait, even where `properties` is not there yet.
        if let Some(it) = request.ctx.content(&path)
            && let Some(view) = it.view()
        {
            let value = if view.properties().is_empty() { Insert::Open } else { fresh::for_key(view) };
            return bindings::fill(request, &path, value);
        }
    }
    if property.items().and_then(|it| it.property("name")).and_then(|it| it.refers())
        == Some(Namespace::ParameterName)
        && let Some(component) = request.ctx.usage(path).and_then(|it| it.component.as_ref())
    {
        let needed = parameters::required_values(request, &component.value);
        if !needed.is_empty() {
            return Insert::Seq(needed);
        }
    }
    let value = fresh::for_key(property);
    match bindings::values(request, path, name).into_iter().next() {
        Some(known) if value == Insert::nothing() => Insert::hole(known.yaml),
        _ => value,
    }
}

/// `apiVersion` and `kind` of a document that does not say yet what it is, unless it says it is something else.
fn header(request: &Request<'_>, list: &mut List<'_, '_>) {
    let ctx = &request.ctx;
    let root = ctx.source.root();
    let text = |key: &str| {
        root.and_then(|it| it.get(key)).map(|it| it.value.text().into_owned()).unwrap_or_default()
    };
    let (api_version, kind) = (text("apiVersion"), text("kind"));
    let catalog = ctx.workspace.catalog();
    let group = api_version.split('/').next().unwrap_or_default();
    let is_oam = catalog.is_oam_group(group);
    let is_known_kind = catalog.kinds().any(|it| it.kind == kind);
    let siblings = &request.cursor.siblings;
    let is_free = |key: &str| !siblings.iter().any(|it| it == key);
    let newest = catalog.kinds().next();
    let Some(example) = newest.filter(|_| request.block_below().is_none()) else { return };
    if is_free("apiVersion") && (documents::is_empty(request) || is_known_kind) {
        let value = format!("{}/{}", example.group, example.version);
        list.push(plain_key("apiVersion", Insert::string(&value), example.schema()));
    }
    if is_free("kind") && is_oam {
        let kinds: Vec<String> = documents::written_by_users(catalog).map(|it| it.kind.clone()).collect();
        list.push(plain_key("kind", Insert::choice(kinds), example.schema()));
    }
}

fn plain_key(name: &str, value: Insert, schema: SchemaView<'_>) -> Candidate {
    let property = schema.property(name);
    Candidate {
        label: name.to_owned(),
        kind: CompletionKind::Key,
        detail: property.map(|it| property_facts(it, true)),
        documentation: property.map(|it| property_card(name, it, true)),
        rank: Rank::Required,
        form: Form::Key(name.to_owned(), value),
    }
}
