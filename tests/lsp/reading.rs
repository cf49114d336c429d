//! Requests about reading and moving around, in the shapes that clients with more and with less abilities get.

use oam_tests::client::{Client, place};
use serde_json::{Value, json};

use crate::{COMPONENT_LINE, application, component, no_folder};

const URI: &str = "file:///reading/shop.yaml";

async fn client(capabilities: Value, text: &str) -> Client {
    let mut client = Client::initialized(json!({ "rootUri": null, "capabilities": capabilities })).await;
    client.open(URI, text).await;
    client
}

/// An application and its component in one file.
fn shop() -> String {
    format!("{}---\n{}", application("web"), component("web"))
}

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

#[tokio::test]
async fn leaps_are_places_or_links_as_each_is_announced() {
    let methods = ["declaration", "typeDefinition", "implementation"];
    let linked = json!({ "linkSupport": true });
    let able = json!({ "textDocument": { "declaration": linked, "typeDefinition": linked, "implementation": linked } });
    let mut plain = client(json!({}), &shop()).await;
    let mut able = client(able, &shop()).await;
    for method in methods {
        // The instance has a type, the component has a declaration and uses.
        let line = if method == "typeDefinition" { COMPONENT_LINE + 1 } else { COMPONENT_LINE };
        let method = format!("textDocument/{method}");
        let places = plain.at(&method, URI, line, 23).await.unwrap();
        assert_eq!(places[0]["uri"], URI, "{method}: {places}");
        let links = able.at(&method, URI, line, 23).await.unwrap();
        assert_eq!(links[0]["targetUri"], URI, "{method}: {links}");
        assert_eq!(links[0]["targetSelectionRange"], places[0]["range"], "{method}");
        assert_eq!(links[0]["originSelectionRange"]["start"]["line"], line, "{method}");
    }
    assert_eq!((plain.leave().await, able.leave().await), (0, 0));
}

#[tokio::test]
async fn mentions_are_marked_as_written_or_read() {
    let mut client = client(json!({}), &shop()).await;
    let marks = client.at("textDocument/documentHighlight", URI, COMPONENT_LINE, 23).await.unwrap();
    let kinds: Vec<_> = marks.as_array().unwrap().iter().map(|it| it["kind"].as_u64().unwrap()).collect();
    assert_eq!(kinds, [2, 3]);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_hierarchy_is_walked_from_item_to_item() {
    let mut client = client(json!({}), &shop()).await;
    let items = client.at("textDocument/prepareCallHierarchy", URI, COMPONENT_LINE, 23).await.unwrap();
    assert_eq!((items[0]["name"].as_str(), items[0]["detail"].as_str()), (Some("web"), Some("component")));
    let calls = client.request("callHierarchy/incomingCalls", json!({ "item": items[0] })).await.unwrap();
    assert_eq!(calls[0]["from"]["name"], "shop");
    assert_eq!(calls[0]["fromRanges"][0]["start"], json!({ "line": COMPONENT_LINE, "character": 21 }));
    let shop = &calls[0]["from"];
    let calls = client.request("callHierarchy/outgoingCalls", json!({ "item": shop })).await.unwrap();
    assert_eq!((calls.as_array().unwrap().len(), &calls[0]["to"]), (1, &items[0]));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn folds_are_lines_where_columns_are_not_wanted_and_as_many_as_wanted() {
    let mut plain = client(json!({}), &shop()).await;
    let folds = plain.request("textDocument/foldingRange", document()).await.unwrap();
    let all = folds.as_array().unwrap().len();
    assert!(folds[0]["startCharacter"].is_u64() && all > 4, "{folds}");
    assert_eq!(folds[0]["kind"], "region");

    let facts = json!({ "textDocument": { "foldingRange": { "lineFoldingOnly": true, "rangeLimit": 2 } } });
    let mut lines = client(facts, &shop()).await;
    let folds = lines.request("textDocument/foldingRange", document()).await.unwrap();
    assert_eq!(folds.as_array().unwrap().len(), 2);
    assert!(folds[0].get("startCharacter").is_none() && folds[0].get("endCharacter").is_none(), "{folds}");
    assert_eq!((plain.leave().await, lines.leave().await), (0, 0));
}

#[tokio::test]
async fn every_position_gets_its_steps() {
    let mut client = client(json!({}), &shop()).await;
    let positions = json!([{ "line": COMPONENT_LINE, "character": 22 }, { "line": 9999, "character": 0 }]);
    let params = json!({ "textDocument": { "uri": URI }, "positions": positions });
    let steps = client.request("textDocument/selectionRange", params).await.unwrap();
    assert_eq!(steps.as_array().unwrap().len(), 2);
    let word = json!({ "line": COMPONENT_LINE, "character": 21 });
    assert_eq!(steps[0]["range"]["start"], word);
    assert!(steps[0]["parent"]["parent"]["range"].is_object(), "{steps}");
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn links_say_what_is_there_to_those_who_show_it() {
    let text = component("web").replace("example.com/main:1", "nginx:1.27");
    for (able, tooltip) in [(false, Value::Null), (true, json!("Open nginx in Docker Hub"))] {
        let facts = json!({ "textDocument": { "documentLink": { "tooltipSupport": able } } });
        let mut client = client(facts, &text).await;
        let links = client.request("textDocument/documentLink", document()).await.unwrap();
        assert_eq!(links[0]["target"], "https://hub.docker.com/_/nginx");
        assert_eq!(links[0]["tooltip"], tooltip);
        assert_eq!(client.leave().await, 0);
    }
}

/// Line, first column and length of each token.
fn placed(tokens: &Value) -> Vec<(u64, u64, u64)> {
    let numbers: Vec<u64> =
        tokens["data"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    let (mut line, mut column) = (0, 0);
    let place = |it: &[u64]| {
        column = if it[0] == 0 { column + it[1] } else { it[1] };
        line += it[0];
        (line, column, it[2])
    };
    numbers.chunks_exact(5).map(place).collect()
}

#[tokio::test]
async fn tokens_count_columns_as_agreed() {
    let text = shop().replace("instanceName: web-1", "instanceName: \"😀é\"");
    for (encoding, length) in [("utf-8", 6), ("utf-16", 3), ("utf-32", 2)] {
        let facts = json!({ "general": { "positionEncodings": [encoding] } });
        let mut client = client(facts, &text).await;
        let tokens = client.request("textDocument/semanticTokens/full", document()).await.unwrap();
        let line = u64::from(COMPONENT_LINE) + 1;
        assert!(placed(&tokens).contains(&(line, 21, length)), "{encoding}: {:?}", placed(&tokens));
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn later_tokens_come_as_changes_of_the_earlier() {
    let mut client = client(json!({}), &shop()).await;
    let full = client.request("textDocument/semanticTokens/full", document()).await.unwrap();
    let mut numbers = full["data"].as_array().unwrap().clone();
    client.replace(URI, 2, &format!("# a line\n{}", shop().replace("web-1", "webserver"))).await;
    let mut params = document();
    params["previousResultId"] = full["resultId"].clone();
    let delta = client.request("textDocument/semanticTokens/full/delta", params.clone()).await.unwrap();
    assert!(!delta["edits"].as_array().unwrap().is_empty());
    for edit in delta["edits"].as_array().unwrap() {
        let start = usize::try_from(edit["start"].as_u64().unwrap()).unwrap();
        let count = usize::try_from(edit["deleteCount"].as_u64().unwrap()).unwrap();
        numbers.splice(start..start + count, edit["data"].as_array().cloned().unwrap_or_default());
    }
    let again = client.request("textDocument/semanticTokens/full", document()).await.unwrap();
    assert_eq!(again["data"].as_array().unwrap(), &numbers);
    assert_ne!(again["resultId"], full["resultId"]);

    params["previousResultId"] = again["resultId"].clone();
    let nothing = client.request("textDocument/semanticTokens/full/delta", params.clone()).await.unwrap();
    assert_eq!(nothing["edits"], json!([]));
    params["previousResultId"] = json!("of another life");
    let all = client.request("textDocument/semanticTokens/full/delta", params).await.unwrap();
    assert_eq!(all["data"], again["data"]);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_stretch_has_the_tokens_of_its_lines() {
    let mut client = client(json!({}), &shop()).await;
    let full = client.request("textDocument/semanticTokens/full", document()).await.unwrap();
    let start = json!({ "line": COMPONENT_LINE, "character": 0 });
    let mut params = document();
    params["range"] = json!({ "start": start, "end": { "line": COMPONENT_LINE + 1, "character": 0 } });
    let part = client.request("textDocument/semanticTokens/range", params).await.unwrap();
    let line = u64::from(COMPONENT_LINE);
    let expected: Vec<_> = placed(&full).into_iter().filter(|it| it.0 == line).collect();
    assert_eq!((placed(&part), expected.len()), (expected, 1));
    assert_eq!(client.leave().await, 0);
}

fn with_memory() -> String {
    component("web") + "      resources:\n        memory: {required: 100M}\n"
}

async fn hints(client: &mut Client) -> Value {
    let mut params = document();
    params["range"] =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    client.request("textDocument/inlayHint", params).await.unwrap()
}

#[tokio::test]
async fn hints_and_lenses_can_be_turned_off() {
    let mut client = client(json!({}), &with_memory()).await;
    let shown = hints(&mut client).await;
    assert_eq!(shown[0]["label"][0]["value"], "= 100 MB");
    assert!(client.request("textDocument/codeLens", document()).await.unwrap().is_array());
    let settings = json!({ "oam": { "inlayHints": { "units": false }, "codeLens": { "enable": false } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
    assert_eq!(hints(&mut client).await, json!([]));
    assert_eq!(client.request("textDocument/codeLens", document()).await.unwrap(), Value::Null);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_lens_has_words_once_it_is_looked_at_and_a_command_that_the_client_has() {
    let commands = json!({ "experimental": { "commands": { "commands": ["oam.showReferences"] } } });
    for (capabilities, command) in [(json!({}), "oam.references"), (commands, "oam.showReferences")] {
        let mut client = client(capabilities, &shop()).await;
        let lenses = client.request("textDocument/codeLens", document()).await.unwrap();
        assert!(lenses.as_array().unwrap().iter().all(|it| it.get("command").is_none()), "{lenses}");
        let mut titles = Vec::new();
        for lens in lenses.as_array().unwrap() {
            let resolved = client.request("codeLens/resolve", lens.clone()).await.unwrap();
            assert_eq!(resolved["range"], lens["range"]);
            titles.push((resolved["command"]["title"].clone(), resolved["command"]["command"].clone()));
        }
        let expected = json!([
            ["1 object", "oam.preview"],
            ["preview", "oam.preview"],
            ["used by 1 application", command]
        ]);
        assert_eq!(json!(titles), expected);
        let last = client.request("codeLens/resolve", lenses[2].clone()).await.unwrap();
        let arguments = &last["command"]["arguments"];
        if command == "oam.showReferences" {
            assert_eq!((&arguments[0], &arguments[2][0]["uri"]), (&json!(URI), &json!(URI)));
        } else {
            let params = json!({ "command": command, "arguments": arguments });
            let answer = client.request("workspace/executeCommand", params).await.unwrap();
            assert_eq!((&answer["version"], &answer["references"][0]["uri"]), (&json!(1), &json!(URI)));
        }
        // A lens of a text that is gone is answered all the same.
        client.replace(URI, 2, "a: 1\n").await;
        let late = client.request("codeLens/resolve", lenses[2].clone()).await.unwrap();
        assert!(late["command"]["title"].is_string(), "{late}");
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn other_yaml_and_unknown_documents_have_empty_answers() {
    let mut client = Client::initialized(no_folder()).await;
    client.open(URI, "a:\n  b: 1\n  c: [nginx]\n").await;
    for uri in [URI, "file:///reading/unknown.yaml"] {
        let at = place(uri, 1, 3);
        let document = json!({ "textDocument": at["textDocument"] });
        let with = |member: &str, value: Value| {
            let mut params = document.clone();
            params[member] = value;
            params
        };
        let range = with("range", json!({ "start": at["position"], "end": at["position"] }));
        for (method, params) in [
            ("declaration", &at),
            ("typeDefinition", &at),
            ("implementation", &at),
            ("documentHighlight", &at),
            ("linkedEditingRange", &at),
            ("prepareCallHierarchy", &at),
            ("documentLink", &document),
            ("foldingRange", &document),
            ("codeLens", &document),
            ("inlayHint", &range),
            ("semanticTokens/full", &document),
            ("semanticTokens/full/delta", &with("previousResultId", json!("0"))),
            ("semanticTokens/range", &range),
        ] {
            let answer = client.request(&format!("textDocument/{method}"), params.clone()).await.unwrap();
            assert!(answer.is_null() || answer == json!([]), "{method}: {answer}");
        }
    }
    assert_eq!(client.leave().await, 0);
}
