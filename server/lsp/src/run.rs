//! Running computations: off the protocol's task, on the state of the request's moment, with panics contained.
//!
//! Handlers do nothing else. A request that was cancelled before its turn is not computed at all; one that is cancelled
//! while it is computed is left at the next check (`oam_model::cancel`). So is one that has taken long when its document
//! changes: the client will ask again for the text it shows now. And so is one that takes longer than anybody waits.
//!
//! A panic ends the one request. The log names the feature and the shape of the document, never its text.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use oam_model::cancel;
use oam_model::workspace::FileId;
use tokio::task_local;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::session::Snapshot;

/// A computation that has taken so long is worth leaving when its document changes.
pub(crate) const LONG: Duration = Duration::from_secs(1);

/// The longest that anything may take.
pub(crate) const BUDGET: Duration = Duration::from_secs(30);

/// The protocol's `RequestFailed`.
const REQUEST_FAILED: i64 = -32803;

task_local! {
    /// The state that a request sees: that of the moment it was read from the wire.
    pub(crate) static MOMENT: Moment;
}

/// When a request was read.
#[derive(Clone)]
pub(crate) struct Moment {
    /// The state at that moment.
    pub(crate) snapshot: Snapshot,
    /// The document that it is about, if there is one and it is open.
    pub(crate) document: Option<Edits>,
    /// The file that it is about, if there is one and it is known.
    pub(crate) file: Option<FileId>,
}

/// How often a document has been edited: now, and at the moment that counts.
#[derive(Clone)]
pub(crate) struct Edits {
    now: Arc<AtomicU64>,
    then: u64,
}

impl Edits {
    /// A mark at this moment.
    pub(crate) fn mark(counter: &Arc<AtomicU64>) -> Self {
        Self { now: Arc::clone(counter), then: counter.load(Ordering::Relaxed) }
    }

    /// Whether both are marks of the same text.
    pub(crate) fn is_of_same_text(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.now, &other.now) && self.then == other.then
    }

    /// Whether the document was edited since.
    pub(crate) fn is_outdated(&self) -> bool {
        self.now.load(Ordering::Relaxed) != self.then
    }
}

/// Computes an answer on the blocking pool.
pub(crate) async fn run<T: Send + 'static>(
    method: &'static str,
    work: impl FnOnce(&Snapshot) -> T + Send + 'static,
) -> Result<T> {
    let Ok(Moment { snapshot, document, file }) = MOMENT.try_with(Clone::clone) else {
        return Err(Error::internal_error());
    };
    let guard = CancelOnDrop(Arc::new(AtomicBool::new(false)));
    let cancelled = Arc::clone(&guard.0);
    let workspace = snapshot.workspace.clone();
    let task = tokio::task::spawn_blocking(move || {
        let _span = tracing::debug_span!("request", method).entered();
        if cancelled.load(Ordering::Relaxed) {
            return Err(Error::request_cancelled());
        }
        let started = Instant::now();
        let is_void = move || {
            cancelled.load(Ordering::Relaxed)
                || document.as_ref().is_some_and(|it| it.is_outdated() && started.elapsed() > LONG)
                || started.elapsed() > BUDGET
        };
        // Nobody reads the answer to a cancelled request, so what was left was left for the document, or for good.
        let left = |_| if started.elapsed() > BUDGET { overdue(method) } else { Error::content_modified() };
        cancel::scope(is_void, || work(&snapshot)).map_err(left)
    });
    task.await.unwrap_or_else(|_| {
        let document = file.map(|it| oam_ide::shape(&workspace, it)).unwrap_or_default();
        tracing::error!(method, document, "a request failed; please report it");
        Err(failed(method))
    })
}

/// The answer to a request that was ended by a mistake of ours.
pub(crate) fn failed(method: &str) -> Error {
    Error { message: format!("`{method}` failed").into(), ..Error::internal_error() }
}

fn overdue(method: &str) -> Error {
    tracing::warn!(method, "a request was given up");
    let message = format!("`{method}` takes longer than {} seconds", BUDGET.as_secs()).into();
    Error { code: ErrorCode::from(REQUEST_FAILED), message, data: None }
}

/// Dropped with the handler's future, which is what a cancellation does.
struct CancelOnDrop(Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
