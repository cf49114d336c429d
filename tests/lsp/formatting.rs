//! Formatting over the wire: what is offered, edits in the client's positions, and the options of the client.

use oam_tests::client::Client;
use serde_json::{Value, json};

const URI: &str = "file:///formatting/shop.yaml";

/// A blank behind a character of two UTF-16 units, another one behind a colon, and a step that is a matter of taste.
const TEXT: &str = "apiVersion: core.oam.dev/v1alpha1\r\nkind: ApplicationConfiguration\r\nmetadata:\r\n name: \"😀\"  # x \r\nspec:\r\n   variables:\r\n   - name:   a\r\n     value: b\r\n\r\n\r\n";

async fn opened(text: &str) -> Client {
    let mut client = Client::initialized(json!({ "rootUri": null, "capabilities": {} })).await;
    client.open(URI, text).await;
    client
}

async fn edits(client: &mut Client, method: &str, mut params: Value) -> Value {
    params["textDocument"] = json!({ "uri": URI });
    client.request(method, params).await.unwrap()
}

fn edit(line: u32, from: u32, to: u32, text: &str) -> Value {
    let place = |character: u32| json!({ "line": line, "character": character });
    json!({ "range": { "start": place(from), "end": place(to) }, "newText": text })
}

#[tokio::test]
async fn formatting_is_offered_in_every_form() {
    let mut client = Client::start();
    let answer = client
        .request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }))
        .await
        .unwrap();
    let offered = &answer["capabilities"];
    assert_eq!(offered["documentFormattingProvider"], true);
    assert_eq!(offered["documentRangeFormattingProvider"], true);
    let on_type = json!({ "firstTriggerCharacter": "\n", "moreTriggerCharacter": ["-"] });
    assert_eq!(offered["documentOnTypeFormattingProvider"], on_type);
    client.notify("initialized", json!({})).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn edits_are_small_and_in_the_clients_units() {
    let mut client = opened(TEXT).await;
    let options = json!({ "options": { "tabSize": 4, "insertSpaces": true } });
    let found = edits(&mut client, "textDocument/formatting", options).await;
    let end = json!({
        "range": { "start": { "line": 8, "character": 0 }, "end": { "line": 10, "character": 0 } },
        "newText": "",
    });
    let expected = json!([
        edit(3, 0, 1, "    "),
        edit(3, 16, 17, ""),
        edit(5, 0, 3, "    "),
        edit(6, 0, 3, "    "),
        edit(6, 10, 13, " "),
        edit(7, 0, 5, "      "),
        end
    ]);
    assert_eq!(found, expected);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn the_ends_of_lines_are_the_clients_business_if_it_says_so() {
    let mut client = opened(TEXT.trim_end()).await;
    let kept = json!({ "options": {
        "tabSize": 1, "insertSpaces": true,
        "trimTrailingWhitespace": false, "insertFinalNewline": false, "trimFinalNewlines": false,
    } });
    let found = edits(&mut client, "textDocument/formatting", kept).await;
    assert!(!found.to_string().contains("\\r\\n"), "no terminator: {found}");
    assert!(found.as_array().unwrap().iter().all(|it| it["range"]["start"]["line"] != 3), "{found}");
    let wanted = json!({ "options": { "tabSize": 1, "insertSpaces": true, "insertFinalNewline": true } });
    let found = edits(&mut client, "textDocument/formatting", wanted).await;
    let last = found.as_array().unwrap().last().unwrap();
    assert_eq!(last, &edit(7, 13, 13, "\r\n"));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_part_and_a_fresh_line() {
    let mut client = opened(TEXT).await;
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let range = json!({ "start": { "line": 6, "character": 6 }, "end": { "line": 6, "character": 8 } });
    let params = json!({ "options": options, "range": range });
    let found = edits(&mut client, "textDocument/rangeFormatting", params).await;
    assert_eq!(found, json!([edit(6, 10, 13, " ")]));
    let typed = "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nspec:\n  components:\n  - componentName: web\n  \n";
    client.replace(URI, 2, typed).await;
    let params = json!({ "options": options, "ch": "\n", "position": { "line": 5, "character": 2 } });
    let found = edits(&mut client, "textDocument/onTypeFormatting", params.clone()).await;
    assert_eq!(found, json!([edit(5, 0, 2, "    ")]));
    client.replace(URI, 3, &typed.replace("\n  \n", "\n    \n")).await;
    assert_eq!(edits(&mut client, "textDocument/onTypeFormatting", params).await, Value::Null);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn nothing_is_said_about_other_and_broken_documents() {
    let options = json!({ "options": { "tabSize": 2, "insertSpaces": true } });
    let broken = TEXT.replace("a\r\n", "[a\r\n");
    for text in ["kind:   Deployment\n", &broken] {
        let mut client = opened(text).await;
        assert_eq!(edits(&mut client, "textDocument/formatting", options.clone()).await, json!([]));
        assert_eq!(client.leave().await, 0);
    }
    let mut client = Client::initialized(json!({ "rootUri": null, "capabilities": {} })).await;
    assert_eq!(edits(&mut client, "textDocument/formatting", options).await, Value::Null);
    assert_eq!(client.leave().await, 0);
}
