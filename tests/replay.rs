//! Recorded sessions of real editors, played again: each question gets the answer that stands in the `.expect` beside it.
//!
//! A session (`replay/NAME.jsonl`) is what an editor said about a copy of `clients/workspace`; see `oam_tests::replay`. The next message is
//! sent when the last is answered, so that answers do not depend on the moment. Findings that the server sends by itself do,
//! and are left out; they are looked at in `lsp/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oam_tests::client::Client;
use oam_tests::expect::expect_file;
use oam_tests::replay::ROOT;
use serde_json::{Map, Value, json};

fn sessions() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("replay");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<_> = files.filter(|it| it.extension().is_some_and(|it| it == "jsonl")).collect();
    files.sort();
    files
}

/// A copy of the workspace; the name of its folder, as it stands in a URI.
fn workspace() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients/workspace");
    for entry in fs::read_dir(source).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let root = folder.path().canonicalize().unwrap().to_str().unwrap().to_owned();
    (folder, root)
}

/// The same value with its members sorted, and with what is long and looked at elsewhere told in one character.
fn normalised(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            // Some have no order of their own: edits by document, for one.
            let sorted: BTreeMap<_, _> =
                map.into_iter().map(|(name, it)| (name.clone(), short(&name, it))).collect();
            sorted.into_iter().collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.into_iter().map(normalised).collect(),
        other => other,
    }
}

fn short(name: &str, value: Value) -> Value {
    let is_picture = matches!(name, "svg" | "mermaid") && value.as_str().is_some_and(|it| !it.is_empty());
    if is_picture { json!("…") } else { normalised(value) }
}

/// Waits until all files are read: before that answers depend on the moment.
async fn indexed(client: &mut Client) {
    let status = json!({ "command": "oam.status", "arguments": [] });
    while client.request("workspace/executeCommand", status.clone()).await.unwrap()["indexing"] == true {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

/// Plays a session; returns the answers and how many there are.
async fn play(session: &str) -> (String, usize) {
    let (folder, root) = workspace();
    let (mut said, mut count) = (String::new(), 0);
    let entries: Vec<Value> =
        session.replace(ROOT, &root).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    // Editors break the protocol in small things; the server must not.
    let mut client = Client::rude();
    if let Some(configuration) = entries.iter().find_map(|it| it.get("configuration")) {
        client.configuration = configuration.clone();
    }
    for entry in entries {
        let Some(method) = entry["method"].as_str() else { continue };
        let params = entry["params"].clone();
        if entry["isRequest"] == false {
            client.notify(method, params).await;
            if method == "initialized" {
                indexed(&mut client).await;
            }
            continue;
        }
        let asked = if method == "initialize" { Value::Null } else { params.clone() };
        let (sign, answer) = match client.request(method, params).await {
            Ok(answer) => ("=", answer),
            Err(error) => ("!", error),
        };
        said += &format!("{method} {}\n  {sign} {}\n", normalised(asked), normalised(answer));
        count += 1;
    }
    assert_eq!(client.leave().await, 0);
    drop(folder);
    (said.replace(&root, ROOT), count)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recorded_sessions_get_the_same_answers() {
    let sessions = sessions();
    assert!(sessions.len() >= 3, "{sessions:?}");
    for path in sessions {
        let session = fs::read_to_string(&path).unwrap();
        assert!(!session.contains("/tmp/") && !session.contains("/root"), "{}: not portable", path.display());
        let (said, count) = play(&session).await;
        assert!(count >= 8, "{}: {count} questions only", path.display());
        println!("{}: {count} questions", path.display());
        expect_file(&path.with_extension("expect"), &said);
    }
}

#[test]
fn a_recording_becomes_portable() {
    let line = |from: &str, message: Value| json!({ "from": from, "message": message }).to_string();
    let recording = [
        line(
            "client",
            json!({ "id": 1, "method": "initialize", "params": { "processId": 7, "rootUri": "file:///tmp/x" } }),
        ),
        line("server", json!({ "id": 1, "result": {} })),
        line("server", json!({ "id": 0, "method": "workspace/configuration", "params": { "items": [{}] } })),
        line("client", json!({ "id": 0, "result": [{ "platform": "rudr", "server": { "path": "/x" } }] })),
        line(
            "client",
            json!({ "id": 2, "method": "textDocument/hover", "params": { "uri": "file:///tmp/x/a" } }),
        ),
        line(
            "client",
            json!({ "id": 3, "method": "textDocument/hover", "params": { "uri": "file:///tmp/x/a" } }),
        ),
        line("client", json!({ "method": "$/cancelRequest", "params": { "id": 3 } })),
        line("client", json!({ "method": "textDocument/didChange", "params": {} })),
        line(
            "client",
            json!({ "id": 4, "method": "textDocument/hover", "params": { "uri": "file:///tmp/x/a" } }),
        ),
    ];
    let session = oam_tests::replay::portable(&recording.join("\n")).unwrap();
    let hover = r#"{"method":"textDocument/hover","params":{"uri":"file:///WORKSPACE/a"},"isRequest":true}"#;
    let lines: Vec<_> = session.lines().collect();
    assert_eq!(lines.len(), 5, "{session}");
    assert_eq!(
        lines[0],
        r#"{"method":"initialize","params":{"processId":null,"rootUri":"file:///WORKSPACE"},"isRequest":true}"#
    );
    assert_eq!(lines[1], r#"{"configuration":{"platform":"rudr"}}"#);
    assert_eq!((lines[2], lines[4]), (hover, hover));
    assert!(oam_tests::replay::portable("{}").is_err());
}
