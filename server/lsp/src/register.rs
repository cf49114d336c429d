//! Questions to the client: watching files, its settings, progress of the first scan.
//!
//! The trap: a client may never answer. Each question runs in a task of its own with a deadline, and no handler waits.

use std::time::Duration;

use serde_json::json;
use tower_lsp::Client;
use tower_lsp::ls_types::{ConfigurationItem, ProgressToken, Registration};

use crate::disk::Job;
use crate::session::{Event, Session};

const DEADLINE: Duration = Duration::from_secs(10);

/// How often the end of the first scan is looked for.
const PULSE: Duration = Duration::from_millis(50);

/// Asks for everything that the client has announced.
pub(crate) fn register(client: &Client, session: &Session) {
    let facts = session.client();
    if facts.watches_files {
        tokio::spawn(watch_files(client.clone(), session.clone()));
    } else {
        session.push(Job::Watch);
    }
    if facts.configuration {
        tokio::spawn(fetch_settings(client.clone(), session.clone()));
    }
    if facts.progress {
        tokio::spawn(show_progress(client.clone(), session.clone()));
    }
}

async fn watch_files(client: Client, session: Session) {
    let watchers = json!({ "watchers": [
        { "globPattern": "**/*.{yaml,yml,json}" },
        { "globPattern": "**/.oam-ls.yaml" },
    ] });
    let registration = Registration {
        id: "oam-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(watchers),
    };
    let answer = tokio::time::timeout(DEADLINE, client.register_capability(vec![registration])).await;
    if !matches!(answer, Ok(Ok(()))) {
        session.push(Job::Watch);
    }
}

/// Asks for the section `oam` of the client's settings.
pub(crate) async fn fetch_settings(client: Client, session: Session) {
    let item = ConfigurationItem { scope_uri: None, section: Some("oam".to_owned()) };
    let answer = tokio::time::timeout(DEADLINE, client.configuration(vec![item])).await;
    if let Ok(Ok(values)) = answer
        && let Some(value) = values.into_iter().next().filter(|it| !it.is_null())
    {
        session.apply(Event::Configured(value));
    }
}

async fn show_progress(client: Client, session: Session) {
    let is_indexing = || session.snapshot().workspace.settings().is_indexing;
    if !is_indexing() {
        return;
    }
    let token = ProgressToken::String("oam-ls/scan".to_owned());
    let created = tokio::time::timeout(DEADLINE, client.create_work_done_progress(token.clone())).await;
    if !matches!(created, Ok(Ok(()))) {
        return;
    }
    let progress = client.progress(token, "Reading OAM documents").begin().await;
    while is_indexing() {
        tokio::time::sleep(PULSE).await;
    }
    let files = session.snapshot().workspace.files().count();
    progress.finish_with_message(format!("{files} files")).await;
}
