//! Totals of whole applications.

use oam_render::target::Target;
use oam_render::totals::totals;
use serde_json::json;

use crate::builder::rendered;

#[test]
fn replicas_multiply_requests() {
    let resources = json!({"cpu": {"required": 0.25}, "memory": {"required": "512Mi"},
        "volumes": [{"name": "data", "mountPath": "/data", "disk": {"required": "10Gi"}}]});
    let spec = json!({"workloadType": "core.oam.dev/v1alpha1.Worker",
        "containers": [{"name": "a", "image": "a:1", "resources": resources}, {"name": "b", "image": "b:1"}]});
    let scaled = |name: &str, property: &str| json!([{"name": name, "properties": {property: 3}}]);
    for traits in [scaled("manual-scaler", "replicaCount"), scaled("auto-scaler", "minimum")] {
        let application = json!({"name": "app", "instances": [{"component": "c", "name": "i", "spec": spec, "traits": traits}]});
        let totals = totals(&rendered(Target::Kubernetes, &application));
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
    let totals = totals(&rendered(Target::Kubernetes, &application));
    assert_eq!((totals.replicas, totals.objects), (3, 3));
    assert_eq!(totals.to_string(), "3 objects · 3 CPU");
}

#[test]
fn what_is_no_quantity_counts_as_nothing() {
    let application = json!({"name": "app", "instances": [{"component": "c", "name": "i",
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Worker",
            "containers": [{"name": "a", "image": "a:1", "resources": {"memory": {"required": "128M"}}}]}}]});
    // The reference controller writes `128MMi`.
    let totals = totals(&rendered(Target::Rudr, &application));
    assert_eq!((totals.cpu_millis, totals.memory_bytes, totals.replicas), (100, 0, 1));
}
