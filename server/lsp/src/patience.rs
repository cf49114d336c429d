//! Waiting for the first scan, for answers that names from other files make better.
//!
//! The scan of most workspaces is over sooner than somebody notices a delay, and an answer that came before it would leave
//! out most names. It does not wait for the end of a long one: whoever answers says that more may come.

use std::time::Duration;

use serde_json::json;
use tokio::time::timeout;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

use crate::run::{MOMENT, Moment};
use crate::session::Session;

/// The longest that an answer waits.
const PATIENCE: Duration = Duration::from_millis(200);

/// The moment that a request about a document is answered for: its own, or the one after the first scan, where that is over
/// soon and the text of the document is still the same.
pub(crate) async fn after_first_scan(session: &Session, document: &Uri) -> Result<Moment> {
    let moment = MOMENT.try_with(Clone::clone).map_err(|_| Error::internal_error())?;
    if !moment.snapshot.workspace.settings().is_indexing {
        return Ok(moment);
    }
    let mut changes = session.changes();
    let is_reading = || session.is_running() && session.snapshot().workspace.settings().is_indexing;
    let scan = async {
        while is_reading() {
            let _ = changes.changed().await;
        }
    };
    let _ = timeout(PATIENCE, scan).await;
    let later = session.snapshot().moment(Some(&json!({ "textDocument": { "uri": document } })));
    let is_same = match (&moment.document, &later.document) {
        (Some(then), Some(now)) => then.is_of_same_text(now),
        _ => false,
    };
    Ok(if is_same { later } else { moment })
}
