//! Previews as documents: `workspace/textDocumentContent`, for clients that show documents which only the server has.
//!
//! The name of such a document is the request: `oam-rendered:/shop.yaml?uri=…&app=…&target=…&namespace=…`. Rendering is the
//! business of `ext`; here is the way to and from names, and who has to be told when a text changes.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Response;
use tower_lsp::ls_types::request::Request;

use crate::capabilities::ClientFacts;
use crate::convert::from_proto::percent_decoded;
use crate::ext;
use crate::session::Snapshot;

/// The scheme of the documents' names.
pub(crate) const SCHEME: &str = "oam-rendered";

/// The method that asks for a text.
pub(crate) const METHOD: &str = "workspace/textDocumentContent";

/// How many documents are followed. Clients do not say when one is closed, so the eldest are forgotten.
const MAX_SHOWN: usize = 8;

/// The parameters of [`METHOD`].
#[derive(Debug, Deserialize)]
pub(crate) struct TextDocumentContentParams {
    pub(crate) uri: String,
}

/// The answer to [`METHOD`].
#[derive(Debug, Serialize)]
pub(crate) struct TextDocumentContentResult {
    pub(crate) text: String,
}

/// Tells the client that a text has changed; younger than the framework's types.
pub(crate) enum TextDocumentContentRefresh {}

impl Request for TextDocumentContentRefresh {
    type Params = Value;
    type Result = Value;
    const METHOD: &'static str = "workspace/textDocumentContent/refresh";
}

/// Adds the announcement to the answer to `initialize`, where the client knows what it means.
pub(crate) fn announce(answer: Response, facts: &ClientFacts) -> Response {
    if !facts.can.text_content {
        return answer;
    }
    let (id, body) = answer.into_parts();
    let body = body.map(|mut result| {
        let workspace = result.pointer_mut("/capabilities/workspace").and_then(Value::as_object_mut);
        if let Some(workspace) = workspace {
            workspace.insert("textDocumentContent".to_owned(), json!({ "schemes": [SCHEME] }));
        }
        result
    });
    Response::from_parts(id, body)
}

/// The name of the document that holds a preview.
pub(crate) fn name_of(app: &str, members: &[(&str, &str)]) -> String {
    let mut name = format!("{SCHEME}:/{}.yaml", encoded(app));
    for (idx, (key, value)) in members.iter().enumerate() {
        let separator = if idx == 0 { '?' } else { '&' };
        let _ = write!(name, "{separator}{key}={}", encoded(value));
    }
    name
}

/// The argument of `oam.preview` that a name stands for; `None` for a name that is none of ours.
fn argument(name: &str) -> Option<Value> {
    let (_, query) = name.strip_prefix(SCHEME)?.strip_prefix(':')?.split_once('?')?;
    let members = query.split('&').filter_map(|it| it.split_once('='));
    let members = members.filter(|(key, _)| ["uri", "app", "target", "namespace"].contains(key));
    Some(members.map(|(key, value)| (key.to_owned(), json!(percent_decoded(value)))).collect())
}

/// The text of a document; an error says what is wrong with its name.
pub(crate) fn text(name: &str, snapshot: &Snapshot) -> Result<String, String> {
    let argument = argument(name).ok_or_else(|| format!("`{name}` is not the name of a preview"))?;
    let params = serde_json::from_value(argument).map_err(|it| it.to_string())?;
    let answer = ext::preview(params, snapshot)?;
    let previews = answer.get("previews").and_then(Value::as_array).into_iter().flatten();
    let texts: Vec<_> = previews.filter_map(|it| it.get("text")?.as_str()).collect();
    Ok(if texts.is_empty() { "# there is no such application\n".to_owned() } else { texts.join("---\n") })
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The documents that the client has asked for lately, with a mark of the text that it got.
#[derive(Debug, Default)]
pub(crate) struct Shown(Mutex<VecDeque<(String, u64)>>);

impl Shown {
    /// Remembers what was shown.
    pub(crate) fn remember(&self, name: &str, text: &str) {
        let mut list = self.lock();
        list.retain(|(it, _)| it != name);
        list.push_back((name.to_owned(), mark(text)));
        while list.len() > MAX_SHOWN {
            list.pop_front();
        }
    }

    /// The names of documents whose text is another by now.
    pub(crate) fn outdated(&self, snapshot: &Snapshot) -> Vec<String> {
        let list = self.lock().clone();
        let mut outdated = Vec::new();
        for (name, before) in list {
            let Ok(now) = text(&name, snapshot) else { continue };
            if mark(&now) != before {
                self.remember(&name, &now);
                outdated.push(name);
            }
        }
        outdated
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, u64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn mark(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_back_to_what_it_was_made_of() {
        let name = name_of("shöp", &[("uri", "file:///w/a b.yaml?x=1&y"), ("target", "rudr")]);
        assert_eq!(
            name,
            "oam-rendered:/sh%C3%B6p.yaml?uri=file%3A%2F%2F%2Fw%2Fa%20b.yaml%3Fx%3D1%26y&target=rudr"
        );
        let expected = json!({ "uri": "file:///w/a b.yaml?x=1&y", "target": "rudr" });
        assert_eq!(argument(&name), Some(expected));
        assert_eq!(argument("file:///w/a.yaml"), None);
    }
}
