//! Where the lines of a manifest come from.

use oam_render::manifest::{PrintConfig, print_yaml};
use oam_render::target::Target;
use serde_json::{Value, json};

use crate::builder::rendered;
use crate::goldens::cases;
use crate::leaves::Leaves;

fn application() -> Value {
    json!({"name": "wordpress-app", "instances": [{
        "component": "wordpress", "name": "blog", "undeclared": {"replicas": 3},
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Server", "arch": "i386", "containers": [{
            "name": "test", "image": "wordpress:1",
            "env": [{"name": "key1", "value": "v", "fromParam": "test-key"}],
            "ports": [{"name": "http", "containerPort": 9999}],
            "resources": {"memory": {"required": "128"}}}]},
        "traits": [
            {"name": "service", "properties": {"portMapping": [{"port": 52014, "targetPort": 9999}]}},
            {"name": "rollout", "properties": {"canaryReplicas": 1, "batches": 2}}]}]})
}

/// The lines with a source, and what set them.
fn lines(target: Target) -> Vec<String> {
    let printed = print_yaml(&rendered(target, &application()), &PrintConfig { origins: true });
    printed.text.lines().filter(|it| it.contains(" # ")).map(str::trim_start).map(str::to_owned).collect()
}

fn assert_has(lines: &[String], expected: &[&str]) {
    for it in expected {
        assert!(lines.iter().any(|line| line == it), "`{it}` is not in\n{}", lines.join("\n"));
    }
}

#[test]
fn fields_on_kubernetes_know_what_set_them() {
    assert_has(
        &lines(Target::Kubernetes),
        &[
            // What traits ask for.
            "type: LoadBalancer # application",
            "port: 52014 # trait service",
            "- name: http # trait service",
            "oam.dev/rollout-batches: '2' # trait rollout",
            "replicas: 1 # trait rollout",
            // What is left of a parameter's value.
            "replicas: 2 # parameter replicas",
            "value: v # parameter test-key",
            // What is derived.
            "kind: Deployment # component",
            "kubernetes.io/arch: '386' # component",
            "memory: 128Mi # component",
            "app.kubernetes.io/part-of: wordpress-app # application",
            "name: blog-canary # trait rollout",
        ],
    );
}

#[test]
fn fields_on_rudr_know_what_set_them() {
    let mut application = application();
    application["instances"][0]["traits"] = json!([{"name": "manual-scaler", "properties": {"replicaCount": 2}}, {"name": "auto-scaler", "properties": {"minimum": 1}}]);
    let printed = print_yaml(&rendered(Target::Rudr, &application), &PrintConfig { origins: true });
    let lines: Vec<String> = printed.text.lines().map(str::trim_start).map(str::to_owned).collect();
    assert_has(
        &lines,
        &[
            "replicas: 2 # trait manual-scaler",
            "maxReplicas: 11 # trait auto-scaler",
            "value: v # parameter test-key",
            "memory: 128Mi # component",
            "imagePullPolicy: Always",
        ],
    );
}

#[test]
fn every_field_of_every_golden_has_a_source_or_is_fixed() {
    let mut leaves = Leaves::default();
    for (_, application) in cases() {
        for target in Target::ALL {
            leaves.add(&rendered(target, &application));
        }
    }
    leaves.check("goldens");
}
