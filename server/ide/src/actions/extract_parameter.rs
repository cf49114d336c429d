//! Extracting a parameter: a literal of a component becomes the default of a parameter that the component declares.
//!
//! ```yaml
//! env:
//!   - name: LOG_LEVEL
//!     value: info          # fromParam: log-level
//! ```
//!
//! What every instance gets stays the same. Not offered where the platform reads no defaults, or where somebody gives a value
//! for a parameter of that name already.

use oam_catalog::{Namespace, Support};
use oam_model::object::Component;
use oam_model::symbol::SymbolKey;
use oam_model::value::{Data, Text, Value};
use oam_syntax::edit::{YamlValue, rename_key, set_value};
use oam_syntax::{Node, NodeKind};

use super::new_name::{Case, new_name};
use super::refactoring::{Refactored, Spot};
use super::yaml_value::yaml_value;
use crate::rules::declare::{declare, type_of};
use crate::rules::usage::{declared, may_declare_more};

/// A literal, and what becomes of it.
struct Found<'w> {
    component: &'w Component,
    node: Node<'w>,
    name: String,
    kind: &'static str,
    default: YamlValue,
}

pub(super) fn title(spot: &Spot<'_>) -> Option<String> {
    Some(format!("extract parameter `{}`", find(spot)?.name))
}

pub(super) fn apply(spot: &Spot<'_>) -> Option<Refactored> {
    let found = find(spot)?;
    let entry = found.node.entry()?;
    let mut edits = rename_key(entry, "fromParam");
    edits.extend(set_value(found.node, &YamlValue::Str(found.name.clone())));
    edits.extend(declare(spot.ctx.source, found.component, &found.name, found.kind, Some(found.default)));
    Some(spot.refactored(edits))
}

fn find<'w>(spot: &Spot<'w>) -> Option<Found<'w>> {
    let object = spot.ctx.object?;
    let (component, owner) = (object.component()?, object.name()?);
    let source = spot.ctx.source;
    let is_here = |value: &Value| {
        let entry = source.node(value.node).entry();
        entry.is_some_and(|it| it.span().contains(spot.at) && it.key.text() == "value")
    };
    let (text, value) = literals(component).into_iter().find(|(_, it)| is_here(it))?;
    let node = source.node(value.node);
    let is_usual = node.kind() == NodeKind::Scalar && node.anchor().is_none();
    let kind = type_of(value).filter(|_| is_usual && has_plain_list(spot, component))?;
    if matches!(value.data, Data::Float(it) if !it.is_finite()) || !reads_defaults(spot) {
        return None;
    }
    let catalog = spot.workspace.catalog();
    let is_taken = |name: &str| {
        let key = SymbolKey::owned(Namespace::ParameterName, owner, name);
        let index = spot.workspace.index();
        let is_implicit = catalog.platforms().any(|it| it.implicit_parameter(name).is_some());
        is_implicit || index.definitions(&key).next().is_some() || index.references(&key).next().is_some()
    };
    let name = new_name(text, Case::of(declared(component)), is_taken);
    Some(Found { component, node, name, kind, default: yaml_value(value)? })
}

/// The literals of a component that a parameter can take the place of, with a text to name it after.
fn literals(component: &Component) -> Vec<(&str, &Value)> {
    type Part<'c> = (&'c Option<Text>, &'c Option<Value>, &'c Option<Text>);
    let mut parts: Vec<Part<'_>> = Vec::new();
    for container in &component.containers {
        parts.extend(container.env.iter().map(|it| (&it.name, &it.value, &it.from_param)));
        parts.extend(container.config.iter().map(|it| (&it.path, &it.value, &it.from_param)));
    }
    parts.extend(component.settings.iter().map(|it| (&it.name, &it.value, &it.from_param)));
    let free = parts.into_iter().filter(|(_, _, from)| from.is_none());
    let named = free.filter_map(|(name, value, _)| Some((name.as_ref()?.as_str(), value.as_ref()?)));
    named.map(|(name, value)| (name.rsplit('/').next().unwrap_or(name), value)).collect()
}

/// Whether a declaration can be added to the parameters, and all of them can be seen.
fn has_plain_list(spot: &Spot<'_>, component: &Component) -> bool {
    let Some(spec) = component.spec.map(|it| spot.ctx.source.node(it)) else { return false };
    let list = spec.get("parameters").map(|it| it.value);
    let is_plain = list.is_none_or(|it| {
        matches!(it.kind(), NodeKind::Sequence | NodeKind::Missing) && it.anchor().is_none()
    });
    is_plain && spec.kind() == NodeKind::Mapping && !may_declare_more(spot.ctx.source, component)
}

fn reads_defaults(spot: &Spot<'_>) -> bool {
    let platform = spot.workspace.platform().and_then(|it| spot.workspace.catalog().platform(it));
    platform.is_none_or(|it| it.capabilities.parameter_defaults.support != Support::Unsupported)
}
