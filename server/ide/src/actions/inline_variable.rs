//! Inlining a variable: its value takes the place of all its calls, and the variable goes.
//!
//! A value that stands alone is written as it is in the definition, quotes included; within a longer text it is put there as
//! engines do. All calls or none: where one cannot be replaced, nothing is offered. What the reference controller makes of
//! the application changes, for it leaves calls as they are.

use oam_catalog::Namespace;
use oam_model::object::{Application, Variable};
use oam_model::symbol::SymbolKey;
use oam_model::value::{Data, Text, Value};
use oam_model::variable::{replace_calls, variable_calls, whole_call};
use oam_syntax::edit::{Edit, remove_entry, remove_item, replace_scalar, set_value};
use oam_syntax::{Node, NodeKind};

use super::refactoring::{Refactored, Spot};
use super::yaml_value::yaml_value;
use crate::at::name_at;
use crate::rules::undefined_variable::callers;

struct Found<'w> {
    name: &'w str,
    value: &'w Value,
    /// The texts that hold calls, each once.
    places: Vec<(Node<'w>, &'w str)>,
}

pub(super) fn title(spot: &Spot<'_>) -> Option<String> {
    let found = find(spot)?;
    // In the place of a call, a value may be seen to be of the wrong type.
    if spot.brings_errors(&apply(spot)?) {
        return None;
    }
    let places = match found.places.len() {
        1 => "1 place".to_owned(),
        it => format!("{it} places"),
    };
    Some(format!("inline variable `{}` ({places})", found.name))
}

pub(super) fn apply(spot: &Spot<'_>) -> Option<Refactored> {
    let found = find(spot)?;
    let definition = spot.ctx.source.node(found.value.node);
    let mut edits = Vec::new();
    for (node, text) in &found.places {
        edits.extend(inlined(*node, text, found.name, definition, found.value)?);
    }
    edits.extend(removal(definition)?);
    Some(spot.refactored(edits))
}

fn find<'w>(spot: &Spot<'w>) -> Option<Found<'w>> {
    let object = spot.ctx.object?;
    let (application, owner) = (object.application()?, object.name()?);
    let variable = variable_here(spot, application)?;
    let (name, value) = (variable.name.as_ref()?.as_str(), variable.value.as_ref()?);
    let is_named = |it: &&Variable| it.name.as_ref().map(Text::as_str) == Some(name);
    let definition = spot.ctx.source.node(value.node);
    let is_plain = !matches!(definition.kind(), NodeKind::Alias | NodeKind::Template | NodeKind::Missing)
        && !definition.raw().contains("fromVariable")
        && !has_anchor(definition);
    if application.variables.iter().filter(is_named).count() != 1 || !is_plain || value.has_unknown() {
        return None;
    }
    let places = places(spot, application, name);
    // Calls in places that engines do not read, or that an alias repeats, would be left.
    let n_calls: usize = places
        .iter()
        .map(|(node, _)| variable_calls(node.raw()).iter().filter(|it| it.name == name).count())
        .sum();
    let key = SymbolKey::owned(Namespace::VariableName, owner, name);
    let references = &spot.workspace.document(spot.ctx.document)?.names().references;
    let mut known: Vec<_> = references.iter().filter(|it| it.key == key).map(|it| it.span).collect();
    known.sort();
    known.dedup();
    let is_whole = n_calls == known.len() && calls_in(spot.ctx.source.text(), name) == n_calls;
    (!places.is_empty() && is_whole).then_some(Found { name, value, places })
}

fn calls_in(text: &str, name: &str) -> usize {
    variable_calls(text).iter().filter(|it| it.name == name).count()
}

/// The variable that is defined or called at the place.
fn variable_here<'w>(spot: &Spot<'w>, application: &'w Application) -> Option<&'w Variable> {
    if let Some(it) = application.variables.iter().find(|it| it.span.contains(spot.at)) {
        return Some(it);
    }
    let keys = name_at(&spot.ctx, spot.at)?.keys;
    let key = keys.iter().find(|it| it.namespace == Namespace::VariableName)?;
    application.variables.iter().find(|it| it.name.as_ref().map(Text::as_str) == Some(&key.name))
}

/// The texts of an application that call a variable.
fn places<'w>(spot: &Spot<'w>, application: &'w Application, name: &str) -> Vec<(Node<'w>, &'w str)> {
    let mut rest = callers(application);
    rest.reverse();
    let mut found: Vec<(Node<'w>, &'w str)> = Vec::new();
    while let Some(value) = rest.pop() {
        match &value.data {
            Data::Sequence(items) => rest.extend(items.iter().rev()),
            Data::Mapping(entries) => rest.extend(entries.iter().rev().map(|(_, it)| it)),
            Data::String(text) if calls_in(text, name) > 0 => {
                let node = spot.ctx.source.node(value.node);
                if !found.iter().any(|(it, _)| *it == node) {
                    found.push((node, text));
                }
            }
            _ => {}
        }
    }
    found
}

/// One text with the value in it.
fn inlined(node: Node<'_>, text: &str, name: &str, definition: Node<'_>, value: &Value) -> Option<Vec<Edit>> {
    // What is written as a bare name, or elsewhere, has no call to be replaced.
    let is_usual = node.kind() == NodeKind::Scalar && node.anchor().is_none() && node.tag().is_none();
    if !is_usual || calls_in(node.raw(), name) != calls_in(text, name) {
        return None;
    }
    if whole_call(text).is_some() {
        let is_flow = node.parent().is_some_and(Node::is_flow);
        let fits = definition.kind() == NodeKind::Scalar
            && node
                .style()
                .is_some_and(|it| it != oam_syntax::Style::Literal && it != oam_syntax::Style::Folded)
            && !definition.raw().contains(['\n', '\r'])
            && definition.tag().is_none()
            && !(is_flow && definition.raw().contains(['[', ']', '{', '}', ',']));
        return Some(if fits {
            vec![Edit { span: node.span(), text: definition.raw().to_owned() }]
        } else {
            set_value(node, &yaml_value(value)?)
        });
    }
    let new = replace_calls(text, |it| (it == name).then(|| value.to_json()));
    // Alone, another call would take its variable's type.
    whole_call(&new).is_none().then(|| replace_scalar(node, &new))
}

/// The variable's item, or the whole list where it is the only one.
fn removal(definition: Node<'_>) -> Option<Vec<Edit>> {
    let item = definition.parent().filter(|it| it.kind() == NodeKind::Mapping)?;
    let list = item.parent().filter(|it| it.kind() == NodeKind::Sequence)?;
    let entry = list.entry().filter(|it| it.key.text() == "variables")?;
    if has_anchor(list) {
        return None;
    }
    Some(if list.items().nth(1).is_some() { remove_item(item) } else { remove_entry(entry) })
}

fn has_anchor(node: Node<'_>) -> bool {
    let mut rest = vec![node];
    while let Some(it) = rest.pop() {
        if it.anchor().is_some() || it.kind() == NodeKind::Alias {
            return true;
        }
        rest.extend(it.children());
    }
    false
}
