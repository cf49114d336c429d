//! Panics stay where they happen: a mistake of ours costs one piece of work, and the server goes on.
//!
//! Requests that compute something are contained by `run`; this is for all that happens around them. What a panic says is
//! not repeated anywhere, for it may hold text of the user.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use tower_lsp::jsonrpc::{Id, Response};

use crate::run::failed;

/// Does some work; a panic is logged, and there is no result.
pub(crate) fn or_log<T>(what: &str, work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| tracing::error!(what, "failed; please report it")).ok()
}

/// The answer to a request, which is an error when making it panics.
pub(crate) struct Answered<F> {
    inner: Option<Pin<Box<F>>>,
    method: String,
    id: Option<Id>,
}

impl<F> Answered<F> {
    pub(crate) fn new(inner: F, method: &str, id: Option<Id>) -> Self {
        Self { inner: Some(Box::pin(inner)), method: method.to_owned(), id }
    }
}

impl<E, F: Future<Output = Result<Option<Response>, E>>> Future for Answered<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(inner) = &mut self.inner else { return Poll::Ready(Ok(None)) };
        let polled: Result<_, Box<dyn Any + Send>> =
            catch_unwind(AssertUnwindSafe(|| inner.as_mut().poll(context)));
        polled.unwrap_or_else(|_| {
            // What panicked is not looked at again.
            self.inner = None;
            tracing::error!(method = self.method, "a request failed; please report it");
            Poll::Ready(Ok(self.id.take().map(|id| Response::from_error(id, failed(&self.method)))))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::future::poll_fn;
    use std::task::Waker;

    use super::*;

    type Answer = Result<Option<Response>, Infallible>;

    fn now(future: impl Future<Output = Answer> + Unpin) -> Option<Response> {
        let mut future = future;
        let mut context = Context::from_waker(Waker::noop());
        match Pin::new(&mut future).poll(&mut context) {
            Poll::Ready(Ok(it)) => it,
            Poll::Pending => panic!("it is ready at once"),
        }
    }

    #[test]
    fn a_panic_becomes_an_error_without_its_words() {
        let panics = poll_fn(|_| -> Poll<Answer> { panic!("secret") });
        let answer = now(Answered::new(panics, "x/y", Some(Id::Number(7)))).unwrap();
        assert_eq!(answer.id(), &Id::Number(7));
        assert_eq!(answer.error().unwrap().message, "`x/y` failed");
        let panics = poll_fn(|_| -> Poll<Answer> { panic!("secret") });
        assert!(now(Answered::new(panics, "x/y", None)).is_none(), "a notification has no answer");
    }

    #[test]
    fn other_work_goes_on() {
        assert_eq!(or_log("test", || -> i32 { panic!("secret") }), None);
        assert_eq!(or_log("test", || 1), Some(1));
    }
}
