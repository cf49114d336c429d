//! The main objects of an instance, one file a kind of object.

mod deployment;
pub(super) mod extended;
mod job;
mod stateful_set;

use oam_model::datum::Datum;
use oam_model::resolved::Note;

use crate::core_workload::{CoreWorkload, TypeName, split_type};
use crate::object::{FUNCTION, ObjectType};
use crate::output::gap;
use crate::rendered::Manifest;
use crate::scalar::as_text;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::pod::{self, Template};
use crate::targets::kubernetes::ports::Ports;

/// How a workload type is rendered.
pub(super) enum Workload<'a> {
    /// One of the six.
    Core(CoreWorkload),
    /// An `OpenFaaS` function.
    Function,
    /// An object of that very type.
    Object(TypeName<'a>),
}

impl<'a> Workload<'a> {
    /// The way for an instance's type, or why there is none.
    pub(super) fn of(ctx: Ctx<'a>) -> Result<Self, Note> {
        let instance = ctx.name();
        let Some(name) = ctx.component.workload_type.as_ref().and_then(Datum::as_str) else {
            let message = format!("there is no workload type: instance `{instance}` is not rendered");
            return Err(gap(message, Some(&ctx.component.origin)));
        };
        if let Some(it) = CoreWorkload::from_type(name) {
            return Ok(Self::Core(it));
        }
        let Ok(parts) = split_type(name) else {
            let message = format!("`{name}` is not a workload type: instance `{instance}` is not rendered");
            return Err(gap(message, ctx.type_origin()));
        };
        if parts.api_version == FUNCTION.api_version && parts.kind == FUNCTION.kind {
            return Ok(Self::Function);
        }
        if extended::setting(ctx, "spec").is_some() {
            return Ok(Self::Object(parts));
        }
        let message = format!(
            "nothing is known of workload type `{name}`, and there is no setting `spec`: instance `{instance}` is not \
             rendered"
        );
        Err(gap(message, ctx.type_origin()))
    }
}

/// The main objects of a core workload.
pub(super) fn manifests(
    ctx: Ctx<'_>,
    workload: CoreWorkload,
    ports: &Ports,
    operations: &Operations,
) -> Vec<Manifest> {
    let template = pod::template(ctx, workload, ports, operations);
    let mut manifests = match workload {
        CoreWorkload::Server | CoreWorkload::Worker => deployment::manifests(ctx, &template, operations),
        CoreWorkload::SingletonServer | CoreWorkload::SingletonWorker => {
            vec![stateful_set::manifest(ctx, &template, operations)]
        }
        CoreWorkload::Task | CoreWorkload::SingletonTask => vec![job::manifest(ctx, &template, operations)],
    };
    if let Some(it) = manifests.first_mut() {
        it.notes.extend(template.notes.iter().cloned());
    }
    manifests
}

/// A main object with what the component says about itself.
fn described(ctx: Ctx<'_>, of: ObjectType<'_>, name: Datum, operations: &Operations) -> Datum {
    let root = ctx.object(of, name, ctx.type_origin());
    let own = ctx.component.annotations.iter().find(|(key, _)| key == "description").map(|(_, it)| it);
    let Some(description) = operations.description.as_ref().or(own) else { return root };
    let annotations = Datum::mapping().with("kubernetes.io/description", as_text(description));
    with_metadata(root, "annotations", annotations)
}

/// The object with another field of its metadata.
fn with_metadata(root: Datum, key: &str, value: Datum) -> Datum {
    let metadata = root.get("metadata").cloned().unwrap_or_else(Datum::mapping);
    root.with("metadata", metadata.with(key, value))
}

/// The pods that a controller looks after.
fn selector(ctx: Ctx<'_>, track: Option<&Datum>) -> Datum {
    Datum::mapping().with("matchLabels", ctx.selector().with_some("oam.dev/track", track.cloned()))
}

/// The template as it stands in an object.
fn with_template(spec: Datum, template: &Template, track: Option<&Datum>) -> Datum {
    spec.with("template", template.datum(track))
}
