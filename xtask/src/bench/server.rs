//! A language server as a child process, driven over its pipes.
//!
//! It is a small and polite client: it reads everything at once, stamps it with the time of its arrival, and answers what
//! servers ask. What is sent and when is decided by those who measure.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::process;

/// A server to measure.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    /// What figures are called after.
    pub(super) name: String,
    /// The program and its words.
    pub(super) command: Vec<String>,
    /// Answers to `workspace/configuration`, by section.
    pub(super) settings: Value,
    /// Whether it only looks at YAML: then a mistake is one of style.
    pub(super) is_style_only: bool,
}

/// Findings about a file, as they arrived.
pub(super) struct Findings {
    pub(super) at: Instant,
    pub(super) uri: String,
    pub(super) list: Vec<Value>,
}

/// A running server.
pub(super) struct Server {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<(Instant, Vec<u8>)>,
    pub(super) started: Instant,
    pub(super) capabilities: Value,
    /// Findings that nobody has looked at yet.
    pub(super) findings: VecDeque<Findings>,
    settings: Value,
    next_id: u64,
    limit: Duration,
}

impl Server {
    /// Starts one and shakes hands; returns it with the time from the start to the answer, in milliseconds.
    pub(super) fn start(profile: &Profile, root: &Path, limit: Duration) -> Result<(Self, f64), String> {
        let (program, words) = profile.command.split_first().ok_or("no command")?;
        let mut command = Command::new(program);
        command
            .args(words)
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let started = Instant::now();
        let mut child = command.spawn().map_err(|it| format!("`{program}` does not start: {it}"))?;
        let input = child.stdin.take();
        let output = child.stdout.take().ok_or("no output")?;
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            while let Some(body) = read(&mut output) {
                // Understanding it can wait: the next may be there already.
                if sender.send((Instant::now(), body)).is_err() {
                    break;
                }
            }
        });
        let mut server = Self {
            child,
            input,
            messages,
            started,
            capabilities: Value::Null,
            findings: VecDeque::new(),
            settings: profile.settings.clone(),
            next_id: 0,
            limit,
        };
        let uri = uri(root);
        let params = json!({
            "processId": std::process::id(), "rootUri": uri, "workspaceFolders": [{ "uri": uri, "name": "measured" }],
            "capabilities": capabilities(),
        });
        let (at, answer) = server.request("initialize", &params)?;
        server.capabilities = answer.get("capabilities").cloned().unwrap_or_default();
        server.notify("initialized", &json!({}))?;
        server.notify("workspace/didChangeConfiguration", &json!({ "settings": profile.settings }))?;
        let took = milliseconds(started, at);
        Ok((server, took))
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it says that it can do something.
    pub(super) fn offers(&self, capability: &str) -> bool {
        self.capabilities.get(capability).is_some_and(|it| !matches!(it, Value::Null | Value::Bool(false)))
    }

    /// Sends bytes that were made before, so that making them is not measured.
    pub(super) fn send_bytes(&mut self, bytes: &[u8]) -> Result<(), String> {
        let input = self.input.as_mut().ok_or("its input is closed")?;
        input.write_all(bytes).and_then(|()| input.flush()).map_err(|it| format!("it does not listen: {it}"))
    }

    pub(super) fn notify(&mut self, method: &str, params: &Value) -> Result<(), String> {
        self.send_bytes(&notification(method, params))
    }

    /// Sends a request; returns the moment of its answer and the result. An error counts as an answer without a result.
    pub(super) fn request(&mut self, method: &str, params: &Value) -> Result<(Instant, Value), String> {
        let id = self.ask(method, params)?;
        let end = Instant::now() + self.limit;
        loop {
            let (at, mut message) = self.next(end)?.ok_or_else(|| format!("no answer to `{method}`"))?;
            if message.get("id").and_then(Value::as_u64) == Some(id) && message.get("method").is_none() {
                return Ok((at, message.get_mut("result").map(Value::take).unwrap_or_default()));
            }
            self.file(at, message)?;
        }
    }

    /// Sends a request without waiting.
    fn ask(&mut self, method: &str, params: &Value) -> Result<u64, String> {
        self.next_id += 1;
        let mut message = json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method });
        if let (Some(message), false) = (message.as_object_mut(), params.is_null()) {
            message.insert("params".to_owned(), params.clone());
        }
        self.send_bytes(&framed(&message))?;
        Ok(self.next_id)
    }

    /// Waits for findings about a file that are as wanted; `None` when they do not come in time.
    pub(super) fn wait(
        &mut self,
        uri: &str,
        limit: Duration,
        mut wanted: impl FnMut(&[Value]) -> bool,
    ) -> Result<Option<Findings>, String> {
        let end = Instant::now() + limit;
        loop {
            while let Some(it) = self.findings.pop_front() {
                if it.uri == uri && wanted(&it.list) {
                    return Ok(Some(it));
                }
            }
            match self.next(end)? {
                Some((at, message)) => self.file(at, message)?,
                None => return Ok(None),
            }
        }
    }

    /// Waits for findings about a file, and tells of all others that come before; returns when the last of them came.
    pub(super) fn wait_any(
        &mut self,
        uri: &str,
        limit: Duration,
        mut seen: impl FnMut(&str),
    ) -> Result<Option<Instant>, String> {
        let end = Instant::now() + limit;
        loop {
            let mut last = None;
            let mut is_there = false;
            for it in self.findings.drain(..) {
                seen(&it.uri);
                is_there |= it.uri == uri;
                last = Some(it.at);
            }
            if is_there {
                return Ok(last);
            }
            match self.next(end)? {
                Some((at, message)) => self.file(at, message)?,
                None => return Ok(None),
            }
        }
    }

    /// Reads until nothing has come for so long; returns the last findings about a file.
    pub(super) fn settle(&mut self, uri: &str, quiet: Duration) -> Result<Option<Vec<Value>>, String> {
        let end = Instant::now() + self.limit;
        while Instant::now() < end
            && let Some((at, message)) = self.next(Instant::now() + quiet)?
        {
            self.file(at, message)?;
        }
        let mut last = None;
        for it in self.findings.drain(..) {
            if it.uri == uri {
                last = Some(it.list);
            }
        }
        Ok(last)
    }

    /// Says goodbye; returns the time until the process is gone after its answer to `shutdown`, and its exit code.
    pub(super) fn leave(&mut self) -> Result<(f64, i32), String> {
        self.request("shutdown", &Value::Null)?;
        let asked = Instant::now();
        self.notify("exit", &Value::Null)?;
        self.gone(asked)
    }

    /// Ends without `shutdown`: by `exit`, or by closing its input.
    pub(super) fn leave_rudely(&mut self, by_exit: bool) -> Result<(f64, i32), String> {
        let asked = Instant::now();
        if by_exit {
            self.notify("exit", &Value::Null)?;
        } else {
            self.input = None;
        }
        self.gone(asked)
    }

    fn gone(&mut self, asked: Instant) -> Result<(f64, i32), String> {
        while asked.elapsed() < Duration::from_secs(5) {
            if let Some(status) = self.child.try_wait().map_err(|it| it.to_string())? {
                return Ok((asked.elapsed().as_secs_f64() * 1e3, status.code().unwrap_or(-1)));
            }
            thread::sleep(Duration::from_micros(200));
        }
        Err("it is still there after five seconds".to_owned())
    }

    /// The next message; `None` at the given moment.
    fn next(&mut self, end: Instant) -> Result<Option<(Instant, Value)>, String> {
        match self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok((at, body)) => {
                let message = serde_json::from_slice(&body).map_err(|it| format!("no JSON: {it}"))?;
                Ok(Some((at, message)))
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err("it is gone".to_owned()),
        }
    }

    /// Keeps findings, answers questions, drops the rest.
    fn file(&mut self, at: Instant, mut message: Value) -> Result<(), String> {
        let method = message.get("method").and_then(Value::as_str).unwrap_or_default().to_owned();
        if method == "textDocument/publishDiagnostics"
            && let Some(params) = message.get_mut("params")
        {
            let uri = params.get("uri").and_then(Value::as_str).unwrap_or_default().to_owned();
            let list = params.get_mut("diagnostics").map(Value::take);
            let list = list.and_then(|it| if let Value::Array(it) = it { Some(it) } else { None });
            self.findings.push_back(Findings { at, uri, list: list.unwrap_or_default() });
        } else if let (false, Some(id)) = (method.is_empty(), message.get("id").cloned()) {
            let result = self.answer(&method, &message);
            self.send_bytes(&framed(&json!({ "jsonrpc": "2.0", "id": id, "result": result })))?;
        }
        Ok(())
    }

    fn answer(&self, method: &str, message: &Value) -> Value {
        if method != "workspace/configuration" {
            return Value::Null;
        }
        let items = message.pointer("/params/items").and_then(Value::as_array).into_iter().flatten();
        let section = |it: &Value| {
            let name = it.get("section").and_then(Value::as_str).unwrap_or_default();
            self.settings.get(name).cloned().unwrap_or_default()
        };
        items.map(section).collect()
    }

    pub(super) fn memory(&self) -> process::Memory {
        process::memory(self.id())
    }

    pub(super) fn cpu(&self) -> f64 {
        process::cpu(self.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an editor announces, as far as it changes what servers do.
fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8", "utf-16"] },
        "workspace": { "configuration": true, "workspaceFolders": true, "didChangeConfiguration": {}, "symbol": {} },
        "window": { "workDoneProgress": true },
        "textDocument": {
            "synchronization": { "didSave": true },
            "publishDiagnostics": { "relatedInformation": true, "versionSupport": true },
            "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown", "plaintext"],
                "resolveSupport": { "properties": ["documentation", "detail"] } } },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "definition": { "linkSupport": true }, "references": {},
        },
    })
}

/// A message as it goes over the wire.
pub(super) fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

pub(super) fn notification(method: &str, params: &Value) -> Vec<u8> {
    framed(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

/// A path as protocols name it. The paths of measurements hold no characters that need escaping.
pub(super) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// From one moment to another.
pub(super) fn milliseconds(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1e3
}

fn read(input: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut body = vec![0; length?];
    input.read_exact(&mut body).ok()?;
    Some(body)
}
