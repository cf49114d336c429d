//! The life of a session: handshake, end, and what must not happen before and after.

use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::no_folder;

#[tokio::test]
async fn the_handshake_names_the_server_and_what_it_can() {
    let mut client = Client::start();
    let answer = client.request("initialize", no_folder()).await.unwrap();
    assert_eq!(answer["serverInfo"]["name"], "oam-ls");
    let capabilities = &answer["capabilities"];
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    assert_eq!(capabilities["textDocumentSync"]["change"], 2);
    for provider in ["hoverProvider", "definitionProvider", "referencesProvider", "documentSymbolProvider"] {
        assert_eq!(capabilities[provider], true, "{provider}");
    }
    assert!(capabilities.get("diagnosticProvider").is_none());
    client.notify("initialized", json!({})).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn initialize_survives_odd_parameters() {
    for params in [
        json!({}),
        Value::Null,
        json!({ "capabilities": null, "rootUri": null, "workspaceFolders": null }),
        json!({ "capabilities": { "general": null, "textDocument": [1], "xyz": {} }, "processId": "no", "rootUri": 3 }),
        json!({ "capabilities": {}, "trace": "loud", "clientInfo": 7, "initializationOptions": [1, 2] }),
    ] {
        let mut client = Client::rude();
        let answer = client.request("initialize", params.clone()).await;
        assert!(answer.is_ok(), "{params}: {answer:?}");
        client.notify("initialized", json!({})).await;
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn requests_before_initialize_are_refused() {
    let mut client = Client::rude();
    let error = client.at("textDocument/hover", "file:///a.yaml", 0, 0).await.unwrap_err();
    assert_eq!(error["code"], -32002);
    client.request("initialize", no_folder()).await.unwrap();
    client.notify("initialized", json!({})).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_second_initialize_and_requests_after_shutdown_are_refused() {
    let mut client = Client::initialized(no_folder()).await;
    client.is_rude = true;
    assert_eq!(client.request("initialize", no_folder()).await.unwrap_err()["code"], -32600);
    client.request("shutdown", json!({})).await.unwrap();
    let error = client.at("textDocument/hover", "file:///a.yaml", 0, 0).await.unwrap_err();
    assert_eq!(error["code"], -32600);
    client.notify("exit", json!({})).await;
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn exit_without_shutdown_is_a_failure() {
    let mut client = Client::initialized(no_folder()).await;
    client.notify("exit", Value::Null).await;
    assert_eq!(client.end().await, 1);
}

#[tokio::test]
async fn a_closed_input_ends_the_server() {
    let client = Client::initialized(no_folder()).await;
    assert_eq!(client.hang_up().await, 1);
}

#[tokio::test]
async fn unknown_methods_are_refused_and_unknown_notifications_ignored() {
    let mut client = Client::initialized(no_folder()).await;
    client.is_rude = true;
    client.notify("workspace/somethingNew", json!({})).await;
    assert_eq!(client.request("textDocument/somethingNew", json!({})).await.unwrap_err()["code"], -32601);
    assert_eq!(client.leave().await, 0);
}
