//! What is rendered for a cluster of today is what its API server takes: the published schemas, and its rules about values.
//!
//! Whether our check says what a real server says is compared by `cargo xtask e2e --kubernetes`, with the same cases.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use oam_model::datum::Datum;
use oam_render::check::rejections;
use oam_render::rendered::Manifest;
use oam_render::target::Target;
use serde_json::Value;

use crate::builder::rendered;
use crate::goldens::cases;

#[test]
fn every_golden_for_kubernetes_is_accepted() {
    let mut objects = 0;
    for (name, application) in cases() {
        let rendered = rendered(Target::Kubernetes, &application);
        objects += rendered.manifests.len();
        let refused: Vec<_> = rejections(&rendered.manifests)
            .iter()
            .map(|it| format!("{name}: {}: {}", it.field(), it.reason))
            .collect();
        assert!(refused.is_empty(), "{}", refused.join("\n"));
    }
    assert!(objects > 30, "only {objects} objects were checked");
}

/// The reference controller checks less than the API server it writes to.
#[test]
fn what_rudr_creates_is_refused_where_recorded() {
    let mut told = String::new();
    for (name, application) in cases() {
        let rendered = rendered(Target::Rudr, &application);
        for it in rejections(&rendered.manifests) {
            let manifest = &rendered.manifests[it.manifest];
            let (kind, field, reason) = (manifest.kind(), it.field(), it.reason);
            writeln!(told, "{name}: {kind} {}: {field}: {reason}", manifest.name()).unwrap();
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/render/goldens/refused.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &told).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), told);
}

#[test]
fn verdicts_are_those_of_a_real_server() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/kubernetes/verdicts.json");
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() > 400, "only {} cases", cases.len());
    for case in cases {
        let mut object = file["templates"][case["of"].as_str().unwrap()].clone();
        for (pointer, value) in case["set"].as_object().into_iter().flatten() {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let parent = object.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            match value {
                Value::Null => drop(parent.shift_remove(&key.replace("~1", "/"))),
                _ => drop(parent.insert(key.replace("~1", "/"), value.clone())),
            }
        }
        let manifest = Manifest { root: Datum::from_json(&object), instance: None, notes: Vec::new() };
        let refused = rejections(&[manifest]);
        let verdict = if refused.is_empty() { "accepted" } else { "refused" };
        assert_eq!(case["verdict"], verdict, "{}: {refused:?}", case["case"]);
    }
}
