//! Entries of a platform: a trait, a workload type, a scope type.
//!
//! Entries come from `schemas/platforms/` or from definitions in the workspace; both are the same type.
//! Whether the entry is used correctly is not decided here.

use crate::properties::PropertySchema;

/// A piece of YAML that shows how an entry is used, or how it must not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What the example shows.
    pub title: String,
    /// The YAML text of the entry's `properties`.
    pub yaml: String,
    /// Whether the entry's schema accepts it.
    pub valid: bool,
}

/// An old spelling of a property and the one to write today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegacyProperty {
    /// The old key, for example `service_port`.
    pub name: String,
    /// The key to write today, for example `servicePort`.
    pub canonical: String,
}

/// The workload types that a trait may be attached to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppliesTo {
    /// Every workload type.
    Any,
    /// Only these, written `GROUP/VERSION.KIND`.
    Only(Vec<String>),
}

/// A version of a kind that Kubernetes has removed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RemovedApi {
    /// For example `Ingress`.
    pub kind: String,
    /// For example `extensions/v1beta1`.
    pub api_version: String,
    /// The release of Kubernetes without it, for example `1.22`.
    pub removed_in: String,
}

/// What a trait becomes on Kubernetes, said with data: values in which strings may hold CEL expressions, `${…}`.
///
/// Whether the expressions can be read is not decided here.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenderPart {
    /// What is merged into the workload.
    #[serde(default)]
    pub patch: Option<serde_json::Value>,
    /// Objects beside the workload.
    #[serde(default)]
    pub objects: Vec<serde_json::Value>,
}

/// A trait that a platform offers.
#[derive(Debug)]
pub struct TraitEntry {
    /// The name to write in an application.
    pub name: String,
    /// Other spellings that mean the same trait.
    pub aliases: Vec<String>,
    /// The platform that offers it, or `workspace` for a definition found among the user's files.
    pub platform: String,
    /// One sentence.
    pub summary: String,
    /// Some paragraphs of Markdown.
    pub description: String,
    /// The release of the platform or of the specification that introduced it.
    pub since: Option<String>,
    /// Where it may be attached.
    pub applies_to: AppliesTo,
    /// Traits that must not be attached to the same instance.
    pub conflicts_with: Vec<String>,
    /// Old spellings of its properties. They are part of `properties` too, marked as deprecated.
    pub legacy_properties: Vec<LegacyProperty>,
    /// What may be written under `properties`.
    pub properties: PropertySchema,
    /// Examples of `properties`, right and wrong.
    pub examples: Vec<Example>,
    /// Where these facts come from.
    pub source: String,
    /// The schema is inferred from use, not published: unknown keys are fine.
    pub open: bool,
    /// The object that it becomes, where today's clusters do not know its version any more.
    pub removed_api: Option<RemovedApi>,
    /// How it is rendered, where that is data.
    pub render: Option<RenderPart>,
}

impl TraitEntry {
    /// Whether the trait may be attached to this workload type.
    pub fn applies_to(&self, gvk: &str) -> bool {
        match &self.applies_to {
            AppliesTo::Any => true,
            AppliesTo::Only(types) => types.iter().any(|it| it == gvk),
        }
    }

    /// Whether an application that writes `name` means this trait.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|it| it == name)
    }
}

/// A workload type that a platform can run.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers, each with a name in the specification"
)]
pub struct WorkloadEntry {
    /// `GROUP/VERSION.KIND`.
    pub name: String,
    /// Old names of the same type.
    pub aliases: Vec<String>,
    /// The platform that runs it, or `workspace`.
    pub platform: String,
    /// One sentence.
    pub summary: String,
    /// Some paragraphs of Markdown.
    pub description: String,
    /// The release that introduced it.
    pub since: Option<String>,
    /// Whether others reach it over the network.
    pub has_endpoint: bool,
    /// Whether more than one copy of it may run.
    pub is_replicable: bool,
    /// Whether it runs until it is removed.
    pub is_daemon: bool,
    /// Whether it belongs to the specification's own six types.
    pub is_core: bool,
    /// What may be written under `workloadSettings`, as a mapping from setting to value.
    pub settings: PropertySchema,
    /// Examples of settings, right and wrong.
    pub examples: Vec<Example>,
    /// Where these facts come from.
    pub source: String,
}

impl WorkloadEntry {
    /// Whether a component that writes `gvk` means this type.
    pub fn is_named(&self, gvk: &str) -> bool {
        self.name == gvk || self.aliases.iter().any(|it| it == gvk)
    }
}

/// A scope type that a platform knows.
#[derive(Debug)]
pub struct ScopeEntry {
    /// `GROUP/VERSION.KIND`.
    pub name: String,
    /// Other spellings found in specification and controllers.
    pub aliases: Vec<String>,
    /// The platform that knows it, or `workspace`.
    pub platform: String,
    /// One sentence.
    pub summary: String,
    /// Some paragraphs of Markdown.
    pub description: String,
    /// The release that introduced it.
    pub since: Option<String>,
    /// Whether a component may be in two scopes of this type.
    pub allows_overlap: bool,
    /// What may be written under `properties`.
    pub properties: PropertySchema,
    /// Examples of `properties`, right and wrong.
    pub examples: Vec<Example>,
    /// Where these facts come from.
    pub source: String,
}

impl ScopeEntry {
    /// Whether an application that writes `type_name` means this type.
    pub fn is_named(&self, type_name: &str) -> bool {
        self.name == type_name || self.aliases.iter().any(|it| it == type_name)
    }
}
