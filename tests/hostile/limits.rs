//! The limits that `docs/limits.md` promises: each is one clear finding or message, and the server answers the next question.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use oam_tests::client::Client;
use serde_json::json;

use crate::repository::{aliases, component, deep};
use crate::session::run;

/// The findings of a document that tests a limit.
async fn findings(text: &str) -> Vec<(String, String)> {
    let mut client = Client::initialized(json!({})).await;
    let uri = "file:///limits/a.yaml";
    let started = Instant::now();
    client.open(uri, text).await;
    let found = client.findings(uri, |it| it["version"] == 1).await;
    assert!(started.elapsed() < Duration::from_secs(60), "it took {:?}", started.elapsed());
    // The server is up, and answers about another document.
    let other = "file:///limits/b.yaml";
    client.open(other, &component("b")).await;
    let hover = client.at("textDocument/hover", other, 1, 8).await.expect("an answer");
    assert!(hover.is_object(), "{hover}");
    assert_eq!(client.leave().await, 0);
    let text = |it: &serde_json::Value| it.as_str().unwrap_or_default().to_owned();
    let list = found["diagnostics"].as_array().expect("a list").iter();
    list.map(|it| (text(&it["code"]), text(&it["message"]))).collect()
}

fn codes(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|it| it.0.as_str()).collect()
}

#[tokio::test]
async fn a_document_that_is_too_long_is_not_checked() {
    let text = component("long") + &format!("# {}\n", "goes on ".repeat(1000)).repeat(2100);
    let found = findings(&text).await;
    assert_eq!(codes(&found), ["file-too-large"]);
    assert_eq!(found[0].1, "the document is not checked: it is longer than 16 MiB; split it");
}

#[tokio::test]
async fn nesting_without_end_is_one_finding() {
    let found = findings(&deep(5000)).await;
    let about: Vec<_> = found.iter().filter(|it| it.1.contains("`value`")).collect();
    assert!(about.len() == 1 && found.len() < 10, "{found:?}");
}

#[tokio::test]
async fn aliases_that_explode_are_one_finding() {
    let found = findings(&aliases(30)).await;
    assert!(found.len() < 10, "{found:?}");
}

#[tokio::test]
async fn a_line_of_a_megabyte_is_a_line() {
    let text =
        component("wide") + &format!("  # {}\n  extra: \"{}\"\n", "x".repeat(1 << 20), "y".repeat(1 << 20));
    let found = findings(&text).await;
    assert!(found.len() < 10 && found.iter().all(|it| it.1.len() < 1000), "{:?}", codes(&found));
}

#[tokio::test]
async fn more_mistakes_than_anybody_reads_are_cut_off_with_a_word() {
    let mut text = component("many");
    for n in 0..3000 {
        let _ = writeln!(text, "unknown{n}: 1");
    }
    // An error is told, wherever it stands.
    text.push_str("---\napiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata: 7\n");
    let found = findings(&text).await;
    assert!(codes(&found).contains(&"wrong-type"), "{:?}", found.last());
    assert_eq!(found.len(), 1001, "{:?}", found.first());
    let cut: Vec<_> = found.iter().filter(|it| it.0 == "too-many-findings").collect();
    assert_eq!(cut.len(), 1);
    println!("{}", cut[0].1);
}

#[test]
fn the_linter_cuts_off_no_finding_silently() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = component("many");
    for n in 0..5000 {
        let _ = writeln!(text, "unknown{n}: 1");
    }
    fs::write(folder.path().join("many.yaml"), text).expect("a file");
    let (_, out, _) = run(folder.path(), &["lint", "--format=concise"]);
    assert!(out.lines().count() >= 5000, "{}", out.lines().count());
}

fn schema(folder: &Path, schema: &str, value: &str) -> String {
    let text = format!(
        "apiVersion: core.oam.dev/v1alpha1\nkind: Trait\nmetadata:\n  name: t\nspec:\n  appliesTo: [\"*\"]\n  properties: |\n    {schema}\n---\n\
         apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: a\nspec:\n  components:\n    \
         - componentName: web\n      instanceName: web\n      traits:\n        - name: t\n          properties: {value}\n---\n{}",
        component("web")
    );
    fs::write(folder.join("a.yaml"), text).expect("a file");
    let started = Instant::now();
    let (code, out, err) = run(folder, &["lint", "--format=concise"]);
    assert!(code.is_some() && started.elapsed() < Duration::from_secs(60), "{:?} {err}", started.elapsed());
    out
}

#[test]
fn schemas_of_strangers_cannot_read_nor_run_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let value = format!("{{path: {}!}}", "a".repeat(5000));
    let out = schema(
        folder.path(),
        r#"{"properties": {"path": {"type": "string", "pattern": "^(a+)+$"}}}"#,
        &value,
    );
    assert!(out.contains("^(a+)+$"), "the pattern is checked, in linear time\n{out}");
    for target in ["file:///etc/passwd", "http://127.0.0.1:9/x", "../other.json"] {
        let out = schema(folder.path(), &format!(r#"{{"$ref": "{target}"}}"#), "{a: 1}");
        let expected =
            format!("the schema refers to `{target}`; only references within the schema (`#/…`) are allowed");
        assert_eq!(out.matches(&expected).count(), 1, "{out}");
    }
    let nested = "{\"not\": ".repeat(110) + "{}" + &"}".repeat(110);
    let out = schema(folder.path(), &nested, "{a: 1}");
    assert_eq!(out.matches("nested more than 100 levels deep").count(), 1, "{out}");
    let pattern = format!(r#"{{"properties": {{"a": {{"pattern": "{}"}}}}}}"#, "(a{1,1000}){1,1000}");
    schema(folder.path(), &pattern, "{a: aaa}");
}
