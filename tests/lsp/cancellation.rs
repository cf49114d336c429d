//! A cancelled request is answered exactly once, with an error or with its result, and nothing else suffers.

use oam_tests::client::{Client, place};
use serde_json::json;

use crate::{component, no_folder};

const URI: &str = "file:///cancellation/component.yaml";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelled_requests_are_answered_once() {
    let mut client = Client::initialized(no_folder()).await;
    client.open(URI, &component("web")).await;
    let mut asked = Vec::new();
    for _ in 0..200 {
        let id = client.ask("textDocument/completion", place(URI, 5, 4)).await;
        client.notify("$/cancelRequest", json!({ "id": id })).await;
        asked.push(id);
    }
    for id in asked {
        if let Err(error) = client.answer(id).await {
            assert_eq!(error["code"], -32800, "{error}");
        }
    }
    // Cancelling what was never asked, or is long done, means nothing.
    client.notify("$/cancelRequest", json!({ "id": 1 })).await;
    client.notify("$/cancelRequest", json!({ "id": "never" })).await;
    assert!(client.at("textDocument/hover", URI, 3, 8).await.is_ok());
    assert_eq!(client.leave().await, 0);
}
