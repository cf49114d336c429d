//! `ComponentSchematic` of v1alpha1, all dialects.

use oam_syntax::{Node, NodeKind};

use super::fields::{Fields, Lowerer};
use crate::object::{
    Component, ConfigFile, Container, Disk, Env, LegacyForm, Parameter, Port, Volume, WorkloadSetting,
};
use crate::value::{Text, Value};

/// Workload types of the first draft and what they are called now (specification change of 2019-09-30).
const RENAMED_WORKLOADS: [(&str, &str); 5] = [
    ("Replicated", "Server"),
    ("ReplicatedService", "Server"),
    ("Service", "Server"),
    ("SingletonService", "SingletonServer"),
    ("ReplicatedTask", "Task"),
];

/// Workload types of the first draft that kept their names.
const KEPT_WORKLOADS: [&str; 4] = ["Task", "SingletonTask", "Worker", "SingletonWorker"];

pub(super) fn component(lowerer: &mut Lowerer, spec: Option<Fields<'_>>) -> Component {
    let Some(spec) = spec else { return Component::default() };
    if let Some(entry) = spec.entry("name") {
        lowerer.legacy_key(LegacyForm::SpecName, entry, "metadata.name");
    }
    let settings = spec.get("workloadSettings").map(Node::resolved);
    Component {
        workload_type: spec.text("workloadType").map(|it| workload_type(lowerer, it)),
        os_type: os_type(lowerer, spec),
        arch: spec.text("arch"),
        parameters: lowerer.mappings(spec.get("parameters")).into_iter().map(parameter).collect(),
        containers: {
            let items = lowerer.mappings(spec.get("containers"));
            items.into_iter().map(|it| container(lowerer, it)).collect()
        },
        settings: {
            let items = lowerer.mappings(settings.filter(|it| it.kind() == NodeKind::Sequence));
            items.into_iter().map(|it| setting(lowerer, it)).collect()
        },
        settings_mapping: settings.filter(|it| it.kind() == NodeKind::Mapping).map(Value::read),
        spec: Some(spec.node().id()),
    }
}

fn workload_type(lowerer: &mut Lowerer, mut written: Text) -> Text {
    let Some(kind) = written.value.strip_prefix("core.hydra.io/").and_then(|it| it.split_once('.')) else {
        return written;
    };
    let today = RENAMED_WORKLOADS
        .iter()
        .find_map(|(old, new)| (*old == kind.1).then_some(*new))
        .or_else(|| KEPT_WORKLOADS.into_iter().find(|it| *it == kind.1));
    if let Some(today) = today {
        let today = format!("core.oam.dev/v1alpha1.{today}");
        lowerer.legacy(LegacyForm::WorkloadType, written.span, written.node, &written.value, &today);
        written.value = today;
    }
    written
}

fn os_type(lowerer: &mut Lowerer, spec: Fields<'_>) -> Option<Text> {
    let mut found = spec.text("osType");
    for key in ["ostype", "os"] {
        let Some(entry) = spec.entry(key) else { continue };
        lowerer.legacy_key(LegacyForm::OsType, entry, "osType");
        found = found.or_else(|| Text::read(entry.value));
    }
    found
}

fn parameter(fields: Fields<'_>) -> Parameter {
    Parameter {
        name: fields.text("name"),
        kind: fields.text("type"),
        description: fields.text("description"),
        required: fields.bool("required"),
        default: fields.value("default"),
        span: fields.span(),
        node: fields.node().id(),
    }
}

fn container(lowerer: &mut Lowerer, fields: Fields<'_>) -> Container {
    let resources = fields.get("resources").map(Fields::of);
    let required =
        |key: &str| resources.and_then(|it| it.get(key)).map(Fields::of).and_then(|it| it.value("required"));
    Container {
        name: fields.text("name"),
        image: fields.text("image"),
        image_pull_secret: fields.text("imagePullSecret"),
        cpu: required("cpu"),
        memory: required("memory"),
        gpu: required("gpu"),
        volumes: lowerer
            .mappings(resources.and_then(|it| it.get("volumes")))
            .into_iter()
            .map(volume)
            .collect(),
        cmd: fields.value("cmd"),
        args: fields.value("args"),
        env: lowerer.mappings(fields.get("env")).into_iter().map(env).collect(),
        config: lowerer.mappings(fields.get("config")).into_iter().map(config_file).collect(),
        ports: {
            let items = lowerer.mappings(fields.get("ports"));
            items.into_iter().map(|it| port(lowerer, it)).collect()
        },
        liveness_probe: fields.value("livenessProbe"),
        readiness_probe: fields.value("readinessProbe"),
        span: fields.span(),
        node: fields.node().id(),
    }
}

fn env(fields: Fields<'_>) -> Env {
    Env {
        name: fields.text("name"),
        value: fields.value("value"),
        from_param: fields.text("fromParam"),
        span: fields.span(),
    }
}

fn config_file(fields: Fields<'_>) -> ConfigFile {
    ConfigFile {
        path: fields.text("path"),
        value: fields.value("value"),
        from_param: fields.text("fromParam"),
        span: fields.span(),
    }
}

fn port(lowerer: &mut Lowerer, fields: Fields<'_>) -> Port {
    let mut protocol = fields.text("protocol");
    let mut has_type_key = false;
    if let Some(entry) = fields.entry("type") {
        // Examples of 2019 said `type: tcp`.
        lowerer.legacy_key(LegacyForm::PortType, entry, "protocol");
        has_type_key = protocol.is_none();
        protocol = protocol
            .or_else(|| Text::read(entry.value).map(|it| Text { value: it.value.to_uppercase(), ..it }));
    }
    let mut container_port = fields.value("containerPort");
    if container_port.is_none() {
        for key in ["port", "value"] {
            let Some(entry) = fields.entry(key) else { continue };
            lowerer.legacy_key(LegacyForm::PortNumber, entry, "containerPort");
            container_port = container_port.or_else(|| Some(Value::read(entry.value)));
        }
    }
    Port { name: fields.text("name"), container_port, protocol, has_type_key, span: fields.span() }
}

fn volume(fields: Fields<'_>) -> Volume {
    let disk =
        fields.get("disk").map(Node::resolved).filter(|it| it.kind() == NodeKind::Mapping).map(Fields::of);
    Volume {
        name: fields.text("name"),
        mount_path: fields.text("mountPath"),
        access_mode: fields.text("accessMode"),
        sharing_policy: fields.text("sharingPolicy"),
        disk: disk.map(|it| Disk { required: it.value("required"), ephemeral: it.bool("ephemeral") }),
        span: fields.span(),
    }
}

fn setting(lowerer: &mut Lowerer, fields: Fields<'_>) -> WorkloadSetting {
    let mut value = fields.value("value");
    if let Some(entry) = fields.entry("default") {
        lowerer.legacy_key(LegacyForm::SettingDefault, entry, "value");
        value = value.or_else(|| fields.value("default"));
    }
    WorkloadSetting {
        name: fields.text("name"),
        kind: fields.text("type"),
        value,
        from_param: fields.text("fromParam"),
        span: fields.span(),
    }
}
