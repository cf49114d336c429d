//! Settings from the project and from the editor.

use std::fs;

use oam_tests::client::Client;
use serde_json::json;

use crate::{application, codes, folder, uri};

async fn platform(client: &mut Client) -> String {
    loop {
        let command = json!({ "command": "oam.status", "arguments": [] });
        let status = client.request("workspace/executeCommand", command).await.unwrap();
        if status["indexing"] == false {
            return status["platform"].as_str().unwrap_or("none").to_owned();
        }
    }
}

#[tokio::test]
async fn the_projects_settings_count_and_the_editors_stand_above_them() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    fs::write(root.join(".oam-ls.yaml"), "platform: rudr\nrules:\n  unknown-component: off\n").unwrap();
    let app = uri(&root.join("app.yaml"));
    let mut params = folder(&root);
    let mut client = Client::initialized(params.clone()).await;
    assert_eq!(platform(&mut client).await, "rudr");
    client.open(&app, &application("ghost")).await;
    let findings = client.findings(&app, |it| it["version"] == 1).await;
    assert!(!codes(&findings).contains(&"unknown-component"));
    assert_eq!(client.leave().await, 0);

    params["initializationOptions"] = json!({ "platform": "edas", "rules": { "unknown-component": "hint" } });
    let mut client = Client::initialized(params).await;
    assert_eq!(platform(&mut client).await, "edas");
    client.open(&app, &application("ghost")).await;
    let findings = client.findings(&app, |it| codes(it).contains(&"unknown-component")).await;
    assert_eq!(findings["diagnostics"][0]["severity"], 4);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn settings_may_change_at_any_time() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let app = uri(&root.join("app.yaml"));
    let mut client = Client::initialized(folder(&root)).await;
    client.open(&app, &application("ghost")).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    let settings = json!({ "oam": { "rules": { "unknown-component": "off" } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
    client.findings(&app, |it| codes(it).is_empty()).await;
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "oam": {} } })).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    // The project's own file, changed on the disk.
    let config = root.join(".oam-ls.yaml");
    fs::write(&config, "rules: { unknown-component: off }\n").unwrap();
    client
        .notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&config), "type": 1 }] }))
        .await;
    client.findings(&app, |it| codes(it).is_empty()).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_client_that_answers_questions_about_its_settings_is_asked() {
    let workspace = tempfile::tempdir().unwrap();
    let mut params = folder(&workspace.path().canonicalize().unwrap());
    params["capabilities"] = json!({ "workspace": { "configuration": true } });
    let mut client = Client::start();
    client.configuration = json!({ "platform": "rudr" });
    client.request("initialize", params).await.unwrap();
    client.notify("initialized", json!({})).await;
    while platform(&mut client).await != "rudr" {}
    client.configuration = json!({ "platform": "edas" });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null })).await;
    while platform(&mut client).await != "edas" {}
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn wrong_settings_are_said_and_shown_where_they_are_open() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let config = root.join(".oam-ls.yaml");
    fs::write(&config, "platform: rudr\nrulez: {}\n").unwrap();
    let mut client = Client::initialized(folder(&root)).await;
    let message = client.notification("window/showMessage").await;
    assert!(
        message["message"].as_str().unwrap().contains(".oam-ls.yaml:2:1: unknown setting `rulez`"),
        "{message}"
    );
    assert_eq!(platform(&mut client).await, "rudr");
    client.open(&uri(&config), "platform: moon\n").await;
    let findings = client.findings(&uri(&config), |it| it["version"] == 1).await;
    assert_eq!(codes(&findings), ["settings"]);
    assert_eq!(findings["diagnostics"][0]["range"]["start"], json!({ "line": 0, "character": 10 }));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn what_another_yaml_server_says_too_can_be_left_to_it() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let app = uri(&root.join("app.yaml"));
    let text =
        application("ghost").replace("metadata:\n", "metadata:\n  name: twice\n  x: \"\\u{7}\"\n  y: @\n");
    let text = text.replace("\\u{7}", "\u{7}");
    let mut client = Client::initialized(folder(&root)).await;
    client.open(&app, &text).await;
    let all = client.findings(&app, |it| codes(it).contains(&"unknown-component")).await;
    let hide = json!({ "oam": { "yaml": { "findings": "hide" } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": hide })).await;
    let rest = client.findings(&app, |it| codes(it).len() < codes(&all).len()).await;
    let is_plain = |it: &&serde_json::Value| {
        let says = |word: &str| it["message"].as_str().is_some_and(|it| it.contains(word));
        it["code"] == "duplicate-key" || says("cannot start with `@`")
    };
    let all = all["diagnostics"].as_array().unwrap();
    assert_eq!(all.iter().filter(is_plain).count(), 2);
    let others: Vec<_> = all.iter().filter(|it| !is_plain(it)).collect();
    assert!(
        others.iter().any(|it| it["code"] == "syntax-error"),
        "other parsers let a control character pass"
    );
    assert_eq!(rest["diagnostics"].as_array().unwrap().iter().collect::<Vec<_>>(), others);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "oam": {} } })).await;
    client.findings(&app, |it| it["diagnostics"].as_array().unwrap().len() == all.len()).await;
    assert_eq!(client.leave().await, 0);
}
