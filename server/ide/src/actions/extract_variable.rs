//! Extracting a variable: a text in an application becomes a variable, here or wherever the application says the same.
//!
//! ```yaml
//! properties:
//!   hostname: shop.example.com   # "[fromVariable(hostname)]"
//! ```
//!
//! Only texts: variables of other types are refused by engines. Not offered where the platform puts no variables in place; the
//! reference controller puts none anywhere, so that what it makes of the application changes.

use oam_catalog::{Capabilities, Capability, Namespace, Support};
use oam_model::object::Application;
use oam_model::symbol::SymbolKey;
use oam_model::value::{Data, Value};
use oam_syntax::edit::{Edit, YamlValue, insert_entry_first, insert_item, replace_scalar};
use oam_syntax::{Entry, Node, NodeKind};

use super::new_name::{Case, new_name};
use super::refactoring::{Refactored, Spot};
use crate::rules::undefined_variable::defined;

/// A text that is written in an application.
#[derive(Clone, Copy)]
struct Leaf<'w> {
    /// The key it stands behind.
    name: &'w str,
    text: &'w str,
    node: Node<'w>,
    in_properties: bool,
}

struct Found<'w> {
    application: &'w Application,
    name: String,
    text: &'w str,
    here: Node<'w>,
    /// All places that say the same, this one among them.
    places: Vec<Node<'w>>,
}

pub(super) fn title_one(spot: &Spot<'_>) -> Option<String> {
    Some(format!("extract variable `{}`", find(spot)?.name))
}

pub(super) fn title_all(spot: &Spot<'_>) -> Option<String> {
    let found = find(spot).filter(|it| it.places.len() > 1)?;
    Some(format!("extract variable `{}` ({} places)", found.name, found.places.len()))
}

pub(super) fn apply_one(spot: &Spot<'_>) -> Option<Refactored> {
    let found = find(spot)?;
    extract(spot, &found, &[found.here])
}

pub(super) fn apply_all(spot: &Spot<'_>) -> Option<Refactored> {
    let found = find(spot)?;
    extract(spot, &found, &found.places)
}

fn extract(spot: &Spot<'_>, found: &Found<'_>, places: &[Node<'_>]) -> Option<Refactored> {
    let call = format!("[fromVariable({})]", found.name);
    let mut edits: Vec<_> = places.iter().flat_map(|it| replace_scalar(*it, &call)).collect();
    edits.extend(define(spot, found.application, &found.name, found.text)?);
    Some(spot.refactored(edits))
}

/// The edits that define a variable behind those that are there, or before all else of the application.
pub(super) fn define(
    spot: &Spot<'_>,
    application: &Application,
    name: &str,
    value: &str,
) -> Option<Vec<Edit>> {
    let spec = spot.ctx.source.node(application.spec?);
    let text = |key: &str, it: &str| (key.to_owned(), YamlValue::from(it));
    let variable = YamlValue::Map(vec![text("name", name), text("value", value)]);
    Some(match spec.get("variables") {
        Some(list) => insert_item(list.value, &variable),
        None => insert_entry_first(spec, "variables", &YamlValue::Seq(vec![variable])),
    })
}

fn find<'w>(spot: &Spot<'w>) -> Option<Found<'w>> {
    let object = spot.ctx.object?;
    let (application, owner) = (object.application()?, object.name()?);
    if lacks(spot, |it| &it.variables) || !has_plain_list(spot, application) {
        return None;
    }
    let in_properties = !lacks(spot, |it| &it.variables_in_properties);
    let mut leaves = leaves(spot, application);
    leaves.retain(|it| in_properties || !it.in_properties);
    let is_here = |it: &&Leaf<'_>| it.node.entry().map_or(it.node.span(), Entry::span).contains(spot.at);
    let here = *leaves.iter().find(is_here)?;
    let key = |name: &str| SymbolKey::owned(Namespace::VariableName, owner, name);
    let is_taken = |name: &str| {
        let index = spot.workspace.index();
        defined(application).any(|it| it == name) || index.references(&key(name)).next().is_some()
    };
    let mut case = Case::of(defined(application));
    if case == Case::Kebab && lacks(spot, |it| &it.variable_name_punctuation) {
        case = Case::Snake;
    }
    let places = leaves.iter().filter(|it| it.text == here.text).map(|it| it.node).collect();
    let name = new_name(here.name, case, is_taken);
    Some(Found { application, name, text: here.text, here: here.node, places })
}

/// Whether the configured platform certainly does without something.
fn lacks(spot: &Spot<'_>, question: fn(&Capabilities) -> &Capability) -> bool {
    let platform = spot.workspace.platform().and_then(|it| spot.workspace.catalog().platform(it));
    platform.is_some_and(|it| question(&it.capabilities).support == Support::Unsupported)
}

/// Whether a variable can be added, and all of them can be seen.
pub(super) fn has_plain_list(spot: &Spot<'_>, application: &Application) -> bool {
    let Some(spec) = application.spec.map(|it| spot.ctx.source.node(it)) else { return false };
    let list = spec.get("variables").map(|it| it.value);
    let is_plain = list.is_none_or(|it| {
        matches!(it.kind(), NodeKind::Sequence | NodeKind::Missing) && it.anchor().is_none() && !it.is_open()
    });
    // The first draft had `parameters` of the application in the place of variables.
    is_plain && spec.kind() == NodeKind::Mapping && !spec.is_open() && spec.get("parameters").is_none()
}

/// The texts of parameter values and properties, each once.
fn leaves<'w>(spot: &Spot<'w>, application: &'w Application) -> Vec<Leaf<'w>> {
    let mut rest: Vec<(&str, &Value, bool)> = Vec::new();
    for usage in &application.components {
        let values = usage.parameter_values.iter();
        rest.extend(values.filter_map(|it| Some((it.name.as_ref()?.as_str(), it.value.as_ref()?, false))));
        for it in &usage.traits {
            rest.extend(it.properties.entries.iter().map(|(key, it)| (key.text.as_str(), it, true)));
        }
    }
    rest.reverse();
    let mut found: Vec<Leaf<'w>> = Vec::new();
    while let Some((name, value, in_properties)) = rest.pop() {
        match &value.data {
            Data::Sequence(items) => rest.extend(items.iter().rev().map(|it| (name, it, in_properties))),
            Data::Mapping(entries) => {
                rest.extend(entries.iter().rev().map(|(key, it)| (key.text.as_str(), it, in_properties)));
            }
            Data::String(text) => {
                let node = spot.ctx.source.node(value.node);
                let is_usual = node.kind() == NodeKind::Scalar && node.anchor().is_none();
                let is_known = found.iter().any(|it| it.node == node);
                if is_usual && !is_known && !text.is_empty() && !text.contains("fromVariable") {
                    found.push(Leaf { name, text, node, in_properties });
                }
            }
            Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Unknown => {}
        }
    }
    found
}
