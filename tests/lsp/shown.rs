//! What the server shows of its own: previews as documents, settings that are wrong, a trace of what it does.

use std::fs;

use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::workspace::scanned;
use crate::{application, component, folder, no_folder, uri};

const URI: &str = "file:///shown/shop.yaml";
const CHANGED: &str = "oam/previewChanged";

fn able() -> Value {
    let mut params = no_folder();
    params["capabilities"] = json!({
        "workspace": { "textDocumentContent": {} },
        "window": { "showDocument": { "support": true } },
    });
    params
}

async fn asked(client: &mut Client, method: &str) -> Value {
    loop {
        if let Some(idx) = client.asked.iter().position(|it| it["method"] == method) {
            return client.asked.remove(idx)["params"].take();
        }
        client.request("workspace/symbol", json!({ "query": "no such name" })).await.unwrap();
    }
}

#[tokio::test]
async fn a_preview_is_a_document_that_follows_its_sources() {
    let mut client = Client::start();
    let answer = client.shake_hands(able()).await;
    let schemes = &answer["capabilities"]["workspace"]["textDocumentContent"]["schemes"];
    assert_eq!(*schemes, json!(["oam-rendered"]));
    let text = format!("{}---\n{}", application("web"), component("web"));
    client.open(URI, &text).await;
    let command = json!({ "command": "oam.showPreview", "arguments": [{ "uri": URI }] });
    let answer = client.request("workspace/executeCommand", command).await.unwrap();
    let shown = asked(&mut client, "window/showDocument").await;
    assert_eq!(shown["uri"], answer["uri"]);
    let content = json!({ "uri": shown["uri"] });
    let before = client.request("workspace/textDocumentContent", content.clone()).await.unwrap();
    assert!(before["text"].as_str().unwrap().contains("example.com/main:1"), "{before}");
    client.replace(URI, 2, &text.replace("main:1", "main:2")).await;
    assert_eq!(asked(&mut client, "workspace/textDocumentContent/refresh").await, content);
    let after = client.request("workspace/textDocumentContent", content).await.unwrap();
    assert!(after["text"].as_str().unwrap().contains("example.com/main:2"), "{after}");
    let wrong = json!({ "uri": "oam-rendered:/nothing" });
    assert_eq!(client.request("workspace/textDocumentContent", wrong).await.unwrap_err()["code"], -32602);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_client_that_cannot_show_a_preview_is_told_what_it_can_do() {
    let mut client = Client::start();
    let answer = client.shake_hands(no_folder()).await;
    assert!(answer["capabilities"]["workspace"].get("textDocumentContent").is_none());
    client.open(URI, &application("web")).await;
    let command = json!({ "command": "oam.showPreview", "arguments": [{ "uri": URI }] });
    let error = client.request("workspace/executeCommand", command).await.unwrap_err();
    assert!(error["message"].as_str().unwrap().contains("`oam.preview`"), "{error}");
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn wrong_settings_come_with_a_way_to_them() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    fs::write(root.join(".oam-ls.yaml"), "platform: rudr\nrulez: {}\n").unwrap();
    let mut params = folder(&root);
    params["capabilities"] = json!({ "window": { "showDocument": { "support": true } } });
    let mut client = Client::start();
    client.choice = json!({ "title": "Open the settings" });
    client.shake_hands(params).await;
    let message = asked(&mut client, "window/showMessageRequest").await;
    assert!(message["message"].as_str().unwrap().contains("`rulez`"), "{message}");
    let shown = asked(&mut client, "window/showDocument").await;
    assert_eq!(shown["uri"], uri(&root.join(".oam-ls.yaml")));
    assert_eq!(shown["selection"]["start"], json!({ "line": 1, "character": 0 }));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn the_trace_says_what_was_done_as_long_as_it_is_wanted() {
    let mut params = no_folder();
    params["trace"] = json!("verbose");
    let mut client = Client::initialized(params).await;
    client.request("workspace/symbol", json!({ "query": "x" })).await.unwrap();
    let trace = client.notification("$/logTrace").await;
    assert!(trace["message"].as_str().unwrap().starts_with("workspace/symbol: answered after "), "{trace}");
    assert_eq!(trace["verbose"], "[]");
    client.notify("$/setTrace", json!({ "value": "messages" })).await;
    client.request("workspace/symbol", json!({ "query": "y" })).await.unwrap();
    let trace = client.notification("$/logTrace").await;
    assert!(trace.get("verbose").is_none(), "{trace}");
    client.notify("$/setTrace", json!({ "value": "off" })).await;
    scanned(&mut client).await;
    assert_eq!(client.unread("$/logTrace"), 0);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_client_that_asks_for_it_hears_which_previews_have_changed() {
    const COMPONENT: &str = "file:///shown/web.yaml";
    let mut params = no_folder();
    params["initializationOptions"] = json!({ "previewChanged": true });
    let mut client = Client::initialized(params).await;
    client.open(URI, &application("web")).await;
    client.open(COMPONENT, &component("web")).await;
    client.open("file:///shown/other.yaml", &component("other")).await;
    // What opening them has announced is read first.
    while client.notification(CHANGED).await["documents"]
        .as_array()
        .unwrap()
        .iter()
        .all(|it| it["uri"] != "file:///shown/other.yaml")
    {}
    client.replace(COMPONENT, 2, &component("web").replace("main:1", "main:2")).await;
    let changed = client.notification(CHANGED).await;
    assert_eq!(
        changed,
        json!({ "version": 1, "documents": [{ "uri": URI, "version": 1 }, { "uri": COMPONENT, "version": 2 }] })
    );
    let command = json!({ "command": "oam.preview", "arguments": [{ "uri": URI }] });
    let answer = client.request("workspace/executeCommand", command).await.unwrap();
    assert!(answer["previews"][0]["text"].as_str().unwrap().contains("main:2"), "{answer}");
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_client_that_does_not_ask_hears_nothing_of_previews() {
    let mut client = Client::initialized(no_folder()).await;
    client.open(URI, &application("web")).await;
    client.replace(URI, 2, &application("web").replace("shop", "stall")).await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    client.request("workspace/symbol", json!({ "query": "x" })).await.unwrap();
    assert_eq!(client.unread(CHANGED), 0);
    assert_eq!(client.leave().await, 0);
}
