//! What a document of each kind may look like: all dialects are accepted, mistakes are not.

use serde_json::{Value, json};

use super::yaml;
use crate::{Catalog, validate_kind};

/// The problems of a document, each with its place.
fn problems(text: &str) -> Vec<String> {
    let document = yaml(text);
    let name = document["kind"].as_str().unwrap_or_default();
    let catalog = Catalog::builtin();
    let kind =
        catalog.kind("core.oam.dev", "v1alpha1", name).or_else(|| catalog.legacy_kind("core.hydra.io", name));
    validate_kind(kind.expect("a known kind"), &document).iter().map(ToString::to_string).collect()
}

fn component(spec: &str) -> Vec<String> {
    problems(&format!(
        "{{apiVersion: core.oam.dev/v1alpha1, kind: ComponentSchematic, metadata: {{name: a}}, spec: \
         {{workloadType: core.oam.dev/v1alpha1.Server, {spec}}}}}"
    ))
}

fn container(rest: &str) -> Vec<String> {
    component(&format!("containers: [{{name: main, image: a, {rest}}}]"))
}

fn application(spec: &str) -> Vec<String> {
    problems(&format!(
        "{{apiVersion: core.oam.dev/v1alpha1, kind: ApplicationConfiguration, metadata: {{name: a}}, spec: {{{spec}}}}}"
    ))
}

fn instance(rest: &str) -> Vec<String> {
    application(&format!("components: [{{instanceName: i, {rest}}}]"))
}

const NONE: [&str; 0] = [];

#[test]
fn the_smallest_useful_pair() {
    let component = json!({
        "apiVersion": "core.oam.dev/v1alpha1",
        "kind": "ComponentSchematic",
        "metadata": {"name": "api", "annotations": {"version": "1.2.0", "description": "Order API"}},
        "spec": {
            "workloadType": "core.oam.dev/v1alpha1.Server",
            "parameters": [{"name": "greeting", "type": "string", "default": "hi"}],
            "containers": [{
                "name": "api",
                "image": "registry.example.com/orders@sha256:…",
                "env": [{"name": "GREETING", "fromParam": "greeting"}],
                "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}],
                "resources": {"cpu": {"required": 0.25}, "memory": {"required": "256"}},
            }],
        },
    });
    let application = json!({
        "apiVersion": "core.oam.dev/v1alpha1",
        "kind": "ApplicationConfiguration",
        "metadata": {"name": "shop"},
        "spec": {"components": [{
            "componentName": "api",
            "instanceName": "shop-api",
            "parameterValues": [{"name": "greeting", "value": "hello"}],
            "traits": [{"name": "manual-scaler", "properties": {"replicaCount": 2}}],
        }]},
    });
    let check = |name, value: &Value| {
        validate_kind(Catalog::builtin().kind("core.oam.dev", "v1alpha1", name).expect("known"), value)
    };
    assert_eq!(check("ComponentSchematic", &component), []);
    assert_eq!(check("ApplicationConfiguration", &application), []);
}

#[test]
fn empty_lists_are_accepted_where_controllers_accept_them() {
    for key in ["variables", "scopes", "components"] {
        assert_eq!(application(&format!("{key}: null")), NONE);
    }
    for key in ["parameterValues", "traits", "applicationScopes"] {
        assert_eq!(instance(&format!("componentName: a, {key}: null")), NONE);
    }
    for key in ["config", "cmd", "args", "resources", "livenessProbe"] {
        assert_eq!(container(&format!("{key}: null")), NONE);
    }
    assert_eq!(container("resources: {volumes: null, extended: null}"), NONE);
    for key in ["env", "ports"] {
        assert_eq!(container(&format!("{key}: null")), [format!("`{key}` is empty, but must be a list")]);
    }
    for key in ["parameters", "containers"] {
        assert_eq!(component(&format!("{key}: null")), [format!("`{key}` is empty, but must be a list")]);
    }
    assert_eq!(
        component("workloadSettings: null"),
        ["`workloadSettings` is empty, but must be a list or a mapping"]
    );
}

#[test]
fn the_first_draft() {
    let component = "
        apiVersion: core.hydra.io/v1alpha1
        kind: Component
        metadata: {name: a, version: 1.0.0, description: old}
        spec: {workloadType: core.hydra.io/v1alpha1.Singleton, ostype: linux, containers: []}";
    assert_eq!(problems(component), NONE);
    let application = "
        apiVersion: core.hydra.io/v1alpha1
        kind: OperationalConfiguration
        metadata: {name: a}
        spec:
          parameters: [{name: domain, type: string, default: example.com}]
          components:
            - componentName: a
              instanceName: i
              replicaCount: 2
              parameterValues: [{name: p, fromParam: domain}]
              traits: [{type: core.hydra.io/v1alpha1.Ingress, properties: {hostname: a}}]
              applicationScopes: [{name: n, type: core.hydra.io/v1alpha1.Network}]";
    assert_eq!(problems(application), NONE);
}

#[test]
fn the_first_release_of_the_reference_controller() {
    assert_eq!(component("name: again, workloadSettings: [{name: image, type: string, default: a}]"), NONE);
    assert_eq!(container("ports: [{name: http, containerPort: 80, type: tcp}]"), NONE);
    assert_eq!(container("resources: {cpu: {required: '0.5'}, memory: {required: '128'}}"), NONE);
    assert_eq!(
        instance(
            "name: a, traits: [{name: autoscaler, parameterValues: [{name: cpu, value: 5, fromParam: v}]}]"
        ),
        NONE
    );
    assert_eq!(application("scopes: [{name: n, type: t, parameterValues: [{name: a, value: 1}]}]"), NONE);
}

#[test]
fn later_dialects() {
    assert_eq!(application("scopes: [{name: n, type: t, properties: {a: 1}}]"), NONE);
    assert_eq!(application("scopes: [{name: n, type: t, properties: [{name: a, value: 1}]}]"), NONE);
    assert_eq!(
        component("workloadSettings: {a: '[fromParam(p)]'}, expose: secret, consume: [{name: b, as: env}]"),
        NONE
    );
    assert_eq!(component("expose: [{name: a, global: true}]"), NONE);
    assert_eq!(
        container("resources: {cpu: {required: 100m}, memory: {required: 128Mi}, gpu: {required: '1'}}"),
        NONE
    );
    assert_eq!(container("startupProbe: {tcpSocket: {port: 80}}, ports: [{name: http, port: 80}]"), NONE);
    assert_eq!(
        instance(
            "componentName: a, refName: r, parameterValues: [{name: p, from: {component: b, fieldPath: c}}]"
        ),
        NONE
    );
    assert_eq!(
        instance("componentName: a, traits: [{name: DeletionPolicy, properties: Retain, refName: r}]"),
        NONE
    );
    assert_eq!(
        instance("componentName: a, traits: [{name: rollout, properties: [{name: a, value: '1'}]}]"),
        NONE
    );
}

#[test]
fn definitions_in_all_their_forms() {
    let definition = |kind: &str, spec: &str| {
        problems(&format!(
            "{{apiVersion: core.oam.dev/v1alpha1, kind: {kind}, metadata: {{name: a}}, spec: {{{spec}}}}}"
        ))
    };
    assert_eq!(definition("Trait", "appliesTo: ['*'], properties: '{}'"), NONE);
    assert_eq!(definition("Trait", "appliesTo: '*', properties: [{name: a, type: int, required: Y}]"), NONE);
    assert_eq!(
        definition("Trait", "properties: {type: object, properties: '{'}, names: {kind: Rollout}"),
        NONE
    );
    assert_eq!(definition("Trait", "appliesTo: []"), ["`appliesTo` must have at least 1 item"]);
    assert_eq!(
        definition(
            "WorkloadType",
            "group: a.b, names: {kind: Function}, settings: [{name: a, type: string}]"
        ),
        NONE
    );
    assert_eq!(definition("WorkloadType", "group: a.b, version: v1, names: {kind: F}, settings: '{}'"), NONE);
    assert_eq!(definition("WorkloadType", "group: a.b"), ["`names` is missing"]);
    assert_eq!(
        definition(
            "ApplicationScope",
            "type: a.b/v1.C, allowComponentOverlap: Y, parameters: [{name: n, type: number}]"
        ),
        NONE
    );
    assert_eq!(
        definition("ApplicationScope", "type: a.b/v1.C, allowComponentOverlap: maybe"),
        ["`allowComponentOverlap` is `maybe`, but must be `true` or `false`"]
    );
    let instance = "{apiVersion: core.oam.dev/v1alpha1, kind: ComponentInstance, metadata: {name: a-b}, \
                    spec: {traits: []}, status: healthy}";
    assert_eq!(problems(instance), NONE);
    assert_eq!(
        definition("HealthScope", "probeMethod: kube-get, probeEndpoint: .status, probeTimeout: null"),
        NONE
    );
}

#[test]
fn a_component_is_named_by_one_key_or_the_other() {
    assert_eq!(instance("parameterValues: []"), ["`componentName` is missing"]);
    assert_eq!(instance("name: a"), NONE);
    assert_eq!(instance("componentName: a, name: b"), NONE);
    assert_eq!(instance("componentName: a, traits: [{properties: {}}]"), ["`name` is missing"]);
}

#[test]
fn mistakes_in_components() {
    assert_eq!(
        problems("{apiVersion: core.oam.dev/v1alpha1, kind: ComponentSchematic, metadata: {}, spec: {}}"),
        ["`name` is missing", "`workloadType` is missing"]
    );
    assert_eq!(
        component("containers: [{name: main, image: {name: a, digest: b}}]"),
        ["`image` is a mapping, but must be a string"]
    );
    assert_eq!(container("cmd: run"), ["`cmd` is a string, but must be a list"]);
    assert_eq!(container("env: [{name: A, value: 80}]"), ["`value` is a whole number, but must be a string"]);
    assert_eq!(
        container("resources: {memory: {required: 256}}"),
        ["`required` is a whole number, but must be a string"]
    );
    assert_eq!(
        component("parameters: [{name: a, type: int}]"),
        ["`type` is `int`, but must be one of `array`, `boolean`, `null`, `number`, `object`, `string`"]
    );
    assert_eq!(component("contianers: []")[0].split(';').next(), Some("unknown key `contianers`"));
    assert_eq!(
        container("livenessProbe: {httpGet: {path: /, port: '80'}, periodSeconds: 0}"),
        ["`port` is a string, but must be a whole number", "`periodSeconds` is 0, but must be at least 1"]
    );
}

#[test]
fn mistakes_in_applications() {
    assert_eq!(
        instance("componentName: a, traits: [{name: t, parameterValues: {a: 1}}]"),
        ["`parameterValues` is a mapping, but must be a list"]
    );
    assert_eq!(application("variables: [{name: a}]"), ["`value` is missing"]);
    assert_eq!(application("components: {}"), ["`components` is a mapping, but must be a list"]);
    assert_eq!(
        problems(
            "{apiVersion: core.oam.dev/v1alpha1, kind: Trait, metadata: {name: a, annotations: {version: 1.0}}, spec: {}}"
        ),
        ["`version` is a number, but must be a string"]
    );
}
