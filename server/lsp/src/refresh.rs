//! Asking the client to fetch again what changes elsewhere have outdated.
//!
//! A client fetches for its own edits by itself; it cannot know that an edit of one file changes the findings, lenses,
//! hints or colours of another. Asked is at once, then not again for a while: a client fetches everything it shows.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::timeout;
use tower_lsp::Client;
use tower_lsp::ls_types::ServerCapabilities;

use crate::capabilities;
use crate::capabilities::ClientFacts;
use crate::content::TextDocumentContentRefresh;
use crate::session::Session;

/// The shortest time between two requests.
const PAUSE: Duration = Duration::from_millis(200);

/// How long an answer is waited for.
const DEADLINE: Duration = Duration::from_secs(10);

/// What can be asked for.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent announcement of the client")]
struct Wanted {
    diagnostics: bool,
    lenses: bool,
    tokens: bool,
    hints: bool,
}

impl Wanted {
    /// What the server offers and the client has announced.
    fn new(facts: &ClientFacts, server: &ServerCapabilities) -> Self {
        Self {
            diagnostics: facts.pulls_diagnostics && facts.can.refresh_diagnostics,
            lenses: server.code_lens_provider.is_some() && facts.can.refresh_lenses,
            tokens: server.semantic_tokens_provider.is_some() && facts.can.refresh_tokens,
            hints: server.inlay_hint_provider.is_some() && facts.can.refresh_hints,
        }
    }
}

/// Asks, in a task of its own.
#[derive(Clone)]
pub(crate) struct Refresher {
    wish: Arc<Notify>,
    client: Client,
    session: Session,
}

impl Refresher {
    /// Starts the task; it ends with the runtime.
    pub(crate) fn start(client: Client, session: Session) -> Self {
        let refresher = Self { wish: Arc::default(), client, session };
        let task = refresher.clone();
        tokio::spawn(async move {
            loop {
                task.wish.notified().await;
                task.ask().await;
                tokio::time::sleep(PAUSE).await;
            }
        });
        refresher
    }

    /// Something has changed that the client shows.
    pub(crate) fn wish(&self) {
        self.wish.notify_one();
    }

    /// The text of a document that the server alone has is another.
    pub(crate) async fn content(&self, uri: String) {
        let params = serde_json::json!({ "uri": uri });
        if self.session.is_running() {
            let _ = timeout(DEADLINE, self.client.send_request::<TextDocumentContentRefresh>(params)).await;
        }
    }

    async fn ask(&self) {
        if !self.session.is_running() {
            return;
        }
        let facts = self.session.client();
        let wanted = Wanted::new(&facts, &capabilities::server(&facts));
        let client = &self.client;
        let all = async {
            tokio::join!(
                async {
                    if wanted.diagnostics { client.workspace_diagnostic_refresh().await } else { Ok(()) }
                },
                async { if wanted.lenses { client.code_lens_refresh().await } else { Ok(()) } },
                async { if wanted.tokens { client.semantic_tokens_refresh().await } else { Ok(()) } },
                async { if wanted.hints { client.inlay_hint_refresh().await } else { Ok(()) } },
            )
        };
        let _ = timeout(DEADLINE, all).await;
    }
}
