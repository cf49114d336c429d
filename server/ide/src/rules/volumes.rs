//! The volumes of a component, and the `volume-mounter` traits that provide them; no rule of its own.
//!
//! The trap: a volume without `disk` is not temporary. It is a claim that somebody else has made.

use oam_model::object::{Component, ComponentUse, TraitUse, Volume};
use oam_model::value::{Text, Value};

use super::usage::{Definition, has_hole, is_template};
use crate::rule::RuleContext;

/// A `volume-mounter` of an instance, and the volume that it names.
#[derive(Clone, Copy)]
pub(super) struct Mounter<'w> {
    pub(super) usage: &'w ComponentUse,
    pub(super) binding: &'w TraitUse,
    pub(super) value: &'w Value,
    pub(super) volume: &'w str,
}

/// The mounters of all instances of the document, apart from those whose volume cannot be known.
pub(super) fn mounters<'w>(ctx: &RuleContext<'w>) -> Vec<Mounter<'w>> {
    let mut found = Vec::new();
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        for binding in usage.traits.iter().filter(|it| is_mounter(ctx, it)) {
            let Some(value) = binding.properties.get("volumeName") else { continue };
            let volume = value.as_str().filter(|it| !is_template(it) && !it.contains("[from"));
            found.extend(volume.map(|volume| Mounter { usage, binding, value, volume }));
        }
    }
    found
}

/// Whether a binding is of the trait `volume-mounter`, and of no other one of that name.
pub(super) fn is_mounter(ctx: &RuleContext<'_>, binding: &TraitUse) -> bool {
    let Some(name) = &binding.name else { return false };
    let entries = ctx.workspace.traits_named(&name.value);
    !entries.is_empty() && entries.iter().all(|it| it.name == "volume-mounter")
}

/// The volumes of a component that have a name.
pub(super) fn volumes(component: &Component) -> impl Iterator<Item = (&Text, &Volume)> {
    let volumes = component.containers.iter().flat_map(|it| &it.volumes);
    volumes.filter_map(|it| Some((it.name.as_ref()?, it)))
}

/// The volume that the controller takes for a name: upper and lower case are one.
pub(super) fn volume<'w>(definition: &Definition<'w>, name: &str) -> Option<(&'w Text, &'w Volume)> {
    let is_same = |it: &str| it.to_lowercase() == name.to_lowercase();
    let exact = volumes(definition.component).find(|it| it.0.value == name);
    exact.or_else(|| volumes(definition.component).find(|it| is_same(&it.0.value)))
}

/// Whether a component may have volumes that cannot be seen.
pub(super) fn may_have_more(definition: &Definition<'_>) -> bool {
    let (source, component) = (definition.source, definition.component);
    let resources = |node| source.node(node).get("resources").map(|it| it.value.resolved().id());
    has_hole(source, component.spec, "containers")
        || component.containers.iter().any(|it| {
            has_hole(source, Some(it.node), "resources") || has_hole(source, resources(it.node), "volumes")
        })
        || component.containers.iter().flat_map(|it| &it.volumes).any(|it| it.name.is_none())
        || volumes(component).any(|it| is_template(&it.0.value))
}

/// Whether a template engine writes some of a volume.
pub(super) fn is_partly_hidden(definition: &Definition<'_>, volume: &Volume) -> bool {
    let mut nodes = definition.source.nodes();
    nodes.any(|it| volume.span.start <= it.span().start && it.span().end <= volume.span.end && it.is_open())
}
