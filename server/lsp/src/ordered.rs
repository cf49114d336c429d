//! Order: the state changes as messages are read, and a request sees the state of its place on the wire.
//!
//! The framework calls its service in wire order and then polls the handlers in any order. So everything that changes
//! state happens in [`Ordered::call`], synchronously; the handlers for such messages are never reached. A request's
//! future carries the snapshot taken at its call. Three rules follow: nothing that changes state is `async`; no handler
//! waits for an answer of the client; heavy work goes through `run`.

use std::pin::Pin;
use std::task::{Context, Poll};

use serde_json::{Value, json};
use tower::Service;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use crate::convert::from_proto;
use crate::frames::MALFORMED;
use crate::run::MOMENT;
use crate::session::{Event, Session};
use crate::{contained, content, lifeline, trace};

/// The service around the framework's.
pub(crate) struct Ordered<S> {
    inner: S,
    session: Session,
    client: Client,
}

type Answer<E> = Pin<Box<dyn Future<Output = Result<Option<Response>, E>> + Send>>;

impl<S> Ordered<S> {
    pub(crate) fn new(inner: S, session: Session, client: Client) -> Self {
        Self { inner, session, client }
    }

    /// A panic while a change is applied loses that change, not the server.
    fn apply(&self, event: Event) {
        contained::or_log("applying a change", || self.session.apply(event));
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
                let params = request.params().cloned().unwrap_or_default();
                lifeline::watch(&params, &self.session);
                self.apply(Event::Initialize(params));
                let answer = self.inner.call(lenient(request));
                let facts = self.session.client();
                return Box::pin(async move { Ok(answer.await?.map(|it| content::announce(it, &facts))) });
            }
            "shutdown" => {
                self.apply(Event::Shutdown);
                without_params(request)
            }
            "exit" => {
                self.session.leave();
                without_params(request)
            }
            method if from_proto::changes_state(method) => {
                let event = contained::or_log(method, || from_proto::event(method, request.params()));
                match event.flatten() {
                    Some(event) => self.apply(event),
                    // The client wants to be asked for its settings: that is the handler's business.
                    None if method == "workspace/didChangeConfiguration" => {}
                    None => tracing::warn!(method, "ignored a notification with odd parameters"),
                }
                if asks_again(method) {
                    return Box::pin(self.inner.call(request));
                }
                return Box::pin(async { Ok(None) });
            }
            _ => request,
        };
        let moment = self.session.snapshot().moment(request.params());
        let detail = moment.snapshot.trace;
        let traced = trace::is_traced(detail, &request);
        let (method, id) = (request.method().to_owned(), request.id().cloned());
        let answer = contained::Answered::new(MOMENT.scope(moment, self.inner.call(request)), &method, id);
        if traced {
            return Box::pin(trace::traced(answer, method, detail, self.client.clone()));
        }
        Box::pin(answer)
    }
}

/// Changes after which the client is asked for its settings: that is the handlers' business.
fn asks_again(method: &str) -> bool {
    matches!(method, "workspace/didChangeConfiguration" | "workspace/didChangeWorkspaceFolders")
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
