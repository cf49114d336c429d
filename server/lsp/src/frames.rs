//! The outermost layer: bytes of the client into well-formed messages.
//!
//! The framework ends the session at the first body that is not JSON, and at a header in lower case. Here headers are
//! read as other protocols read them, and a body that cannot be a message is replaced by a private notification,
//! [`MALFORMED`], which `ordered` answers with the right error. Contents are not looked at.

use std::borrow::Cow;
use std::io;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

/// The notification that stands for a body that is not a message.
pub(crate) const MALFORMED: &str = "$/oam-ls/malformed";

/// Longest message that is accepted.
const MAX_BODY_BYTES: u64 = 256 * 1024 * 1024;

/// Longest header line that is accepted.
const MAX_HEADER_BYTES: u64 = 8 * 1024;

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;

/// Copies messages until the input ends.
pub(crate) async fn forward(input: impl AsyncRead + Unpin, mut output: impl AsyncWrite + Unpin) {
    let mut input = BufReader::with_capacity(64 * 1024, input);
    while let Ok(Some(body)) = read_body(&mut input).await {
        let body = checked(body);
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        if output.write_all(header.as_bytes()).await.is_err() || output.write_all(&body).await.is_err() {
            return;
        }
    }
}

/// The next body; `None` at the end of the input.
async fn read_body(input: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let Some(length) = read_header(input).await? else { return Ok(None) };
    if length > MAX_BODY_BYTES {
        tokio::io::copy(&mut input.take(length), &mut tokio::io::sink()).await?;
        return Ok(Some(Vec::new()));
    }
    let mut body = vec![0; usize::try_from(length).unwrap_or_default()];
    input.read_exact(&mut body).await?;
    Ok(Some(body))
}

/// Reads lines up to the blank one behind a `Content-Length`; whatever else stands there is skipped.
async fn read_header(input: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if (&mut *input).take(MAX_HEADER_BYTES).read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        match (line.trim().split_once(':'), length) {
            (Some((name, value)), _) if name.trim().eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok().or(length);
            }
            (None, Some(length)) if line.trim().is_empty() => return Ok(Some(length)),
            _ => {}
        }
    }
}

/// What must be right about a message before the framework may see it.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    jsonrpc: Option<Cow<'a, str>>,
    #[serde(borrow)]
    method: Option<Cow<'a, str>>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "present")]
    result: bool,
    error: Option<IgnoredAny>,
}

/// Whether a member is there at all, be it `null`.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

fn checked(body: Vec<u8>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&body) else { return malformed(PARSE_ERROR, "null") };
    let envelope = match serde_json::from_str::<Envelope<'_>>(text) {
        Ok(it) => it,
        Err(error) if error.is_data() => return malformed(INVALID_REQUEST, "null"),
        Err(_) => return malformed(PARSE_ERROR, "null"),
    };
    let id = envelope.id.map(RawValue::get);
    let is_id = id.is_none_or(|it| it == "null" || it.starts_with('"') || it.parse::<i64>().is_ok());
    if envelope.jsonrpc.as_deref() != Some("2.0") || !is_id {
        return malformed(INVALID_REQUEST, if is_id { id.unwrap_or("null") } else { "null" });
    }
    match (envelope.method, id) {
        (Some(_), _) => body,
        (None, Some(_)) if envelope.result || envelope.error.is_some() => body,
        // A client that answers with nothing means `null`.
        (None, Some(id)) => format!(r#"{{"jsonrpc":"2.0","id":{id},"result":null}}"#).into_bytes(),
        (None, None) => malformed(INVALID_REQUEST, "null"),
    }
}

fn malformed(code: i64, id: &str) -> Vec<u8> {
    format!(r#"{{"jsonrpc":"2.0","method":"{MALFORMED}","params":{{"code":{code},"id":{id}}}}}"#).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(input: &[u8]) -> Vec<String> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut output = Vec::new();
            forward(input, &mut output).await;
            let text = String::from_utf8(output).unwrap();
            text.split("Content-Length: ")
                .skip(1)
                .map(|it| it.split_once("\r\n\r\n").unwrap().1.to_owned())
                .collect()
        })
    }

    fn checked_text(body: &str) -> String {
        String::from_utf8(checked(body.as_bytes().to_vec())).unwrap()
    }

    const NOTE: &str = r#"{"jsonrpc":"2.0","method":"x"}"#;

    #[test]
    fn headers_are_read_in_any_spelling() {
        for header in [
            "Content-Length: 30\r\n\r\n",
            "content-length:30\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
            "noise\n\nCONTENT-LENGTH : 30\n\n",
        ] {
            assert_eq!(after(format!("{header}{NOTE}").as_bytes()), [NOTE], "{header:?}");
        }
    }

    #[test]
    fn an_input_that_ends_within_a_message_just_ends() {
        assert_eq!(after(b"Content-Length: 40\r\n\r\n{}"), Vec::<String>::new());
        assert_eq!(after(b"Content-Le"), Vec::<String>::new());
    }

    #[test]
    fn bodies_that_are_no_messages_become_errors() {
        for (body, code, id) in [
            ("{", PARSE_ERROR, "null"),
            ("", PARSE_ERROR, "null"),
            ("[]", INVALID_REQUEST, "null"),
            ("17", INVALID_REQUEST, "null"),
            ("{}", INVALID_REQUEST, "null"),
            (r#"{"jsonrpc":"2.0"}"#, INVALID_REQUEST, "null"),
            (r#"{"method":"x","id":4}"#, INVALID_REQUEST, "4"),
            (r#"{"jsonrpc":"2.0","method":"x","id":1.5}"#, INVALID_REQUEST, "null"),
        ] {
            assert_eq!(checked_text(body), String::from_utf8(malformed(code, id)).unwrap(), "{body}");
        }
    }

    #[test]
    fn messages_stay_as_they_are() {
        for body in [
            NOTE,
            r#"{"jsonrpc":"2.0","id":"a","method":"x","params":null}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":null}"#,
            r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}}"#,
        ] {
            assert_eq!(checked_text(body), body);
        }
    }

    #[test]
    fn an_answer_without_result_means_null() {
        assert_eq!(checked_text(r#"{"jsonrpc":"2.0","id":7}"#), r#"{"jsonrpc":"2.0","id":7,"result":null}"#);
    }
}
