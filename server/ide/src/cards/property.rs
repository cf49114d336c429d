//! The card of a key: what its value means and may be.

use oam_catalog::SchemaView;

use crate::markdown::{Markdown, code, codes, value};

/// Most values that a card lists.
const SHOWN_VALUES: usize = 12;
/// Most keys that a card lists.
const SHOWN_KEYS: usize = 14;

/// What a schema says about a key.
pub(crate) fn property_card(name: &str, view: SchemaView<'_>, is_required: bool) -> String {
    let mut facts = vec![view.type_label()];
    facts.extend(view.unit().map(str::to_owned));
    facts.extend(is_required.then(|| "required".to_owned()));
    facts.extend(view.is_deprecated().then(|| "old spelling".to_owned()));
    let allowed: Vec<String> = view.enum_values().into_iter().filter(|it| !it.is_null()).map(value).collect();
    let mut lines = Vec::new();
    if let Some(it) = view.canonical() {
        lines.push(format!("Write {} today", code(it)));
    }
    if !allowed.is_empty() {
        lines.push(format!(
            "Allowed: {}",
            allowed.iter().take(SHOWN_VALUES).cloned().collect::<Vec<_>>().join(", ")
        ));
    }
    lines.extend(range(view));
    if let Some(it) = view.pattern_hint() {
        lines.push(format!("Must be {it}"));
    }
    if let Some(it) = view.default().filter(|it| !it.is_null()) {
        lines.push(format!("Default: {}", value(it)));
    }
    if allowed.is_empty()
        && let Some(it) = view.examples().first()
    {
        lines.push(format!("Example: {}", value(it)));
    }
    if let Some(it) = view.since() {
        lines.push(format!("Since {it}"));
    }
    let keys = view.items().unwrap_or(view).properties();
    let keys = keys.iter().filter(|(_, it)| !it.is_deprecated()).map(|(name, _)| *name);
    let keys = codes(keys, SHOWN_KEYS);
    let keys = (!keys.is_empty()).then(|| format!("Keys: {keys}"));
    Markdown::new().title("", name, &facts).maybe(view.description()).line(&lines).maybe(keys).finish()
}

/// The short form for lists: `whole number · required`.
pub(crate) fn property_facts(view: SchemaView<'_>, is_required: bool) -> String {
    let mut facts = vec![view.type_label().replace('`', "")];
    facts.extend(view.unit().map(str::to_owned));
    facts.extend(is_required.then(|| "required".to_owned()));
    if let Some(it) = view.default().filter(|it| !it.is_null() && !it.is_object() && !it.is_array()) {
        facts.push(format!("default {}", it.as_str().map_or_else(|| it.to_string(), str::to_owned)));
    }
    facts.join(" · ")
}

/// The limits of a number.
fn range(view: SchemaView<'_>) -> Option<String> {
    match (view.minimum(), view.maximum()) {
        (Some(low), Some(high)) => Some(format!("From {low} to {high}")),
        (Some(low), None) => Some(format!("At least {low}")),
        (None, Some(high)) => Some(format!("At most {high}")),
        (None, None) => None,
    }
}
