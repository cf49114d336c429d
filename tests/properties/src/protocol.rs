//! The protocol: whatever a client sends, the server answers in well-formed messages, no request twice, and ends.
//!
//! An input with a header in it is sent as it is. Of any other each line is the body of a message. Paths are moved to a place
//! where no file is, so that no input makes the server read the disk.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Builder;
use tokio::time::timeout;

/// How long the server may take to end once its input has.
const END: Duration = Duration::from_secs(20);

pub(crate) fn check(data: &[u8]) {
    let runtime =
        Builder::new_current_thread().enable_time().max_blocking_threads(2).build().expect("a thread");
    let bytes = bytes(data);
    let said = runtime.block_on(async {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (input, output) = tokio::io::split(theirs);
        let server = tokio::spawn(oam_lsp::serve(input, output));
        let (mut input, mut output) = tokio::io::split(ours);
        let sends = tokio::spawn(async move {
            // A server that has left does not read on.
            let _ = output.write_all(&bytes).await;
            let _ = output.shutdown().await;
        });
        let mut said = Vec::new();
        let reads = input.read_to_end(&mut said);
        timeout(END, reads).await.expect("the server ends").expect("a stream");
        sends.abort();
        server.await.expect("the server does not fall over");
        said
    });
    runtime.shutdown_background();
    judge(&said);
}

fn bytes(data: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(data);
    let is_raw = text.to_ascii_lowercase().contains("content-length");
    let nowhere = |it: &str| it.replace("file:///", "file:///nowhere-at-all/");
    if is_raw {
        // Lengths stay right only where no path is moved.
        if text.contains("file:") { nowhere(&text).into_bytes() } else { data.to_vec() }
    } else {
        let bodies = text.lines().map(nowhere);
        bodies.flat_map(|it| format!("Content-Length: {}\r\n\r\n{it}", it.len()).into_bytes()).collect()
    }
}

/// All that the server has said: messages, one behind the other, and no answer twice unless the question came twice.
fn judge(said: &[u8]) {
    let mut rest = said;
    let mut asked = BTreeSet::new();
    while !rest.is_empty() {
        let end = rest.windows(4).position(|it| it == b"\r\n\r\n").expect("the end of a header");
        let header = std::str::from_utf8(&rest[..end]).expect("a header is text");
        let length = header.strip_prefix("Content-Length: ").expect("a length").parse::<usize>();
        let body = &rest[end + 4..][..length.expect("a number")];
        rest = &rest[end + 4 + body.len()..];
        let message: Value = serde_json::from_slice(body).expect("a body is JSON");
        assert_eq!(message["jsonrpc"], "2.0");
        match (message.get("method"), message.get("id")) {
            (Some(method), Some(id)) => {
                assert!(method.is_string() && asked.insert(id.to_string()), "asked twice: {message}");
            }
            (Some(method), None) => assert!(method.is_string(), "{message}"),
            (None, Some(_)) => {
                let has_one = message.get("result").is_some() != message.get("error").is_some();
                assert!(has_one, "a result or an error: {message}");
                assert_ne!(message["error"]["code"], -32603, "a mistake of ours: {message}");
            }
            (None, None) => panic!("no message: {message}"),
        }
    }
}
