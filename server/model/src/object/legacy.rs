//! Older spellings: what was written, and what to write today.
//!
//! Whether a spelling matters on a platform is not decided here.

use oam_syntax::{NodeId, Span};

/// An older spelling that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legacy {
    /// Which one.
    pub form: LegacyForm,
    /// The offending word: a key, or a value.
    pub span: Span,
    /// The node of that word.
    pub node: NodeId,
    /// What was written.
    pub written: String,
    /// What to write today.
    pub canonical: String,
}

/// The older spellings that lowering understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacyForm {
    /// `components[].name` for `componentName`.
    ComponentKey,
    /// `traits[].parameterValues` as an array for `properties`.
    TraitParameterValues,
    /// `traits[].parameterValues` as a mapping, which some engines reject.
    TraitParameterValuesMapping,
    /// `traits[].properties` as an array of name and value.
    TraitPropertiesArray,
    /// `ports[].type` for `protocol`.
    PortType,
    /// `ports[].value` or `ports[].port` for `containerPort`.
    PortNumber,
    /// A former name of a trait.
    TraitName,
    /// A former key of a trait's properties.
    TraitKey,
    /// The group `core.hydra.io`.
    Group,
    /// A kind of the first draft.
    Kind,
    /// A workload type of the first draft.
    WorkloadType,
    /// `metadata.version` or `metadata.description` for an annotation.
    MetadataAnnotation,
    /// `spec.name` of a component, which nothing reads.
    SpecName,
    /// `os` or `ostype` for `osType`.
    OsType,
    /// `scopes[].parameterValues` for `properties`.
    ScopeParameterValues,
    /// An `applicationScopes` item that is a mapping.
    ScopeReference,
    /// `workloadSettings[].default` for `value`.
    SettingDefault,
    /// `traits[].type`.
    TraitType,
}
