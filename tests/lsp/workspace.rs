//! Files that nobody opened: the first scan, changes on the disk, folders that come and go.

use std::fs;

use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::{COMPONENT_LINE, application, codes, component, folder, uri};

async fn status(client: &mut Client) -> Value {
    client
        .request("workspace/executeCommand", json!({ "command": "oam.status", "arguments": [] }))
        .await
        .unwrap()
}

/// Asks until the first scan is done.
pub(crate) async fn scanned(client: &mut Client) -> Value {
    loop {
        let status = status(client).await;
        if status["indexing"] == false {
            return status;
        }
    }
}

#[tokio::test]
async fn the_first_scan_finds_documents_and_no_false_finding_precedes_it() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    fs::create_dir(root.join("components")).unwrap();
    fs::write(root.join("components/web.yaml"), component("web")).unwrap();
    fs::write(root.join("values.yaml"), "a: 1\n").unwrap();
    let app = uri(&root.join("app.yaml"));
    let mut client = Client::initialized(folder(&root)).await;
    client.open(&app, &application("web")).await;
    let status = scanned(&mut client).await;
    assert_eq!(
        status,
        json!({ "version": 1, "files": 2, "documents": 2, "platform": null,
                "platforms": ["ecs", "edas", "harmonycloud", "rudr", "spec"], "indexing": false,
                "unknown": { "count": 0, "reasons": [] } })
    );
    // All that was said about it up to a change of its own must be free of findings.
    client.replace(&app, 2, &application("ghost")).await;
    loop {
        let findings = client.findings(&app, |_| true).await;
        if findings["version"] == 2 {
            break;
        }
        assert_eq!(findings["diagnostics"], json!([]));
    }
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn changes_on_the_disk_count_when_the_client_tells() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let (app, web) = (uri(&root.join("app.yaml")), root.join("web.yaml"));
    let mut params = folder(&root);
    params["capabilities"] =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::initialized(params).await;
    scanned(&mut client).await;
    assert_eq!(client.asked[0]["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.open(&app, &application("web")).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    fs::write(&web, component("web")).unwrap();
    client
        .notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&web), "type": 1 }] }))
        .await;
    client.findings(&app, |it| codes(it).is_empty()).await;
    fs::remove_file(&web).unwrap();
    client
        .notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&web), "type": 3 }] }))
        .await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_on_the_disk_are_seen_without_the_clients_help() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let (app, web) = (uri(&root.join("app.yaml")), root.join("web.yaml"));
    let mut client = Client::initialized(folder(&root)).await;
    scanned(&mut client).await;
    client.open(&app, &application("web")).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    fs::write(&web, component("web")).unwrap();
    client.findings(&app, |it| codes(it).is_empty()).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn folders_come_and_go() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (first.path().canonicalize().unwrap(), second.path().canonicalize().unwrap());
    fs::write(first.join("app.yaml"), application("web")).unwrap();
    fs::write(second.join("web.yaml"), component("web")).unwrap();
    let app = uri(&first.join("app.yaml"));
    let mut client = Client::initialized(folder(&first)).await;
    scanned(&mut client).await;
    client.open(&app, &application("web")).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    let entry = json!([{ "uri": uri(&second), "name": "second" }]);
    let event = |added: &Value, removed: &Value| json!({ "event": { "added": added, "removed": removed } });
    client.notify("workspace/didChangeWorkspaceFolders", event(&entry, &json!([]))).await;
    client.findings(&app, |it| codes(it).is_empty()).await;
    client.notify("workspace/didChangeWorkspaceFolders", event(&json!([]), &entry)).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_client_that_shows_progress_is_told_of_the_first_scan() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    for idx in 0..300 {
        fs::write(root.join(format!("web{idx}.yaml")), component(&format!("web{idx}"))).unwrap();
    }
    let mut params = folder(&root);
    params["capabilities"] = json!({ "window": { "workDoneProgress": true } });
    let mut client = Client::initialized(params).await;
    scanned(&mut client).await;
    // A scan that ends before the client could be asked is not worth a word.
    if client.asked.iter().any(|it| it["method"] == "window/workDoneProgress/create") {
        let begin = client.notification("$/progress").await;
        assert_eq!(begin["value"]["kind"], "begin");
        let end = client.notification("$/progress").await;
        assert_eq!((end["value"]["kind"].as_str(), &end["token"]), (Some("end"), &begin["token"]));
    }
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_list_that_may_lack_names_of_unread_files_says_so() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    // Enough that no answer waits until all are read.
    for number in 0..8000 {
        fs::write(root.join(format!("{number}.yaml")), component(&format!("web-{number}"))).unwrap();
    }
    let app = uri(&root.join("app.yaml"));
    let mut client = Client::initialized(folder(&root)).await;
    client.open(&app, &application("web-199")).await;
    let mut incomplete = 0;
    loop {
        let list = client.at("textDocument/completion", &app, COMPONENT_LINE, 28).await.unwrap();
        if list["isIncomplete"] == false {
            let items = list["items"].as_array().unwrap();
            assert!(items.iter().any(|it| it["label"] == "web-1999"), "{list}");
            break;
        }
        incomplete += 1;
    }
    assert!(incomplete > 0, "the first answer came before the files were read");
    // Nobody reads eight thousand names: more letters bring others.
    let list = client.at("textDocument/completion", &app, COMPONENT_LINE, 21).await.unwrap();
    assert_eq!((list["items"].as_array().unwrap().len(), &list["isIncomplete"]), (200, &json!(true)));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn the_first_completion_in_a_small_workspace_has_the_names_of_all_its_files() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    fs::write(root.join("web.yaml"), component("web")).unwrap();
    let app = uri(&root.join("app.yaml"));
    let mut client = Client::initialized(folder(&root)).await;
    client.open(&app, &application("")).await;
    let list = client.at("textDocument/completion", &app, COMPONENT_LINE, 21).await.unwrap();
    // A machine that is too busy to read a file in time is no failure, but has to be said.
    if list["isIncomplete"] == false {
        assert_eq!(list["items"][0]["label"], "web", "{list}");
    }
    assert_eq!(client.leave().await, 0);
}
