//! What counts where an application leaves something out: defaults of parameters behind the component's name, defaults of
//! properties behind the trait's.

use oam_model::object::{ComponentUse, Object, TraitUse};
use oam_model::value::Text;
use serde_json::Value as Json;

use super::{HintPart, Hints, shown, words};
use crate::given::{default, is_ambiguous};
use crate::markdown::{Markdown, code, value};
use crate::position::FileSpan;

/// Most defaults in one hint; the tooltip has the rest.
const SHOWN: usize = 3;

/// A default that counts.
struct Default {
    name: String,
    value: Json,
    at: Option<FileSpan>,
}

pub(super) fn defaults(hints: &mut Hints<'_, '_>) {
    let Some(application) = hints.ctx.object.and_then(Object::application) else { return };
    for usage in &application.components {
        parameters(hints, usage);
        usage.traits.iter().for_each(|it| properties(hints, it));
    }
}

/// Parameters to which the application gives no value.
fn parameters(hints: &mut Hints<'_, '_>, usage: &ComponentUse) {
    let Some(name) = usage.component.as_ref().filter(|it| hints.wants(it.span)) else { return };
    let workspace = hints.ctx.workspace;
    if is_ambiguous(workspace, &name.value) {
        return;
    }
    let Some((document, _, component)) = workspace.component(&name.value) else { return };
    let is_given = |parameter: &Text| {
        // A value without a name may be for any parameter.
        usage.parameter_values.iter().any(|it| it.name.as_ref().is_none_or(|it| it.value == parameter.value))
    };
    let mut unset = Vec::new();
    for parameter in &component.parameters {
        let Some(name) = parameter.name.as_ref().filter(|it| !is_given(it)) else { continue };
        let Some(it) = default(workspace, parameter, document) else { continue };
        unset.push(Default { name: name.value.clone(), value: it.value, at: Some(it.at) });
    }
    push(hints, name, &unset, "Parameters that keep their default here");
}

/// Properties that the trait fills in, as far as all platforms in question agree.
fn properties(hints: &mut Hints<'_, '_>, usage: &TraitUse) {
    let Some(name) = usage.name.as_ref().filter(|it| hints.wants(it.span)) else { return };
    // Properties that are not a mapping yet, or come from a template, may be anything.
    if usage.properties.value.as_ref().is_some_and(oam_model::value::Value::has_unknown)
        || !usage.stray.is_empty()
    {
        return;
    }
    let entries = hints.ctx.workspace.traits_named(&name.value);
    let [first, others @ ..] = entries.as_slice() else { return };
    let mut unset = Vec::new();
    for (key, view) in first.properties.view().properties() {
        let Some(value) = view.default().filter(|it| !it.is_null()) else { continue };
        let agrees = |it: &std::sync::Arc<oam_catalog::TraitEntry>| {
            it.properties.view().property(key).and_then(|it| it.default()) == Some(value)
        };
        let is_given = usage.properties.entries.iter().any(|(it, _)| it.text == key);
        if !is_given && !view.is_deprecated() && others.iter().all(agrees) {
            unset.push(Default { name: key.to_owned(), value: value.clone(), at: None });
        }
    }
    push(hints, name, &unset, "Properties that keep their default here");
}

fn push(hints: &mut Hints<'_, '_>, behind: &Text, unset: &[Default], title: &str) {
    if unset.is_empty() {
        return;
    }
    let mut parts = Vec::new();
    for (n, it) in unset.iter().take(SHOWN).enumerate() {
        let lead = if n == 0 { "" } else { ", " };
        parts.push(words(&format!("{lead}{}: ", it.name)));
        parts.push(HintPart { text: shown(&it.value), at: it.at });
    }
    if let Some(more @ 1..) = unset.len().checked_sub(SHOWN) {
        parts.push(words(&format!(", {more} more")));
    }
    let rows: Vec<[String; 2]> = unset.iter().map(|it| [code(&it.name), value(&it.value)]).collect();
    let tooltip = Markdown::new().paragraph(title).table(["Name", "Default"], &rows).finish();
    hints.push(behind.span, parts, Some(tooltip));
}
