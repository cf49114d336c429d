//! The state of the server, behind two synchronous verbs: [`Session::apply`] and [`Session::snapshot`].
//!
//! All causes of change are variants of [`Event`]: the client, the disk, the first scan. Nothing here waits: the disk is
//! read by the worker in `disk`, which comes back with events of its own.
//!
//! The trap: an open document belongs to the client. What the disk says about it is dropped until it is closed.

mod snapshot;
mod state;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use oam_host::root::Root;
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{SourceText, TextChange};
use serde_json::Value;
use tokio::sync::{Notify, watch};

use crate::capabilities::ClientFacts;
use crate::content::Shown;
use crate::disk::{self, Job};
use crate::publish::Dirty;
use crate::session::state::State;

pub(crate) use crate::session::snapshot::{Snapshot, Trace, settings};
pub(crate) use crate::session::state::Phase;

/// Everything that can change the state.
#[derive(Debug)]
pub(crate) enum Event {
    /// The first request of the client, with its parameters.
    Initialize(Value),
    /// The client is about to leave.
    Shutdown,
    /// A document is opened.
    Open {
        /// The client's name for it.
        uri: String,
        /// Its version.
        version: i32,
        /// Its text.
        text: String,
    },
    /// A document is edited.
    Change {
        /// The client's name for it.
        uri: String,
        /// The version after the edits.
        version: i32,
        /// The edits, each on the text left by the one before.
        changes: Vec<TextChange>,
    },
    /// A document is saved.
    Save {
        /// The client's name for it.
        uri: String,
    },
    /// A document is closed.
    Close {
        /// The client's name for it.
        uri: String,
    },
    /// Files may have changed on the disk.
    Touched(Vec<PathBuf>),
    /// The editor's settings, where they were sent along.
    Configured(Value),
    /// The editor's settings, as it answered when it was asked.
    Answered {
        /// The number of the question; see [`Session::ask_about_folders`].
        question: u64,
        /// For all folders.
        general: Value,
        /// For single ones.
        folders: Vec<(PathBuf, Value)>,
    },
    /// How much the client wants to know of what the server does.
    Trace(Trace),
    /// Workspace folders come and go.
    Folders {
        /// New ones.
        added: Vec<PathBuf>,
        /// Those that went.
        removed: Vec<PathBuf>,
    },
    /// What the disk says about some files; `None` for those that are gone or hold no OAM.
    Reread(Vec<(Arc<str>, Option<SourceText>)>),
    /// The roots were read again, the workspace was searched, and this was found.
    Scanned {
        /// The roots with their settings.
        roots: Vec<Root>,
        /// All files on the disk, with their index made.
        workspace: Workspace,
    },
}

/// A handle on the state; clones share it.
#[derive(Clone)]
pub(crate) struct Session {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    dirty: Dirty,
    jobs: disk::Queue,
    is_stopped: Arc<AtomicBool>,
    /// Counts changes, for those who wait for one.
    revision: watch::Sender<u64>,
    leaving: Notify,
    shown: Shown,
}

impl Session {
    /// A session before its first message, with its worker.
    pub(crate) fn new() -> Self {
        let (jobs, inbox) = disk::queue();
        let shared = Shared {
            state: Mutex::new(State::default()),
            dirty: Dirty::default(),
            jobs,
            is_stopped: Arc::default(),
            revision: watch::Sender::new(0),
            leaving: Notify::new(),
            shown: Shown::default(),
        };
        let session = Self { shared: Arc::new(shared) };
        disk::start(inbox, &session);
        session
    }

    /// Changes the state.
    pub(crate) fn apply(&self, event: Event) {
        let outcome = self.state().apply(event);
        if outcome.all_dirty || !outcome.dirty.is_empty() {
            self.shared.revision.send_modify(|it| *it += 1);
        }
        for job in outcome.jobs {
            self.shared.jobs.push(job);
        }
        self.shared.dirty.mark(outcome.dirty, outcome.all_dirty);
    }

    /// The state at this moment.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.state().snapshot()
    }

    /// What the client can do.
    pub(crate) fn client(&self) -> ClientFacts {
        self.state().client
    }

    /// Begins a question about settings: its number, and the folders of the workspace, those included that are still to
    /// be read. What is answered to a question counts until a later one is answered.
    pub(crate) fn ask_about_folders(&self) -> (u64, Vec<PathBuf>) {
        self.state().ask_about_folders()
    }

    /// Tells of every change that may touch findings, and of the end.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.shared.revision.subscribe()
    }

    /// Whether the client still works with the server.
    pub(crate) fn is_running(&self) -> bool {
        self.state().phase == Phase::Running
    }

    /// The documents that are shown from here.
    pub(crate) fn shown(&self) -> &Shown {
        &self.shared.shown
    }

    /// Ends the session soon, whatever is still under way.
    pub(crate) fn leave(&self) {
        self.shared.leaving.notify_one();
    }

    /// Waits for [`Session::leave`].
    pub(crate) async fn left(&self) {
        self.shared.leaving.notified().await;
    }

    /// Ids for paths: the same path gets the same id for the life of the session.
    pub(crate) fn file_ids(&self, paths: &[Arc<str>]) -> Vec<FileId> {
        let mut state = self.state();
        paths.iter().map(|it| state.file_id(it)).collect()
    }

    /// The files whose findings may be outdated.
    pub(crate) fn dirty(&self) -> &Dirty {
        &self.shared.dirty
    }

    /// Gives work to the disk worker.
    pub(crate) fn push(&self, job: Job) {
        self.shared.jobs.push(job);
    }

    /// Set once the session is over, for work in the background.
    pub(crate) fn stop_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.shared.is_stopped)
    }

    /// Ends the workers.
    pub(crate) fn stop(&self) {
        self.shared.is_stopped.store(true, Ordering::Relaxed);
        self.shared.jobs.push(Job::Stop);
        self.shared.dirty.stop();
    }

    /// The exit code that the protocol asks for at this moment.
    pub(crate) fn exit_code(&self) -> u8 {
        u8::from(self.state().phase != Phase::ShutDown)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
