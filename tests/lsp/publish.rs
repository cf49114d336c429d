//! Findings are sent with versions, for dependents too, and taken back when they end.

use std::fs;

use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::{application, codes, component, folder, no_folder, uri};

#[tokio::test]
async fn findings_carry_the_version_they_are_about() {
    let mut client = Client::initialized(no_folder()).await;
    let uri = "file:///publish/app.yaml";
    client.open(uri, &application("ghost")).await;
    let findings = client.findings(uri, |it| !codes(it).is_empty()).await;
    assert_eq!((findings["version"].clone(), codes(&findings)), (json!(1), vec!["unknown-component"]));
    assert_eq!(findings["diagnostics"][0]["source"], "oam");
    assert_eq!(findings["diagnostics"][0]["severity"], 1);
    let text = format!("{}---\n{}", application("ghost"), component("ghost"));
    client.replace(uri, 7, &text).await;
    let findings = client.findings(uri, |it| it["version"] == 7).await;
    assert_eq!(findings["diagnostics"], json!([]));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn other_yaml_has_no_findings() {
    let mut client = Client::initialized(no_folder()).await;
    let uri = "file:///publish/values.yaml";
    client.open(uri, "a: [1, 2\nb: {{ .Values.x }}\n\t- c\n").await;
    let findings = client.findings(uri, |_| true).await;
    assert_eq!(findings["diagnostics"], json!([]));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_change_in_one_file_reaches_the_findings_of_another() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    fs::write(root.join("web.yaml"), component("web")).unwrap();
    fs::write(root.join("app.yaml"), application("web")).unwrap();
    let (app, web) = (uri(&root.join("app.yaml")), uri(&root.join("web.yaml")));
    let mut client = Client::initialized(folder(&root)).await;
    client.open(&app, &application("web")).await;
    client.open(&web, &component("web")).await;
    client.replace(&web, 2, &component("www")).await;
    let findings = client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    assert_eq!(findings["version"], 1);
    client.replace(&web, 3, &component("web")).await;
    client.findings(&app, |it| codes(it).is_empty()).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn closing_takes_back_the_text_and_the_findings_of_a_file_that_is_not_on_the_disk() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    fs::write(root.join("app.yaml"), application("web")).unwrap();
    let (app, web) = (uri(&root.join("app.yaml")), uri(&root.join("web.yaml")));
    let mut client = Client::initialized(folder(&root)).await;
    client.open(&app, &application("web")).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    // A component that exists only in the editor counts as long as it is open.
    client.open(&web, &component("web")).await;
    client.findings(&app, |it| codes(it).is_empty()).await;
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": web } })).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    // Findings of a file on the disk stay; those of another go.
    client.open("untitled:Untitled-1", &application("ghost")).await;
    client.findings("untitled:Untitled-1", |it| !codes(it).is_empty()).await;
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": "untitled:Untitled-1" } })).await;
    let findings = client.findings("untitled:Untitled-1", |_| true).await;
    assert_eq!(findings["diagnostics"], json!([]));
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_change_of_the_past_is_ignored() {
    let mut client = Client::initialized(no_folder()).await;
    client.is_rude = true;
    let uri = "file:///publish/app.yaml";
    client.open(uri, &component("a")).await;
    client.replace(uri, 5, &component("newest")).await;
    client.replace(uri, 4, &component("older")).await;
    let outline = client
        .request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))
        .await
        .unwrap();
    assert_eq!(outline[0]["name"], "newest");
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_client_that_fetches_findings_gets_the_same_ones() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let options = json!({ "diagnostics": "pull" });
    let params = json!({ "rootUri": null, "capabilities": capabilities, "initializationOptions": options });
    let mut client = Client::start();
    let answer = client.shake_hands(params).await;
    assert_eq!(answer["capabilities"]["diagnosticProvider"]["interFileDependencies"], true);
    let uri = "file:///publish/app.yaml";
    client.open(uri, &application("ghost")).await;
    loop {
        let report = client
            .request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }))
            .await
            .unwrap();
        assert_eq!(report["kind"], "full");
        let items: Vec<&Value> = report["items"].as_array().unwrap().iter().collect();
        if let [finding] = items[..] {
            assert_eq!(finding["code"], "unknown-component");
            break;
        }
    }
    assert_eq!(client.unread("textDocument/publishDiagnostics"), 0);
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn edits_out_of_order_are_mended_when_the_file_is_saved() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let path = root.join("web.yaml");
    fs::write(&path, component("saved")).unwrap();
    let uri = uri(&path);
    let mut client = Client::initialized(folder(&root)).await;
    client.open(&uri, &component("web")).await;
    let insert = |text: &str| {
        let at = json!({ "line": 3, "character": 8 });
        json!([{ "range": { "start": at, "end": at }, "text": text }])
    };
    client.is_rude = true;
    client.change(&uri, 3, insert("b")).await;
    client.change(&uri, 2, insert("a")).await;
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } })).await;
    let outline = json!({ "textDocument": { "uri": uri } });
    while client.request("textDocument/documentSymbol", outline.clone()).await.unwrap()[0]["name"] != "saved"
    {
    }
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn a_document_beyond_the_limit_has_one_finding_that_says_so() {
    let mut client = Client::initialized(no_folder()).await;
    let uri = "file:///publish/long.yaml";
    client.open(uri, &format!("{}{}", component("long"), "# more\n".repeat(2_500_000))).await;
    let findings = client.findings(uri, |_| true).await;
    assert_eq!(codes(&findings), ["file-too-large"]);
    client.replace(uri, 2, &component("short")).await;
    client.findings(uri, |it| it["version"] == 2 && codes(it).is_empty()).await;
    assert_eq!(client.leave().await, 0);
}
