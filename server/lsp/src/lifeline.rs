//! The end of the session when the editor is gone without a word.
//!
//! A crashed editor may leave our input open, for instance where it started us through a shell. So its process is looked at
//! now and then. A process that was never visible, as from within a container, says nothing.

use std::time::Duration;

use oam_host::process::is_alive;
use serde_json::Value;

use crate::session::Session;

/// How often the editor is looked for.
const PULSE: Duration = Duration::from_millis(300);

/// Ends the session once the process named in the parameters of `initialize` is gone.
pub(crate) fn watch(params: &Value, session: &Session) {
    let id = params.get("processId").and_then(Value::as_i64).and_then(|it| i32::try_from(it).ok());
    let Some(id) = id.filter(|it| is_alive(*it)) else { return };
    let session = session.clone();
    tokio::spawn(async move {
        while is_alive(id) {
            tokio::time::sleep(PULSE).await;
        }
        tracing::info!(id, "the editor is gone");
        session.leave();
    });
}
