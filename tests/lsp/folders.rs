//! Several folders in one workspace: names are shared, settings are not; files and folders that the editor moves.

use std::fs;
use std::path::Path;

use oam_tests::client::Client;
use serde_json::{Value, json};

use crate::workspace::scanned;
use crate::{application, codes, component, folder, uri};

fn folders(paths: &[&Path]) -> Value {
    let mut params = folder(paths[0]);
    let list = paths.iter().map(|it| json!({ "uri": uri(it), "name": "one of several" }));
    params["workspaceFolders"] = list.collect();
    params
}

/// The target of a file's preview, as its folder's settings have it.
async fn target(client: &mut Client, uri: &str) -> Value {
    let command = json!({ "command": "oam.preview", "arguments": [{ "uri": uri }] });
    let mut answer = client.request("workspace/executeCommand", command).await.unwrap();
    answer["previews"][0]["target"].take()
}

#[tokio::test]
async fn each_folder_has_its_own_settings_and_all_share_their_names() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (first.path().canonicalize().unwrap(), second.path().canonicalize().unwrap());
    fs::write(first.join(".oam-ls.yaml"), "rules: { unknown-component: off }\n").unwrap();
    fs::write(second.join(".oam-ls.yaml"), "preview: { target: rudr }\n").unwrap();
    fs::write(first.join("web.yaml"), component("web")).unwrap();
    let (mine, theirs) = (uri(&first.join("app.yaml")), uri(&second.join("app.yaml")));
    for order in [[&first, &second], [&second, &first]] {
        let mut client = Client::initialized(folders(&order.map(|it| it.as_path()))).await;
        scanned(&mut client).await;
        client.open(&mine, &application("ghost")).await;
        client
            .open(&theirs, &application("ghost").replace("name: shop", "name: other").replace("-1", "-2"))
            .await;
        let findings = client.findings(&mine, |it| it["version"] == 1).await;
        assert_eq!(codes(&findings), Vec::<&str>::new());
        client.findings(&theirs, |it| codes(it) == ["unknown-component"]).await;
        assert_eq!(target(&mut client, &mine).await, "kubernetes");
        assert_eq!(target(&mut client, &theirs).await, "rudr");
        // A component of the first folder is known in the second.
        client
            .replace(&theirs, 2, &application("web").replace("name: shop", "name: other").replace("-1", "-2"))
            .await;
        client.findings(&theirs, |it| it["version"] == 2 && codes(it).is_empty()).await;
        assert_eq!(client.leave().await, 0);
    }
}

#[tokio::test]
async fn the_editor_is_asked_about_each_folder() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (first.path().canonicalize().unwrap(), second.path().canonicalize().unwrap());
    let (mine, theirs) = (uri(&first.join("app.yaml")), uri(&second.join("app.yaml")));
    let mut params = folder(&first);
    params["capabilities"] = json!({ "workspace": { "configuration": true, "workspaceFolders": true } });
    let mut client = Client::start();
    let off = json!({ "rules": { "unknown-component": "off" } });
    client.configuration = json!({ uri(&first): off });
    client.shake_hands(params).await;
    scanned(&mut client).await;
    client.open(&mine, &application("ghost")).await;
    client
        .open(&theirs, &application("ghost").replace("name: shop", "name: other").replace("-1", "-2"))
        .await;
    client.findings(&mine, |it| codes(it).is_empty()).await;
    // A folder that comes later is asked about as well.
    client.configuration = json!({ uri(&second): off });
    let entry = json!([{ "uri": uri(&second), "name": "second" }]);
    let event = json!({ "event": { "added": entry, "removed": [] } });
    client.notify("workspace/didChangeWorkspaceFolders", event).await;
    client.findings(&mine, |it| codes(it) == ["unknown-component"]).await;
    client
        .replace(&theirs, 2, &application("ghost").replace("name: shop", "name: other").replace("-1", "-2"))
        .await;
    client.findings(&theirs, |it| it["version"] == 2 && codes(it).is_empty()).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn folders_that_come_one_right_behind_the_other_are_all_read() {
    let folders: Vec<_> = (0..4).map(|_| tempfile::tempdir().unwrap()).collect();
    let paths: Vec<_> = folders.iter().map(|it| it.path().canonicalize().unwrap()).collect();
    for (idx, path) in paths.iter().enumerate() {
        fs::write(path.join("web.yaml"), component(&format!("web{idx}"))).unwrap();
    }
    let mut client = Client::initialized(folder(&paths[0])).await;
    for path in &paths[1..] {
        let entry = json!([{ "uri": uri(path), "name": "more" }]);
        let event = json!({ "event": { "added": entry, "removed": [] } });
        client.notify("workspace/didChangeWorkspaceFolders", event).await;
    }
    loop {
        let found = client.request("workspace/symbol", json!({ "query": "web" })).await.unwrap();
        if found.as_array().unwrap().len() == 4 {
            break;
        }
    }
    assert_eq!(client.leave().await, 0);
}

#[tokio::test]
async fn files_and_folders_that_the_editor_makes_renames_and_deletes_are_followed() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    let app = uri(&root.join("app.yaml"));
    // A client that watches files, but says nothing of what its own commands do to folders.
    let mut params = folder(&root);
    params["capabilities"] =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::start();
    let answer = client.shake_hands(params).await;
    let announced = &answer["capabilities"]["workspace"]["fileOperations"]["didRename"]["filters"];
    assert_eq!(announced[1]["pattern"], json!({ "glob": "**", "matches": "folder" }));
    scanned(&mut client).await;
    client.open(&app, &application("web")).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    let (old, new, hidden) = (root.join("parts"), root.join("components"), root.join(".git"));
    fs::create_dir_all(old.join("deep")).unwrap();
    fs::write(old.join("deep/web.yaml"), component("web")).unwrap();
    client.notify("workspace/didCreateFiles", json!({ "files": [{ "uri": uri(&old) }] })).await;
    client.findings(&app, |it| codes(it).is_empty()).await;
    let place = |at: &Value| at[0]["location"]["uri"].as_str().unwrap_or_default().to_owned();
    fs::rename(&old, &new).unwrap();
    let files = json!([{ "oldUri": uri(&old), "newUri": uri(&new) }]);
    client.notify("workspace/didRenameFiles", json!({ "files": files })).await;
    let query = json!({ "query": "web" });
    while place(&client.request("workspace/symbol", query.clone()).await.unwrap())
        != uri(&new.join("deep/web.yaml"))
    {}
    let found = client.request("workspace/symbol", query).await.unwrap();
    assert!(!found.to_string().contains("/parts/"), "{found}");
    fs::rename(&new, &hidden).unwrap();
    client.notify("workspace/didDeleteFiles", json!({ "files": [{ "uri": uri(&new) }] })).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    assert_eq!(client.leave().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_is_moved_outside_of_the_editor_is_seen() {
    let (workspace, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = workspace.path().canonicalize().unwrap();
    let app = uri(&root.join("app.yaml"));
    let parts = outside.path().join("parts");
    fs::create_dir(&parts).unwrap();
    fs::write(parts.join("web.yaml"), component("web")).unwrap();
    let mut client = Client::initialized(folder(&root)).await;
    scanned(&mut client).await;
    client.open(&app, &application("web")).await;
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    fs::rename(&parts, root.join("parts")).unwrap();
    client.findings(&app, |it| codes(it).is_empty()).await;
    fs::rename(root.join("parts"), &parts).unwrap();
    client.findings(&app, |it| codes(it) == ["unknown-component"]).await;
    assert_eq!(client.leave().await, 0);
}
