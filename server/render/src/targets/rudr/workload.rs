//! The objects of a workload: `ConfigMaps`, then the main object, then its Service.
//!
//! Traits come before and after it; they are not known here.

use oam_model::datum::Datum;
use oam_model::resolved::Note;

use crate::core_workload::{CoreWorkload, split_type};
use crate::object::{DEPLOYMENT, FUNCTION, JOB, STATEFUL_SET, object};
use crate::output::{Output, info, refusal};
use crate::rendered::Manifest;
use crate::targets::rudr::ownership::Ctx;
use crate::targets::rudr::{config_map, extended, pod, service};

/// How the controller treats a workload type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Workload {
    /// One of the six.
    Core(CoreWorkload),
    /// The function type that is built in.
    Function,
    /// Anything else: an object of that type with the setting `spec` as its spec.
    Other,
}

impl Workload {
    /// The treatment of an instance's type, or why there is none.
    pub(super) fn of(ctx: Ctx<'_>) -> Result<Self, Note> {
        let name = type_name(ctx);
        if let Some(it) = CoreWorkload::from_type(name) {
            return Ok(Self::Core(it));
        }
        let parts =
            split_type(name).map_err(|reason| refusal(unknown_type(name, reason), ctx.type_origin()))?;
        if parts.api_version == FUNCTION.api_version && parts.kind == FUNCTION.kind {
            return extended::check_function(ctx).map(|()| Self::Function);
        }
        extended::spec_setting(ctx).map(|_| Self::Other)
    }
}

/// Quirk: the default is a type that has ceased to exist, so leaving it out always fails.
pub(super) fn type_name(ctx: Ctx<'_>) -> &str {
    let written = ctx.component.workload_type.as_ref().and_then(Datum::as_str);
    written.unwrap_or("core.oam.dev/v1alpha1.Singleton")
}

/// The words for a type that cannot be treated.
pub(super) fn unknown_type(name: &str, reason: &str) -> String {
    format!("workloadType {name} is unknown, {reason}")
}

/// Creates the objects; answers the position of the main one.
pub(super) fn create(ctx: Ctx<'_>, workload: Workload, output: &mut Output) -> Result<usize, Note> {
    match workload {
        Workload::Core(it) => create_core(ctx, it, output),
        Workload::Function => create_one(extended::function(ctx), output),
        Workload::Other => create_one(extended::object_of_type(ctx)?, output),
    }
}

fn create_core(ctx: Ctx<'_>, workload: CoreWorkload, output: &mut Output) -> Result<usize, Note> {
    for it in config_map::manifests(ctx, config_map_type(workload))? {
        create_one(it, output)?;
    }
    let position = create_one(main_object(ctx, workload), output)?;
    if workload.has_endpoint() {
        match service::manifest(ctx, label(workload)) {
            Some(it) => {
                create_one(it, output)?;
            }
            // Quirk: no port, no Service, and only a line in the controller's log.
            None => output.note_about(
                position,
                info("no container has a port: there is no Service", Some(&ctx.component.origin)),
            ),
        }
    }
    Ok(position)
}

/// Creates an object; what is there already stops the controller.
fn create_one(manifest: Manifest, output: &mut Output) -> Result<usize, Note> {
    if output.has(&manifest) {
        let (plural, name) = (plural_with_group(&manifest), manifest.name().to_owned());
        let message = format!("ApiError AlreadyExists (\"{plural} \\\"{name}\\\" already exists\")");
        return Err(refusal(message, manifest.root.origin.as_ref()));
    }
    output.push(manifest);
    Ok(output.manifests.len() - 1)
}

fn plural_with_group(manifest: &Manifest) -> String {
    let plural = extended::plural(manifest.kind());
    match manifest.api_version().split_once('/') {
        Some((group, _)) => format!("{plural}.{group}"),
        None => plural,
    }
}

/// The value of the label `oam.dev/workload-type`. Quirk: a Server calls itself `Service`.
fn label(workload: CoreWorkload) -> &'static str {
    match workload {
        CoreWorkload::Server => "Service",
        it => it.kind(),
    }
}

/// The same label on `ConfigMaps`. Quirk: a `SingletonServer`'s are spelled in a third way.
fn config_map_type(workload: CoreWorkload) -> &'static str {
    match workload {
        CoreWorkload::SingletonServer => "singleton-service",
        it => label(it),
    }
}

fn main_object(ctx: Ctx<'_>, workload: CoreWorkload) -> Manifest {
    let labels = ctx.labels(label(workload));
    let of = match workload {
        CoreWorkload::Server | CoreWorkload::Worker => DEPLOYMENT,
        CoreWorkload::SingletonServer | CoreWorkload::SingletonWorker => STATEFUL_SET,
        CoreWorkload::Task | CoreWorkload::SingletonTask => JOB,
    };
    let root = object(of, ctx.metadata(ctx.instance.name.clone(), labels.clone()), ctx.type_origin());
    let template = pod::template(ctx, workload, labels.clone());
    // Quirk: all three labels select, the misnamed type included; replicas are left to Kubernetes.
    let selector = Datum::mapping().with("matchLabels", labels);
    let spec = match workload {
        CoreWorkload::Server | CoreWorkload::Worker => Datum::mapping().with("selector", selector),
        // Quirk: a StatefulSet without the name of a Service.
        CoreWorkload::SingletonServer | CoreWorkload::SingletonWorker => {
            Datum::mapping().with("selector", selector).with("serviceName", "")
        }
        CoreWorkload::Task => Datum::mapping().with("backoffLimit", 4_i64).with("parallelism", 1_i64),
        CoreWorkload::SingletonTask => Datum::mapping().with("backoffLimit", 4_i64),
    };
    ctx.manifest(root.with("spec", spec.with("template", template)))
}
