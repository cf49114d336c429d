//! The rules of a conversation: types, ids, order, announced capabilities.
//!
//! Feed it every message in the order in which it went over the wire. It never stops at a wrong message; it collects.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use crate::protocol::meta::meta;
use crate::protocol::progress::Progress;
use crate::protocol::texts::{Text, Texts};
use crate::protocol::tokens::Tokens;
use crate::protocol::{Side, Violation, dig, is_announced};

/// What a server may send before it has answered `initialize`.
const BEFORE_INITIALIZE: [&str; 4] =
    ["window/showMessage", "window/logMessage", "telemetry/event", "window/showMessageRequest"];

/// How far the conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Nothing,
    Initializing,
    Running,
    ShutDown,
    /// The client has said `exit`, after `shutdown` was answered.
    Over,
}

/// A request without an answer so far.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) method: String,
    pub(crate) params: Value,
    /// The texts of all open documents, at its moment.
    pub(crate) open: HashMap<String, Text>,
    /// Whether it was asked after `shutdown`, or is a second one.
    pub(crate) is_late: bool,
}

impl Pending {
    /// The document that it is about.
    pub(crate) fn uri(&self) -> &str {
        let item = || self.params.pointer("/item/uri");
        self.params.pointer("/textDocument/uri").or_else(item).and_then(Value::as_str).unwrap_or_default()
    }

    /// The text of that document.
    pub(crate) fn text(&self) -> Option<&Text> {
        self.open.get(self.uri())
    }
}

/// Sees a conversation and says what is wrong with it.
pub struct Judge {
    phase: Phase,
    has_left: bool,
    number: usize,
    pending: HashMap<(Side, String), Pending>,
    answered: HashSet<(Side, String)>,
    progress: Progress,
    pub(crate) client: Value,
    pub(crate) server: Value,
    pub(crate) texts: Texts,
    pub(crate) encoding: String,
    pub(crate) tokens: Tokens,
    traces: bool,
    registered: HashMap<String, String>,
    /// Methods that may be used beyond the protocol.
    private: Vec<String>,
    /// All that was wrong so far.
    pub violations: Vec<Violation>,
}

impl Default for Judge {
    fn default() -> Self {
        Self {
            phase: Phase::Nothing,
            has_left: false,
            number: 0,
            pending: HashMap::new(),
            answered: HashSet::new(),
            progress: Progress::default(),
            client: Value::Null,
            server: Value::Null,
            texts: Texts::default(),
            encoding: "utf-16".to_owned(),
            tokens: Tokens::default(),
            traces: false,
            registered: HashMap::new(),
            private: Vec::new(),
            violations: Vec::new(),
        }
    }
}

impl Judge {
    /// How many messages it has seen.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Whether the client has announced a capability.
    pub(crate) fn can(&self, path: &str) -> bool {
        is_announced(dig(&self.client, path))
    }

    /// Whether the client has listed a word under a capability.
    pub(crate) fn lists(&self, path: &str, word: &Value) -> bool {
        dig(&self.client, path).as_array().is_some_and(|it| it.contains(word))
    }

    /// Adds a violation.
    pub(crate) fn report(&mut self, side: Side, method: &str, path: &str, message: impl Into<String>) {
        let (method, path, message) = (method.to_owned(), path.to_owned(), message.into());
        self.violations.push(Violation { side, number: self.number, method, path, message });
    }

    /// Something that is not even a message.
    pub fn see_broken(&mut self, side: Side, what: &str) {
        self.number += 1;
        self.report(side, "?", "$", format!("not a message: {what}"));
    }

    /// The next message.
    pub fn see(&mut self, side: Side, message: &Value) {
        self.number += 1;
        if message["jsonrpc"] != "2.0" {
            self.report(side, "?", "$.jsonrpc", "must be \"2.0\"");
        }
        match (message["method"].as_str(), message.get("id")) {
            (Some(method), id) => self.see_call(side, method, id, message),
            (None, Some(id)) => self.see_answer(side, id, message),
            (None, None) => self.report(side, "?", "$", "neither a method nor an id"),
        }
    }

    /// The client reads no more.
    pub fn client_left(&mut self) {
        self.has_left = true;
    }

    /// The end of the conversation: whatever is pending is never answered, which a client that left before `shutdown` was
    /// answered cannot complain about, nor one that asked after it and said `exit` or left.
    pub fn finish(&mut self) {
        if self.has_left && !matches!(self.phase, Phase::ShutDown | Phase::Over) {
            return self.pending.clear();
        }
        let mut left: Vec<_> = self.pending.drain().collect();
        left.sort_by(|a, b| a.0.1.cmp(&b.0.1));
        for ((side, id), pending) in left {
            let is_given_up = pending.is_late && (self.phase == Phase::Over || self.has_left);
            if side == Side::Client && !is_given_up {
                self.report(Side::Server, &pending.method, "$.id", format!("request {id} is never answered"));
            }
        }
    }

    fn members(&mut self, side: Side, method: &str, message: &Value, known: &[&str]) {
        for member in message.as_object().into_iter().flatten().map(|it| it.0) {
            if !known.contains(&member.as_str()) {
                self.report(side, method, &format!("$.{member}"), "no such member in a message");
            }
        }
    }

    fn see_call(&mut self, side: Side, method: &str, id: Option<&Value>, message: &Value) {
        self.members(side, method, message, &["jsonrpc", "id", "method", "params"]);
        let params = message.get("params").cloned().unwrap_or_default();
        self.check_order(side, method, id.is_some());
        match meta().method(method) {
            Some(model) => {
                let way = if side == Side::Client { "clientToServer" } else { "serverToClient" };
                if model["messageDirection"] != way && model["messageDirection"] != "both" {
                    self.report(side, method, "$.method", "goes the other way only");
                }
                if id.is_some() != meta().is_request(method) {
                    self.report(side, method, "$.id", "requests have an id, notifications have none");
                }
                match model.get("params") {
                    Some(kind) => self.check(side, method, &params, kind, "$.params"),
                    None if params.is_null() || params == json!({}) || params == json!([]) => {}
                    None => self.report(side, method, "$.params", "no parameters expected"),
                }
                if side == Side::Server {
                    self.check_announced(method, model);
                }
            }
            None if method.starts_with("$/") && id.is_none() => {}
            None if self.private.iter().any(|it| it == method) => {}
            None => self.report(side, method, "$.method", "not in the protocol"),
        }
        if let Some(id) = id {
            if !(id.is_i64() || id.is_string()) {
                self.report(side, method, "$.id", "must be an integer or a string");
            }
            let open = self.texts.all_newest();
            if side == Side::Client && self.phase == Phase::Over {
                // Nobody is there to answer.
                return;
            }
            // Some clients say goodbye twice before they hear an answer.
            let is_again = method == "shutdown" && self.pending.values().any(|it| it.method == method);
            let is_late = self.phase == Phase::ShutDown || is_again;
            let pending = Pending { method: method.to_owned(), params: params.clone(), open, is_late };
            if self.pending.insert((side, id.to_string()), pending).is_some() {
                self.report(side, method, "$.id", format!("{id} is still in use"));
            }
        }
        for problem in self.progress.see_call(side, method, &params) {
            self.report(side, method, "$.params", problem);
        }
        self.remember(side, method, &params);
    }

    fn check_order(&mut self, side: Side, method: &str, is_request: bool) {
        let problem = match (side, self.phase) {
            (Side::Server, Phase::Nothing | Phase::Initializing) if !BEFORE_INITIALIZE.contains(&method) => {
                Some("the server speaks before it has answered `initialize`")
            }
            (Side::Server, Phase::ShutDown | Phase::Over) if is_request => {
                Some("the server asks after `shutdown`")
            }
            (Side::Client, Phase::Nothing) if !matches!(method, "initialize" | "exit") => {
                Some("the client speaks before `initialize`")
            }
            (Side::Client, Phase::Initializing) if method != "exit" && method != "$/cancelRequest" => {
                Some("the client speaks before `initialize` is answered")
            }
            (Side::Client, Phase::Running) if method == "initialize" => Some("a second `initialize`"),
            (Side::Client, Phase::Over) => Some("the client speaks after `exit`"),
            (Side::Client, Phase::ShutDown) if is_request => Some("the client asks after `shutdown`"),
            _ => None,
        };
        if let Some(problem) = problem {
            self.report(side, method, "$.method", problem);
        }
    }

    /// A server may ask only for what the client can do.
    fn check_announced(&mut self, method: &str, model: &Value) {
        let capability = match method {
            "workspace/codeLens/refresh" => Some("workspace.codeLens.refreshSupport"),
            "workspace/textDocumentContent/refresh" => Some("workspace.textDocumentContent"),
            // Every client shows messages and takes findings.
            "window/showMessage" | "window/showMessageRequest" | "textDocument/publishDiagnostics" => None,
            _ => model["clientCapability"].as_str(),
        };
        if let Some(capability) = capability
            && !self.can(capability)
        {
            self.report(
                Side::Server,
                method,
                "$.method",
                format!("the client has not announced {capability}"),
            );
        }
        if method == "$/logTrace" && !self.traces {
            self.report(Side::Server, method, "$.method", "the client wants no trace");
        }
    }

    fn remember(&mut self, side: Side, method: &str, params: &Value) {
        let document = &params["textDocument"];
        let uri = document["uri"].as_str().unwrap_or_default();
        let version = document["version"].as_i64().unwrap_or_default();
        match (side, method) {
            (Side::Client, "exit") if self.phase == Phase::ShutDown => self.phase = Phase::Over,
            (Side::Client, "initialize") if self.phase == Phase::Nothing => {
                self.phase = Phase::Initializing;
                self.client = params["capabilities"].clone();
                self.traces = matches!(params["trace"].as_str(), Some("messages" | "compact" | "verbose"));
                // Ours, and only for those who ask.
                if params["initializationOptions"]["previewChanged"] == true {
                    self.private.push("oam/previewChanged".to_owned());
                }
            }
            (Side::Client, "$/setTrace") => self.traces = params["value"] != "off",
            (Side::Client, "textDocument/didOpen") => {
                let text = document["text"].as_str().unwrap_or_default();
                if !self.texts.open(uri, version, text) {
                    self.report(side, method, "$.params.textDocument", "the document is open already");
                }
            }
            (Side::Client, "textDocument/didClose") => {
                if !self.texts.close(uri) {
                    self.report(side, method, "$.params.textDocument", "the document is not open");
                }
            }
            (Side::Client, "textDocument/didChange") => {
                let changes = params["contentChanges"].as_array().cloned().unwrap_or_default();
                if let Err(problem) = self.texts.change(uri, version, &changes, &self.encoding) {
                    self.report(side, method, "$.params", problem);
                }
            }
            (Side::Server, "client/registerCapability") => self.check_registrations(params),
            (Side::Server, "client/unregisterCapability") => {
                for it in params["unregisterations"].as_array().into_iter().flatten() {
                    if self.registered.remove(it["id"].as_str().unwrap_or_default()).is_none() {
                        self.report(side, method, "$.params", format!("{it} is not registered"));
                    }
                }
            }
            (Side::Server, _) => self.check_call_values(method, params),
            (Side::Client, _) => {}
        }
    }

    fn check_registrations(&mut self, params: &Value) {
        for it in params["registrations"].as_array().into_iter().flatten() {
            let method = it["method"].as_str().unwrap_or_default();
            let model = meta().methods().map(|(name, _)| name).find_map(|name| {
                let model = meta().method(name)?;
                (name == method || model["registrationMethod"] == method).then_some(model)
            });
            let Some(model) = model else {
                self.report(Side::Server, method, "$.params", "nothing can be registered for it");
                continue;
            };
            if let Some(kind) = model.get("registrationOptions") {
                self.check(Side::Server, method, &it["registerOptions"], kind, "$.registerOptions");
            }
            let capability = model["clientCapability"].as_str().map_or_else(
                || method.replace('/', "."),
                |it| it.split('.').take(2).collect::<Vec<_>>().join("."),
            );
            if !self.can(&format!("{capability}.dynamicRegistration")) {
                let problem = format!("the client has not announced {capability}.dynamicRegistration");
                self.report(Side::Server, method, "$.params", problem);
            }
            let id = it["id"].as_str().unwrap_or_default().to_owned();
            if self.registered.insert(id, method.to_owned()).is_some() {
                self.report(Side::Server, method, "$.params", "the id is registered already");
            }
        }
    }

    fn see_answer(&mut self, side: Side, id: &Value, message: &Value) {
        let key = (side.other(), id.to_string());
        let Some(pending) = self.pending.remove(&key) else {
            let code = message.pointer("/error/code").and_then(Value::as_i64);
            if id.is_null() && matches!(code, Some(-32700 | -32600)) {
                return;
            }
            let problem = if self.answered.contains(&key) { "answered twice" } else { "nobody has asked" };
            return self.report(side, "?", "$.id", format!("{problem}: {id}"));
        };
        self.answered.insert(key);
        let method = pending.method.clone();
        self.members(side, &method, message, &["jsonrpc", "id", "result", "error"]);
        match (message.get("result"), message.get("error")) {
            (Some(result), None) => self.see_result(side, &pending, result),
            (None, Some(error)) => {
                if !error["code"].is_i64() || !error["message"].is_string() {
                    self.report(side, &method, "$.error", "needs a code and a message");
                } else if error["code"] == -32603 {
                    self.report(side, &method, "$.error", format!("internal error: {}", error["message"]));
                }
            }
            _ => self.report(side, &method, "$", "exactly one of result and error is needed"),
        }
        self.progress.see_answer(side, &pending.params);
    }

    fn see_result(&mut self, side: Side, pending: &Pending, result: &Value) {
        let method = pending.method.as_str();
        if let Some(kind) = meta().method(method).and_then(|it| it.get("result")) {
            self.check(side, method, result, kind, "$.result");
        }
        match (side, method) {
            (Side::Server, "initialize") => {
                self.phase = Phase::Running;
                self.server = result["capabilities"].clone();
                let chosen = self.server["positionEncoding"].as_str().unwrap_or("utf-16").to_owned();
                let offered = dig(&self.client, "general.positionEncodings");
                if chosen != "utf-16" && !offered.as_array().is_some_and(|it| it.contains(&json!(chosen))) {
                    self.report(side, method, "$.result", format!("{chosen} was not offered"));
                }
                self.encoding = chosen;
            }
            (Side::Server, "shutdown") => self.phase = Phase::ShutDown,
            (Side::Server, _) => self.check_values(pending, result),
            (Side::Client, _) => {}
        }
    }

    fn check(&mut self, side: Side, method: &str, value: &Value, kind: &Value, path: &str) {
        for problem in meta().check(value, kind, path) {
            self.report(side, method, &problem.path, problem.message);
        }
    }

    /// Checks a value of the protocol that the message itself does not type, as that of a progress is.
    pub(crate) fn check_as(&mut self, method: &str, value: &Value, kind: &Value, path: &str) {
        self.check(Side::Server, method, value, kind, path);
    }

    /// The type of a progress' value, by its token.
    pub(crate) fn progress_kind(&self, token: &Value) -> Option<Value> {
        self.progress.kind(token)
    }
}
