//! Judging a conversation between a client and a server: every message both ways, against the protocol's own meta model.
//!
//! [`judge`] knows the rules of order and ids, [`meta`] the types, [`texts`] the documents as they were sent; what types
//! cannot say (announced capabilities, places inside of documents, edits that do not overlap) is in `values`, `places` and the
//! files for single features. Whether an answer is
//! right about OAM is no business of theirs.

pub mod frames;
pub mod judge;
pub mod meta;
pub mod sample;
pub mod texts;
mod answers;
mod places;
mod progress;
mod reading;
mod tokens;
mod values;

use serde_json::Value;

/// Who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The editor.
    Client,
    /// The program under test.
    Server,
}

impl Side {
    /// The one that answers.
    pub fn other(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }

    /// Its name in a recording.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

/// A message that the protocol does not allow.
#[derive(Clone, Debug)]
pub struct Violation {
    /// Who sent it.
    pub side: Side,
    /// Which message of the conversation it is, from 1.
    pub number: usize,
    /// Its method, or that of the request it answers.
    pub method: String,
    /// The member that is wrong.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { side, number, method, path, message } = self;
        write!(f, "message {number}, {} {method} {path}: {message}", side.name())
    }
}

/// The member at a path of names with dots between them.
pub(crate) fn dig<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, name| value.get(name).unwrap_or(&Value::Null))
}

/// Whether a capability is announced: `true`, or an object.
pub(crate) fn is_announced(capability: &Value) -> bool {
    !matches!(capability, Value::Null | Value::Bool(false))
}
