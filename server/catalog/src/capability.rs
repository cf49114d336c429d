//! What a platform can do, as data: the questions that portability rules ask, answered by every platform.
//!
//! It holds answers only; what follows from one is a rule's business. A platform that leaves a question open does not load.

use serde::Deserialize;

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    /// Whether it works.
    pub support: Support,
    /// One sentence: what happens.
    pub note: String,
    /// Where the fact comes from.
    pub source: String,
}

/// Whether something works on a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Support {
    /// It does.
    Supported,
    /// It is refused, ignored, or does something else.
    Unsupported,
    /// Nobody can tell from public sources.
    Unknown,
}

/// All answers of one platform.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Capabilities {
    /// The value of a variable takes the place of `[fromVariable(NAME)]` in parameter values.
    pub variables: Capability,
    /// The value of a variable takes the place of `[fromVariable(NAME)]` in properties of traits.
    pub variables_in_properties: Capability,
    /// The name of a variable may have `-` and `.` in it.
    pub variable_name_punctuation: Capability,
    /// A parameter without a value gets the default that the component declares.
    pub parameter_defaults: Capability,
    /// Parameters have values of type number and boolean, not only text.
    pub typed_parameters: Capability,
    /// Parameters may be of type `object` and `array`.
    pub structured_parameters: Capability,
    /// Files under `config` are put into the container.
    pub config_files: Capability,
    /// `resources.gpu` and `resources.extended` have an effect.
    pub gpu: Capability,
    /// `readinessProbe` has an effect.
    pub readiness_probe: Capability,
    /// `startupProbe` has an effect.
    pub startup_probe: Capability,
    /// A port may have the protocol `SCTP`.
    pub sctp: Capability,
    /// An amount of memory without a unit means bytes.
    pub bytes_without_unit: Capability,
    /// Applications can create scopes.
    pub application_scopes: Capability,
    /// Applications can create scopes of the type `NetworkScope`.
    pub network_scope: Capability,
    /// `properties` of a scope may be a mapping.
    pub scope_properties_as_mapping: Capability,
    /// `properties` of a scope may be a list of `name` and `value`.
    pub scope_properties_as_list: Capability,
    /// `workloadSettings` may be a mapping.
    pub settings_as_mapping: Capability,
    /// `expose` and `consume` connect components.
    pub expose_consume: Capability,
    /// Several application configurations can be deployed together.
    pub several_applications: Capability,
}
