//! Typing a document gives what opening it gives: every example, character by character, a completion after each.

use std::fs;
use std::path::{Path, PathBuf};

use oam_tests::client::{Client, place};
use serde_json::{Value, json};
use walkdir::WalkDir;

use crate::{folder, uri};

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").canonicalize().unwrap();
    let mut found: Vec<_> = WalkDir::new(folder)
        .into_iter()
        .map(|it| it.unwrap().into_path())
        .filter(|it| it.extension().is_some_and(|it| it == "yaml"))
        .filter(|it| !it.file_name().is_some_and(|it| it == "rendered.yaml" || it == ".oam-ls.yaml"))
        .collect();
    found.sort();
    assert!(found.len() >= 5, "examples are missing: {found:?}");
    found
}

/// The answers that show whether two servers see the same document.
async fn state(client: &mut Client, uri: &str, version: i32) -> Vec<Value> {
    let document = json!({ "textDocument": { "uri": uri } });
    let findings = client.findings(uri, |it| it["version"] == version).await;
    let outline = client.request("textDocument/documentSymbol", document).await.unwrap();
    let hover = client.at("textDocument/hover", uri, 3, 9).await.unwrap();
    let completions = client.at("textDocument/completion", uri, 5, 4).await.unwrap();
    vec![findings["diagnostics"].clone(), outline, hover, completions]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn typing_an_example_ends_in_the_state_of_opening_it() {
    for path in examples() {
        let text = fs::read_to_string(&path).unwrap();
        let uri = uri(&path);
        let root = path.parent().unwrap();

        let mut opener = Client::initialized(folder(root)).await;
        scanned(&mut opener).await;
        opener.open(&uri, &text).await;
        let expected = state(&mut opener, &uri, 1).await;
        assert_eq!(opener.leave().await, 0);

        let mut typist = Client::initialized(folder(root)).await;
        scanned(&mut typist).await;
        typist.open(&uri, "").await;
        let (mut version, mut line, mut character) = (1, 0, 0);
        let mut asked = Vec::new();
        for typed in text.chars() {
            version += 1;
            let at = json!({ "line": line, "character": character });
            typist
                .change(&uri, version, json!([{ "range": { "start": at, "end": at }, "text": typed }]))
                .await;
            (line, character) = if typed == '\n' {
                (line + 1, 0)
            } else {
                (line, character + u32::try_from(typed.len_utf16()).unwrap())
            };
            asked.push(typist.ask("textDocument/completion", place(&uri, line, character)).await);
            if asked.len() == 50 {
                for id in asked.drain(..) {
                    typist.answer(id).await.unwrap_or_else(|it| panic!("{}:{line}: {it}", path.display()));
                }
            }
        }
        for id in asked {
            typist.answer(id).await.unwrap();
        }
        assert_eq!(state(&mut typist, &uri, version).await, expected, "{}", path.display());
        assert_eq!(typist.leave().await, 0);
    }
}

async fn scanned(client: &mut Client) {
    loop {
        let status = json!({ "command": "oam.status", "arguments": [] });
        if client.request("workspace/executeCommand", status).await.unwrap()["indexing"] == false {
            return;
        }
    }
}
