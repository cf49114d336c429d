//! The worker that reads the disk, one job after the other, and reports what it found as events.
//!
//! The protocol's threads never touch the disk. Because one thread does all jobs in order, what a later job reads is
//! newer than what an earlier one read.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use oam_host::discover::{below, path_text, reread};
use oam_host::recognise::has_extension;
use oam_host::root::Root;
use oam_host::watch::{Watch, watch};

use crate::contained;
use crate::ext;
use crate::scan::scan;
use crate::session::{Event, Session, Snapshot};

/// Work for the disk.
#[derive(Debug)]
pub(crate) enum Job {
    /// Read these folders as roots, with their settings and all their files.
    Scan(Vec<PathBuf>),
    /// A file was opened without a folder: find its root, and scan that.
    Adopt(PathBuf),
    /// Read these files again.
    Reread(Vec<PathBuf>),
    /// Watch the roots, for a client that cannot.
    Watch,
    /// End.
    Stop,
}

/// Where jobs are put.
#[derive(Debug)]
pub(crate) struct Queue(Mutex<Sender<Job>>);

impl Queue {
    pub(crate) fn push(&self, job: Job) {
        // A worker that has ended needs no more work.
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).send(job);
    }
}

pub(crate) fn queue() -> (Queue, Receiver<Job>) {
    let (sender, receiver) = mpsc::channel();
    (Queue(Mutex::new(sender)), receiver)
}

/// Starts the worker. It ends with [`Job::Stop`].
pub(crate) fn start(inbox: Receiver<Job>, session: &Session) {
    let mut worker =
        Worker { session: session.clone(), waiting: VecDeque::new(), watches: false, watch: None };
    let spawned = thread::Builder::new().name("disk".to_owned()).spawn(move || {
        // Reads the catalogue while the client is still saying hello.
        ext::known_names();
        while let Some(job) = worker.waiting.pop_front().or_else(|| inbox.recv().ok()) {
            worker.waiting.extend(inbox.try_iter());
            if matches!(job, Job::Stop) {
                return;
            }
            contained::or_log("reading files", || worker.work(job));
        }
    });
    if let Err(error) = spawned {
        tracing::error!(%error, "no thread for the disk; only open documents are known");
    }
}

struct Worker {
    session: Session,
    /// Jobs that came while another one was done.
    waiting: VecDeque<Job>,
    watches: bool,
    watch: Option<Watch>,
}

impl Worker {
    fn work(&mut self, job: Job) {
        let known = ext::known_names();
        match job {
            // The folders of a later job replace these.
            Job::Scan(_) if self.waiting.iter().any(|it| matches!(it, Job::Scan(_))) => {}
            Job::Scan(folders) => self.scan(folders.iter().map(|it| Root::at(it, known)).collect()),
            Job::Adopt(path) => self.scan(vec![Root::discover(&[path], known)]),
            Job::Reread(paths) => self.reread(&paths),
            Job::Watch if !self.watches => {
                self.watches = true;
                // What has changed since the files were read was seen by nobody.
                let roots = Vec::clone(&self.session.snapshot().roots);
                if !roots.is_empty() {
                    self.scan(roots);
                }
            }
            Job::Watch | Job::Stop => {}
        }
    }

    fn scan(&mut self, roots: Vec<Root>) {
        self.watches |= !self.session.snapshot().client.watches_files;
        // Before the files are read: what changes meanwhile is read once more afterwards.
        self.rewatch(&roots);
        let event = scan(&self.session, roots);
        self.session.apply(event);
    }

    fn reread(&self, paths: &[PathBuf]) {
        let snapshot = self.session.snapshot();
        let paths = with_contents(paths, &snapshot);
        let read = |path: &PathBuf| {
            let root = snapshot.root_of(&path_text(path)).filter(|it| path.starts_with(&it.path));
            let file = root.and_then(|it| reread(it, path));
            (path_text(path), file.map(|it| it.text))
        };
        let is_known =
            |path: &Path| path.to_str().is_some_and(|it| snapshot.workspace.file_by_path(it).is_some());
        let files: Vec<(Arc<str>, _)> = paths
            .iter()
            .map(|it| (it, read(it)))
            .filter(|(path, (_, text))| text.is_some() || is_known(path))
            .map(|(_, it)| it)
            .collect();
        if !files.is_empty() {
            self.session.apply(Event::Reread(files));
        }
    }

    fn rewatch(&mut self, roots: &[Root]) {
        if !self.watches {
            return;
        }
        let session = self.session.clone();
        let folders: Vec<_> = roots.iter().map(|it| it.path.clone()).collect();
        self.watch = watch(&folders, move |paths| session.apply(Event::Touched(paths)));
        if self.watch.is_none() && !folders.is_empty() {
            tracing::warn!("cannot watch the workspace; changes made outside the editor are not seen");
        }
    }
}

/// The paths, and for those of folders what is in them: on the disk, and as far as it is known.
fn with_contents(paths: &[PathBuf], snapshot: &Snapshot) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for path in paths {
        if has_extension(path) {
            all.insert(path.clone());
            continue;
        }
        let known =
            snapshot.workspace.files().map(|it| Path::new(it.path())).filter(|it| it.starts_with(path));
        all.extend(known.map(Path::to_owned));
        let root = snapshot.root_of(&path_text(path)).filter(|it| path.starts_with(&it.path));
        all.extend(root.map(|it| below(it, path)).unwrap_or_default());
    }
    all
}
