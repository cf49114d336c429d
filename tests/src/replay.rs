//! Recorded conversations of real editors, made small and portable: what the client said, in order, without what a replay cannot repeat.
//!
//! The folder of the workspace becomes [`ROOT`]. Only messages of the client are kept, with the answers to
//! `workspace/configuration`. It does not judge; that is `protocol`'s business.

use std::collections::HashSet;

use serde_json::{Value, json};

/// Stands for the folder of the workspace, without `file://`.
pub const ROOT: &str = "/WORKSPACE";

/// What depends on the moment: a replay asks one thing after the other, and gives nothing up.
const LEFT_OUT: [&str; 4] = ["$/cancelRequest", "workspace/diagnostic", "shutdown", "exit"];

/// What may make another answer of the same question.
const CHANGES: [&str; 6] = [
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didClose",
    "textDocument/didSave",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWatchedFiles",
];

/// The lines of a recording (`from`, `message`) as those of a session: `method`, `params`, `isRequest`, or `configuration`.
///
/// # Errors
/// A line that is not JSON, or a recording that does not begin with `initialize`.
pub fn portable(recording: &str) -> Result<String, String> {
    let entries: Vec<Value> = recording
        .lines()
        .map(|it| serde_json::from_str(it).map_err(|it| it.to_string()))
        .collect::<Result<_, _>>()?;
    let first = entries.first().map(|it| &it["message"]["params"]);
    let root = first.and_then(|it| it["rootUri"].as_str()?.strip_prefix("file://"));
    let root = root.ok_or("the recording does not begin with an `initialize` that names a folder")?;
    let mut asked_configuration = HashSet::new();
    let mut seen = HashSet::new();
    let mut session = String::new();
    for entry in &entries {
        let message = &entry["message"];
        let is_client = entry["from"] == "client";
        let kept = match (is_client, message["method"].as_str()) {
            (false, Some("workspace/configuration")) => {
                asked_configuration.insert(message["id"].to_string());
                continue;
            }
            (true, None) if asked_configuration.contains(&message["id"].to_string()) => {
                json!({ "configuration": message["result"][0] })
            }
            (true, Some(method)) if !LEFT_OUT.contains(&method) => {
                if CHANGES.contains(&method) {
                    seen.clear();
                }
                let mut params = message["params"].clone();
                if method == "initialize" {
                    params["processId"] = Value::Null;
                }
                let is_request = message.get("id").is_some();
                json!({ "method": method, "params": params, "isRequest": is_request })
            }
            _ => continue,
        };
        let mut kept = kept;
        forget_program(&mut kept);
        let line = kept.to_string().replace(root, ROOT);
        // The same question about the same texts has the same answer.
        if kept["isRequest"] == false || seen.insert(line.clone()) {
            session += &line;
            session.push('\n');
        }
    }
    Ok(session)
}

/// Where the server was installed is nobody's business.
fn forget_program(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if map.get("server").is_some_and(|it| it.get("path").is_some()) {
                map.shift_remove("server");
            }
            map.values_mut().for_each(forget_program);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_program),
        _ => {}
    }
}
