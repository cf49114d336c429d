//! A container of the pod template.
//!
//! It does not create the objects that the container mounts.

use oam_model::datum::{Data, Datum};
use oam_model::resolved::{ResolvedContainer, ResolvedEnv, ResolvedPort};

use crate::targets::rudr::config_map;
use crate::targets::rudr::json_text::json_text;
use crate::targets::rudr::probe::probe;

/// The container as Rudr writes it.
pub(super) fn container(container: &ResolvedContainer) -> Datum {
    let mounts = volume_mounts(container);
    // Quirk: `args` and `cmd` may be left out, `env` and `ports` are always there, and the image is always pulled.
    Datum::mapping()
        .with("name", container.name.clone())
        .with("image", container.image.clone())
        .with("imagePullPolicy", "Always")
        .with_some("command", container.cmd.clone().filter(|it| !it.is_null()))
        .with_some("args", container.args.clone().filter(|it| !it.is_null()))
        .with("env", container.env.iter().map(env).collect::<Vec<_>>())
        .with("ports", container.ports.iter().map(port).collect::<Vec<_>>())
        .with("resources", Datum::mapping().with("requests", requests(container)))
        .with_some("volumeMounts", (!mounts.is_empty()).then_some(mounts))
        .with_some("livenessProbe", container.liveness_probe.as_ref().map(probe))
        .with_some("readinessProbe", container.readiness_probe.as_ref().map(probe))
        .with_origin(Some(container.origin.clone()))
}

fn env(env: &ResolvedEnv) -> Datum {
    let value = env.value.as_ref().map(json_text);
    Datum::mapping().with("name", env.name.clone()).with_some("value", value)
}

fn port(port: &ResolvedPort) -> Datum {
    Datum::mapping()
        .with_some("name", port.name.clone())
        .with("containerPort", port.container_port.clone())
        .with("protocol", protocol(port))
}

/// The protocol of a port, which is TCP where nothing is said.
pub(super) fn protocol(port: &ResolvedPort) -> Datum {
    port.protocol.clone().unwrap_or_else(|| "TCP".into())
}

/// Quirk: requests only, never limits; memory is always taken as mebibytes; graphics processors are left out.
fn requests(container: &ResolvedContainer) -> Datum {
    let cpu = container.cpu.as_ref().map_or_else(|| "0.1".into(), number_text);
    let memory = match &container.memory {
        Some(it) => {
            Datum::new(format!("{}Mi", it.as_str().unwrap_or_default())).with_origin(it.origin.clone())
        }
        None => "128Mi".into(),
    };
    Datum::mapping().with("cpu", cpu).with("memory", memory)
}

/// The shortest decimal, `1` for `1.0`.
fn number_text(datum: &Datum) -> Datum {
    let text = match datum.data {
        Data::Int(it) => it.to_string(),
        Data::Float(it) => it.to_string(),
        _ => String::new(),
    };
    Datum::new(text).with_origin(datum.origin.clone())
}

fn volume_mounts(container: &ResolvedContainer) -> Vec<Datum> {
    let volumes = container.volumes.iter().map(|it| {
        Datum::mapping()
            .with("name", it.name.clone())
            .with("mountPath", it.mount_path.clone())
            .with("readOnly", Datum::new(it.is_read_only).with_origin(Some(it.origin.clone())))
    });
    config_map::mounts(container).into_iter().chain(volumes).collect()
}
