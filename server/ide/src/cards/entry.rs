//! Cards of what a platform offers: traits, workload types, scope types; and of kinds.

use oam_catalog::{AppliesTo, Example, KindSchema, PropertySchema, ScopeEntry, TraitEntry, WorkloadEntry};

use crate::markdown::{Markdown, code, codes, value};

/// Most names that a list shows.
const SHOWN_NAMES: usize = 8;

/// A trait: what it does, where it applies, what it takes.
pub(crate) fn trait_card(entry: &TraitEntry) -> String {
    let applies = match &entry.applies_to {
        AppliesTo::Any => "Applies to every workload type".to_owned(),
        AppliesTo::Only(types) => format!("Applies to {}", short_types(types)),
    };
    let conflicts = entry.conflicts_with.iter().map(String::as_str);
    let mut lines = vec![applies];
    if !entry.conflicts_with.is_empty() {
        lines.push(format!("not together with {}", codes(conflicts, SHOWN_NAMES)));
    }
    if let Some(it) = &entry.since {
        lines.push(format!("since {it}"));
    }
    Markdown::new()
        .title("trait", &entry.name, &[origin(&entry.platform)])
        .paragraph(&entry.summary)
        .line(&lines)
        .table(["Property", "Type", "", "Meaning"], &properties(&entry.properties))
        .maybe(openness(&entry.properties, entry.open))
        .paragraph(&entry.description)
        .yaml(example(&entry.examples))
        .finish()
}

/// A workload type: how it runs, which settings it takes.
pub(crate) fn workload_card(entry: &WorkloadEntry) -> String {
    let yes_no = |is: bool, yes: &str, no: &str| if is { yes.to_owned() } else { no.to_owned() };
    let facts = [
        yes_no(entry.has_endpoint, "reached over the network", "not reached over the network"),
        yes_no(entry.is_replicable, "may have copies", "one copy only"),
        yes_no(entry.is_daemon, "runs until removed", "runs to an end"),
    ];
    Markdown::new()
        .title("workload type", &entry.name, &[origin(&entry.platform)])
        .paragraph(&entry.summary)
        .line(&facts)
        .table(["Setting", "Type", "", "Meaning"], &properties(&entry.settings))
        .paragraph(&entry.description)
        .finish()
}

/// A scope type: what it is for, what it takes.
pub(crate) fn scope_type_card(entry: &ScopeEntry) -> String {
    let overlap =
        if entry.allows_overlap { "an instance may be in several" } else { "an instance may be in one only" };
    Markdown::new()
        .title("scope type", &entry.name, &[origin(&entry.platform)])
        .paragraph(&entry.summary)
        .line(&[overlap.to_owned()])
        .table(["Property", "Type", "", "Meaning"], &properties(&entry.properties))
        .paragraph(&entry.description)
        .finish()
}

/// A kind of document.
pub(crate) fn kind_card(kind: &KindSchema) -> String {
    let api_version = format!("{}/{}", kind.group, kind.version);
    Markdown::new()
        .title("kind", &kind.kind, &[code(&api_version)])
        .maybe(kind.schema().description())
        .finish()
}

/// Who offers an entry, in words.
pub(crate) fn origin(platform: &str) -> String {
    if platform == "workspace" {
        "defined in this workspace".to_owned()
    } else {
        format!("platform {}", code(platform))
    }
}

/// Workload types without the group that all core types share.
fn short_types(types: &[String]) -> String {
    codes(types.iter().map(|it| it.strip_prefix("core.oam.dev/v1alpha1.").unwrap_or(it)), SHOWN_NAMES)
}

/// One row a property: name, type, whether required or the default, first sentence.
fn properties(schema: &PropertySchema) -> Vec<[String; 4]> {
    let view = schema.view();
    let known = view.properties().into_iter().filter(|(_, it)| !it.is_deprecated());
    known
        .map(|(name, it)| {
            let default = it.default().filter(|it| !it.is_null()).map(|it| format!("default {}", value(it)));
            let state =
                if view.is_required(name) { "required".to_owned() } else { default.unwrap_or_default() };
            [code(name), it.type_label(), state, it.summary().unwrap_or_default().to_owned()]
        })
        .collect()
}

/// The first example that is right.
fn example(examples: &[Example]) -> &str {
    examples.iter().find(|it| it.valid).map(|it| it.yaml.as_str()).unwrap_or_default()
}

fn openness(schema: &PropertySchema, is_open: bool) -> Option<&'static str> {
    if schema.is_any() {
        Some("Nothing is known about its properties, so none of them is checked.")
    } else {
        is_open.then_some("Its properties are inferred from use; there may be others.")
    }
}
