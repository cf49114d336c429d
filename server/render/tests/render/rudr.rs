//! What the reference controller refuses, in its own words, and what is there by then.

use oam_model::resolved::{Note, NoteSeverity};
use oam_render::rendered::{Manifest, Rendered};
use oam_render::target::Target;
use oam_render::{RenderConfig, render};
use serde_json::{Value, json};

use crate::builder::{app, rendered};

fn container() -> Value {
    json!({"name": "main", "image": "a:1"})
}

fn component(kind: &str, containers: &Value) -> Value {
    json!({"workloadType": format!("core.oam.dev/v1alpha1.{kind}"), "containers": containers})
}

fn application(spec: &Value, traits: &Value) -> Value {
    json!({"name": "app", "instances": [{"component": "c", "name": "i", "spec": spec, "traits": traits}]})
}

fn kinds(rendered: &Rendered) -> Vec<&str> {
    rendered.manifests.iter().map(Manifest::kind).collect()
}

/// The refusal, and the kinds of what was created before it.
fn refusal(application: &Value) -> (String, String) {
    let rendered = rendered(Target::Rudr, application);
    assert!(rendered.refused, "{rendered:?}");
    let last = rendered.notes.last().unwrap();
    assert_eq!(last.severity, NoteSeverity::Refused);
    assert!(last.origin.is_some(), "{}", last.message);
    (last.message.clone(), kinds(&rendered).join(" "))
}

fn assert_refused(application: &Value, message: &str, created: &str) {
    assert_eq!(refusal(application), (message.to_owned(), created.to_owned()));
}

#[test]
fn workload_types_it_does_not_know() {
    let cases = [
        ("Server", "workloadType Server is unknown, missing version and kind"),
        ("core.oam.dev/v1alpha1", "workloadType core.oam.dev/v1alpha1 is unknown, missing kind"),
        (
            "core.oam.dev/v1.Server",
            "workloadType core.oam.dev/v1.Server is unknown, unknown workload type must have spec in workloadSettings",
        ),
        ("openfaas.com/v1alpha2.Function", "image is required in workload setting and must be string"),
    ];
    for (kind, message) in cases {
        let spec = json!({"workloadType": kind, "containers": [container()]});
        assert_refused(&application(&spec, &json!([])), message, "ComponentInstance");
    }
}

#[test]
fn a_component_without_workload_type_takes_a_default_that_does_not_exist() {
    let message = "workloadType core.oam.dev/v1alpha1.Singleton is unknown, unknown workload type must have spec in \
                   workloadSettings";
    let rendered = rendered(Target::Rudr, &application(&json!({"containers": [container()]}), &json!([])));
    assert_eq!(rendered.notes.last().unwrap().message, message);
}

#[test]
fn workers_with_ports() {
    for kind in ["Worker", "SingletonWorker"] {
        let spec = component(
            kind,
            &json!([{"name": "main", "image": "a:1", "ports": [{"name": "a", "containerPort": 80}]}]),
        );
        assert_refused(
            &application(&spec, &json!([])),
            "Worker container named main has a port declared",
            "ComponentInstance",
        );
    }
}

#[test]
fn tasks_with_ports_are_fine() {
    let spec = component(
        "Task",
        &json!([{"name": "main", "image": "a:1", "ports": [{"name": "a", "containerPort": 80}]}]),
    );
    let rendered = rendered(Target::Rudr, &application(&spec, &json!([])));
    assert!(!rendered.refused);
    assert_eq!(kinds(&rendered), ["ComponentInstance", "Job"]);
}

#[test]
fn what_its_decoder_does_not_read() {
    let cases = [
        (json!({"resources": {"cpu": {"required": "0.1"}}}), "invalid type: string \"0.1\", expected f64"),
        (
            json!({"resources": {"memory": {"required": 128}}}),
            "invalid type: integer `128`, expected a string",
        ),
        (
            json!({"ports": [{"name": "a", "containerPort": "80"}]}),
            "invalid type: string \"80\", expected i32",
        ),
        (json!({"ports": [{"containerPort": 80}]}), "missing field `name`"),
        (
            json!({"ports": [{"name": "a", "containerPort": 80, "protocol": "tcp"}]}),
            "unknown variant `tcp`, expected one of `TCP`, `UDP`, `SCTP`",
        ),
        (json!({"livenessProbe": {"httpGet": {"path": "/", "port": 80}}}), "missing field `httpHeaders`"),
        (json!({"env": [{"name": "A", "value": 80}]}), "invalid type: integer `80`, expected a string"),
    ];
    for (part, message) in cases {
        let mut main = container();
        main.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        let spec = component("Server", &json!([main]));
        assert_refused(&application(&spec, &json!([])), &format!("get component c err: {message}"), "");
    }
}

#[test]
fn a_parameters_value_need_not_be_a_string() {
    let env = json!([{"name": "A", "value": {"b": [1, 2.0], "a": null}, "fromParam": "p"}]);
    let spec = component("Worker", &json!([{"name": "main", "image": "a:1", "env": env}]));
    let rendered = rendered(Target::Rudr, &application(&spec, &json!([])));
    let containers = rendered.manifests[1].at(&["spec", "template", "spec", "containers"]).unwrap();
    let value = containers.items()[0].get("env").unwrap().items()[0].get("value").unwrap();
    assert_eq!(value.as_str(), Some(r#"{"a":null,"b":[1,2.0]}"#));
}

#[test]
fn what_makes_it_crash() {
    for path in ["/", ".", "..", "/etc/..", ""] {
        let config = json!([{"path": path, "value": "x"}]);
        let spec = component("Worker", &json!([{"name": "main", "image": "a:1", "config": config}]));
        let (message, created) = refusal(&application(&spec, &json!([])));
        assert_eq!(message, format!("the controller crashes: `{path}` has no file name"));
        assert_eq!(created, "ComponentInstance");
    }
    let volumes = json!({"volumes": [{"name": "v", "mountPath": "/v"}]});
    let spec = component("Worker", &json!([{"name": "main", "image": "a:1", "resources": volumes}]));
    let traits =
        json!([{"name": "volume-mounter", "properties": {"volumeName": "other", "storageClass": "x"}}]);
    assert_refused(
        &application(&spec, &traits),
        "the controller crashes: volume `v` has no `disk`",
        "ComponentInstance",
    );
}

#[test]
fn paths_of_files() {
    let cases = [
        ("/x", "/", "x"),
        ("x", "", "x"),
        ("/etc/app/a.conf", "/etc/app", "a.conf"),
        ("etc//a/", "etc", "a"),
    ];
    for (path, folder, file) in cases {
        let config = json!([{"path": path, "value": "x"}]);
        let spec = component("Worker", &json!([{"name": "main", "image": "a:1", "config": config}]));
        let rendered = rendered(Target::Rudr, &application(&spec, &json!([])));
        assert!(rendered.manifests[1].at(&["data", file]).is_some(), "{path}");
        let containers = rendered.manifests[2].at(&["spec", "template", "spec", "containers"]).unwrap();
        let mount = &containers.items()[0].get("volumeMounts").unwrap().items()[0];
        assert_eq!(mount.get("mountPath").unwrap().as_str(), Some(folder), "{path}");
    }
}

#[test]
fn two_instances_with_one_name() {
    let spec = component("Worker", &json!([container()]));
    let one = json!({"component": "c", "name": "i", "spec": spec});
    assert_refused(
        &json!({"name": "app", "instances": [one, one, one]}),
        "ApiError AlreadyExists (\"deployments.apps \\\"i\\\" already exists\")",
        "ComponentInstance Deployment",
    );
}

#[test]
fn the_first_error_stops_the_document() {
    let spec = component("Worker", &json!([container()]));
    let instance = |name: &str| json!({"component": "c", "name": name, "spec": spec});
    let broken = json!({"component": "c", "name": "b", "spec": spec, "traits": [{"name": "teleporter"}]});
    let application = json!({"name": "app", "instances": [instance("a"), broken, instance("c")]});
    assert_refused(
        &application,
        "unknown trait teleporter",
        "ComponentInstance Deployment ComponentInstance",
    );
}

#[test]
fn what_the_model_has_refused_creates_nothing() {
    let spec = component("Worker", &json!([container()]));
    let mut resolved = app(&application(&spec, &json!([])));
    resolved.instances[0].notes.push(Note {
        severity: NoteSeverity::Refused,
        message: "validation failed: parameter p is required".to_owned(),
        origin: None,
    });
    let rendered = render(&resolved, &RenderConfig { target: Target::Rudr, namespace: None });
    assert!(rendered.refused);
    assert_eq!(kinds(&rendered), [""; 0]);
}

#[test]
fn traits_only_read_mappings() {
    let spec = component("Task", &json!([container()]));
    let cases = [
        (json!({"name": "manual-scaler", "properties": {"replicaCount": 5}}), 5),
        (json!({"name": "manual-scaler", "properties": {"replicaCount": 5}, "legacy": true}), 1),
        (json!({"name": "manual-scaler", "properties": {"replicaCount": "5"}}), 1),
        (json!({"name": "manual-scaler", "properties": {"replicaCount": 2.5}}), 1),
        (json!({"name": "manual-scaler", "properties": "5"}), 1),
    ];
    for (it, expected) in cases {
        let rendered = rendered(Target::Rudr, &application(&spec, &json!([it])));
        assert_eq!(
            rendered.manifests[1].at(&["spec", "parallelism"]).unwrap().as_int(),
            Some(expected),
            "{it}"
        );
    }
}

#[test]
fn a_second_trait_of_one_kind_is_lost() {
    let spec = component(
        "Server",
        &json!([{"name": "main", "image": "a:1", "ports": [{"name": "a", "containerPort": 80}]}]),
    );
    let traits = json!([{"name": "ingress", "properties": {"hostname": "a.b"}}, {"name": "ingress", "properties": {"hostname": "c.d"}}]);
    let rendered = rendered(Target::Rudr, &application(&spec, &traits));
    assert!(!rendered.refused);
    assert_eq!(kinds(&rendered), ["ComponentInstance", "Deployment", "Service", "Ingress"]);
}

#[test]
fn scopes() {
    let scope = |kind: &str, properties: Value| {
        json!({"name": "app", "instances": [{"component": "c", "name": "i"}],
            "scopes": [{"name": "s", "type": format!("core.oam.dev/v1alpha1.{kind}"), "properties": properties}]})
    };
    let cases = [
        ("Other", json!({}), "unknown scope app type core.oam.dev/v1alpha1.Other"),
        ("NetworkScope", json!({}), "network-id is not exist"),
        ("NetworkScope", json!({"network-id": "n"}), "subnet-id is not exist"),
        (
            "NetworkScope",
            json!({"network-id": "n", "subnet-id": "s"}),
            "network scope create not implemented",
        ),
        ("HealthScope", json!({"probe-method": "m"}), "probe-endpoint does not exist in params"),
    ];
    for (kind, properties, message) in cases {
        assert_refused(&scope(kind, properties), message, "");
    }
    // Even an empty list makes the components disappear.
    let rendered = rendered(
        Target::Rudr,
        &json!({"name": "app", "instances": [{"component": "c", "name": "i"}], "scopes": []}),
    );
    assert!(!rendered.refused && rendered.manifests.is_empty());
}
