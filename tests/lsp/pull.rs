//! Clients that fetch findings: result ids, the whole workspace, and when they are told to fetch again.

use std::fs;
use std::path::Path;

use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::workspace::scanned;
use crate::{application, component, folder, uri};

fn puller(root: &Path) -> Value {
    let mut params = folder(root);
    params["capabilities"] = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true }, "configuration": true },
    });
    params
}

fn report_codes(report: &Value) -> Vec<&str> {
    report["items"].as_array().unwrap().iter().filter_map(|it| it["code"].as_str()).collect()
}

/// Waits until the client has been told to fetch findings again, for the so-manyth time.
async fn refreshed(client: &mut Client, times: usize) {
    while n_refreshes(client) < times {
        client.request("workspace/symbol", json!({ "query": "no such name" })).await.unwrap();
    }
}

fn n_refreshes(client: &Client) -> usize {
    client.asked.iter().filter(|it| it["method"] == "workspace/diagnostic/refresh").count()
}
async fn fetch(client: &mut Client, uri: &str, before: Option<&Value>) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri } });
    if let Some(before) = before {
        params["previousResultId"] = before.clone();
    }
    client.request("textDocument/diagnostic", params).await.unwrap()
}

async fn fetch_all(client: &mut Client, known: &[(&str, &Value)]) -> Value {
    let known: Vec<_> = known.iter().map(|(uri, id)| json!({ "uri": uri, "value": id })).collect();
    client.request("workspace/diagnostic", json!({ "previousResultIds": known })).await.unwrap()
}

#[tokio::test]
async fn the_same_findings_are_not_sent_twice() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let (app, web) = (uri(&root.join("app.yaml")), uri(&root.join("web.yaml")));
    let mut client = Client::initialized(puller(&root)).await;
    scanned(&mut client).await;
    client.open(&app, &application("web")).await;
    client.open(&web, &component("www")).await;
    let first = fetch(&mut client, &app, None).await;
    assert_eq!((first["kind"].as_str(), report_codes(&first)), (Some("full"), vec!["unknown-component"]));
    let id = &first["resultId"];
    let again = fetch(&mut client, &app, Some(id)).await;
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": id }));
    // A change elsewhere that brings nothing new, then one that does.
    client.replace(&web, 2, &component("www").replace("main:1", "main:2")).await;
    assert_eq!(fetch(&mut client, &app, Some(id)).await["kind"], "unchanged");
    client.replace(&web, 3, &component("web")).await;
    let now = fetch(&mut client, &app, Some(id)).await;
    assert_eq!((now["kind"].as_str(), report_codes(&now)), (Some("full"), vec![]));
    assert_eq!(client.unread("textDocument/publishDiagnostics"), 0);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn the_client_is_told_to_fetch_again_when_another_file_changes() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let (app, web) = (uri(&root.join("app.yaml")), uri(&root.join("web.yaml")));
    let mut client = Client::initialized(puller(&root)).await;
    scanned(&mut client).await;
    client.open(&app, &application("web")).await;
    client.open(&web, &component("other")).await;
    fetch(&mut client, &app, None).await;
    let before = n_refreshes(&client);
    client.replace(&web, 2, &component("web")).await;
    refreshed(&mut client, before + 1).await;
    assert_eq!(report_codes(&fetch(&mut client, &app, None).await), Vec::<&str>::new());
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn the_whole_workspace_is_judged_at_once() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    for name in ["one", "two"] {
        fs::write(root.join(format!("{name}.yaml")), application("ghost").replace("shop", name)).unwrap();
    }
    let lonely = component("web").replace("allow-file ", "allow-file unused-component, ");
    fs::write(root.join("web.yaml"), lonely).unwrap();
    let (one, two) = (uri(&root.join("one.yaml")), uri(&root.join("two.yaml")));
    let mut client = Client::initialized(puller(&root)).await;
    let all = fetch_all(&mut client, &[]).await;
    let items = all["items"].as_array().unwrap();
    let uris: Vec<_> = items.iter().filter_map(|it| it["uri"].as_str()).collect();
    assert_eq!(uris, [&one, &two]);
    assert!(items.iter().all(|it| it["kind"] == "full" && it["version"].is_null()));
    let ids = [items[0]["resultId"].clone(), items[1]["resultId"].clone()];
    // One is mended in the editor, the other goes on the disk.
    client.open(&one, &application("web")).await;
    fs::remove_file(root.join("two.yaml")).unwrap();
    let event = json!({ "files": [{ "uri": two }] });
    client.notify("workspace/didDeleteFiles", event).await;
    loop {
        let now = fetch_all(&mut client, &[(&one, &ids[0]), (&two, &ids[1])]).await;
        // In the third file a comment now allows what is not there any more.
        let applications =
            now["items"].as_array().unwrap().iter().filter(|it| it["uri"] == one || it["uri"] == two);
        let items: Vec<_> = applications.collect();
        assert!(items.iter().all(|it| it["kind"] == "full" || it["resultId"] == ids[1]));
        if items.iter().all(|it| it["kind"] == "full" && it["items"] == json!([])) && items.len() == 2 {
            assert_eq!(items[0]["version"], 1);
            break;
        }
    }
    assert_eq!(client.leave().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn results_come_piece_by_piece_and_wait_for_news() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let name = |idx: usize| root.join(format!("app{idx:03}.yaml"));
    for idx in 0..150 {
        fs::write(name(idx), application("ghost").replace("shop", &format!("shop{idx}"))).unwrap();
    }
    let mut client = Client::initialized(puller(&root)).await;
    let params = json!({ "previousResultIds": [], "partialResultToken": "first" });
    let answer = client.request("workspace/diagnostic", params).await.unwrap();
    assert_eq!(answer["items"], json!([]));
    assert!(client.unread("$/progress") >= 3, "one piece only");
    let mut known = Vec::new();
    while client.unread("$/progress") > 0 {
        let piece = client.notification("$/progress").await;
        assert_eq!(piece["token"], "first");
        for it in piece["value"]["items"].as_array().unwrap() {
            known.push(json!({ "uri": it["uri"], "value": it["resultId"] }));
        }
    }
    assert_eq!(known.len(), 150);
    // Nothing new: the answer waits until something is.
    let params = json!({ "previousResultIds": known, "partialResultToken": "second" });
    let held = client.ask("workspace/diagnostic", params.clone()).await;
    let changed = uri(&name(7));
    client.open(&changed, &application("spirit").replace("shop", "shop7")).await;
    client.answer(held).await.unwrap();
    let mut news = Vec::new();
    while client.unread("$/progress") > 0 {
        let piece = client.notification("$/progress").await;
        let items = piece["value"]["items"].as_array().unwrap().clone();
        news.extend(items.into_iter().filter(|it| it["kind"] == "full"));
    }
    assert_eq!(news.len(), 1, "{news:?}");
    assert_eq!((&news[0]["uri"], &news[0]["version"]), (&json!(changed), &json!(1)));
    // One that waits when the client says goodbye is answered, and so is one that is cancelled.
    for known in params["previousResultIds"].as_array().unwrap().iter().filter(|it| it["uri"] == changed) {
        assert_ne!(known["value"], news[0]["resultId"]);
    }
    let mut known = params["previousResultIds"].as_array().unwrap().clone();
    known.retain(|it| it["uri"] != changed);
    known.push(json!({ "uri": changed, "value": news[0]["resultId"] }));
    let params = |token: &str| json!({ "previousResultIds": known, "partialResultToken": token });
    let cancelled = client.ask("workspace/diagnostic", params("third")).await;
    client.notify("$/cancelRequest", json!({ "id": cancelled })).await;
    assert_eq!(client.answer(cancelled).await.unwrap_err()["code"], -32800);
    let waiting = client.ask("workspace/diagnostic", params("fourth")).await;
    client.request("shutdown", Value::Null).await.unwrap();
    client.answer(waiting).await.unwrap();
    client.notify("exit", Value::Null).await;
    assert_eq!(client.end().await, 0);
}

#[tokio::test]
async fn findings_are_sent_to_clients_that_cannot_be_told_or_do_not_want_to_fetch() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let app = uri(&root.join("app.yaml"));
    let mut mute = folder(&root);
    mute["capabilities"] = json!({ "textDocument": { "diagnostic": {} } });
    let mut unwilling = puller(&root);
    unwilling["initializationOptions"] = json!({ "diagnostics": "push" });
    for params in [mute, unwilling] {
        let mut client = Client::start();
        let answer = client.shake_hands(params).await;
        assert!(answer["capabilities"].get("diagnosticProvider").is_none());
        client.open(&app, &application("ghost")).await;
        client.findings(&app, |it| it["diagnostics"][0]["code"] == "unknown-component").await;
        assert_eq!(n_refreshes(&client), 0);
        assert_eq!(client.leave().await, 0);
    }
}
