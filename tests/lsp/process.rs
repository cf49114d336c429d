//! The server as a process: exit codes, and an input that is closed or stays open.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use oam_tests::program::program;
use serde_json::{Value, json};

fn start() -> Child {
    let mut command = Command::new(program());
    command.args(["serve", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

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
