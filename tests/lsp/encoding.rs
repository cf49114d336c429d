//! Columns in all three encodings, in both directions.

use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::application;

const URI: &str = "file:///encoding/app.yaml";

async fn client(offered: &[&str]) -> Client {
    let capabilities = json!({ "general": { "positionEncodings": offered } });
    Client::initialized(json!({ "rootUri": null, "capabilities": capabilities })).await
}

/// An application whose unknown component stands behind characters of one to four bytes.
fn text() -> String {
    application("ghost")
        .replace("- componentName: ghost", "- {\"é漢😀\": 1, componentName: ghost}")
        .replace("      instanceName: ghost-1\n", "")
}

#[tokio::test]
async fn findings_and_questions_use_the_negotiated_columns() {
    let text = text();
    let line = text.lines().position(|it| it.contains("ghost")).unwrap();
    let before = text.lines().nth(line).unwrap().split_once("ghost").unwrap().0;
    for (offered, column) in [
        (&["utf-8", "utf-16", "utf-32"][..], before.len()),
        (&["utf-16"][..], before.encode_utf16().count()),
        (&[][..], before.encode_utf16().count()),
        (&["utf-32"][..], before.chars().count()),
    ] {
        let mut client = client(offered).await;
        client.open(URI, &text).await;
        let of_rule = |it: &Value| {
            it["diagnostics"].as_array().unwrap().iter().any(|it| it["code"] == "unknown-component")
        };
        let findings = client.findings(URI, of_rule).await;
        let finding = findings["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["code"] == "unknown-component")
            .unwrap();
        let expected = json!({
            "start": { "line": line, "character": column },
            "end": { "line": line, "character": column + "ghost".len() },
        });
        assert_eq!(finding["range"], expected, "{offered:?}");
        // The same place, asked about and edited.
        let range = expected.clone();
        client.change(URI, 2, json!([{ "range": range, "text": "spirit" }])).await;
        let findings = client.findings(URI, |it| it["version"] == 2 && of_rule(it)).await;
        let messages = findings["diagnostics"].to_string();
        assert!(messages.contains("`spirit`"), "{offered:?}: {messages}");
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn positions_outside_the_text_are_clamped() {
    let mut client = client(&["utf-16"]).await;
    client.is_rude = true;
    client.open(URI, "é\n").await;
    for (line, character) in [(0, 99), (99, 0), (u32::MAX >> 1, u32::MAX >> 1)] {
        for method in ["textDocument/hover", "textDocument/completion", "textDocument/definition"] {
            client.at(method, URI, line, character).await.unwrap();
        }
        let at = json!({ "line": line, "character": character });
        client.change(URI, 2, json!([{ "range": { "start": at, "end": at }, "text": "x" }])).await;
    }
    assert_eq!(client.leave().await, 0);
}
