//! A cancelled request is answered exactly once, with an error or with its result, its work ends, and nothing else suffers.

use std::time::{Duration, Instant};

use oam_tests::client::{Client, place};
use serde_json::{Value, json};

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

/// A file whose outline takes a while, however fast the machine: as many documents as it takes.
fn long_text(documents: usize) -> String {
    let one = component("web") + &"    - name: more\n      image: example.com/main:1\n".repeat(20);
    vec![one; documents].join("---\n")
}

const LONG: &str = "file:///cancellation/long.yaml";

/// How long the server computes for one request on a long document that it has not seen yet.
async fn open_long(client: &mut Client) -> (usize, Duration) {
    // In small steps, so that a busy machine does not come near the deadline of a message.
    for documents in (7..16).map(|it| 1_usize << it) {
        client.open(LONG, &long_text(documents)).await;
        let started = Instant::now();
        let id = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": LONG } })).await;
        client.answer(id).await.unwrap();
        let lasted = started.elapsed();
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": LONG } })).await;
        if lasted > Duration::from_secs(2) {
            return (documents, lasted);
        }
    }
    panic!("nothing is long on this machine");
}

fn puller() -> Value {
    let mut params = no_folder();
    params["capabilities"] = json!({ "textDocument": { "diagnostic": {} } });
    params["initializationOptions"] = json!({ "diagnostics": "pull" });
    params
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_cancelled_is_left_and_what_its_document_outruns_too() {
    let mut client = Client::initialized(puller()).await;
    let (documents, lasted) = open_long(&mut client).await;
    let text = long_text(documents);
    client.open(LONG, &text).await;
    // More long requests than there are threads, all of them begun or waiting, all cancelled: were they computed to
    // their end, the next answer would have to wait for several of them.
    let mut asked = Vec::new();
    for _ in 0..24 {
        asked.push(client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": LONG } })).await);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    for id in &asked {
        client.notify("$/cancelRequest", json!({ "id": id })).await;
    }
    let started = Instant::now();
    for id in asked {
        assert_eq!(client.answer(id).await.unwrap_err()["code"], -32800);
    }
    client.open(URI, &component("web")).await;
    client.at("textDocument/hover", URI, 3, 8).await.unwrap();
    let waited = started.elapsed();
    assert!(waited < lasted, "a hover waited {waited:?} for cancelled requests of {lasted:?} each");
    // The document changes while one is computed: past a second it is left, and says so.
    let id = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": LONG } })).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    client.replace(LONG, 2, &component("web")).await;
    let error = client.answer(id).await.unwrap_err();
    assert_eq!(error["code"], -32801, "{error}");
    assert_eq!(client.leave().await, 0);
}
