//! Order: the state changes as messages are read, and a request sees the state of its place on the wire.
//!
//! The framework calls its service in wire order and then polls the handlers in any order. So everything that changes
//! state happens in [`Ordered::call`], synchronously; the handlers for such messages are never reached. A request's
//! future carries the snapshot taken at its call. Three rules follow: nothing that changes state is `async`; no handler
//! waits for an answer of the client; heavy work goes through `run`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use serde_json::{Value, json};
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use crate::convert::from_proto;
use crate::frames::MALFORMED;
use crate::run::SNAPSHOT;
use crate::session::{Event, Session};

/// The service around the framework's.
pub(crate) struct Ordered<S> {
    inner: S,
    session: Session,
}

type Answer<E> = Pin<Box<dyn Future<Output = Result<Option<Response>, E>> + Send>>;

impl<S> Ordered<S> {
    pub(crate) fn new(inner: S, session: Session) -> Self {
        Self { inner, session }
    }

    /// A panic while a change is applied loses that change, not the server.
    fn apply(&self, event: Event) {
        if catch_unwind(AssertUnwindSafe(|| self.session.apply(event))).is_err() {
            tracing::error!("a change could not be applied; please report it");
        }
    }
}

impl<S> Service<Request> for Ordered<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = Answer<S::Error>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let request = match request.method() {
            MALFORMED => {
                let answer = answer_malformed(request.params());
                return Box::pin(async { Ok(Some(answer)) });
            }
            "initialize" => {
                self.apply(Event::Initialize(request.params().cloned().unwrap_or_default()));
                lenient(request)
            }
            "shutdown" => {
                self.apply(Event::Shutdown);
                without_params(request)
            }
            "exit" => without_params(request),
            method if from_proto::changes_state(method) => {
                match from_proto::event(method, request.params()) {
                    Some(event) => self.apply(event),
                    // The client wants to be asked for its settings: that is the handler's business.
                    None if method == "workspace/didChangeConfiguration" => {
                        return Box::pin(self.inner.call(request));
                    }
                    None => tracing::warn!(method, "ignored a notification with odd parameters"),
                }
                return Box::pin(async { Ok(None) });
            }
            _ => request,
        };
        let snapshot = self.session.snapshot();
        Box::pin(SNAPSHOT.scope(snapshot, self.inner.call(request)))
    }
}

fn answer_malformed(params: Option<&Value>) -> Response {
    let member = |name| params.and_then(|it| it.get(name)).cloned().unwrap_or_default();
    let code = member("code").as_i64().unwrap_or(-32700);
    let id = serde_json::from_value::<Id>(member("id")).unwrap_or(Id::Null);
    let code = ErrorCode::from(code);
    let message = code.description().into();
    Response::from_error(id, Error { code, message, data: None })
}

/// `initialize` as the framework reads it. Everything of interest was read before, leniently; here it must not fail.
fn lenient(request: Request) -> Request {
    with_params(request, Some(json!({ "capabilities": {} })))
}

/// Some clients send `{}` or `null` where the protocol has no parameters.
fn without_params(request: Request) -> Request {
    with_params(request, None)
}

fn with_params(request: Request, params: Option<Value>) -> Request {
    let (method, id, _) = request.into_parts();
    let mut builder = Request::build(method);
    if let Some(params) = params {
        builder = builder.params(params);
    }
    if let Some(id) = id {
        builder = builder.id(id);
    }
    builder.finish()
}
