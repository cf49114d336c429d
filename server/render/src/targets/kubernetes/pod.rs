//! The pod template of an instance.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedComponent};

use crate::core_workload::CoreWorkload;
use crate::scalar::{as_text, text};
use crate::targets::kubernetes::config;
use crate::targets::kubernetes::container::container;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::ports::Ports;
use crate::targets::kubernetes::volumes;

/// The template and what could not be written into it.
pub(super) struct Template {
    pub(super) metadata: Datum,
    pub(super) spec: Datum,
    pub(super) notes: Vec<Note>,
}

impl Template {
    /// The template as data, with a label more, if there is one.
    pub(super) fn datum(&self, track: Option<&Datum>) -> Datum {
        let labels = self.metadata.get("labels").cloned().unwrap_or_else(Datum::mapping);
        let labels = labels.with_some("oam.dev/track", track.cloned());
        Datum::mapping()
            .with("metadata", self.metadata.clone().with("labels", labels))
            .with("spec", self.spec.clone())
    }
}

/// The pod template of an instance.
pub(super) fn template(
    ctx: Ctx<'_>,
    workload: CoreWorkload,
    ports: &Ports,
    operations: &Operations,
) -> Template {
    let mut notes = Vec::new();
    let component = ctx.component;
    let containers = component.containers.iter().enumerate();
    let containers: Vec<Datum> =
        containers.map(|it| container(ctx, it, ports, operations, &mut notes)).collect();
    let volumes = pod_volumes(ctx);
    let secrets = image_pull_secrets(component);
    // A task that fails leaves its pod and its log; the Job starts another. That is `Never`, not `OnFailure`, which
    // would restart in place and throw the log away at the end.
    let restart_policy = workload.is_task().then_some("Never");
    let spec = Datum::mapping()
        .with_some("nodeSelector", node_selector(component))
        .with_some("imagePullSecrets", (!secrets.is_empty()).then_some(secrets))
        .with_some("restartPolicy", restart_policy)
        .with("containers", containers)
        .with_some("volumes", (!volumes.is_empty()).then_some(volumes));
    let metadata =
        Datum::mapping().with("labels", ctx.pod_labels()).with_some("annotations", annotations(component));
    Template { metadata, spec, notes }
}

/// Annotations of a component are for its pods, where tools like service meshes look for them; except for what describes
/// the component itself, which would restart the pods at every change of words.
fn annotations(component: &ResolvedComponent) -> Option<Datum> {
    let for_pods = component.annotations.iter().filter(|(key, _)| key != "version" && key != "description");
    let annotations = for_pods.fold(Datum::mapping(), |it, (key, value)| it.with(key, as_text(value)));
    (annotations != Datum::mapping()).then_some(annotations)
}

fn node_selector(component: &ResolvedComponent) -> Option<Datum> {
    // `i386` is what OAM calls it, `386` what nodes are labelled with.
    let arch = component.arch.as_ref().map(|it| match it.as_str() {
        Some("i386") => Datum::new("386").with_origin(it.origin.clone()),
        _ => it.clone(),
    });
    let selector = Datum::mapping()
        .with_some("kubernetes.io/os", component.os_type.clone())
        .with_some("kubernetes.io/arch", arch);
    (selector != Datum::mapping()).then_some(selector)
}

fn image_pull_secrets(component: &ResolvedComponent) -> Vec<Datum> {
    let mut secrets: Vec<Datum> = Vec::new();
    for it in component.containers.iter().filter_map(|it| it.image_pull_secret.as_ref()) {
        let is_new = !secrets.iter().any(|known| known.get("name").map(text) == Some(text(it)));
        if is_new {
            secrets.push(Datum::mapping().with("name", it.clone()));
        }
    }
    secrets
}

fn pod_volumes(ctx: Ctx<'_>) -> Vec<Datum> {
    let with_files = ctx.component.containers.iter().filter(|it| !it.config.is_empty());
    let files = with_files.map(|it| {
        let source = Datum::mapping().with("name", config::config_map_name(ctx, it));
        Datum::mapping().with("name", config::volume_name(ctx, it)).with("configMap", source)
    });
    let volumes = volumes::distinct(ctx.component).into_iter().map(|it| volumes::pod_volume(ctx, it));
    files.chain(volumes).collect()
}
