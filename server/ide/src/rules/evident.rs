//! The value that a missing key almost certainly gets; no rule of its own.
//!
//! Only where the document itself says it, or where every author writes the same. A key for which somebody must think has
//! none.

use oam_catalog::PathStep;
use oam_model::object::{Component, Parameter};
use oam_syntax::edit::YamlValue;
use oam_syntax::{Node, NodeId};

use super::declare::type_of;
use crate::rule::RuleContext;

/// The value for `key` of the mapping `node` at `path`.
pub(crate) fn evident(
    ctx: &RuleContext<'_>,
    path: &[PathStep],
    node: NodeId,
    key: &str,
) -> Option<YamlValue> {
    let place = path.iter().rev().find_map(|it| match it {
        PathStep::Key(key) => Some(key.as_str()),
        PathStep::Index(_) => None,
    })?;
    let mapping = ctx.source.node(node);
    let text = |it: &str| Some(YamlValue::from(it));
    match (place, key) {
        ("components", "instanceName") => {
            let component = mapping.get("componentName").or_else(|| mapping.get("name"))?.value.text();
            let is_taken =
                |it: Node<'_>| it.get("instanceName").is_some_and(|it| it.value.text() == component);
            let siblings = mapping.parent().into_iter().flat_map(Node::items);
            let is_free = !siblings.map(Node::resolved).any(is_taken);
            (is_free && !component.is_empty()).then(|| YamlValue::from(component.as_ref()))
        }
        ("ports", "name") => {
            let port = mapping.get("containerPort")?.value.text();
            let name = if port.ends_with("443") { "https" } else { "http" };
            is_free(mapping, name).then(|| YamlValue::from(name))
        }
        ("containers", "name") => is_free(mapping, "main").then(|| YamlValue::from("main")),
        ("parameters", "type") => text(parameter_type(ctx.component(), node)?),
        ("httpGet", "path") => text("/"),
        ("spec", "workloadType") => {
            let has_port = ctx.component()?.containers.iter().any(|it| !it.ports.is_empty());
            text(if has_port { "core.oam.dev/v1alpha1.Server" } else { "core.oam.dev/v1alpha1.Worker" })
        }
        ("spec", "appliesTo") => Some(YamlValue::Seq(vec![YamlValue::from("*")])),
        _ => None,
    }
}

/// Whether no other item of the list has the name.
fn is_free(item: Node<'_>, name: &str) -> bool {
    let siblings = item.parent().into_iter().flat_map(Node::items);
    !siblings.map(Node::resolved).any(|it| it.get("name").is_some_and(|it| it.value.text() == name))
}

fn parameter_type(component: Option<&Component>, node: NodeId) -> Option<&'static str> {
    let is_meant = |it: &&Parameter| it.node == node;
    let parameter = component?.parameters.iter().find(is_meant)?;
    parameter.default.as_ref().map_or(Some("string"), type_of)
}
