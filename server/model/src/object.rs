//! OAM documents as objects: what lowering makes of a tree, whatever the dialect.
//!
//! Field names are today's spelling; where a document uses an older one, [`Legacy`] remembers what was written. Nothing
//! here is resolved across documents, and nothing is dropped: an absent or unreadable part is `None`.
//!
//! All spans are local to the document.

mod legacy;

use std::sync::Arc;

use oam_catalog::{Role, ScopeEntry, TraitEntry, WorkloadEntry};
use oam_syntax::{NodeId, Span};

pub use self::legacy::{Legacy, LegacyForm};
use crate::value::{Key, Text, Value};

/// One OAM document.
#[derive(Debug)]
pub struct Object {
    /// What every kind has.
    pub header: Header,
    /// What its kind adds.
    pub body: Body,
    /// Older spellings in it, in document order.
    pub legacy: Vec<Legacy>,
}

/// `apiVersion`, `kind` and `metadata`.
#[derive(Debug)]
pub struct Header {
    /// `apiVersion`.
    pub api_version: Option<Text>,
    /// `kind`, as written.
    pub kind: Option<Text>,
    /// What the kind is for; `None` where the group is OAM's but the kind or version is not known.
    pub role: Option<Role>,
    /// `metadata.name`.
    pub name: Option<Text>,
    /// `metadata.namespace`.
    pub namespace: Option<Text>,
    /// `metadata.annotations`.
    pub annotations: Vec<(Key, Value)>,
    /// `metadata.labels`.
    pub labels: Vec<(Key, Value)>,
    /// The whole document.
    pub span: Span,
}

/// The part of an object that depends on its kind.
#[derive(Debug)]
pub enum Body {
    /// `ApplicationConfiguration`.
    Application(Application),
    /// `ComponentSchematic`.
    Component(Component),
    /// `Trait`: the same type as the entries of the catalogue.
    Trait(Arc<TraitEntry>),
    /// `WorkloadType`.
    Workload(Arc<WorkloadEntry>),
    /// `ApplicationScope`.
    Scope(Arc<ScopeEntry>),
    /// Kinds without a model of their own, and unknown ones.
    Other,
}

/// A `ComponentSchematic`.
#[derive(Debug, Default)]
pub struct Component {
    /// `workloadType`: `GROUP/VERSION.KIND`, in today's spelling.
    pub workload_type: Option<Text>,
    /// `osType`.
    pub os_type: Option<Text>,
    /// `arch`.
    pub arch: Option<Text>,
    /// `parameters`.
    pub parameters: Vec<Parameter>,
    /// The key `parameters`, where a new parameter goes.
    pub containers: Vec<Container>,
    /// `workloadSettings` as a list.
    pub settings: Vec<WorkloadSetting>,
    /// `workloadSettings` as a mapping (0.3.0-dev and EDAS).
    pub settings_mapping: Option<Value>,
    /// The `spec` mapping.
    pub spec: Option<NodeId>,
}

/// An input that a component declares.
#[derive(Debug)]
pub struct Parameter {
    /// `name`.
    pub name: Option<Text>,
    /// `type`, as written.
    pub kind: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `required`; `None` where it is absent or no boolean.
    pub required: Option<bool>,
    /// `default`; `None` where it is absent or null.
    pub default: Option<Value>,
    /// The whole item.
    pub span: Span,
    /// The node of the item.
    pub node: NodeId,
}

/// An OCI container of a component.
#[derive(Debug)]
pub struct Container {
    /// `name`.
    pub name: Option<Text>,
    /// `image`.
    pub image: Option<Text>,
    /// `imagePullSecret`.
    pub image_pull_secret: Option<Text>,
    /// `resources.cpu.required`: a number, a numeric string or a quantity.
    pub cpu: Option<Value>,
    /// `resources.memory.required`.
    pub memory: Option<Value>,
    /// `resources.gpu.required`.
    pub gpu: Option<Value>,
    /// `resources.volumes`.
    pub volumes: Vec<Volume>,
    /// `cmd`.
    pub cmd: Option<Value>,
    /// `args`.
    pub args: Option<Value>,
    /// `env`.
    pub env: Vec<Env>,
    /// `config`.
    pub config: Vec<ConfigFile>,
    /// `ports`.
    pub ports: Vec<Port>,
    /// `livenessProbe`.
    pub liveness_probe: Option<Value>,
    /// `readinessProbe`.
    pub readiness_probe: Option<Value>,
    /// The whole item.
    pub span: Span,
    /// The node of the item.
    pub node: NodeId,
}

/// An environment variable of a container.
#[derive(Debug)]
pub struct Env {
    /// `name`.
    pub name: Option<Text>,
    /// `value`.
    pub value: Option<Value>,
    /// `fromParam`.
    pub from_param: Option<Text>,
    /// The whole item.
    pub span: Span,
}

/// A file that is put into a container.
#[derive(Debug)]
pub struct ConfigFile {
    /// `path`: absolute, file name included.
    pub path: Option<Text>,
    /// `value`.
    pub value: Option<Value>,
    /// `fromParam`.
    pub from_param: Option<Text>,
    /// The whole item.
    pub span: Span,
}

/// A port of a container.
#[derive(Debug)]
pub struct Port {
    /// `name`.
    pub name: Option<Text>,
    /// `containerPort`.
    pub container_port: Option<Value>,
    /// `protocol`; what an older `type` says is kept here too, in upper case.
    pub protocol: Option<Text>,
    /// Whether the protocol was written under the key `type`, which no engine ever read.
    pub has_type_key: bool,
    /// The whole item.
    pub span: Span,
}

/// A volume that a container mounts.
#[derive(Debug)]
pub struct Volume {
    /// `name`.
    pub name: Option<Text>,
    /// `mountPath`.
    pub mount_path: Option<Text>,
    /// `accessMode`: `RW` or `RO`.
    pub access_mode: Option<Text>,
    /// `sharingPolicy`: `Exclusive` or `Shared`.
    pub sharing_policy: Option<Text>,
    /// `disk`.
    pub disk: Option<Disk>,
    /// The whole item.
    pub span: Span,
}

/// What a volume asks of its storage.
#[derive(Debug)]
pub struct Disk {
    /// `required`: a size.
    pub required: Option<Value>,
    /// `ephemeral`.
    pub ephemeral: Option<bool>,
}

/// A setting of an extended workload type.
#[derive(Debug)]
pub struct WorkloadSetting {
    /// `name`.
    pub name: Option<Text>,
    /// `type`.
    pub kind: Option<Text>,
    /// `value` (older: `default`).
    pub value: Option<Value>,
    /// `fromParam`.
    pub from_param: Option<Text>,
    /// The whole item.
    pub span: Span,
}

/// An `ApplicationConfiguration`.
#[derive(Debug, Default)]
pub struct Application {
    /// `variables`.
    pub variables: Vec<Variable>,
    /// `scopes`.
    pub scopes: Vec<ScopeBinding>,
    /// Whether the key `scopes` is there and not null: on Rudr that alone makes `components` dead.
    pub has_scopes: bool,
    /// `components`.
    pub components: Vec<ComponentUse>,
    /// The `spec` mapping.
    pub spec: Option<NodeId>,
}

impl Application {
    /// The variable of a name; the last one, which is the one that counts.
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().rev().find(|it| it.name.as_ref().map(Text::as_str) == Some(name))
    }
}

/// A constant of an application.
#[derive(Debug)]
pub struct Variable {
    /// `name`.
    pub name: Option<Text>,
    /// `value`.
    pub value: Option<Value>,
    /// The whole item.
    pub span: Span,
}

/// A scope that the application creates.
#[derive(Debug)]
pub struct ScopeBinding {
    /// `name`.
    pub name: Option<Text>,
    /// `type`: `GROUP/VERSION.KIND`.
    pub kind: Option<Text>,
    /// `properties` (older: `parameterValues`).
    pub properties: Properties,
    /// The whole item.
    pub span: Span,
}

/// A component that the application instantiates.
#[derive(Debug)]
pub struct ComponentUse {
    /// `componentName` (older: `name`).
    pub component: Option<Text>,
    /// `instanceName`.
    pub instance: Option<Text>,
    /// `parameterValues`.
    pub parameter_values: Vec<ParameterValue>,
    /// `traits`.
    pub traits: Vec<TraitUse>,
    /// `applicationScopes`.
    pub scopes: Vec<Text>,
    /// The whole item.
    pub span: Span,
    /// The node of the item.
    pub node: NodeId,
}

/// A value for a parameter of the component.
#[derive(Debug)]
pub struct ParameterValue {
    /// `name`.
    pub name: Option<Text>,
    /// `value`.
    pub value: Option<Value>,
    /// `fromParam`, which no engine resolves.
    pub from_param: Option<Text>,
    /// The whole item.
    pub span: Span,
    /// The node of the item.
    pub node: NodeId,
}

/// A trait attached to an instance.
#[derive(Debug)]
pub struct TraitUse {
    /// `name`, as written.
    pub name: Option<Text>,
    /// Its configuration.
    pub properties: Properties,
    /// Keys beside `name` and `properties` that the kind does not know.
    pub stray: Vec<(Key, Value)>,
    /// The whole item.
    pub span: Span,
    /// The node of the item.
    pub node: NodeId,
}

/// The configuration of a trait or scope, as a mapping whatever its spelling.
#[derive(Debug, Default)]
pub struct Properties {
    /// How it was written.
    pub shape: Shape,
    /// Names and values. Keys have today's spelling in [`Key::text`]; the span is that of the name as written.
    pub entries: Vec<(Key, Value)>,
    /// The whole value, if it is there; for a scalar or a null value, the value itself.
    pub value: Option<Value>,
    /// The key that holds it (`properties` or `parameterValues`).
    pub key: Option<Key>,
}

/// The ways in which properties have been written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// No key at all.
    #[default]
    Absent,
    /// `properties:` with nothing after it.
    Null,
    /// `properties: {a: 1}`, the form of today.
    Mapping,
    /// `properties: [{name: a, value: 1}]`.
    Array,
    /// `parameterValues: [{name: a, value: 1}]`.
    ParameterValues,
    /// `parameterValues: {a: 1}`.
    ParameterValuesMapping,
    /// `properties: text`, which a trait may ask for.
    Scalar,
}

impl Object {
    /// Stands for a document that says it is OAM's and cannot be read.
    pub fn unreadable(span: Span) -> Self {
        let header = Header {
            api_version: None,
            kind: None,
            role: None,
            name: None,
            namespace: None,
            annotations: Vec::new(),
            labels: Vec::new(),
            span,
        };
        Self { header, body: Body::Other, legacy: Vec::new() }
    }

    /// `metadata.name`, or nothing.
    pub fn name(&self) -> Option<&str> {
        self.header.name.as_ref().map(Text::as_str)
    }

    /// The application, if it is one.
    pub fn application(&self) -> Option<&Application> {
        match &self.body {
            Body::Application(it) => Some(it),
            _ => None,
        }
    }

    /// The component, if it is one.
    pub fn component(&self) -> Option<&Component> {
        match &self.body {
            Body::Component(it) => Some(it),
            _ => None,
        }
    }
}

impl Properties {
    /// The value of a property in today's spelling; the last one where it is repeated.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.iter().rev().find(|(key, _)| key.text == name).map(|(_, value)| value)
    }
}
