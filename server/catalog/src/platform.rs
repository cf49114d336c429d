//! A platform: what exists where an application will run, and how it deviates from the specification.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::capability::Capabilities;
use crate::entry::{ScopeEntry, TraitEntry, WorkloadEntry};

/// A parameter that a platform understands although no component declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImplicitParameter {
    /// The name in `parameterValues`.
    pub name: String,
    /// The JSON type of its value.
    pub kind: String,
    /// What the platform does with it.
    pub description: String,
}

/// What one platform offers. Entries of the platform it extends are included.
#[derive(Debug)]
pub struct Platform {
    /// The name to write in `.oam-ls.yaml`.
    pub name: String,
    /// The name to show.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Some paragraphs of Markdown.
    pub description: String,
    /// The platform whose entries this one takes over.
    pub extends: Option<String>,
    /// Traits by canonical name.
    pub traits: BTreeMap<String, Arc<TraitEntry>>,
    /// Workload types by `GROUP/VERSION.KIND`.
    pub workloads: BTreeMap<String, Arc<WorkloadEntry>>,
    /// Scope types by canonical `GROUP/VERSION.KIND`.
    pub scopes: BTreeMap<String, Arc<ScopeEntry>>,
    /// Parameters the platform understands without a declaration.
    pub implicit_parameters: Vec<ImplicitParameter>,
    /// Rule id → severity on this platform, where it differs from the rule's own.
    pub rules: BTreeMap<String, String>,
    /// The implementation that others are compared with: without a configured platform its entries come first.
    pub is_reference: bool,
    /// What it can do.
    pub capabilities: Capabilities,
    /// Any workload type is accepted as long as the component has a workload setting named `spec`.
    pub accepts_any_workload_with_spec_setting: bool,
}

impl Platform {
    /// The trait that `name` means here, by canonical name or alias.
    pub fn trait_named(&self, name: &str) -> Option<&Arc<TraitEntry>> {
        self.traits.get(name).or_else(|| self.traits.values().find(|it| it.is_named(name)))
    }

    /// The workload type that `gvk` means here.
    pub fn workload_named(&self, gvk: &str) -> Option<&Arc<WorkloadEntry>> {
        self.workloads.get(gvk).or_else(|| self.workloads.values().find(|it| it.is_named(gvk)))
    }

    /// The scope type that `type_name` means here.
    pub fn scope_named(&self, type_name: &str) -> Option<&Arc<ScopeEntry>> {
        self.scopes.get(type_name).or_else(|| self.scopes.values().find(|it| it.is_named(type_name)))
    }

    /// The parameter that the platform understands under this name without a declaration.
    pub fn implicit_parameter(&self, name: &str) -> Option<&ImplicitParameter> {
        self.implicit_parameters.iter().find(|it| it.name == name)
    }
}
