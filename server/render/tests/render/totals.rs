//! Totals of whole applications.

use oam_render::target::Target;
use oam_render::totals::totals;
use oam_render::usage::usage;
use serde_json::json;

use crate::builder::{app, rendered};

#[test]
fn replicas_multiply_requests() {
    let resources = json!({"cpu": {"required": 0.25}, "memory": {"required": "512Mi"},
        "volumes": [{"name": "data", "mountPath": "/data", "disk": {"required": "10Gi"}}]});
    let spec = json!({"workloadType": "core.oam.dev/v1alpha1.Worker",
        "containers": [{"name": "a", "image": "a:1", "resources": resources}, {"name": "b", "image": "b:1"}]});
    let scaled = |name: &str, property: &str| json!([{"name": name, "properties": {property: 3}}]);
    for traits in [scaled("manual-scaler", "replicaCount"), scaled("auto-scaler", "minimum")] {
        let application = json!({"name": "app", "instances": [{"component": "c", "name": "i", "spec": spec, "traits": traits}]});
        let totals = totals(&app(&application), &rendered(Target::Kubernetes, &application));
        assert_eq!((totals.cpu_millis, totals.memory_bytes >> 20, totals.replicas), (750, 1536, 3));
        assert_eq!(totals.storage_bytes, 10 << 30);
    }
}

#[test]
fn a_canary_counts_within_the_total() {
    let application = json!({"name": "app", "instances": [{"component": "c", "name": "i", "undeclared": {"replicas": 3},
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Server",
            "containers": [{"name": "a", "image": "a:1", "ports": [{"containerPort": 80}], "resources": {"cpu": {"required": 1}}}]},
        "traits": [{"name": "rollout", "properties": {"canaryReplicas": 1}}]}]});
    let totals = totals(&app(&application), &rendered(Target::Kubernetes, &application));
    assert_eq!((totals.replicas, totals.objects), (3, 3));
    assert_eq!(totals.to_string(), "3 objects · 3 CPU");
}

#[test]
fn what_is_no_quantity_counts_as_nothing() {
    let application = json!({"name": "app", "instances": [{"component": "c", "name": "i",
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Worker",
            "containers": [{"name": "a", "image": "a:1", "resources": {"memory": {"required": "128M"}}}]}}]});
    // The reference controller writes `128MMi`.
    let totals = totals(&app(&application), &rendered(Target::Rudr, &application));
    assert_eq!((totals.cpu_millis, totals.memory_bytes, totals.replicas), (100, 0, 1));
}

#[test]
fn an_autoscaler_gives_a_least_and_a_most() {
    let resources = json!({"cpu": {"required": 0.25}, "memory": {"required": "512Mi"},
        "volumes": [{"name": "data", "mountPath": "/data", "disk": {"required": "10Gi"}}]});
    let spec = json!({"workloadType": "core.oam.dev/v1alpha1.Worker",
        "containers": [{"name": "a", "image": "a:1", "resources": resources}]});
    let application = json!({"name": "app", "instances": [
        {"component": "c", "name": "scaled", "spec": spec,
            "traits": [{"name": "auto-scaler", "properties": {"minimum": 2, "maximum": 6}}]},
        {"component": "c", "name": "fixed", "spec": spec},
        {"component": "gone", "name": "gone"}]});
    let sums = usage(&app(&application), &rendered(Target::Kubernetes, &application));
    let words: Vec<_> = sums.instances.iter().map(|(name, it)| (name.as_str(), it.words())).collect();
    let row = |it: [&str; 4]| it.map(str::to_owned);
    assert_eq!(
        words,
        [
            ("scaled", row(["2–6", "0.5–1.5", "1Gi–3Gi", "10Gi"])),
            ("fixed", row(["1", "0.25", "512Mi", "10Gi"])),
            ("gone", row(["-", "-", "-", "-"])),
        ]
    );
    assert_eq!(sums.total.words(), row(["3–7", "0.75–1.8", "1.5Gi–3.5Gi", "20Gi"]));
}
