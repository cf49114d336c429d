//! A strict client: it talks to the server over memory, and fails on anything the protocol does not allow.
//!
//! Every message is well framed and goes through the judge of `protocol`, the client's own as well. Waiting is for a message,
//! never for a time, with one deadline against hanging tests.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::protocol::Side;
use crate::protocol::judge::Judge;

const DEADLINE: Duration = Duration::from_secs(30);

/// The longest conversation: one that goes on asking for what never comes ends here.
const LONGEST: Duration = Duration::from_secs(240);

/// A connected client.
pub struct Client {
    input: BufReader<ReadHalf<DuplexStream>>,
    output: WriteHalf<DuplexStream>,
    server: JoinHandle<u8>,
    next_id: i64,
    pending: HashSet<i64>,
    answers: HashMap<i64, Value>,
    /// Notifications that nobody has waited for yet.
    notifications: Vec<Value>,
    /// What the server asked, all of it.
    pub asked: Vec<Value>,
    /// Answers to `workspace/configuration`: to all that is asked, or by the URI of the folder.
    pub configuration: Value,
    /// The answer to `window/showMessageRequest`.
    pub choice: Value,
    /// Whether the client itself may break the protocol, because that is what the test is about.
    pub is_rude: bool,
    /// Whether the server is made to fail, so that internal errors are what it has to answer.
    pub is_saboteur: bool,
    judge: Judge,
    started: Instant,
}

impl Client {
    /// Starts a server and connects to it.
    pub fn start() -> Self {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (input, output) = tokio::io::split(theirs);
        let server = tokio::spawn(oam_lsp::serve(input, output));
        let (input, output) = tokio::io::split(ours);
        Self {
            input: BufReader::new(input),
            output,
            server,
            next_id: 0,
            pending: HashSet::new(),
            answers: HashMap::new(),
            notifications: Vec::new(),
            asked: Vec::new(),
            configuration: Value::Null,
            choice: Value::Null,
            is_rude: false,
            is_saboteur: false,
            judge: Judge::default(),
            started: Instant::now(),
        }
    }

    /// Starts a server for a client that breaks the protocol on purpose; the server still may not.
    pub fn rude() -> Self {
        Self { is_rude: true, ..Self::start() }
    }

    /// Starts a server and goes through the handshake with these parameters of `initialize`; what must be there is added.
    pub async fn initialized(params: Value) -> Self {
        let mut client = Self::start();
        client.shake_hands(params).await;
        client
    }

    /// Goes through the handshake; returns the answer to `initialize`.
    pub async fn shake_hands(&mut self, mut params: Value) -> Value {
        for (member, default) in
            [("processId", Value::Null), ("rootUri", Value::Null), ("capabilities", json!({}))]
        {
            if params.get(member).is_none() {
                params[member] = default;
            }
        }
        let answer = self.request("initialize", params).await.expect("an answer to initialize");
        self.notify("initialized", json!({})).await;
        answer
    }

    /// Sends raw bytes.
    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.output.write_all(bytes).await.expect("the server reads");
    }

    /// Sends a message.
    pub async fn send(&mut self, message: &Value) {
        assert!(self.started.elapsed() < LONGEST, "the conversation does not end");
        self.judge.see(Side::Client, message);
        self.check();
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }

    /// Sends a notification.
    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    /// Sends a request without waiting.
    pub async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.pending.insert(self.next_id);
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params })).await;
        self.next_id
    }

    /// Waits for the answer to a request: its result, or its error.
    pub async fn answer(&mut self, id: i64) -> Result<Value, Value> {
        while !self.answers.contains_key(&id) {
            self.read().await.expect("the server is there");
        }
        let mut answer = self.answers.remove(&id).expect("just seen");
        match answer.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(answer["result"].take()),
        }
    }

    /// Sends a request and waits for its answer.
    pub async fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.ask(method, params).await;
        self.answer(id).await
    }

    /// Waits for the next notification of a kind, and returns its parameters.
    pub async fn notification(&mut self, method: &str) -> Value {
        loop {
            if let Some(idx) = self.notifications.iter().position(|it| it["method"] == method) {
                return self.notifications.remove(idx)["params"].take();
            }
            self.read().await.expect("the server is there");
        }
    }

    /// Waits for findings about a document that satisfy a condition.
    pub async fn findings(&mut self, uri: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let params = self.notification("textDocument/publishDiagnostics").await;
            if params["uri"] == uri && wanted(&params) {
                return params;
            }
        }
    }

    /// Notifications that came and that nobody asked for yet.
    pub fn unread(&self, method: &str) -> usize {
        self.notifications.iter().filter(|it| it["method"] == method).count()
    }

    /// Opens a document.
    pub async fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// Replaces the whole text of a document.
    pub async fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.change(uri, version, json!([{ "text": text }])).await;
    }

    /// Edits a document.
    pub async fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params).await;
    }

    /// Asks about a place.
    pub async fn at(&mut self, method: &str, uri: &str, line: u32, character: u32) -> Result<Value, Value> {
        self.request(method, place(uri, line, character)).await
    }

    /// Says goodbye and waits for the server's end; returns its exit code.
    pub async fn leave(mut self) -> u8 {
        self.request("shutdown", Value::Null).await.expect("an answer to shutdown");
        self.notify("exit", Value::Null).await;
        self.end().await
    }

    /// Waits for the server's end, reading all it still says; returns its exit code.
    pub async fn end(mut self) -> u8 {
        while self.read().await.is_some() {}
        self.judge.finish();
        self.check();
        println!("{} messages judged", self.judge.number());
        assert!(self.pending.is_empty(), "never answered: {:?}", self.pending);
        timeout(DEADLINE, self.server).await.expect("the server ends").expect("the server does not panic")
    }

    /// Closes the server's input without a word, and waits for its end.
    pub async fn hang_up(self) -> u8 {
        let Self { input, mut output, server, .. } = self;
        output.shutdown().await.expect("a stream to close");
        drop((input, output));
        timeout(DEADLINE, server).await.expect("the server ends").expect("the server does not panic")
    }

    /// Reads one message and files it; `None` at the end of the stream.
    async fn read(&mut self) -> Option<()> {
        let message = timeout(DEADLINE, self.read_message()).await.expect("a message in time")?;
        self.judge.see(Side::Server, &message);
        self.check();
        match (message["method"].as_str(), message.get("id")) {
            (Some(method), Some(_)) => {
                self.reply(method, &message).await;
                self.asked.push(message);
            }
            (Some(_), None) => self.notifications.push(message),
            (None, Some(id)) => {
                // The answer to a message that was not one has no id to answer.
                let id = id.as_i64().unwrap_or(0);
                assert!(id == 0 || self.pending.remove(&id), "nobody asked: {message}");
                self.answers.insert(id, message);
            }
            (None, None) => panic!("not a message: {message}"),
        }
        Some(())
    }

    async fn reply(&mut self, method: &str, message: &Value) {
        let result = match method {
            "workspace/configuration" => {
                let items = message["params"]["items"].as_array().expect("a list").iter();
                items.map(|it| self.configuration_of(&it["scopeUri"])).collect()
            }
            "window/showMessageRequest" => self.choice.clone(),
            "window/showDocument" => json!({ "success": true }),
            "workspace/applyEdit" => json!({ "applied": true }),
            _ => Value::Null,
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result })).await;
    }

    fn configuration_of(&self, scope: &Value) -> Value {
        let by_folder = scope.as_str().and_then(|it| self.configuration.get(it));
        by_folder.unwrap_or(&self.configuration).clone()
    }

    /// Fails at the first thing that the protocol does not allow.
    fn check(&self) {
        let is_meant = |it: &str| self.is_saboteur && it.contains("internal error");
        let mut wrong = self.judge.violations.iter().filter(|it| it.side == Side::Server || !self.is_rude);
        let wrong = wrong.find(|it| !is_meant(&it.to_string()));
        if let Some(violation) = wrong {
            panic!("{violation}");
        }
    }

    async fn read_message(&mut self) -> Option<Value> {
        let mut length = None;
        loop {
            let mut line = String::new();
            if self.input.read_line(&mut line).await.expect("a readable stream") == 0 {
                assert_eq!(length, None, "the stream ends within a message");
                return None;
            }
            let line = line.strip_suffix("\r\n").unwrap_or_else(|| panic!("a bad end of line: {line:?}"));
            match line.split_once(": ") {
                Some(("Content-Length", value)) => length = Some(value.parse::<usize>().expect("a length")),
                Some(("Content-Type", _)) => {}
                None if line.is_empty() => break,
                _ => panic!("a strange header: {line:?}"),
            }
        }
        let mut body = vec![0; length.expect("a Content-Length")];
        self.input.read_exact(&mut body).await.expect("a whole body");
        Some(serde_json::from_slice(&body).expect("a JSON body"))
    }
}

/// The parameters that name a place.
pub fn place(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}
