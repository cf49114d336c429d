//! The sets of names that OAM documents define and refer to.
//!
//! Schemas name a namespace in kebab-case (`x-oam-refers: parameter-name`); the code only sees the enum.

/// A set of names: a definition and its references meet when they share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// Names of components (`metadata.name` of a `ComponentSchematic`).
    ComponentName,
    /// Names of component instances (`instanceName`).
    InstanceName,
    /// Parameters that a component declares.
    ParameterName,
    /// Variables of one application.
    VariableName,
    /// Names of traits.
    TraitType,
    /// Workload types, written `GROUP/VERSION.KIND`.
    WorkloadType,
    /// Scope types, written `GROUP/VERSION.KIND`.
    ScopeType,
    /// Scope instances, created by the `scopes` of an application.
    ScopeName,
    /// Names of applications (`metadata.name` of an `ApplicationConfiguration`).
    ApplicationName,
}

impl Namespace {
    /// Every namespace with its name in schema files.
    pub const ALL: [(Namespace, &'static str); 9] = [
        (Namespace::ComponentName, "component-name"),
        (Namespace::InstanceName, "instance-name"),
        (Namespace::ParameterName, "parameter-name"),
        (Namespace::VariableName, "variable-name"),
        (Namespace::TraitType, "trait-type"),
        (Namespace::WorkloadType, "workload-type"),
        (Namespace::ScopeType, "scope-type"),
        (Namespace::ScopeName, "scope-name"),
        (Namespace::ApplicationName, "application-name"),
    ];

    /// The namespace a schema file names, for example `component-name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, it)| *it == name).map(|(namespace, _)| *namespace)
    }
}
