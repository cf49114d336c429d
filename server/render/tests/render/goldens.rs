//! Whole applications on both targets, compared with recorded manifests.

use std::fs;
use std::path::{Path, PathBuf};

use oam_render::target::Target;
use serde_json::Value;

use crate::builder::printed;

/// Every recorded case: its name and its application.
pub(crate) fn cases() -> Vec<(String, Value)> {
    let files = fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path());
    let inputs = files.filter(|it| it.extension().is_some_and(|it| it == "json"));
    let mut cases: Vec<(String, Value)> = inputs
        .map(|it| {
            let name = it.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, serde_json::from_str(&fs::read_to_string(&it).unwrap()).unwrap())
        })
        .collect();
    cases.sort_by(|(a, _), (b, _)| a.cmp(b));
    cases
}

#[test]
fn applications_on_rudr() {
    compare(Target::Rudr);
}

#[test]
fn applications_on_kubernetes() {
    compare(Target::Kubernetes);
}

fn compare(target: Target) {
    let mut different = Vec::new();
    for (name, application) in cases() {
        let path = folder().join(format!("{name}.{target}.yaml"));
        let actual = printed(target, &application);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &actual).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if actual != expected {
            different.push(format!("{name}: {}", first_difference(&expected, &actual)));
        }
    }
    assert!(different.is_empty(), "{}\nUPDATE_EXPECT=1 records the new ones", different.join("\n"));
}

fn first_difference(expected: &str, actual: &str) -> String {
    let mut lines = expected.lines().zip(actual.lines()).enumerate();
    match lines.find(|(_, (expected, actual))| expected != actual) {
        Some((line, (expected, actual))) => format!("line {}: `{expected}` became `{actual}`", line + 1),
        None => format!("{} lines became {}", expected.lines().count(), actual.lines().count()),
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/render/goldens")
}
