//! `oam-ls lint` on the disk and the findings in the editor are the same.

use std::fs;
use std::path::Path;
use std::process::Command;

use oam_tests::client::Client;
use oam_tests::program::program;
use serde_json::{Value, json};
use walkdir::WalkDir;

use crate::{application, component, folder, uri};

fn wrong_documents(root: &Path) {
    fs::create_dir(root.join(".git")).unwrap();
    fs::write(root.join("app.yaml"), application("ghost")).unwrap();
    fs::write(root.join("web.yaml"), component("web").replace("image", "imagé")).unwrap();
    fs::write(root.join("broken.yaml"), component("broken").replace("containers:", "containers: [\"😀"))
        .unwrap();
    fs::write(root.join("two.yaml"), format!("{}---\n{}", component("web"), application("web"))).unwrap();
    fs::write(root.join(".oam-ls.yaml"), "platform: rudr\n").unwrap();
}

/// `rule line column severity` of each finding, from 1, columns in characters.
fn linted(root: &Path, file: &str) -> Vec<String> {
    let output =
        Command::new(program()).args(["lint", "--format", "json"]).current_dir(root).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter().filter(|it| it["file"] == file);
    let start = |it: &Value| format!("{} {}", it["range"]["start"]["line"], it["range"]["start"]["column"]);
    findings
        .map(|it| {
            format!("{} {} {}", it["rule"].as_str().unwrap(), start(it), it["severity"].as_str().unwrap())
        })
        .collect()
}

fn shown(published: &Value) -> Vec<String> {
    let severity =
        |it: &Value| ["error", "warning", "info", "hint"][usize::try_from(it.as_u64().unwrap()).unwrap() - 1];
    let one = |it: &Value| {
        let start = &it["range"]["start"];
        let (line, column) = (start["line"].as_u64().unwrap() + 1, start["character"].as_u64().unwrap() + 1);
        format!("{} {line} {column} {}", it["code"].as_str().unwrap(), severity(&it["severity"]))
    };
    published["diagnostics"].as_array().unwrap().iter().map(one).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_linter_and_the_editor_agree() {
    let workspace = tempfile::tempdir().unwrap();
    let root = workspace.path().canonicalize().unwrap();
    wrong_documents(&root);
    let mut params = folder(&root);
    params["capabilities"] = json!({ "general": { "positionEncodings": ["utf-32"] } });
    let mut client = Client::initialized(params).await;
    let mut total = 0;
    for entry in WalkDir::new(&root).min_depth(1).max_depth(1).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".yaml") || name.starts_with('.') {
            continue;
        }
        let expected = linted(&root, &name);
        total += expected.len();
        client.open(&uri(&path), &fs::read_to_string(&path).unwrap()).await;
        client.findings(&uri(&path), |it| shown(it) == expected).await;
    }
    assert!(total >= 4, "the documents are not wrong enough: {total}");
    assert_eq!(client.leave().await, 0);
}
