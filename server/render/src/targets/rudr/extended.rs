//! Workload types beyond the six: functions, and any object whose spec stands in a setting.

use oam_model::datum::{Data, Datum};
use oam_model::resolved::{Note, ResolvedSetting};

use crate::core_workload::split_type;
use crate::object::{FUNCTION, ObjectType, object};
use crate::output::refusal;
use crate::rendered::Manifest;
use crate::targets::rudr::ownership::Ctx;
use crate::targets::rudr::workload::{type_name, unknown_type};

/// What a function's spec has besides, always empty.
const EMPTY_FUNCTION_KEYS: [&str; 8] = [
    "replicas",
    "annotations",
    "labels",
    "constraints",
    "secrets",
    "limits",
    "requests",
    "readOnlyRootFilesystem",
];

/// A function needs an image.
pub(super) fn check_function(ctx: Ctx<'_>) -> Result<(), Note> {
    match text_setting(ctx, "image") {
        Some(_) => Ok(()),
        None => Err(refusal("image is required in workload setting and must be string", ctx.type_origin())),
    }
}

/// An `OpenFaaS` function; its containers are ignored, and it has no labels.
pub(super) fn function(ctx: Ctx<'_>) -> Manifest {
    let spec = Datum::mapping()
        .with("name", ctx.instance.name.clone())
        .with_some("image", text_setting(ctx, "image").cloned())
        .with("handler", text_setting(ctx, "handler").cloned().unwrap_or_else(null))
        .with("environment", environment(ctx).unwrap_or_else(null));
    let spec = EMPTY_FUNCTION_KEYS.iter().fold(spec, |it, key| it.with(key, null()));
    let root = object(FUNCTION, bare_metadata(ctx), ctx.type_origin());
    ctx.manifest(root.with("spec", spec))
}

/// An object of the workload type itself. Quirk: without labels, and only the literal value of the setting counts.
pub(super) fn object_of_type(ctx: Ctx<'_>) -> Result<Manifest, Note> {
    let name = type_name(ctx);
    let parts = split_type(name).map_err(|reason| refusal(unknown_type(name, reason), ctx.type_origin()))?;
    let of = ObjectType { api_version: parts.api_version, kind: parts.kind };
    let root = object(of, bare_metadata(ctx), ctx.type_origin());
    Ok(ctx.manifest(root.with("spec", spec_setting(ctx)?.clone())))
}

/// The setting that becomes the spec of an object of any type.
pub(super) fn spec_setting(ctx: Ctx<'_>) -> Result<&Datum, Note> {
    let missing = || {
        let reason = "unknown workload type must have spec in workloadSettings";
        refusal(unknown_type(type_name(ctx), reason), ctx.type_origin())
    };
    setting(ctx, "spec").and_then(|it| it.literal.as_ref()).ok_or_else(missing)
}

/// The guess at a plural by which objects of other types are created; `gatewaies` is one.
pub(super) fn plural(kind: &str) -> String {
    let name = kind.to_lowercase();
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "c", "ch", "sh"].iter().any(|it| name.ends_with(it)) => format!("{name}es"),
        None => format!("{name}s"),
    }
}

fn bare_metadata(ctx: Ctx<'_>) -> Datum {
    Datum::mapping().with("name", ctx.instance.name.clone()).with("ownerReferences", ctx.owner_references())
}

fn setting<'a>(ctx: Ctx<'a>, name: &str) -> Option<&'a ResolvedSetting> {
    ctx.component.settings.iter().find(|it| it.name == name)
}

fn text_setting<'a>(ctx: Ctx<'a>, name: &str) -> Option<&'a Datum> {
    setting(ctx, name)?.value.as_ref().filter(|it| it.as_str().is_some())
}

/// Quirk: only items that take their value from a parameter are used, and only texts.
fn environment(ctx: Ctx<'_>) -> Option<Datum> {
    let items = setting(ctx, "environment")?.value.as_ref()?.items();
    let from_parameters = items.iter().filter(|it| it.get("fromParam").is_some());
    let entries = from_parameters.filter_map(|it| {
        let value = it.get("value").filter(|it| it.as_str().is_some())?;
        Some((it.get("name")?.as_str()?, value.clone()))
    });
    Some(entries.fold(Datum::mapping(), |map, (name, value)| map.with(name, value)))
}

fn null() -> Datum {
    Datum::new(Data::Null)
}
