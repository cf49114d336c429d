//! Workload types beyond the six: functions, and objects of the type itself with the setting `spec` as their spec.

use oam_model::datum::{Data, Datum};
use oam_model::resolved::ResolvedTrait;

use crate::core_workload::TypeName;
use crate::object::{FUNCTION, ObjectType, string_map};
use crate::output::{Output, gap};
use crate::scalar::{as_text, count};
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::traits::declared;
use crate::targets::kubernetes::workloads::with_metadata;

/// The value of a workload setting.
pub(super) fn setting<'a>(ctx: Ctx<'a>, name: &str) -> Option<&'a Datum> {
    let found = ctx.component.settings.iter().find(|it| it.name == name)?;
    found.value.as_ref().or(found.literal.as_ref()).filter(|it| !it.is_null())
}

/// An `OpenFaaS` function.
pub(in crate::targets::kubernetes) fn render_function(ctx: Ctx<'_>, output: &mut Output) {
    let spec = Datum::mapping()
        .with("name", ctx.instance.name.clone())
        .with_some("image", setting(ctx, "image").map(as_text))
        .with_some("handler", setting(ctx, "handler").map(as_text))
        .with_some("environment", setting(ctx, "environment").and_then(environment));
    if spec.get("image").is_none() {
        output.note(gap("a function needs the setting `image`", ctx.type_origin()));
    }
    let mut root = ctx.object(FUNCTION, ctx.instance.name.clone(), ctx.type_origin());
    for it in &ctx.instance.traits {
        match it.name.as_str() {
            Some("manual-scaler") => root = scaled(ctx, root, it),
            Some("empty") => {}
            _ if declared::is_declared(it) => {}
            _ => note_unused(it, output),
        }
    }
    push(ctx, root.with("spec", spec), output);
}

/// An object of any type.
pub(in crate::targets::kubernetes) fn render_object(ctx: Ctx<'_>, of: TypeName<'_>, output: &mut Output) {
    let of = ObjectType { api_version: of.api_version, kind: of.kind };
    let root = ctx.object(of, ctx.instance.name.clone(), ctx.type_origin());
    let is_ignored = |it: &&ResolvedTrait| it.name.as_str() != Some("empty") && !declared::is_declared(it);
    for it in ctx.instance.traits.iter().filter(is_ignored) {
        note_unused(it, output);
    }
    push(ctx, root.with_some("spec", setting(ctx, "spec").cloned()), output);
}

/// Adds the object with what traits say with data.
fn push(ctx: Ctx<'_>, root: Datum, output: &mut Output) {
    let mut main = [ctx.manifest(root)];
    declared::patch(ctx, &mut main);
    let [main] = main;
    output.push(main.clone());
    for it in &ctx.instance.traits {
        declared::add_objects(it, ctx, Some(&main), output);
    }
}

fn note_unused(it: &ResolvedTrait, output: &mut Output) {
    let name = it.name.as_str().unwrap_or_default();
    let message = format!("trait `{name}` is not rendered: it cannot change an object of this workload type");
    output.note(gap(message, Some(&it.origin)));
}

/// The label by which the gateway knows the least number of replicas.
fn scaled(ctx: Ctx<'_>, root: Datum, it: &ResolvedTrait) -> Datum {
    let Some(replicas) = it.properties.get("replicaCount").filter(|it| count(it).is_some()) else {
        return root;
    };
    with_metadata(root, "labels", ctx.labels().with("com.openfaas.scale.min", as_text(replicas)))
}

/// A list of names and values, or a mapping, as a mapping of texts.
fn environment(written: &Datum) -> Option<Datum> {
    let items = written.items();
    if items.is_empty() {
        return match &written.data {
            Data::Mapping(it) => Some(string_map(it)),
            _ => None,
        };
    }
    let entries = items.iter().filter_map(|it| Some((it.get("name")?.as_str()?, it.get("value")?)));
    Some(entries.fold(Datum::mapping(), |map, (name, value)| map.with(name, as_text(value))))
}
