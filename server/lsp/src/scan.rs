//! Reading a whole workspace in the background.
//!
//! The trap: everything is prepared here, the index included, before the session hears of it. A keystroke that came in
//! the middle would otherwise have to wait until all files are parsed.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use oam_host::discover::{WalkConfig, discover};
use oam_host::root::Root;
use oam_model::workspace::{Change, Settings, Workspace};

use crate::session::{Event, Session};

/// Reads the roots' files and makes their index.
pub(crate) fn scan(session: &Session, roots: Vec<Root>) -> Event {
    let stop = session.stop_flag();
    // One core is left to the editor.
    let threads = thread::available_parallelism().map_or(1, NonZero::get).saturating_sub(1).max(1);
    let walk = WalkConfig { threads, stop: Some(&stop) };
    let mut files = Vec::new();
    for root in &roots {
        let found = discover(root, &walk);
        for problem in &found.problems {
            tracing::warn!("{problem}");
        }
        files.extend(found.files);
    }
    let paths: Vec<_> = files.iter().map(|it| Arc::clone(&it.path)).collect();
    let ids = session.file_ids(&paths);
    let changes =
        files.into_iter().zip(ids).map(|(it, file)| Change { file, path: it.path, text: Some(it.text) });
    let workspace = Workspace::new(Settings::default()).with(changes);
    for document in workspace.files().flat_map(|it| it.documents()) {
        document.survey();
    }
    workspace.index();
    tracing::info!(files = workspace.files().count(), "workspace read");
    Event::Scanned { roots, workspace }
}
