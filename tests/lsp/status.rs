//! `oam.status`: what cannot be known is counted, with the reason and what can be done about it.

use std::fs;

use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::workspace::scanned;
use crate::{application, component, folder, uri};

/// Reasons with their counts.
fn reasons(status: &Value) -> Vec<(&str, u64)> {
    let reasons = status["unknown"]["reasons"].as_array().expect("a list").iter();
    reasons.map(|it| (it["reason"].as_str().unwrap(), it["count"].as_u64().unwrap())).collect()
}

fn with_trait(name: &str) -> String {
    application("web").replace(
        "# oam",
        &format!("      traits:\n        - name: {name}\n          properties:\n            some: 1\n# oam"),
    )
}

#[tokio::test]
async fn what_depends_on_the_platform_is_unknown_until_one_is_set() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().canonicalize().unwrap();
    let app = uri(&root.join("app.yaml"));
    fs::write(root.join("app.yaml"), with_trait("ingress")).unwrap();
    fs::write(root.join("web.yaml"), component("web")).unwrap();
    let mut client = Client::initialized(folder(&root)).await;
    let status = scanned(&mut client).await;
    assert_eq!(reasons(&status), [("no-platform", 1)], "{status}");
    let reason = &status["unknown"]["reasons"][0];
    assert!(reason["remedy"].as_str().unwrap().contains("`.oam-ls.yaml`"));
    let thing = &reason["things"][0];
    assert_eq!(
        (&thing["kind"], &thing["name"], &thing["uri"]),
        (&json!("trait"), &json!("ingress"), &json!(app))
    );
    assert_eq!(thing["range"]["start"], json!({ "line": 9, "character": 16 }));
    let settings = json!({ "settings": { "oam": { "platform": "rudr" } } });
    client.notify("workspace/didChangeConfiguration", settings).await;
    let status = scanned(&mut client).await;
    assert_eq!((&status["platform"], reasons(&status)), (&json!("rudr"), vec![]), "{status}");
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn templates_and_missing_schemas_are_told_apart() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().canonicalize().unwrap();
    let own =
        "apiVersion: core.oam.dev/v1alpha1\nkind: Trait\nmetadata:\n  name: own\nspec:\n  appliesTo: ['*']\n";
    fs::write(root.join("trait.yaml"), own).unwrap();
    fs::write(root.join("app.yaml"), with_trait("own")).unwrap();
    fs::write(root.join("other.yaml"), application("{{ .Values.component }}").replace("shop", "other"))
        .unwrap();
    fs::write(root.join("web.yaml"), component("web-{{ .Values.color }}")).unwrap();
    let mut client = Client::initialized(folder(&root)).await;
    let status = scanned(&mut client).await;
    // `own` takes what nobody says; `{{ … }}` may be anything; `web` is not there, and cannot be `web-…`.
    assert_eq!(reasons(&status), [("template", 1), ("no-schema", 1)], "{status}");
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn mistakes_are_no_unknowns() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().canonicalize().unwrap();
    fs::write(root.join(".oam-ls.yaml"), "platform: rudr\n").unwrap();
    fs::write(
        root.join("app.yaml"),
        with_trait("ingres").replace("componentName: web", "componentName: wbe"),
    )
    .unwrap();
    fs::write(root.join("web.yaml"), component("web")).unwrap();
    let mut client = Client::initialized(folder(&root)).await;
    let status = scanned(&mut client).await;
    assert_eq!(status["unknown"], json!({ "count": 0, "reasons": [] }));
    assert_eq!(client.leave().await, 0);
}
