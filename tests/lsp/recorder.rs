//! `lsp-recorder`, the program that stands between real editors and the server: it changes nothing and misses nothing.

use std::fs;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use oam_tests::program::program;
use oam_tests::protocol::frames::{self, Frame};
use serde_json::{Value, json};

fn record(folder: &Path, server: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lsp-recorder"));
    command.arg("--").args(server).env("RECORD", folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the recorder starts")
}

fn files(folder: &Path, extension: &str) -> Vec<String> {
    let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    all.filter(|it| it.extension().is_some_and(|it| it == extension))
        .map(|it| fs::read_to_string(it).unwrap())
        .collect()
}

fn initialize() -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params":
        { "processId": null, "rootUri": null, "capabilities": {} } })
}

fn send(input: &mut impl Write, message: &Value) {
    frames::write(&mut *input, message.to_string().as_bytes()).unwrap();
}

#[test]
fn a_conversation_goes_through_unchanged_and_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = record(folder.path(), &[program().to_str().unwrap(), "serve", "--stdio"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut read = || match frames::read(&mut output).unwrap() {
        Some(Frame::Body(body)) => serde_json::from_slice::<Value>(&body).unwrap(),
        other => panic!("{other:?}"),
    };
    send(&mut input, &initialize());
    assert_eq!(read()["result"]["serverInfo"]["name"], "oam-ls");
    send(&mut input, &json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    // A slip of the client: it counts, but not as one of the server's.
    send(&mut input, &json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown", "params": null, "more": 1 }));
    assert_eq!(read()["result"], Value::Null);
    let so_far = files(folder.path(), "report");
    assert_eq!(so_far.len(), 1, "the report is there before the end");
    send(&mut input, &json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let report = files(folder.path(), "report").concat();
    assert!(report.ends_with("6 messages, 0 violations of the server, 1 of the client\n"), "{report}");
    assert_eq!(files(folder.path(), "jsonl").concat().lines().count(), 6);
}

#[cfg(unix)]
#[test]
fn a_server_that_breaks_the_protocol_is_told_and_its_exit_code_passed_on() {
    let folder = tempfile::tempdir().unwrap();
    let answer = r#"{"jsonrpc":"2.0","id":1,"result":{}}"#;
    let script = format!(
        "printf 'Content-Length: {}\\r\\n\\r\\n%s' '{answer}'; printf 'oops\\n'; exit 7",
        answer.len()
    );
    let mut child = record(folder.path(), &["sh", "-c", &script]);
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(7));
    assert!(said.ends_with(&format!("{answer}oops\n")), "{said}");
    let report = files(folder.path(), "report").concat();
    for expected in ["nobody has asked", "oops"] {
        let found = report.lines().any(|it| it.starts_with("server: ") && it.contains(expected));
        assert!(found, "{expected}: {report}");
    }
    let recording = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().path());
    let recording = recording.into_iter().find(|it| it.extension().is_some_and(|it| it == "jsonl")).unwrap();
    let again =
        Command::new(env!("CARGO_BIN_EXE_lsp-recorder")).arg("--replay").arg(recording).output().unwrap();
    assert_eq!((again.status.code(), String::from_utf8(again.stdout).unwrap()), (Some(1), report));
}
