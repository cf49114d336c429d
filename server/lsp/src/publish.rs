//! Findings to the client: the only place that sends them.
//!
//! A thread takes the files that changed, computes their findings on the newest state, and sends them if their version
//! is still the newest. It starts at once: there is no timer, because a change that arrives meanwhile makes the running
//! result void and its own is computed next. Files that depend on a changed one follow, if anybody sees them.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use oam_host::read::MAX_FILE_BYTES;
use oam_model::cancel;
use oam_model::workspace::{FileId, Workspace};
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Uri};

use crate::changed::Announcer;
use crate::convert::to_proto;
use crate::refresh::Refresher;
use crate::run::Edits;
use crate::session::{Session, Snapshot};
use crate::{complaints, contained, settings};

/// Most findings of one document that a client is sent.
const MAX_FINDINGS: usize = 1000;

/// Files whose findings may be outdated.
#[derive(Debug, Default)]
pub(crate) struct Dirty {
    waiting: Mutex<Waiting>,
    wake: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    /// Their text has changed.
    changed: BTreeSet<FileId>,
    /// Something they depend on has changed.
    affected: BTreeSet<FileId>,
    all: bool,
    is_stopped: bool,
}

impl Dirty {
    /// Adds files.
    pub(crate) fn mark(&self, files: Vec<FileId>, all: bool) {
        if files.is_empty() && !all {
            return;
        }
        let mut waiting = self.lock();
        waiting.changed.extend(files);
        waiting.all |= all;
        self.wake.notify_one();
    }

    /// Ends the publisher.
    pub(crate) fn stop(&self) {
        self.lock().is_stopped = true;
        self.wake.notify_one();
    }

    fn put_back(&self, affected: impl Iterator<Item = FileId>) {
        self.lock().affected.extend(affected);
    }

    fn has_changes(&self) -> bool {
        let waiting = self.lock();
        waiting.is_stopped || waiting.all || !waiting.changed.is_empty()
    }

    /// Waits for work and takes all of it; `None` at the end.
    fn take(&self) -> Option<Waiting> {
        let mut waiting = self.lock();
        loop {
            if waiting.is_stopped {
                return None;
            }
            if waiting.all || !waiting.changed.is_empty() || !waiting.affected.is_empty() {
                return Some(std::mem::take(&mut waiting));
            }
            waiting = self.wake.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The running publisher.
pub(crate) struct Publisher {
    _thread: Option<JoinHandle<()>>,
}

impl Publisher {
    /// Starts the thread; it ends with [`Dirty::stop`].
    pub(crate) fn start(client: Client, session: Session, refresher: Refresher) -> Self {
        let announcer = Announcer::start(client.clone(), session.clone());
        let outbox = Outbox { client, runtime: Handle::current(), refresher, announcer };
        let work = move || {
            Work { session, outbox, previous: None, sent: BTreeMap::new(), complaints: Vec::new() }.run();
        };
        match thread::Builder::new().name("findings".to_owned()).spawn(work) {
            Ok(thread) => Self { _thread: Some(thread) },
            Err(error) => {
                tracing::error!(%error, "no thread for findings; none will be shown");
                Self { _thread: None }
            }
        }
    }
}

struct Outbox {
    client: Client,
    runtime: Handle,
    refresher: Refresher,
    announcer: Announcer,
}

struct Sent {
    uri: Uri,
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
}

struct Work {
    session: Session,
    outbox: Outbox,
    /// The state before the changes at hand: what a change took away has dependents there.
    previous: Option<Workspace>,
    sent: BTreeMap<FileId, Sent>,
    /// What was said about the settings.
    complaints: Vec<settings::Complaint>,
}

impl Work {
    fn run(mut self) {
        while let Some(waiting) = self.session.dirty().take() {
            let snapshot = self.session.snapshot();
            contained::or_log("findings of a change", || self.turn(waiting, &snapshot));
            self.previous = Some(snapshot.workspace);
        }
    }

    fn turn(&mut self, waiting: Waiting, snapshot: &Snapshot) {
        if waiting.all {
            self.complain(snapshot);
        }
        let dependents = match &self.previous {
            Some(before) if !waiting.all => {
                let mut affected = snapshot.workspace.affected_since(before);
                affected.retain(|it| !waiting.changed.contains(it));
                affected
            }
            _ => BTreeSet::new(),
        };
        if waiting.all || dependents.iter().any(|it| snapshot.open.contains_key(it)) {
            self.outbox.refresher.wish();
        }
        let open = snapshot.open.keys().filter(|_| waiting.all);
        let outdated = waiting.changed.iter().chain(&dependents).chain(open).copied();
        self.outbox.announcer.add(outdated, snapshot);
        if !snapshot.client.pulls_diagnostics {
            self.publish_all(waiting, dependents, snapshot);
        }
        if !self.session.dirty().has_changes() {
            self.refresh_shown(snapshot);
        }
    }

    fn publish_all(&mut self, waiting: Waiting, dependents: BTreeSet<FileId>, snapshot: &Snapshot) {
        let mut changed = waiting.changed;
        let mut affected = waiting.affected;
        affected.extend(dependents);
        if waiting.all {
            changed.extend(snapshot.open.keys());
            affected.extend(self.sent.keys());
        }
        for file in &changed {
            self.publish(*file, snapshot, true);
        }
        affected.retain(|it| !changed.contains(it) && self.is_seen(*it, snapshot));
        let mut rest = affected.into_iter();
        while let Some(file) = rest.next() {
            if self.session.dirty().has_changes() {
                self.session.dirty().put_back(std::iter::once(file).chain(rest));
                return;
            }
            self.publish(file, snapshot, false);
        }
    }

    /// Settings that are wrong are said once, as long as their file is not open to show them.
    fn complain(&mut self, snapshot: &Snapshot) {
        let complaints = settings::complaints(&snapshot.roots);
        if complaints != self.complaints {
            self.complaints.clone_from(&complaints);
            let say = complaints::say(complaints, self.outbox.client.clone(), snapshot.client);
            self.outbox.runtime.spawn(say);
        }
    }

    /// Whether the client shows the file, or findings about it.
    fn is_seen(&self, file: FileId, snapshot: &Snapshot) -> bool {
        snapshot.open.contains_key(&file) || self.sent.get(&file).is_some_and(|it| !it.diagnostics.is_empty())
    }

    fn publish(&mut self, file: FileId, snapshot: &Snapshot, has_changed: bool) {
        let open = snapshot.open.get(&file);
        if open.is_none() {
            snapshot.kept.forget(file);
        }
        if open.is_none() && !self.is_seen(file, snapshot) {
            self.sent.remove(&file);
            return;
        }
        let Some(diagnostics) = self.compute(file, snapshot) else { return };
        let version = open.map(|it| it.version);
        let is_current = self.session.snapshot().open.get(&file).map(|it| it.version) == version;
        if !is_current {
            // The change that made this void is waiting already.
            return;
        }
        let before = self.sent.remove(&file);
        if !has_changed
            && before.as_ref().is_some_and(|it| it.diagnostics == diagnostics && it.version == version)
        {
            self.sent.extend(before.map(|it| (file, it)));
            return;
        }
        let Some(uri) = to_proto::uri_of(file, snapshot).or(before.map(|it| it.uri)) else { return };
        self.outbox.send(&uri, &diagnostics, version);
        if version.is_some() || !diagnostics.is_empty() {
            self.sent.insert(file, Sent { uri, version, diagnostics });
        }
    }

    /// The findings; `None` if the document changed meanwhile, so that its next turn is due.
    fn compute(&self, file: FileId, snapshot: &Snapshot) -> Option<Vec<Diagnostic>> {
        let path = snapshot.workspace.file(file).map(|it| it.path().to_owned());
        let snapshot = path.map_or_else(|| snapshot.clone(), |it| snapshot.seen_from(&it));
        // The snapshot is a moment old: what was edited since has to be seen as well.
        let now = self.session.snapshot();
        let edits = snapshot.open.get(&file).map(|it| (it.version, Edits::mark(&it.edits)));
        if edits
            .as_ref()
            .is_some_and(|(version, _)| now.open.get(&file).map(|it| it.version) != Some(*version))
        {
            return None;
        }
        let is_void = move || edits.as_ref().is_some_and(|it| it.1.is_outdated());
        cancel::scope(is_void, || compute(file, &snapshot)).ok()
    }

    /// Tells the client which of the previews that it shows are others by now.
    fn refresh_shown(&self, snapshot: &Snapshot) {
        if !snapshot.client.can.text_content {
            return;
        }
        let outdated = || self.session.shown().outdated(snapshot);
        for uri in contained::or_log("previews that are shown", outdated).unwrap_or_default() {
            let refresher = self.outbox.refresher.clone();
            self.outbox.runtime.spawn(async move { refresher.content(uri).await });
        }
    }
}

impl Outbox {
    fn send(&self, uri: &Uri, diagnostics: &[Diagnostic], version: Option<i32>) {
        self.runtime.block_on(self.client.publish_diagnostics(uri.clone(), diagnostics.to_vec(), version));
    }
}

/// The findings of a file, for push and pull alike.
pub(crate) fn compute(file: FileId, snapshot: &Snapshot) -> Vec<Diagnostic> {
    if let Some(problems) = too_long(file, snapshot).or_else(|| settings::problems(file, snapshot)) {
        return problems;
    }
    let workspace = &snapshot.workspace;
    let work = || {
        let findings = if snapshot.open.contains_key(&file) {
            snapshot.kept.diagnostics(workspace, file)
        } else {
            oam_ide::diagnostics(workspace, file)
        };
        for it in findings.iter().filter(|it| it.is_failure) {
            let document = oam_ide::shape(workspace, file);
            tracing::error!(rule = it.rule, document, "a check failed and was left out; please report it");
        }
        let mut shown: Vec<_> =
            findings.iter().filter(|it| snapshot.look.plain_yaml || !it.is_plain_yaml).collect();
        let n_more = shown.len().saturating_sub(MAX_FINDINGS);
        if n_more > 0 {
            // The worst are what must not be missed.
            shown.sort_by_key(|it| std::cmp::Reverse(it.severity));
            shown.truncate(MAX_FINDINGS);
            shown.sort_by_key(|it| it.span);
        }
        let mut list: Vec<_> = shown.iter().map(|it| to_proto::diagnostic(file, it, snapshot)).collect();
        list.extend((n_more > 0).then(|| too_many(n_more)));
        list
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        if cancel::is_cancelled(&*payload) {
            resume_unwind(payload);
        }
        let document = oam_ide::shape(workspace, file);
        tracing::error!(document, "the checks of a document failed; please report it");
        vec![not_checked("checks-failed", "its checks failed, which is a mistake of ours; please report it")]
    })
}

/// What is said about a document that is longer than any file that would be read.
fn too_long(file: FileId, snapshot: &Snapshot) -> Option<Vec<Diagnostic>> {
    let length = u64::from(snapshot.workspace.file(file)?.text().len().get());
    let why = || format!("it is longer than {} MiB; split it", MAX_FILE_BYTES >> 20);
    (length > MAX_FILE_BYTES).then(|| vec![not_checked("file-too-large", &why())])
}

/// What stands for the findings that are not sent.
fn too_many(n_more: usize) -> Diagnostic {
    let message = format!("{n_more} more findings of this document are not shown; `oam-ls lint` lists all");
    own("too-many-findings", DiagnosticSeverity::INFORMATION, message)
}

/// The one finding of a document that is not checked.
fn not_checked(code: &str, why: &str) -> Diagnostic {
    own(code, DiagnosticSeverity::ERROR, format!("the document is not checked: {why}"))
}

/// A finding about the document as a whole, of no rule.
fn own(code: &str, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        severity: Some(severity),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some(to_proto::SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    }
}
