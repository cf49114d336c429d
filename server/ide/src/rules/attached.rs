//! The traits of an instance under their names of today, with their properties; no rule of its own.
//!
//! It knows nothing of single traits. What a trait is called is the catalogue's answer: a trait that neither the platform
//! nor the workspace knows is not here.
//!
//! The trap: a property may hold the call of a variable or a template; only a plain number or text says anything.

use std::sync::Arc;

use oam_catalog::TraitEntry;
use oam_model::object::{ComponentUse, TraitUse};
use oam_model::value::{Data, Text, Value};
use oam_syntax::SourceDocument;

use super::usage::is_template;
use crate::rule::RuleContext;

/// A trait of an instance.
pub(super) struct Attached<'w> {
    /// The name as written.
    pub(super) name: &'w Text,
    pub(super) binding: &'w TraitUse,
    /// What it may be, never empty.
    pub(super) entries: Vec<Arc<TraitEntry>>,
    /// Whether it may have properties that cannot be seen.
    is_open: bool,
}

/// The traits of an instance of this document that something is known of.
pub(super) fn attached<'w>(ctx: &RuleContext<'w>, usage: &'w ComponentUse) -> Vec<Attached<'w>> {
    attached_in(ctx, ctx.source, usage)
}

/// The same for an instance of any document.
pub(super) fn attached_in<'w>(
    ctx: &RuleContext<'w>,
    source: &SourceDocument,
    usage: &'w ComponentUse,
) -> Vec<Attached<'w>> {
    let read = |binding: &'w TraitUse| {
        let name = binding.name.as_ref()?;
        let entries = ctx.workspace.traits_named(&name.value);
        let properties = binding.properties.value.as_ref().map_or(binding.node, |it| it.node);
        let is_open = source.node(properties).is_open();
        (!entries.is_empty()).then_some(Attached { name, binding, entries, is_open })
    };
    usage.traits.iter().filter_map(read).collect()
}

/// The traits of one name on all instances of an application.
pub(super) fn attached_as<'w>(
    ctx: &RuleContext<'w>,
    name: &'static str,
) -> impl Iterator<Item = (&'w ComponentUse, Attached<'w>)> {
    let components = ctx.application().into_iter().flat_map(|it| &it.components);
    let all = components.flat_map(|usage| attached(ctx, usage).into_iter().map(move |it| (usage, it)));
    all.filter(move |(_, it)| it.is(name))
}

impl<'w> Attached<'w> {
    /// Today's name.
    pub(super) fn canonical(&self) -> &str {
        self.entries.first().map_or("", |it| &it.name)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.canonical() == name
    }

    /// A property under its name of today or an older one.
    pub(super) fn property(&self, name: &str) -> Option<&'w Value> {
        let properties = &self.binding.properties;
        let legacy = self.entries.iter().flat_map(|it| &it.legacy_properties);
        let older = || legacy.filter(|it| it.canonical == name).find_map(|it| properties.get(&it.name));
        properties.get(name).or_else(older)
    }

    /// A property that certainly is a whole number.
    pub(super) fn count(&self, name: &str) -> Option<(i64, &'w Value)> {
        let value = self.property(name)?;
        Some((count(value)?, value))
    }

    /// A property that certainly is this text.
    pub(super) fn text(&self, name: &str) -> Option<(&'w str, &'w Value)> {
        let value = self.property(name)?;
        let text = value.as_str().filter(|it| !is_template(it) && !it.contains("[from"))?;
        Some((text, value))
    }

    /// Whether there is a property that nobody knows. It may be a misspelt one.
    pub(super) fn has_unknown_property(&self) -> bool {
        let is_unknown =
            |name: &str| self.entries.iter().all(|it| it.properties.view().property(name).is_none());
        self.binding.properties.entries.iter().any(|(key, _)| is_unknown(&key.text))
    }

    /// Whether all its properties can be seen, and where they belong.
    pub(super) fn is_complete(&self) -> bool {
        self.is_visible() && self.binding.stray.is_empty()
    }

    /// Whether all its properties can be seen; those that stand at a wrong place are none.
    pub(super) fn is_visible(&self) -> bool {
        let properties = &self.binding.properties;
        let is_hidden = properties.value.as_ref().is_some_and(|it| match &it.data {
            Data::Unknown | Data::String(_) => true,
            Data::Mapping(entries) => entries.iter().any(|(key, _)| is_template(&key.text)),
            _ => false,
        });
        !is_hidden && !self.is_open
    }
}

/// A whole number, written as one or, as the SDK of EDAS has it, in quotes.
pub(super) fn count(value: &Value) -> Option<i64> {
    match &value.data {
        Data::Int(it) => Some(*it),
        Data::String(it) => it.parse().ok(),
        _ => None,
    }
}
