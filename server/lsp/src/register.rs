//! Questions to the client: watching files, its settings, progress of the first scan.
//!
//! The trap: a client may never answer. Each question runs in a task of its own with a deadline, and no handler waits.

use std::time::Duration;

use serde_json::json;
use tower_lsp::Client;
use tower_lsp::ls_types::{ConfigurationItem, ProgressToken, Registration, Uri};

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
    if facts.can.registers_configuration {
        tokio::spawn(watch_settings(client.clone()));
    }
    ask_for_settings(client, session);
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

/// Some clients tell of changed settings only where they were asked to.
async fn watch_settings(client: Client) {
    let registration = Registration {
        id: "oam-settings".to_owned(),
        method: "workspace/didChangeConfiguration".to_owned(),
        register_options: Some(json!({ "section": "oam" })),
    };
    let _ = tokio::time::timeout(DEADLINE, client.register_capability(vec![registration])).await;
}

/// Asks for the editor's settings, if it answers such questions.
pub(crate) fn ask_for_settings(client: &Client, session: &Session) {
    if session.client().configuration {
        tokio::spawn(fetch_settings(client.clone(), session.clone()));
    }
}

/// Asks for the section `oam` of the client's settings: in general, and for each folder.
async fn fetch_settings(client: Client, session: Session) {
    let (question, folders) = session.ask_about_folders();
    let scopes = std::iter::once(None).chain(folders.iter().map(Uri::from_file_path));
    let item = |scope_uri| ConfigurationItem { scope_uri, section: Some("oam".to_owned()) };
    let answer = tokio::time::timeout(DEADLINE, client.configuration(scopes.map(item).collect())).await;
    let Ok(Ok(values)) = answer else { return };
    let mut values = values.into_iter();
    let general = values.next().unwrap_or_default();
    let folders: Vec<_> = folders.into_iter().zip(values).filter(|(_, it)| !it.is_null()).collect();
    if !general.is_null() || !folders.is_empty() {
        session.apply(Event::Answered { question, general, folders });
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
