//! The server as a process: exit codes, and an input that is closed or stays open.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use oam_tests::program::program;
use oam_tests::protocol::Side;
use oam_tests::protocol::frames::{self, Frame};
use oam_tests::protocol::judge::Judge;
use serde_json::{Value, json};

fn start() -> Child {
    let mut command = Command::new(program());
    command.args(["serve", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// How long a server may stay when its editor has left. Machines that run many tests at once get a little more.
const SOON: Duration = Duration::from_secs(if cfg!(debug_assertions) { 3 } else { 1 });

/// The exit code, once the process has ended; a process that hangs is a failure.
fn exit_code(child: &mut Child) -> Option<i32> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return status.code();
        }
        if Instant::now() > deadline {
            let _ = child.kill();
            panic!("the server does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Judges what the server said, as if all had been sent before; the client here does not wait for answers.
fn judge(sent: &[u8], said: &[u8]) {
    let mut judge = Judge::default();
    for (side, mut bytes) in [(Side::Client, sent), (Side::Server, said)] {
        while let Some(frame) = frames::read(&mut bytes).unwrap() {
            match frame {
                Frame::Body(body) => judge.see(side, &serde_json::from_slice(&body).unwrap()),
                Frame::Stray(text) => judge.see_broken(side, &text),
            }
        }
    }
    judge.finish();
    let wrong: Vec<_> = judge.violations.iter().filter(|it| it.side == Side::Server).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn message(body: &Value) -> Vec<u8> {
    let body = body.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn session(methods: &[&str]) -> Vec<u8> {
    let message_of = |(idx, method): (usize, &&str)| match *method {
        "exit" | "initialized" => message(&json!({ "jsonrpc": "2.0", "method": method, "params": {} })),
        _ => message(
            &json!({ "jsonrpc": "2.0", "id": idx, "method": method, "params": { "capabilities": {} } }),
        ),
    };
    methods.iter().enumerate().flat_map(message_of).collect()
}

#[test]
fn exit_ends_the_process_though_its_input_stays_open() {
    for (methods, code) in [
        (&["initialize", "initialized", "shutdown", "exit"][..], 0),
        (&["initialize", "initialized", "exit"][..], 1),
        (&["exit"][..], 1),
    ] {
        let mut child = start();
        let mut input = child.stdin.take().unwrap();
        input.write_all(&session(methods)).unwrap();
        assert_eq!(exit_code(&mut child), Some(code), "{methods:?}");
        drop(input);
        let mut said = String::new();
        child.stdout.unwrap().read_to_string(&mut said).unwrap();
        judge(&session(methods), said.as_bytes());
        assert_eq!(
            said.matches("\"id\":").count(),
            methods.iter().filter(|it| !matches!(**it, "exit" | "initialized")).count()
        );
        let mut logged = String::new();
        child.stderr.unwrap().read_to_string(&mut logged).unwrap();
        assert_eq!(logged, "");
    }
}

#[test]
fn a_closed_input_ends_the_process() {
    for (methods, code) in
        [(&["initialize", "initialized"][..], 1), (&["initialize", "shutdown"][..], 0), (&[][..], 1)]
    {
        let mut child = start();
        child.stdin.take().unwrap().write_all(&session(methods)).unwrap();
        assert_eq!(exit_code(&mut child), Some(code), "{methods:?}");
    }
}

/// A session that is busy with a document of many parts when it ends.
fn busy_session(last: &[&str]) -> Vec<u8> {
    let text = vec![crate::component("web"); 20_000].join("---\n");
    let document =
        json!({ "uri": "file:///process/long.yaml", "languageId": "yaml", "version": 1, "text": text });
    let open = json!({ "textDocument": document });
    let ask = json!({ "textDocument": { "uri": "file:///process/long.yaml" } });
    let mut bytes = session(&["initialize", "initialized"]);
    bytes.extend(message(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": open })));
    for id in 10..20 {
        let ask =
            json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": ask });
        bytes.extend(message(&ask));
    }
    bytes.extend(session(last));
    bytes
}

#[test]
fn a_busy_server_ends_soon_after_its_editor_has_left() {
    for (last, closes, code) in [
        (&["exit"][..], false, 1),
        (&["shutdown", "exit"][..], false, 0),
        (&[][..], true, 1),
        (&["shutdown"][..], true, 0),
    ] {
        let leave = || {
            let mut child = start();
            // Nobody reads what it says any more.
            let mut input = child.stdin.take().unwrap();
            input.write_all(&busy_session(last)).unwrap();
            let left = Instant::now();
            let input = (!closes).then_some(input);
            assert_eq!(exit_code(&mut child), Some(code), "{last:?}");
            drop(input);
            left.elapsed()
        };
        // A machine that is busy itself may be late once; a server that finishes its work first is late every time.
        assert!((0..3).any(|_| leave() < SOON), "{last:?} took longer than {SOON:?}, three times");
    }
}

/// CPU time of a process so far, in ticks of the clock.
#[cfg(target_os = "linux")]
fn ticks(child: &Child) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("a process");
    let fields = stat.rsplit(')').next().expect("fields behind the name");
    fields.split_whitespace().skip(11).take(2).map(|it| it.parse::<u64>().expect("a number")).sum()
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_that_nobody_asks_does_nothing() {
    let mut child = start();
    let mut input = child.stdin.take().unwrap();
    input.write_all(&session(&["initialize", "initialized"])).unwrap();
    let text = crate::component("web");
    let document =
        json!({ "uri": "file:///process/web.yaml", "languageId": "yaml", "version": 1, "text": text });
    let open = json!({ "textDocument": document });
    input
        .write_all(&message(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": open })))
        .unwrap();
    // What the opening costs is over at some time; from then on nothing may happen.
    std::thread::sleep(Duration::from_secs(2));
    let mut spent = (0..5).map(|_| {
        let before = ticks(&child);
        std::thread::sleep(Duration::from_secs(3));
        ticks(&child) - before
    });
    assert!(spent.any(|it| it == 0), "it computes though nobody asks");
    drop(input);
    exit_code(&mut child);
}

#[cfg(unix)]
#[test]
fn a_server_ends_soon_after_its_editor_has_died() {
    let mut editor = Command::new("sleep").arg("60").spawn().unwrap();
    let params = json!({ "processId": editor.id(), "rootUri": null, "capabilities": {} });
    let mut child = start();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all(&message(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params })))
        .unwrap();
    input.write_all(&message(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }))).unwrap();
    std::thread::sleep(Duration::from_millis(700));
    assert!(child.try_wait().unwrap().is_none(), "the editor is there, and so is the server");
    editor.kill().unwrap();
    editor.wait().unwrap();
    let died = Instant::now();
    assert_eq!(exit_code(&mut child), Some(1));
    assert!(died.elapsed() < SOON, "it took {:?}", died.elapsed());
    drop(input);
}
