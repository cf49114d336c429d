//! Running computations: off the protocol's task, on the state of the request's moment, with panics contained.
//!
//! Handlers do nothing else. A request that was cancelled before its turn is not computed at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task_local;
use tower_lsp::jsonrpc::{Error, Result};

use crate::session::Snapshot;

task_local! {
    /// The state that a request sees: that of the moment it was read from the wire.
    pub(crate) static SNAPSHOT: Snapshot;
}

/// Computes an answer on the blocking pool.
pub(crate) async fn run<T: Send + 'static>(
    method: &'static str,
    work: impl FnOnce(&Snapshot) -> T + Send + 'static,
) -> Result<T> {
    let Ok(snapshot) = SNAPSHOT.try_with(Clone::clone) else {
        return Err(Error::internal_error());
    };
    let guard = CancelOnDrop(Arc::new(AtomicBool::new(false)));
    let cancelled = Arc::clone(&guard.0);
    let task = tokio::task::spawn_blocking(move || {
        let _span = tracing::debug_span!("request", method).entered();
        (!cancelled.load(Ordering::Relaxed)).then(|| work(&snapshot))
    });
    match task.await {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Err(Error::request_cancelled()),
        Err(_) => {
            tracing::error!(method, "the request failed; please report it with the document it was about");
            Err(Error { message: format!("`{method}` failed").into(), ..Error::internal_error() })
        }
    }
}

/// Dropped with the handler's future, which is what a cancellation does.
struct CancelOnDrop(Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
