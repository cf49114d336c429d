//! Traits whose rendering is data: a patch of the workload, and objects beside it.
//!
//! What expressions may read is decided here; how they are evaluated, in [`crate::declared`].

use std::borrow::Cow;

use oam_model::datum::{Data, Datum};
use oam_model::resolved::{ResolvedPort, ResolvedTrait};
use serde_json::Value as Json;

use crate::declared::{Evaluation, Scope};
use crate::output::Output;
use crate::rendered::Manifest;
use crate::targets::kubernetes::context::Ctx;

/// Whether a trait says with data what it becomes. A definition that does so wins over what is built in.
pub(in crate::targets::kubernetes) fn is_declared(it: &ResolvedTrait) -> bool {
    it.entry.as_ref().is_some_and(|it| it.render.is_some())
}

/// Merges the patches of all traits into the main objects of an instance, trait by trait.
pub(in crate::targets::kubernetes) fn patch(ctx: Ctx<'_>, manifests: &mut [Manifest]) {
    for it in &ctx.instance.traits {
        let Some(patch) = it.entry.as_ref().and_then(|it| it.render.as_ref()?.patch.as_ref()) else {
            continue;
        };
        let mut evaluation = evaluation(it);
        let scope = scope(it, ctx);
        for manifest in manifests.iter_mut() {
            evaluation.patch(&mut manifest.root, "workload", patch, &scope);
        }
        if let Some(first) = manifests.first_mut() {
            first.notes.append(&mut evaluation.notes);
        }
    }
}

/// Adds the objects that a trait brings; with no name of their own they have that of the instance.
pub(in crate::targets::kubernetes) fn add_objects(
    it: &ResolvedTrait,
    ctx: Ctx<'_>,
    workload: Option<&Manifest>,
    output: &mut Output,
) {
    let Some(part) = it.entry.as_ref().and_then(|it| it.render.as_ref()) else { return };
    if part.objects.is_empty() {
        return;
    }
    let mut evaluation = evaluation(it);
    let mut names = vec![];
    names.extend(workload.map(|it| ("workload", Cow::Borrowed(&it.root))));
    let scope = scope(it, ctx);
    let objects = evaluation.objects(&part.objects, &scope.with(names));
    output.note_all(&evaluation.notes);
    for object in objects {
        super::push_unless_there(ctx.manifest(completed(&object, ctx)), output);
    }
}

fn evaluation(it: &ResolvedTrait) -> Evaluation<'_> {
    Evaluation::new(it.name.as_str().unwrap_or_default(), super::of_trait(it))
}

/// The object with name, namespace and labels of the instance where it says none, as all objects of the instance have them.
fn completed(object: &Datum, ctx: Ctx<'_>) -> Datum {
    let usual = ctx.metadata(ctx.instance.name.clone());
    let own = object.get("metadata").cloned().unwrap_or_else(Datum::mapping);
    let mut metadata = Datum::mapping().with_origin(own.origin.clone());
    for key in ["name", "namespace"] {
        let written = own.get(key).filter(|it| !it.is_null());
        metadata = metadata.with_some(key, written.or(usual.get(key)).cloned());
    }
    let mut labels = usual.get("labels").cloned().unwrap_or_else(Datum::mapping);
    for (key, value) in own.get("labels").map(entries).unwrap_or_default() {
        labels.set(key, value.clone());
    }
    metadata.set("labels", labels);
    for (key, value) in
        entries(&own).iter().filter(|(key, _)| !matches!(key.as_str(), "name" | "namespace" | "labels"))
    {
        metadata.set(key, value.clone());
    }
    // The metadata stands behind the type, wherever it was written.
    let origin = object.origin.clone();
    let mut whole = Datum::mapping().with_origin(origin);
    for key in ["apiVersion", "kind"] {
        whole = whole.with_some(key, object.get(key).cloned());
    }
    whole.set("metadata", metadata);
    for (key, value) in
        entries(object).iter().filter(|(key, _)| !matches!(key.as_str(), "apiVersion" | "kind" | "metadata"))
    {
        whole.set(key, value.clone());
    }
    whole
}

fn entries(datum: &Datum) -> &[(String, Datum)] {
    match &datum.data {
        Data::Mapping(it) => it,
        _ => &[],
    }
}

/// What expressions know, except for the workload.
fn scope(it: &ResolvedTrait, ctx: Ctx<'_>) -> Scope<'static> {
    let schema = it.entry.as_ref().map(|it| it.properties.json());
    let properties =
        schema.map_or_else(|| it.properties.clone(), |schema| given(it.properties.clone(), schema));
    let application = Datum::mapping().with("name", ctx.app.name.clone());
    let namespace = ctx.metadata(Datum::new("")).get("namespace").cloned();
    Scope::new(vec![
        ("properties", Cow::Owned(properties)),
        ("instance", Cow::Owned(Datum::mapping().with("name", ctx.instance.name.clone()))),
        ("application", Cow::Owned(application.with_some("namespace", namespace))),
        ("component", Cow::Owned(component(ctx))),
    ])
}

fn component(ctx: Ctx<'_>) -> Datum {
    let port = |it: &ResolvedPort| {
        Datum::mapping()
            .with_some("name", it.name.clone())
            .with("containerPort", it.container_port.clone())
            .with("protocol", it.protocol.clone().unwrap_or_else(|| "TCP".into()))
    };
    let containers = &ctx.component.containers;
    let list = containers.iter().map(|it| {
        Datum::mapping()
            .with("name", it.name.clone())
            .with("image", it.image.clone())
            .with("ports", it.ports.iter().map(port).collect::<Vec<_>>())
    });
    Datum::mapping()
        .with("name", ctx.instance.component_name.clone())
        .with_some("workloadType", ctx.component.workload_type.clone())
        .with("containers", list.collect::<Vec<_>>())
        .with("ports", containers.iter().flat_map(|it| &it.ports).map(port).collect::<Vec<_>>())
}

/// The values as the trait's schema wants them: defaults where nothing is written, numbers where a variable gave their text.
fn given(mut value: Datum, schema: &Json) -> Datum {
    if let Some(text) = value.as_str().map(str::trim) {
        let typed = match schema.get("type").and_then(Json::as_str) {
            Some("integer" | "number") => text.parse::<i64>().map(Data::Int).ok(),
            Some("boolean") => text.parse::<bool>().map(Data::Bool).ok(),
            _ => None,
        };
        value.data = typed.unwrap_or(value.data);
        return value;
    }
    if let Data::Sequence(items) = value.data {
        let below = schema.get("items").unwrap_or(&Json::Null);
        value.data = Data::Sequence(items.into_iter().map(|it| given(it, below)).collect());
        return value;
    }
    if !matches!(value.data, Data::Mapping(_)) {
        return value;
    }
    for (key, below) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
        match (value.get(key).filter(|it| !it.is_null()), below.get("default")) {
            (Some(present), _) => {
                let present = given(present.clone(), below);
                value.set(key, present);
            }
            (None, Some(default)) if !default.is_null() => value.set(key, data(default)),
            _ => {}
        }
    }
    value
}

fn data(value: &Json) -> Datum {
    Datum::new(match value {
        Json::Null => Data::Null,
        Json::Bool(it) => Data::Bool(*it),
        Json::Number(it) => {
            it.as_i64().map_or_else(|| Data::Float(it.as_f64().unwrap_or_default()), Data::Int)
        }
        Json::String(it) => Data::String(it.clone()),
        Json::Array(it) => Data::Sequence(it.iter().map(data).collect()),
        Json::Object(it) => Data::Mapping(it.iter().map(|(key, it)| (key.clone(), data(it))).collect()),
    })
}
