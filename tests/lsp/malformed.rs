//! Messages that are none: each is answered, and the session goes on.

use oam_tests::client::Client;
use serde_json::json;

use crate::no_folder;

#[tokio::test]
async fn bodies_that_are_no_messages_are_answered_and_the_session_goes_on() {
    let mut client = Client::initialized(no_folder()).await;
    for (body, code) in [
        ("{", -32700),
        ("", -32700),
        ("\u{7f}", -32700),
        ("[]", -32600),
        ("3", -32600),
        ("{}", -32600),
        (r#"{"jsonrpc":"1.0","method":"x"}"#, -32600),
    ] {
        client.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
        assert_eq!(client.answer(0).await.unwrap_err()["code"], code, "{body:?}");
    }
    client.send_bytes(b"Content-Length: 2\r\n\r\n\xff\xff").await;
    assert_eq!(client.answer(0).await.unwrap_err()["code"], -32700);
    client.request("workspace/symbol", json!({ "query": "" })).await.unwrap();
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn headers_may_be_written_in_any_way() {
    let mut client = Client::initialized(no_folder()).await;
    let body = r#"{"jsonrpc":"2.0","method":"$/setTrace","params":{"value":"off"}}"#;
    let length = body.len();
    for header in [
        format!("content-length: {length}\r\n\r\n"),
        format!("Content-Length:{length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n"),
        format!("X-Other: 1\r\nCONTENT-LENGTH: {length}\r\n\r\n"),
    ] {
        client.send_bytes(format!("{header}{body}").as_bytes()).await;
    }
    client.request("workspace/symbol", json!({ "query": "" })).await.unwrap();
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn wrong_parameters_are_refused_or_ignored() {
    let mut client = Client::initialized(no_folder()).await;
    client.is_rude = true;
    for (method, params) in [
        ("textDocument/hover", json!({})),
        ("textDocument/completion", json!({ "textDocument": 3 })),
        ("textDocument/codeAction", json!([])),
        ("workspace/executeCommand", json!({ "command": "oam.nothing", "arguments": [] })),
        ("workspace/executeCommand", json!({ "command": "oam.preview", "arguments": [{ "uri": 7 }] })),
        (
            "workspace/executeCommand",
            json!({ "command": "oam.preview", "arguments": [{ "target": "moon" }] }),
        ),
    ] {
        let error = client.request(method, params.clone()).await.unwrap_err();
        assert_eq!(error["code"], -32602, "{method} {params}");
    }
    for (method, params) in [
        ("textDocument/didOpen", json!({})),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "file:///never/opened.yaml", "version": 1 }, "contentChanges": [{ "text": "x" }] }),
        ),
        ("textDocument/didClose", json!({ "textDocument": { "uri": "file:///never/opened.yaml" } })),
        ("workspace/didChangeConfiguration", json!({ "settings": [1] })),
        ("workspace/didChangeWatchedFiles", json!({ "changes": 3 })),
    ] {
        client.notify(method, params).await;
    }
    client.request("workspace/symbol", json!({ "query": "" })).await.unwrap();
    assert_eq!(client.leave().await, 0);
}
