//! Telling the client that previews have changed, for one that shows them in a way of its own.
//!
//! `oam/previewChanged` names the open documents whose answers of `oam.preview`, `oam.graph` and `oam.totals` may be others by
//! now. What comes within a moment is told at once; what the client does with it is its own business.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use oam_model::workspace::FileId;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Notification;

use crate::convert::to_proto;
use crate::session::{Session, Snapshot};

/// How long changes are gathered.
const PAUSE: Duration = Duration::from_millis(50);

/// The notification.
enum PreviewChanged {}

impl Notification for PreviewChanged {
    type Params = Value;
    const METHOD: &'static str = "oam/previewChanged";
}

/// Gathers changes and tells of them, in a task of its own.
#[derive(Clone)]
pub(crate) struct Announcer {
    wake: Arc<Notify>,
    changed: Arc<Mutex<BTreeSet<FileId>>>,
}

impl Announcer {
    /// Starts the task; it ends with the runtime.
    pub(crate) fn start(client: Client, session: Session) -> Self {
        let announcer = Self { wake: Arc::default(), changed: Arc::default() };
        let task = announcer.clone();
        tokio::spawn(async move {
            loop {
                task.wake.notified().await;
                tokio::time::sleep(PAUSE).await;
                let files = std::mem::take(&mut *task.lock());
                let snapshot = session.snapshot();
                if session.is_running() && !files.is_empty() {
                    client.send_notification::<PreviewChanged>(params(&files, &snapshot)).await;
                }
            }
        });
        announcer
    }

    /// Answers about these documents may have changed; those that are not open are left out.
    pub(crate) fn add(&self, files: impl Iterator<Item = FileId>, snapshot: &Snapshot) {
        if !snapshot.client.hears_of_previews {
            return;
        }
        let before = self.lock().len();
        self.lock().extend(files.filter(|it| snapshot.open.contains_key(it)));
        if self.lock().len() > before {
            self.wake.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<FileId>> {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn params(files: &BTreeSet<FileId>, snapshot: &Snapshot) -> Value {
    let document = |it: &FileId| {
        let version = snapshot.open.get(it)?.version;
        Some(json!({ "uri": to_proto::uri_of(*it, snapshot)?, "version": version }))
    };
    json!({ "version": 1, "documents": files.iter().filter_map(document).collect::<Vec<_>>() })
}
