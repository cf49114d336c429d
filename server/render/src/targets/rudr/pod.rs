//! The pod template of Deployments, `StatefulSets` and Jobs.
//!
//! It does not know the object around the template.

use oam_model::datum::Datum;
use oam_model::resolved::{ResolvedComponent, ResolvedContainer, ResolvedVolume};

use crate::core_workload::CoreWorkload;
use crate::object::string_map;
use crate::targets::rudr::config_map;
use crate::targets::rudr::container::container;
use crate::targets::rudr::ownership::Ctx;

/// A pod template, of the kind and with the label that the workload type asks for.
pub(super) fn template(ctx: Ctx<'_>, workload: CoreWorkload, labels: Datum) -> Datum {
    let component = ctx.component;
    let metadata = Datum::mapping()
        .with("name", ctx.instance.name.clone())
        .with("labels", labels)
        // Quirk: the component's annotations go onto the pods and nowhere else; its labels go nowhere.
        .with("annotations", string_map(&component.annotations))
        .with("ownerReferences", ctx.owner_references());
    let spec = Datum::mapping()
        .with_some("nodeSelector", node_selector(component))
        .with("imagePullSecrets", image_pull_secrets(component))
        .with("restartPolicy", if workload.is_task() { "Never" } else { "Always" })
        .with("containers", component.containers.iter().map(container).collect::<Vec<_>>())
        .with("volumes", component.containers.iter().flat_map(volumes).collect::<Vec<_>>());
    Datum::mapping().with("metadata", metadata).with("spec", spec)
}

fn node_selector(component: &ResolvedComponent) -> Option<Datum> {
    if component.os_type.is_none() && component.arch.is_none() {
        return None;
    }
    // Quirk: `i386` is written as it is, although nodes call themselves `386`.
    let selector = Datum::mapping()
        .with_some("kubernetes.io/os", component.os_type.clone())
        .with_some("kubernetes.io/arch", component.arch.clone());
    Some(selector)
}

/// Quirk: a secret that two containers name is listed twice.
fn image_pull_secrets(component: &ResolvedComponent) -> Vec<Datum> {
    let secrets = component.containers.iter().filter_map(|it| it.image_pull_secret.clone());
    secrets.map(|it| Datum::mapping().with("name", it)).collect()
}

/// Quirk: a volume that two containers name is listed twice.
fn volumes(container: &ResolvedContainer) -> Vec<Datum> {
    let configs = config_map::names(container).into_iter().map(|name| {
        let source = Datum::mapping().with("name", name.clone());
        Datum::mapping().with("name", name).with("configMap", source)
    });
    configs.chain(container.volumes.iter().map(volume)).collect()
}

fn volume(volume: &ResolvedVolume) -> Datum {
    let named = Datum::mapping().with("name", volume.name.clone());
    match &volume.disk {
        Some(disk) if disk.is_ephemeral => {
            named.with("emptyDir", Datum::mapping().with_some("sizeLimit", disk.required.clone()))
        }
        // Quirk: without `disk` it is a claim too, and nobody creates the claim but a volume-mounter.
        _ => {
            let claim = Datum::mapping()
                .with("claimName", volume.name.clone())
                .with("readOnly", Datum::new(volume.is_read_only).with_origin(Some(volume.origin.clone())));
            named.with("persistentVolumeClaim", claim)
        }
    }
}
