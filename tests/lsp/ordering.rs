//! The server answers for the text that preceded the request on the wire.

use oam_tests::client::{Client, place};
use serde_json::json;

use crate::{component, no_folder};

const URI: &str = "file:///ordering/component.yaml";

/// Changes a component's name to one with its version in it, and asks for the outline right behind: the outline must show
/// that very version, for each of 2,000 pairs sent without waiting.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_sees_exactly_the_changes_sent_before_it() {
    let mut client = Client::initialized(no_folder()).await;
    client.open(URI, &component("v1")).await;
    let mut asked = Vec::new();
    for burst in 0..20 {
        for step in 0..100 {
            let version = 2 + burst * 100 + step;
            client.replace(URI, version, &component(&format!("v{version}"))).await;
            let params = json!({ "textDocument": { "uri": URI } });
            asked.push((version, client.ask("textDocument/documentSymbol", params).await));
        }
        for (version, id) in asked.drain(..) {
            let outline = client.answer(id).await.unwrap();
            let expected = format!("v{version}");
            assert_eq!(outline[0]["name"], expected, "the outline after version {version} is {outline}");
        }
    }
    assert_eq!(client.leave().await, 0);
}

/// The same with the hover of architecture's probe: the name under the cursor is that of the version before it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hover_sees_exactly_the_changes_sent_before_it() {
    let mut client = Client::initialized(no_folder()).await;
    client.open(URI, &component("v1")).await;
    let mut asked = Vec::new();
    for version in 2..202 {
        client.replace(URI, version, &component(&format!("v{version}"))).await;
        asked.push((version, client.ask("textDocument/hover", place(URI, 3, 8)).await));
    }
    for (version, id) in asked {
        let hover = client.answer(id).await.unwrap();
        let text = hover["contents"]["value"].as_str().unwrap_or_default();
        assert!(text.contains(&format!("v{version}")), "the hover after version {version} is {hover}");
    }
    assert_eq!(client.leave().await, 0);
}

/// Edits that each insert one character give the text that was typed, whatever is asked in between.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_edits_ends_in_the_text_that_was_typed() {
    let mut client = Client::initialized(no_folder()).await;
    client.open(URI, "").await;
    let text = component("typed");
    let (mut line, mut character) = (0, 0);
    let mut asked = Vec::new();
    for (idx, typed) in text.chars().enumerate() {
        let at = json!({ "line": line, "character": character });
        let version = i32::try_from(idx).unwrap() + 2;
        client.change(URI, version, json!([{ "range": { "start": at, "end": at }, "text": typed }])).await;
        asked.push(client.ask("textDocument/completion", place(URI, line, character)).await);
        (line, character) = if typed == '\n' { (line + 1, 0) } else { (line, character + 1) };
    }
    for id in asked {
        client.answer(id).await.unwrap();
    }
    let outline = client
        .request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }))
        .await
        .unwrap();
    assert_eq!(outline[0]["name"], "typed");
    let last = i32::try_from(text.chars().count()).unwrap() + 1;
    let findings = client.findings(URI, |it| it["version"] == last).await;
    assert_eq!(findings["diagnostics"], json!([]));
    assert_eq!(client.leave().await, 0);
}
