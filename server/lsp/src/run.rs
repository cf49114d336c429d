//! Running computations: off the protocol's task, on the state of the request's moment, with panics contained.
//!
//! Handlers do nothing else. A request that was cancelled before its turn is not computed at all; one that is cancelled
//! while it is computed is left at the next check (`oam_model::cancel`). So is one that has taken long when its document
//! changes: the client will ask again for the text it shows now.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use oam_model::cancel;
use tokio::task_local;
use tower_lsp::jsonrpc::{Error, Result};

use crate::session::Snapshot;

/// A computation that has taken so long is worth leaving when its document changes.
pub(crate) const LONG: Duration = Duration::from_secs(1);

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
    let Ok(Moment { snapshot, document }) = MOMENT.try_with(Clone::clone) else {
        return Err(Error::internal_error());
    };
    let guard = CancelOnDrop(Arc::new(AtomicBool::new(false)));
    let cancelled = Arc::clone(&guard.0);
    let task = tokio::task::spawn_blocking(move || {
        let _span = tracing::debug_span!("request", method).entered();
        if cancelled.load(Ordering::Relaxed) {
            return Err(Error::request_cancelled());
        }
        let started = Instant::now();
        let is_void = move || {
            cancelled.load(Ordering::Relaxed)
                || document.as_ref().is_some_and(|it| it.is_outdated() && started.elapsed() > LONG)
        };
        // Nobody reads the answer to a cancelled request, so what was left was left for the document.
        cancel::scope(is_void, || work(&snapshot)).map_err(|_| Error::content_modified())
    });
    task.await.unwrap_or_else(|_| {
        tracing::error!(method, "the request failed; please report it with the document it was about");
        Err(Error { message: format!("`{method}` failed").into(), ..Error::internal_error() })
    })
}

/// Dropped with the handler's future, which is what a cancellation does.
struct CancelOnDrop(Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
