//! Builds resolved applications from compact JSON, so that a test shows only what it is about.
//!
//! ```json
//! {"name": "shop", "instances": [{"component": "web", "name": "web-1", "spec": {…}, "traits": […], "undeclared": {…}}]}
//! ```
//!
//! `spec` is a component's spec with its `annotations` and `labels` beside it; without one the component is missing.

use oam_model::datum::{Data, Datum, Origin, Via};
use oam_model::resolved::{
    ResolvedApp, ResolvedComponent, ResolvedConfigFile, ResolvedContainer, ResolvedDisk, ResolvedEnv,
    ResolvedInstance, ResolvedPort, ResolvedScope, ResolvedSetting, ResolvedTrait, ResolvedVolume,
};
use oam_model::workspace::{DocumentId, FileId};
use oam_render::manifest::{PrintConfig, print_yaml};
use oam_render::rendered::Rendered;
use oam_render::target::Target;
use oam_render::{RenderConfig, render};
use oam_syntax::{Offset, Span};
use serde_json::Value;

/// The application that some JSON describes.
pub(crate) fn app(value: &Value) -> ResolvedApp {
    let here = Via::Application;
    ResolvedApp {
        name: datum(&value["name"], &here),
        namespace: optional(&value["namespace"], &here),
        annotations: pairs(&value["annotations"], &here),
        labels: pairs(&value["labels"], &here),
        instances: list(&value["instances"], instance),
        scopes: list(&value["scopes"], scope),
        has_scopes: value.get("scopes").is_some(),
        notes: Vec::new(),
        origin: origin(&here),
    }
}

/// Renders and prints for a target.
pub(crate) fn printed(target: Target, value: &Value) -> String {
    print_yaml(&rendered(target, value), &PrintConfig { origins: false }).text
}

/// Renders for a target.
pub(crate) fn rendered(target: Target, value: &Value) -> Rendered {
    render(&app(value), &RenderConfig { target, namespace: None })
}

/// The messages of all notes.
pub(crate) fn notes(rendered: &Rendered) -> Vec<String> {
    rendered.notes.iter().map(|it| it.message.clone()).collect()
}

/// A place; the tests tell places apart by `via`.
pub(crate) fn origin(via: &Via) -> Origin {
    let document = DocumentId { file: FileId(1), index: 0 };
    Origin::new(document, Span::new(Offset::new(0), Offset::new(1)), via.clone())
}

/// JSON as data that came from a place.
pub(crate) fn datum(value: &Value, via: &Via) -> Datum {
    let data = match value {
        Value::Null => Data::Null,
        Value::Bool(it) => Data::Bool(*it),
        Value::Number(it) => {
            it.as_i64().map_or_else(|| Data::Float(it.as_f64().unwrap_or_default()), Data::Int)
        }
        Value::String(it) => Data::String(it.clone()),
        Value::Array(it) => Data::Sequence(it.iter().map(|it| datum(it, via)).collect()),
        Value::Object(it) => {
            Data::Mapping(it.iter().map(|(key, it)| (key.clone(), datum(it, via))).collect())
        }
    };
    Datum::from_origin(data, origin(via))
}

fn optional(value: &Value, via: &Via) -> Option<Datum> {
    (!value.is_null()).then(|| datum(value, via))
}

fn pairs(value: &Value, via: &Via) -> Vec<(String, Datum)> {
    let entries = value.as_object().into_iter().flatten();
    entries.map(|(key, it)| (key.clone(), datum(it, via))).collect()
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().into_iter().flatten().map(read).collect()
}

fn instance(value: &Value) -> ResolvedInstance {
    let here = Via::Application;
    let undeclared = value["undeclared"].as_object().into_iter().flatten();
    ResolvedInstance {
        component_name: datum(&value["component"], &here),
        name: datum(&value["name"], &here),
        component: value.get("spec").map(component),
        traits: list(&value["traits"], bound_trait),
        scopes: list(&value["applicationScopes"], |it| datum(it, &here)),
        undeclared: undeclared
            .map(|(key, it)| (key.clone(), datum(it, &Via::ParameterValue(key.clone()))))
            .collect(),
        notes: Vec::new(),
        origin: origin(&here),
    }
}

fn bound_trait(value: &Value) -> ResolvedTrait {
    let via = Via::Trait(value["name"].as_str().unwrap_or_default().to_owned());
    ResolvedTrait {
        name: datum(&value["name"], &Via::Application),
        entry: None,
        properties: optional(&value["properties"], &via).unwrap_or_else(Datum::mapping),
        is_legacy_shape: value["legacy"].as_bool().unwrap_or_default(),
        origin: origin(&Via::Application),
    }
}

fn scope(value: &Value) -> ResolvedScope {
    let name = value["name"].as_str().unwrap_or_default();
    ResolvedScope {
        name: datum(&value["name"], &Via::Application),
        kind: datum(&value["type"], &Via::Application),
        entry: None,
        properties: datum(&value["properties"], &Via::Scope(name.to_owned())),
        origin: origin(&Via::Application),
    }
}

fn component(value: &Value) -> ResolvedComponent {
    let here = Via::Component;
    let settings = value["workloadSettings"].as_object().into_iter().flatten();
    ResolvedComponent {
        workload_type: optional(&value["workloadType"], &here),
        workload: None,
        annotations: pairs(&value["annotations"], &here),
        labels: pairs(&value["labels"], &here),
        os_type: optional(&value["osType"], &here),
        arch: optional(&value["arch"], &here),
        containers: list(&value["containers"], container),
        settings: settings
            .map(|(name, it)| ResolvedSetting {
                name: name.clone(),
                literal: Some(datum(it, &here)),
                value: Some(datum(it, &here)),
            })
            .collect(),
        origin: origin(&here),
    }
}

fn container(value: &Value) -> ResolvedContainer {
    let here = Via::Component;
    let resources = &value["resources"];
    let amount = |name: &str| optional(&resources[name]["required"], &here);
    ResolvedContainer {
        name: datum(&value["name"], &here),
        image: datum(&value["image"], &here),
        image_pull_secret: optional(&value["imagePullSecret"], &here),
        cpu: amount("cpu"),
        memory: amount("memory"),
        gpu: amount("gpu"),
        volumes: list(&resources["volumes"], volume),
        cmd: optional(&value["cmd"], &here),
        args: optional(&value["args"], &here),
        env: list(&value["env"], |it| ResolvedEnv {
            name: datum(&it["name"], &here),
            value: optional(&it["value"], &source(it)),
        }),
        config: list(&value["config"], |it| ResolvedConfigFile {
            path: datum(&it["path"], &here),
            value: optional(&it["value"], &source(it)),
        }),
        ports: list(&value["ports"], |it| ResolvedPort {
            name: optional(&it["name"], &here),
            container_port: datum(&it["containerPort"], &here),
            protocol: optional(&it["protocol"], &here),
        }),
        liveness_probe: optional(&value["livenessProbe"], &here),
        readiness_probe: optional(&value["readinessProbe"], &here),
        origin: origin(&here),
    }
}

/// `fromParam` beside a value says that the application gave it.
fn source(value: &Value) -> Via {
    value["fromParam"].as_str().map_or(Via::Component, |it| Via::ParameterValue(it.to_owned()))
}

fn volume(value: &Value) -> ResolvedVolume {
    let here = Via::Component;
    let disk = value.get("disk").map(|it| ResolvedDisk {
        required: optional(&it["required"], &here),
        is_ephemeral: it["ephemeral"].as_bool().unwrap_or_default(),
    });
    ResolvedVolume {
        name: datum(&value["name"], &here),
        mount_path: datum(&value["mountPath"], &here),
        is_read_only: value["accessMode"] == "RO",
        is_shared: value["sharingPolicy"] == "Shared",
        disk,
        origin: origin(&here),
    }
}
