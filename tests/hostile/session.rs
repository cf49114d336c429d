//! A server as a process, driven line by line. The conversation is not judged here; `tests/lsp/` does that.

use std::io::{BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use oam_tests::program::program;
use oam_tests::protocol::frames::{self, Frame};
use serde_json::{Value, json};

/// A running server.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next_id: i64,
    /// All that it has said.
    pub(crate) said: Vec<Value>,
}

impl Server {
    /// Starts a server.
    pub(crate) fn start() -> Self {
        Self::wrapped(Command::new(program()))
    }

    /// Starts a server by a command to which its arguments are added.
    pub(crate) fn wrapped(mut command: Command) -> Self {
        command
            .args(["serve", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, input, output, next_id: 0, said: Vec::new() }
    }

    /// Goes through the handshake for one folder.
    pub(crate) fn open(&mut self, root: &Path) {
        let folder = json!([{ "uri": uri(root), "name": "w" }]);
        self.request("initialize", json!({ "processId": null, "rootUri": uri(root), "workspaceFolders": folder, "capabilities": {} }));
        self.notify("initialized", json!({}));
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let input = self.input.as_mut().expect("an input");
        frames::write(input, message.to_string().as_bytes()).expect("the server reads");
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and waits for the answer: the whole message.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.until(|it| it["id"] == id && it.get("method").is_none())
    }

    /// Reads until such a message comes.
    pub(crate) fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = frames::read(&mut self.output).expect("a stream").expect("the server is there");
            let Frame::Body(body) = frame else { panic!("no frame: {frame:?}") };
            let message: Value = serde_json::from_slice(&body).expect("JSON");
            if message.get("id").is_some() && message.get("method").is_some() {
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
            }
            self.said.push(message.clone());
            if wanted(&message) {
                return message;
            }
        }
    }

    /// Waits until the workspace is read.
    pub(crate) fn settle(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while self.request("workspace/executeCommand", json!({ "command": "oam.status", "arguments": [] }))["result"]
            ["indexing"]
            != false
        {
            assert!(Instant::now() < deadline, "the workspace is never read");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn open_file(&mut self, path: &Path, text: &str) {
        let document = json!({ "uri": uri(path), "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Says goodbye; returns the exit status and what was logged.
    pub(crate) fn leave(mut self) -> (ExitStatus, String) {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.end()
    }

    /// Closes its input and waits for its end.
    pub(crate) fn end(mut self) -> (ExitStatus, String) {
        drop(self.input.take());
        let mut log = String::new();
        self.child.stderr.take().expect("its log").read_to_string(&mut log).expect("a log");
        (self.child.wait().expect("an end"), log)
    }

    /// Memory that belongs to the process, in kB.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

/// The URI of a path.
pub(crate) fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in path.to_str().expect("UTF-8").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(byte.into()),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

/// Runs the program in a folder; fails if that takes longer than any answer may.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    finish(Command::new(program()).args(arguments).current_dir(folder))
}

/// Runs a command to its end.
pub(crate) fn finish(command: &mut Command) -> (Option<i32>, String, String) {
    let started = Instant::now();
    let output = command.stdin(Stdio::null()).output().expect("the program starts");
    assert!(started.elapsed() < Duration::from_secs(60), "{command:?} took {:?}", started.elapsed());
    let text = |it: Vec<u8>| String::from_utf8(it).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}
