//! Traits that can be attached here, each as a valid block with its required properties.
//!
//! A trait that does not apply to the workload type, is attached already, or conflicts with one that is, is not offered.
//! Where the component is not known, every trait is possible.

use std::sync::Arc;

use oam_catalog::TraitEntry;
use oam_model::object::ComponentUse;
use oam_syntax::{PathSegment, YamlPath};

use super::CompletionKind;
use super::fit::fit;
use super::insert::Insert;
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use super::{bindings, fresh};
use crate::cards::trait_card;

/// Whole items for the list of traits at the item's `path`; `form` says how an item is written here.
pub(super) fn items(
    request: &Request<'_>,
    path: &YamlPath,
    form: impl Fn(Insert) -> Form,
    list: &mut List<'_, '_>,
) {
    for entry in applicable(request, path.segments()) {
        let mut entries = vec![("name".to_owned(), Insert::string(&entry.name))];
        entries.extend(properties(request, path.segments(), &entry));
        list.push(candidate(request, path.segments(), &entry, form(Insert::Map(entries))));
    }
}

/// Names for the `name` of a trait; each brings its properties along where there are none yet.
pub(super) fn names(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    let segments = path.segments();
    let parent = segments.split_last().map(|(_, it)| it).unwrap_or_default();
    let binding = request.ctx.find(parent);
    let has_properties =
        ["properties", "parameterValues"].iter().any(|key| binding.is_some_and(|it| it.get(key).is_some()));
    for entry in applicable(request, segments) {
        let entries = if has_properties { None } else { properties(request, parent, &entry) };
        let form = match entries {
            Some(it) => Form::TextAndEntries(entry.name.clone(), vec![it], request.key_column(segments)),
            None => Form::Text(entry.name.clone()),
        };
        list.push(candidate(request, segments, &entry, form));
    }
}

fn candidate(request: &Request<'_>, path: &[PathSegment], entry: &TraitEntry, form: Form) -> Candidate {
    Candidate {
        label: entry.name.clone(),
        kind: CompletionKind::Trait,
        // Short: editors cut the name off beside a long one. The summary is in the documentation.
        detail: Some(entry.platform.clone()),
        documentation: request.documented(&entry.name, || trait_card(entry)),
        // What needs no configuration rarely is what somebody came for.
        rank: match entry.properties.view().properties().as_slice() {
            _ if bindings::lacks(request, path, entry.properties.view()) => Rank::Unsupported,
            [] => Rank::Usual,
            _ => Rank::First,
        },
        form,
    }
}

/// The entry `properties`, if the trait has any that should be there.
fn properties(request: &Request<'_>, path: &[PathSegment], entry: &TraitEntry) -> Option<(String, Insert)> {
    let view = entry.properties.view();
    if view.snippet().is_none() && view.properties().is_empty() {
        return None;
    }
    let value = fresh::for_key(view);
    let path: Vec<PathSegment> =
        path.iter().cloned().chain([PathSegment::Key("properties".to_owned())]).collect();
    Some(("properties".to_owned(), fit(request, &path, view, value)))
}

fn applicable(request: &Request<'_>, path: &[PathSegment]) -> Vec<Arc<TraitEntry>> {
    let workspace = request.ctx.workspace;
    let usage = request.ctx.usage(path);
    let workload = usage
        .and_then(|it| request.ctx.component_of(it))
        .and_then(|(_, _, it)| it.workload_type.as_ref())
        .map(|it| workspace.workload(&it.value).map_or_else(|| it.value.clone(), |entry| entry.name.clone()));
    let attached = usage.map(|it| attached(request, it, path)).unwrap_or_default();
    let is_known_workload = workload.as_ref().is_some_and(|it| workspace.workload(it).is_some());
    workspace
        .all_traits()
        .into_iter()
        .filter(|entry| match &workload {
            Some(it) if is_known_workload => {
                // Another platform's entry of the same name may apply where the first one does not.
                workspace.traits_named(&entry.name).iter().any(|entry| entry.applies_to(it))
            }
            _ => true,
        })
        .filter(|entry| !attached.iter().any(|it| it.name == entry.name || conflict(it, entry)))
        .filter(|entry| entry.name != "manual-scaler" || !usage.is_some_and(|it| has_replicas(request, it)))
        .collect()
}

/// Whether an instance gets its number of copies from a parameter that the platform itself understands.
fn has_replicas(request: &Request<'_>, usage: &ComponentUse) -> bool {
    let workspace = request.ctx.workspace;
    let platform = workspace.platform().and_then(|it| workspace.catalog().platform(it));
    platform.is_some_and(|it| it.implicit_parameter("replicas").is_some())
        && usage.parameter_values.iter().any(|it| it.name.as_ref().is_some_and(|it| it.value == "replicas"))
}

/// The traits of an instance, without the one at the cursor.
fn attached(request: &Request<'_>, usage: &ComponentUse, path: &[PathSegment]) -> Vec<Arc<TraitEntry>> {
    let own = request.ctx.trait_use(path).map(|it| it.node);
    let others = usage.traits.iter().filter(|it| Some(it.node) != own);
    let names = others.filter_map(|it| it.name.as_ref());
    names.filter_map(|it| request.ctx.workspace.traits_named(&it.value).into_iter().next()).collect()
}

fn conflict(a: &TraitEntry, b: &TraitEntry) -> bool {
    a.conflicts_with.iter().any(|it| b.is_named(it)) || b.conflicts_with.iter().any(|it| a.is_named(it))
}
