//! An application with everything it names put in its place: what the renderer works on.
//!
//! Owned data with origins, free of trees and of the workspace. Legacy spellings are gone, parameters and variables are
//! applied as the chosen engine applies them; what could not be resolved is a [`Note`].

use std::sync::Arc;

use oam_catalog::{ScopeEntry, TraitEntry, WorkloadEntry};

use crate::datum::{Datum, Origin};

/// An `ApplicationConfiguration` ready to be rendered.
#[derive(Clone, Debug)]
pub struct ResolvedApp {
    /// `metadata.name`; empty where it is missing (there is a note then).
    pub name: Datum,
    /// `metadata.namespace`.
    pub namespace: Option<Datum>,
    /// `metadata.annotations`.
    pub annotations: Vec<(String, Datum)>,
    /// `metadata.labels`.
    pub labels: Vec<(String, Datum)>,
    /// Instances in listed order.
    pub instances: Vec<ResolvedInstance>,
    /// Scopes that the application creates, in listed order.
    pub scopes: Vec<ResolvedScope>,
    /// Whether `spec.scopes` is present at all, even empty.
    pub has_scopes: bool,
    /// What could not be resolved, in document order.
    pub notes: Vec<Note>,
    /// The application's own place.
    pub origin: Origin,
}

/// One component instance.
#[derive(Clone, Debug)]
pub struct ResolvedInstance {
    /// `componentName`.
    pub component_name: Datum,
    /// `instanceName`; the component's name where it is missing (there is a note then).
    pub name: Datum,
    /// The component; `None` where it is not in the workspace (there is a note then).
    pub component: Option<ResolvedComponent>,
    /// Traits in listed order.
    pub traits: Vec<ResolvedTrait>,
    /// Names under `applicationScopes`.
    pub scopes: Vec<Datum>,
    /// Parameter values that no parameter of the component takes: an engine may know them (EDAS: `replicas`).
    pub undeclared: Vec<(String, Datum)>,
    /// What could not be resolved in this instance.
    pub notes: Vec<Note>,
    /// The item under `components`.
    pub origin: Origin,
}

/// A component with this instance's values in it.
#[derive(Clone, Debug)]
pub struct ResolvedComponent {
    /// `GROUP/VERSION.KIND` as written, in today's spelling; `None` where it is missing.
    pub workload_type: Option<Datum>,
    /// What the catalogue or the workspace knows of that type.
    pub workload: Option<Arc<WorkloadEntry>>,
    /// `metadata.annotations`.
    pub annotations: Vec<(String, Datum)>,
    /// `metadata.labels`.
    pub labels: Vec<(String, Datum)>,
    /// `osType`.
    pub os_type: Option<Datum>,
    /// `arch`.
    pub arch: Option<Datum>,
    /// Containers in listed order.
    pub containers: Vec<ResolvedContainer>,
    /// `workloadSettings`, list or mapping, values resolved.
    pub settings: Vec<ResolvedSetting>,
    /// The component's own place.
    pub origin: Origin,
}

/// A container.
#[derive(Clone, Debug)]
pub struct ResolvedContainer {
    /// `name`.
    pub name: Datum,
    /// `image`.
    pub image: Datum,
    /// `imagePullSecret`.
    pub image_pull_secret: Option<Datum>,
    /// `resources.cpu.required` as written.
    pub cpu: Option<Datum>,
    /// `resources.memory.required` as written.
    pub memory: Option<Datum>,
    /// `resources.gpu.required` as written.
    pub gpu: Option<Datum>,
    /// `resources.volumes`.
    pub volumes: Vec<ResolvedVolume>,
    /// `cmd`.
    pub cmd: Option<Datum>,
    /// `args`.
    pub args: Option<Datum>,
    /// `env`.
    pub env: Vec<ResolvedEnv>,
    /// `config`.
    pub config: Vec<ResolvedConfigFile>,
    /// `ports`.
    pub ports: Vec<ResolvedPort>,
    /// `livenessProbe` as written.
    pub liveness_probe: Option<Datum>,
    /// `readinessProbe` as written.
    pub readiness_probe: Option<Datum>,
    /// The item under `containers`.
    pub origin: Origin,
}

/// An environment variable.
#[derive(Clone, Debug)]
pub struct ResolvedEnv {
    /// `name`.
    pub name: Datum,
    /// The value, still typed; `None` where nothing gives one.
    pub value: Option<Datum>,
}

/// A file to be put into a container.
#[derive(Clone, Debug)]
pub struct ResolvedConfigFile {
    /// `path`.
    pub path: Datum,
    /// The contents, still typed; `None` where nothing gives them.
    pub value: Option<Datum>,
}

/// A container port.
#[derive(Clone, Debug)]
pub struct ResolvedPort {
    /// `name`.
    pub name: Option<Datum>,
    /// `containerPort`.
    pub container_port: Datum,
    /// `protocol`; `None` means TCP.
    pub protocol: Option<Datum>,
}

/// A volume of a container.
#[derive(Clone, Debug)]
pub struct ResolvedVolume {
    /// `name`.
    pub name: Datum,
    /// `mountPath`.
    pub mount_path: Datum,
    /// Whether `accessMode` is `RO`.
    pub is_read_only: bool,
    /// Whether `sharingPolicy` is `Shared`.
    pub is_shared: bool,
    /// `disk`, if it is there: its size.
    pub disk: Option<ResolvedDisk>,
    /// The item under `volumes`.
    pub origin: Origin,
}

/// What a volume asks of its storage.
#[derive(Clone, Debug)]
pub struct ResolvedDisk {
    /// `required`.
    pub required: Option<Datum>,
    /// `ephemeral`.
    pub is_ephemeral: bool,
}

/// A workload setting.
#[derive(Clone, Debug)]
pub struct ResolvedSetting {
    /// `name`.
    pub name: String,
    /// The literal `value`.
    pub literal: Option<Datum>,
    /// The value with `fromParam` applied.
    pub value: Option<Datum>,
}

/// A trait of an instance.
#[derive(Clone, Debug)]
pub struct ResolvedTrait {
    /// Today's name, as the catalogue has it; the written one where nothing knows it.
    pub name: Datum,
    /// What the workspace or the catalogue knows of it, most specific first.
    pub entry: Option<Arc<TraitEntry>>,
    /// Its properties as a mapping (or the scalar that a trait may ask for).
    pub properties: Datum,
    /// Whether they were written in a form that the reference controller ignores (`parameterValues`, an array).
    pub is_legacy_shape: bool,
    /// The item under `traits`.
    pub origin: Origin,
}

/// A scope that the application creates.
#[derive(Clone, Debug)]
pub struct ResolvedScope {
    /// `name`.
    pub name: Datum,
    /// `type`.
    pub kind: Datum,
    /// What the workspace or the catalogue knows of it.
    pub entry: Option<Arc<ScopeEntry>>,
    /// Its properties as a mapping.
    pub properties: Datum,
    /// The item under `scopes`.
    pub origin: Origin,
}

/// Something a user should know about a preview, at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// How bad it is.
    pub severity: NoteSeverity,
    /// What it says, in the voice of findings.
    pub message: String,
    /// The source it is about.
    pub origin: Option<Origin>,
}

/// How bad a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteSeverity {
    /// Worth knowing: a quirk, a default that was filled in.
    Info,
    /// Something is missing from the output.
    Gap,
    /// The chosen engine would refuse the application.
    Refused,
}
