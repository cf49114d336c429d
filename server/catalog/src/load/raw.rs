//! The files of a platform as they are written, and the entries made of them.
//!
//! Entries of the platform it extends are taken over unless it has its own or removes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::legacy::with_legacy_properties;
use super::{LoadError, yaml};
use crate::capability::Capabilities;
use crate::embedded::FILES;
use crate::entry::{
    AppliesTo, Example, LegacyProperty, RemovedApi, RenderPart, ScopeEntry, TraitEntry, WorkloadEntry,
};
use crate::platform::{ImplicitParameter, Platform};
use crate::properties::PropertySchema;

/// `platform.yaml`, with the entries beside it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct RawPlatform {
    pub(super) name: String,
    title: String,
    summary: String,
    description: String,
    #[expect(dead_code, reason = "part of the format, for readers of the file")]
    source: String,
    #[serde(default)]
    pub(super) extends: Option<String>,
    #[serde(default)]
    removes: Vec<String>,
    #[serde(default)]
    implicit_parameters: Vec<RawParameter>,
    #[serde(default)]
    rules: BTreeMap<String, String>,
    #[serde(default)]
    accepts_any_workload_with_spec_setting: bool,
    #[serde(default)]
    is_reference: bool,
    capabilities: Capabilities,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParameter {
    name: String,
    r#type: String,
    description: String,
}

/// What every entry has, then what only some have.
#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "a file format: each is a key of its own")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct RawEntry {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    summary: String,
    description: String,
    #[serde(default)]
    since: Option<String>,
    source: String,
    #[serde(default)]
    properties: Option<Value>,
    #[serde(default)]
    legacy_properties: BTreeMap<String, String>,
    #[serde(default)]
    examples: Vec<RawExample>,
    // Traits only.
    #[serde(default)]
    open: bool,
    #[serde(default)]
    applies_to: Vec<String>,
    #[serde(default)]
    conflicts_with: Vec<String>,
    #[serde(default)]
    removed_api: Option<RemovedApi>,
    #[serde(default)]
    render: Option<RenderPart>,
    // Workload types only.
    #[serde(default)]
    has_endpoint: bool,
    #[serde(default)]
    is_replicable: bool,
    #[serde(default)]
    is_daemon: bool,
    #[serde(default)]
    is_core: bool,
    // Scope types only.
    #[serde(default)]
    allows_overlap: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    title: String,
    yaml: String,
    valid: bool,
}

/// Every `platform.yaml`.
pub(super) fn platforms(errors: &mut Vec<LoadError>) -> Vec<RawPlatform> {
    let files =
        FILES.iter().filter(|(path, _)| path.starts_with("platforms/") && path.ends_with("/platform.yaml"));
    files.filter_map(|(path, text)| keep(yaml(path, text), errors)).collect()
}

/// The platform with its own entries and those of `base`.
pub(super) fn finish(raw: RawPlatform, base: Option<&Platform>, errors: &mut Vec<LoadError>) -> Platform {
    let inherited = |name: &String| !raw.removes.contains(name);
    let mut platform = Platform {
        traits: base.map(|it| taken_over(&it.traits, inherited)).unwrap_or_default(),
        workloads: base.map(|it| taken_over(&it.workloads, inherited)).unwrap_or_default(),
        scopes: base.map(|it| taken_over(&it.scopes, inherited)).unwrap_or_default(),
        name: raw.name,
        title: raw.title,
        summary: raw.summary,
        description: raw.description,
        extends: raw.extends,
        implicit_parameters: raw.implicit_parameters.into_iter().map(implicit_parameter).collect(),
        rules: raw.rules,
        accepts_any_workload_with_spec_setting: raw.accepts_any_workload_with_spec_setting,
        is_reference: raw.is_reference,
        capabilities: raw.capabilities,
    };
    let name = platform.name.clone();
    for raw in entries(&name, "traits", errors) {
        platform.traits.insert(raw.name.clone(), Arc::new(trait_entry(raw, &name)));
    }
    for raw in entries(&name, "workloads", errors) {
        platform.workloads.insert(raw.name.clone(), Arc::new(workload_entry(raw, &name)));
    }
    for raw in entries(&name, "scopes", errors) {
        platform.scopes.insert(raw.name.clone(), Arc::new(scope_entry(raw, &name)));
    }
    platform
}

fn taken_over<T>(
    entries: &BTreeMap<String, Arc<T>>,
    wanted: impl Fn(&String) -> bool,
) -> BTreeMap<String, Arc<T>> {
    entries.iter().filter(|(name, _)| wanted(name)).map(|(name, it)| (name.clone(), Arc::clone(it))).collect()
}

fn entries(platform: &str, folder: &str, errors: &mut Vec<LoadError>) -> Vec<RawEntry> {
    let prefix = format!("platforms/{platform}/{folder}/");
    let files = FILES.iter().filter(|(path, _)| path.starts_with(&prefix));
    files.filter_map(|(path, text)| keep(yaml(path, text), errors)).collect()
}

fn keep<T: DeserializeOwned>(result: Result<T, LoadError>, errors: &mut Vec<LoadError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

fn trait_entry(raw: RawEntry, platform: &str) -> TraitEntry {
    let any = raw.applies_to.iter().any(|it| it == "*");
    TraitEntry {
        properties: properties(raw.properties, &raw.legacy_properties),
        legacy_properties: raw
            .legacy_properties
            .into_iter()
            .map(|(name, canonical)| LegacyProperty { name, canonical })
            .collect(),
        applies_to: if any { AppliesTo::Any } else { AppliesTo::Only(raw.applies_to) },
        name: raw.name,
        aliases: raw.aliases,
        platform: platform.to_owned(),
        summary: raw.summary,
        description: raw.description,
        since: raw.since,
        conflicts_with: raw.conflicts_with,
        examples: examples(raw.examples),
        source: raw.source,
        open: raw.open,
        removed_api: raw.removed_api,
        render: raw.render,
    }
}

fn workload_entry(raw: RawEntry, platform: &str) -> WorkloadEntry {
    WorkloadEntry {
        settings: properties(raw.properties, &raw.legacy_properties),
        name: raw.name,
        aliases: raw.aliases,
        platform: platform.to_owned(),
        summary: raw.summary,
        description: raw.description,
        since: raw.since,
        has_endpoint: raw.has_endpoint,
        is_replicable: raw.is_replicable,
        is_daemon: raw.is_daemon,
        is_core: raw.is_core,
        examples: examples(raw.examples),
        source: raw.source,
    }
}

fn scope_entry(raw: RawEntry, platform: &str) -> ScopeEntry {
    ScopeEntry {
        properties: properties(raw.properties, &raw.legacy_properties),
        name: raw.name,
        aliases: raw.aliases,
        platform: platform.to_owned(),
        summary: raw.summary,
        description: raw.description,
        since: raw.since,
        allows_overlap: raw.allows_overlap,
        examples: examples(raw.examples),
        source: raw.source,
    }
}

fn properties(schema: Option<Value>, legacy: &BTreeMap<String, String>) -> PropertySchema {
    schema.map_or_else(PropertySchema::any, |it| PropertySchema::trusted(with_legacy_properties(it, legacy)))
}

fn examples(raw: Vec<RawExample>) -> Vec<Example> {
    raw.into_iter().map(|it| Example { title: it.title, yaml: it.yaml, valid: it.valid }).collect()
}

fn implicit_parameter(raw: RawParameter) -> ImplicitParameter {
    ImplicitParameter { name: raw.name, kind: raw.r#type, description: raw.description }
}
