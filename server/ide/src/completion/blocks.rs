//! Whole blocks: list items, and what belongs below a key, in one piece.
//!
//! Which items a list takes follows from its schema: items that name a trait, a component or a parameter are offered one
//! for each, all others as a skeleton.

use oam_catalog::{Namespace, SchemaView};
use oam_model::object::Object;
use oam_syntax::{NodeKind, PathSegment, YamlPath};

use super::CompletionKind;
use super::fit::fit;
use super::insert::Insert;
use super::item::{Candidate, Form, List, Rank};
use super::request::Request;
use super::{fresh, instances, keys, names, parameters, settings, traits};
use crate::context::Facts;

/// Items with their dash, where the list at `path` has none yet and the cursor is below its key.
pub(super) fn in_empty_list(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    let Some(view) = view_of_items(request, path) else { return };
    if view.is_empty() || request.cursor.is_flow || request.cursor.has_colon {
        return;
    }
    let column = request.cursor.indent;
    items(request, &path.clone().index(0), &|it| Form::Item(it, column), list);
}

/// Items, and keys of an item, behind the dash at the cursor.
pub(super) fn as_item(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    let column = request.item_column();
    items(request, path, &|it| Form::Content(it, column), list);
    let facts = request.ctx.facts(path.segments());
    let view = facts.as_ref().and_then(Facts::view);
    // In brackets a key without braces would make an item of its own kind.
    if let Some(view) = view.filter(|it| !request.cursor.is_flow && !takes_scalars(*it)) {
        keys::of_mapping(request, view, path.segments(), list);
    }
}

/// What belongs below the key at `path`, from its line on.
pub(super) fn below_key(request: &Request<'_>, path: &YamlPath, list: &mut List<'_, '_>) {
    let is_empty = request.ctx.find(path.segments()).is_none_or(|it| it.kind() == NodeKind::Missing);
    let (Some(PathSegment::Key(key)), Some(mapping)) = (path.last(), path.parent()) else { return };
    if !is_empty || keys::contradicts(request, mapping.segments(), key) {
        return;
    }
    let column = request.key_column(path.segments());
    if view_of_items(request, path).is_some_and(|it| !it.is_empty()) {
        items(request, &path.clone().index(0), &|it| Form::Below(Insert::Seq(vec![it]), column), list);
        return;
    }
    let Some(facts) = request.ctx.content(path.segments()) else { return };
    let Some(view) = facts.view().filter(|it| !it.properties().is_empty() && !takes_scalars(*it)) else {
        return;
    };
    let value = instances::below(request, path.segments())
        .unwrap_or_else(|| fit(request, path.segments(), view, fresh::for_key(view)));
    if matches!(value, Insert::Map(_)) {
        let label = words(view.title().or(last_key(path)).unwrap_or("block"));
        list.push(block(label, view, Form::Below(value, column)));
    }
}

/// The keys that items of the list at `path` may have; nothing if no list belongs there.
fn view_of_items(request: &Request<'_>, path: &YamlPath) -> Option<Vec<String>> {
    let facts = request.ctx.facts(path.segments())?;
    let view = facts.view()?;
    if !view.types().contains(&"array") {
        return None;
    }
    Some(view.items()?.properties().into_iter().map(|(name, _)| name.to_owned()).collect())
}

/// Whole items for the list that the item at `path` belongs to.
fn items(request: &Request<'_>, path: &YamlPath, form: &dyn Fn(Insert) -> Form, list: &mut List<'_, '_>) {
    let Some(facts) = request.ctx.facts(path.segments()) else { return };
    let Some(view) = facts.view().filter(|it| !it.properties().is_empty() && !takes_scalars(*it)) else {
        return;
    };
    let required = view.required();
    let named: Vec<Namespace> = required.iter().filter_map(|it| view.property(it)?.refers()).collect();
    if named.contains(&Namespace::TraitType) {
        traits::items(request, path, form, list);
    } else if named.contains(&Namespace::ComponentName) {
        components(request, form, list);
    } else if named.contains(&Namespace::ParameterName) {
        parameters::items(request, path, form, list);
    } else if is_in(path, "workloadSettings") && settings::known(request).is_some() {
        settings::items(request, path, form, list);
    } else if named.contains(&Namespace::ScopeType) {
        settings::scopes(request, path, form, list);
    } else {
        if let (Some(key), true) = (required.first(), view.property("fromParam").is_some()) {
            parameters::readers(request, (path, view), key, &used_parameters(request, path), form, list);
        }
        let label = words(view.title().or(last_key(path)).unwrap_or("item"));
        let value = fit(request, path.segments(), view, fresh::for_item(view));
        list.push(block(label, view, form(value)));
    }
}

/// Whether a path leads to an item of the list with this key.
fn is_in(path: &YamlPath, list: &str) -> bool {
    matches!(path.segments(), [.., PathSegment::Key(key), PathSegment::Index(_)] if key == list)
}

/// A skeleton of an item or mapping.
fn block(label: String, view: SchemaView<'_>, form: Form) -> Candidate {
    Candidate {
        label,
        kind: CompletionKind::Block,
        detail: Some(view.required().join(", ")),
        documentation: view.description().map(str::to_owned),
        rank: Rank::First,
        form,
    }
}

/// An instance of each component, with the values that it must be given.
fn components(request: &Request<'_>, form: &dyn Fn(Insert) -> Form, list: &mut List<'_, '_>) {
    for name in names::offered_components(request) {
        let Some((detail, documentation)) = names::component_words(request, &name) else { continue };
        let item = instances::of_component(request, &name);
        list.push(Candidate {
            label: name,
            kind: CompletionKind::Component,
            detail: Some(detail),
            documentation,
            rank: Rank::First,
            form: form(item),
        });
    }
}

/// Parameters that the container around `path` reads already.
fn used_parameters(request: &Request<'_>, path: &YamlPath) -> Vec<String> {
    let containers =
        request.ctx.object.and_then(Object::component).map(|it| it.containers.as_slice()).unwrap_or_default();
    let steps = path.segments().iter().enumerate();
    let nodes = steps
        .filter_map(|(depth, _)| request.ctx.find(path.segments().get(..depth)?))
        .map(oam_syntax::Node::id);
    let nodes: Vec<_> = nodes.collect();
    let container = containers.iter().find(|it| nodes.contains(&it.node));
    container.map(|it| parameters::read_by(&it.env)).unwrap_or_default()
}

fn takes_scalars(view: SchemaView<'_>) -> bool {
    view.types().iter().any(|it| !matches!(*it, "object" | "array" | "null"))
}

fn last_key(path: &YamlPath) -> Option<&str> {
    path.segments().iter().rev().find_map(|it| match it {
        PathSegment::Key(key) => Some(key.as_str()),
        PathSegment::Index(_) => None,
    })
}

/// `ConfigFile` → `config file`.
fn words(title: &str) -> String {
    let mut words = String::new();
    for c in title.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}
