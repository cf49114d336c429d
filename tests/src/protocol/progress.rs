//! Tokens of progress: who made them, what may be said under them, and when that ends.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::protocol::Side;
use crate::protocol::meta::meta;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Created,
    Begun,
    Ended,
}

#[derive(Clone, Debug)]
enum Token {
    Work(Stage),
    Partial(Value),
}

/// Tokens that are known.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    tokens: HashMap<String, Token>,
}

impl Progress {
    /// A request or notification; what is wrong with it.
    pub(crate) fn see_call(&mut self, side: Side, method: &str, params: &Value) -> Vec<String> {
        match (side, method) {
            (Side::Server, "window/workDoneProgress/create") => {
                self.tokens.insert(params["token"].to_string(), Token::Work(Stage::Created));
            }
            (Side::Server, "$/progress") => return self.say(params),
            (Side::Client, _) => {
                if let Some(token) = params.get("workDoneToken") {
                    self.tokens.insert(token.to_string(), Token::Work(Stage::Created));
                }
                let partial = meta().method(method).and_then(|it| it.get("partialResult"));
                if let (Some(token), Some(kind)) = (params.get("partialResultToken"), partial) {
                    self.tokens.insert(token.to_string(), Token::Partial(kind.clone()));
                }
            }
            (Side::Server, _) => {}
        }
        Vec::new()
    }

    /// An answer ends the tokens that came with the request.
    pub(crate) fn see_answer(&mut self, side: Side, params: &Value) {
        if side == Side::Server {
            for member in ["workDoneToken", "partialResultToken"] {
                if let Some(token) = params.get(member) {
                    self.tokens.remove(&token.to_string());
                }
            }
        }
    }

    /// The type of what may be said under a token.
    pub(crate) fn kind(&self, token: &Value) -> Option<Value> {
        let work = || {
            let names = ["WorkDoneProgressBegin", "WorkDoneProgressReport", "WorkDoneProgressEnd"];
            json!({ "kind": "or", "items": names.map(|it| json!({ "kind": "reference", "name": it })) })
        };
        match self.tokens.get(&token.to_string())? {
            Token::Work(_) => Some(work()),
            Token::Partial(kind) => Some(kind.clone()),
        }
    }

    fn say(&mut self, params: &Value) -> Vec<String> {
        let token = &params["token"];
        let Some(known) = self.tokens.get_mut(&token.to_string()) else {
            return vec![format!("nobody has made the token {token}, or its request is answered")];
        };
        let Token::Work(stage) = known else { return Vec::new() };
        let (expected, next) = match params["value"]["kind"].as_str() {
            Some("begin") => (Stage::Created, Stage::Begun),
            Some("report") => (Stage::Begun, Stage::Begun),
            Some("end") => (Stage::Begun, Stage::Ended),
            _ => return Vec::new(),
        };
        let is_in_order = *stage == expected;
        *stage = next;
        if is_in_order { Vec::new() } else { vec![format!("progress out of order: {params}")] }
    }
}
