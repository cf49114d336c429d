//! What we render for Kubernetes can be read into the types that Rust programs use, and written again, without loss.
//!
//! The types are those of `k8s-openapi`, made from Kubernetes' own descriptions by somebody else. Every field must be one
//! of theirs, and what they write must be what we have written: value for value, but not in our order.

use std::path::{Path, PathBuf};

use k8s_openapi::api::apps::v1::{Deployment, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::batch::v1::Job;
use k8s_openapi::api::core::v1::{ConfigMap, PersistentVolumeClaim, Service};
use k8s_openapi::api::networking::v1::{Ingress, NetworkPolicy};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use walkdir::WalkDir;

/// Kinds that others than Kubernetes define.
const FOREIGN: [&str; 2] = ["Function", "Prometheus"];

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ["server/render/tests/render/goldens", "examples"];
    let entries = folders.iter().flat_map(|it| WalkDir::new(root.join(it)).sort_by_file_name());
    let paths = entries.map(|it| it.expect("an entry").into_path());
    paths
        .filter(|it| {
            let name = it.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".kubernetes.yaml") || name == "rendered.yaml"
        })
        .collect()
}

/// What is lost or changed on the way through a type.
fn losses<T: DeserializeOwned + Serialize>(object: &Value) -> Vec<String> {
    let mut ignored = Vec::new();
    let typed: Result<T, _> = serde_ignored::deserialize(object, |path| ignored.push(path.to_string()));
    match typed {
        Err(error) => ignored.push(error.to_string()),
        Ok(typed) => {
            let written = serde_json::to_value(&typed).expect("JSON");
            if written != *object {
                ignored.push(format!("it becomes {written}, from {object}"));
            }
        }
    }
    ignored
}

#[test]
fn manifests_pass_through_the_types_of_others() {
    let (mut problems, mut n) = (Vec::new(), 0);
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        for document in serde_yaml::Deserializer::from_str(&text) {
            // A file of notes only holds nothing.
            let Some(object) = Option::<Value>::deserialize(document).expect("YAML") else { continue };
            let kind = object["kind"].as_str().expect("a kind");
            let lost = match kind {
                "ConfigMap" => losses::<ConfigMap>(&object),
                "Deployment" => losses::<Deployment>(&object),
                "HorizontalPodAutoscaler" => losses::<HorizontalPodAutoscaler>(&object),
                "Ingress" => losses::<Ingress>(&object),
                "Job" => losses::<Job>(&object),
                "NetworkPolicy" => losses::<NetworkPolicy>(&object),
                "PersistentVolumeClaim" => losses::<PersistentVolumeClaim>(&object),
                "PodDisruptionBudget" => losses::<PodDisruptionBudget>(&object),
                "Service" => losses::<Service>(&object),
                "StatefulSet" => losses::<StatefulSet>(&object),
                other => {
                    assert!(FOREIGN.contains(&other), "{}: unknown kind `{other}`", path.display());
                    continue;
                }
            };
            n += 1;
            problems.extend(lost.iter().map(|it| format!("{}: {kind}: {it}", path.display())));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(n > 40, "only {n} objects");
}
