//! Keys: those that the schema at the cursor knows and that are not there yet.
//!
//! Old spellings are never offered, and count as there where they are written.

use oam_catalog::{Capabilities, Capability, Namespace, SchemaView, Support};
use oam_syntax::{PathSegment, YamlPath};

use super::CompletionKind;
use super::fit::fit;
use super::insert::Insert;
use super::item::{Candidate, Form, List, Rank};
use super::request::{Below, Request};
use super::{bindings, documents, fresh, instances, names, parameters, settings};
use crate::cards::{property_card, property_facts};
use crate::context::Holder;

/// Keys that only controllers write: never offered.
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

/// The ways to ask a container for its health, of which there is exactly one.
const PROBES: [&str; 3] = ["exec", "httpGet", "tcpSocket"];

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
    let keys_below = below.map(|_| request.keys_below()).unwrap_or_default();
    for (name, property) in view.properties() {
        let is_old = property.is_deprecated() || property.canonical().is_some();
        let is_ours = !WRITTEN_BY_CONTROLLERS.contains(&name) && !contradicts(request, path, name);
        if is_old || !is_ours || is_there(name) {
            continue;
        }
        if below.is_some_and(|it| !takes(property, it, &keys_below)) {
            continue;
        }
        let is_required = view.is_required(name);
        let rank = match name {
            _ if is_required => Rank::Required,
            _ if is_unsupported(request, path, name) => Rank::Unsupported,
            _ => Rank::Usual,
        };
        list.push(Candidate {
            label: name.to_owned(),
            kind: CompletionKind::Key,
            detail: Some(property_facts(property, is_required)),
            documentation: request.documented(name, || property_card(name, property, is_required)),
            rank,
            form: match below {
                Some(_) => Form::BareKey(name.to_owned()),
                None => Form::Key(name.to_owned(), value(request, name, property, path)),
            },
        });
    }
}

/// Whether the lines below may become the value of a key: they are of its type, and know one of its keys.
fn takes(property: SchemaView<'_>, below: Below, keys: &[String]) -> bool {
    let types = property.types();
    let is_list = below == Below::List;
    if !types.is_empty() && !types.contains(&if is_list { "array" } else { "object" }) {
        return false;
    }
    let content = if is_list { property.items() } else { Some(property) };
    let Some(content) = content else { return !is_list || property.properties_of().is_none() };
    let known = content.properties();
    match (known.is_empty(), content.types().as_slice()) {
        (true, []) => true,
        (true, types) => keys.is_empty() || types.contains(&"object"),
        (false, _) => keys.is_empty() || known.iter().any(|(name, _)| keys.iter().any(|it| it == name)),
    }
}

/// Whether a key contradicts what is there: workers and tasks have no ports, core types no settings, probes one way to
/// ask.
pub(super) fn contradicts(request: &Request<'_>, path: &[PathSegment], name: &str) -> bool {
    let is_container =
        matches!(path, [.., PathSegment::Key(list), PathSegment::Index(_)] if list == "containers");
    let is_spec = matches!(path, [PathSegment::Key(spec)] if spec == "spec");
    let core = || settings::workload(request).filter(|it| it.is_core);
    let workspace = request.ctx.workspace;
    match name {
        "ports" => is_container && core().is_some_and(|it| !it.has_endpoint),
        "workloadSettings" => is_spec && core().is_some(),
        "scopes" => is_spec && workspace.all_scope_types().is_empty(),
        "from" => names::of_instances(request).len() < 2,
        "exec" | "httpGet" | "tcpSocket" => {
            let others = &request.cursor.siblings;
            bindings::is_probe(path) && others.iter().any(|it| PROBES.contains(&it.as_str()))
        }
        _ => false,
    }
}

/// Whether no platform that is meant does anything with a key.
fn is_unsupported(request: &Request<'_>, path: &[PathSegment], name: &str) -> bool {
    let place = path.iter().rev().find_map(|it| match it {
        PathSegment::Key(key) => Some(key.as_str()),
        PathSegment::Index(_) => None,
    });
    let question: fn(&Capabilities) -> &Capability = match (place, name) {
        (Some("spec"), "expose" | "consume") => |it| &it.expose_consume,
        (Some("spec"), "scopes") => |it| &it.application_scopes,
        (Some("containers"), "config") => |it| &it.config_files,
        (Some("containers"), "readinessProbe") => |it| &it.readiness_probe,
        (Some("containers"), "startupProbe") => |it| &it.startup_probe,
        (Some("resources"), "gpu" | "extended") => |it| &it.gpu,
        _ => return false,
    };
    let workspace = request.ctx.workspace;
    let selected = workspace.catalog().selected(workspace.platform());
    !selected.is_empty()
        && selected.iter().all(|it| question(&it.capabilities).support == Support::Unsupported)
}

/// What stands behind a new key: what the component or the trait says, else what the schema says.
fn value(request: &Request<'_>, name: &str, property: SchemaView<'_>, path: &[PathSegment]) -> Insert {
    if name == "workloadSettings"
        && let Some(it) = settings::workload(request)
    {
        let settings = settings::workload_settings(&it.settings).map(|it| it.1);
        return settings.unwrap_or_else(|| {
            property.items().map_or(Insert::Open, |it| Insert::Seq(vec![fresh::for_item(it)]))
        });
    }
    if property.properties_of().is_some() {
        let path: Vec<PathSegment> =
            path.iter().cloned().chain([PathSegment::Key(name.to_owned())]).collect();
        // The facts about content are those of the trait, even where `properties` is not there yet.
        if let Some(it) = request.ctx.content(&path)
            && let Some(view) = it.view()
            && (!matches!(it.holder(), Holder::Kind(_)) || property.items().is_none())
        {
            let value = if view.properties().is_empty() { Insert::Open } else { fresh::for_key(view) };
            return fit(request, &path, view, value);
        }
    }
    if property.items().and_then(|it| refers(it, "name")) == Some(Namespace::ParameterName)
        && let Some(component) = request.ctx.usage(path).and_then(|it| it.component.as_ref())
    {
        let needed = parameters::required_values(request, &component.value);
        if !needed.is_empty() {
            return Insert::Seq(needed);
        }
    }
    if property.items().is_some_and(|it| is_scope(it))
        && let Some(it) = request.ctx.workspace.all_scope_types().first()
    {
        return Insert::Seq(vec![settings::scope(request, it)]);
    }
    let own: Vec<PathSegment> = path.iter().cloned().chain([PathSegment::Key(name.to_owned())]).collect();
    if let Some(it) = instances::below(request, &own) {
        return it;
    }
    let value = fresh::for_key(property);
    match bindings::values(request, path, name).into_iter().next() {
        Some(known) if matches!(value, Insert::Scalar(_)) => Insert::hole(known.yaml),
        _ => fit(request, &own, property, value),
    }
}

/// Whether items of a list create scopes.
fn is_scope(view: SchemaView<'_>) -> bool {
    refers(view, "type") == Some(Namespace::ScopeType) && !view.types().contains(&"string")
}

/// What the values of a key are names of.
fn refers(view: SchemaView<'_>, key: &str) -> Option<Namespace> {
    view.property(key)?.refers()
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
        let kinds =
            || Insert::choice(documents::written_by_users(catalog).map(|it| it.kind.clone()).collect());
        let api_version = plain_key(request, "apiVersion", Insert::string(&value), example.schema());
        let form = if is_free("kind") && request.may_break_line() && !request.cursor.has_colon {
            Form::Content(Insert::map([("apiVersion", Insert::string(&value)), ("kind", kinds())]), 0)
        } else {
            api_version.form.clone()
        };
        list.push(Candidate { form, ..api_version });
    }
    if is_free("kind") && is_oam {
        let kinds: Vec<String> = documents::written_by_users(catalog).map(|it| it.kind.clone()).collect();
        list.push(plain_key(request, "kind", Insert::choice(kinds), example.schema()));
    }
}

fn plain_key(request: &Request<'_>, name: &str, value: Insert, schema: SchemaView<'_>) -> Candidate {
    let property = schema.property(name);
    Candidate {
        label: name.to_owned(),
        kind: CompletionKind::Key,
        detail: property.map(|it| property_facts(it, true)),
        documentation: property.and_then(|it| request.documented(name, || property_card(name, it, true))),
        rank: Rank::Required,
        form: Form::Key(name.to_owned(), value),
    }
}
