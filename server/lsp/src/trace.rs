//! `$/logTrace`: what the server did with each request, for clients that want to know.
//!
//! It never holds an answer back, and costs nothing while the client wants no trace.

use std::time::Instant;

use tower_lsp::Client;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::ls_types::LogTraceParams;
use tower_lsp::ls_types::notification::LogTrace;

use crate::session::Trace;

/// Whether the client wants to hear of a request.
pub(crate) fn is_traced(trace: Trace, request: &Request) -> bool {
    trace != Trace::Off && request.id().is_some()
}

/// The answer, with a line about it to the client.
pub(crate) async fn traced<E>(
    answer: impl Future<Output = Result<Option<Response>, E>>,
    method: String,
    detail: Trace,
    client: Client,
) -> Result<Option<Response>, E> {
    let started = Instant::now();
    let answer = answer.await?;
    let outcome = match answer.as_ref().and_then(Response::error) {
        Some(error) => format!("refused with {}", error.code.code()),
        None => "answered".to_owned(),
    };
    let message = format!("{method}: {outcome} after {:.1} ms", started.elapsed().as_secs_f64() * 1000.0);
    let verbose = (detail == Trace::Verbose).then(|| words(answer.as_ref()));
    tokio::spawn(
        async move { client.send_notification::<LogTrace>(LogTraceParams { message, verbose }).await },
    );
    Ok(answer)
}

fn words(answer: Option<&Response>) -> String {
    let error = answer.and_then(Response::error).map(|it| it.message.to_string());
    let result = || answer.and_then(Response::result).map(ToString::to_string).unwrap_or_default();
    error.unwrap_or_else(result)
}
