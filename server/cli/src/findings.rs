//! What was found: the findings of files, worked out on all cores, each with its fingerprint.
//!
//! Which of them are shown, and how they look, is decided by others.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use oam_host::display::line_column;
use oam_ide::{Finding, Severity};
use oam_model::workspace::{FileId, Workspace};

use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::world::World;

/// A finding that can be recognised in the next run.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) finding: Finding,
    pub(crate) fingerprint: Fingerprint,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Findings {
    /// Findings by file, in the order of paths; files without any are there too.
    pub(crate) files: Vec<(FileId, Vec<Found>)>,
    /// How many OAM documents were looked at.
    pub(crate) documents: usize,
    /// Files whose checks failed, through no fault of theirs.
    pub(crate) failed: Vec<FileId>,
}

impl Findings {
    /// All of them, file by file.
    pub(crate) fn all(&self) -> impl Iterator<Item = (FileId, &Found)> {
        self.files.iter().flat_map(|(file, list)| list.iter().map(|it| (*file, it)))
    }

    /// How many there are of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.all().filter(|(_, it)| it.finding.severity == severity).count()
    }

    /// Leaves some out.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(FileId, &Found) -> bool) {
        for (file, list) in &mut self.files {
            list.retain(|it| keep(*file, it));
        }
    }
}

/// Checks files.
pub(crate) fn find(world: &World, wanted: &BTreeSet<FileId>) -> Findings {
    let workspace = &world.workspace;
    let mut checked = check(workspace, wanted, |file, findings| recognisable(world, file, findings));
    checked.sort_by_cached_key(|(file, _)| workspace.file(*file).map(|it| it.path().to_owned()));
    let failed = checked.iter().filter(|(_, it)| it.is_none()).map(|(file, _)| *file).collect();
    let files = checked.into_iter().map(|(file, it)| (file, it.unwrap_or_default())).collect();
    let documents = wanted.iter().filter_map(|it| workspace.file(*it)).flat_map(|it| it.documents());
    Findings { files, documents: documents.filter(|it| it.object().is_some()).count(), failed }
}

/// Checks files on all cores, and does something with the findings of each. In no order; `None` for a file whose checks
/// failed.
pub(crate) fn check<T: Send>(
    workspace: &Workspace,
    wanted: &BTreeSet<FileId>,
    then: impl Fn(FileId, Vec<Finding>) -> T + Sync,
) -> Vec<(FileId, Option<T>)> {
    prepare(workspace);
    let ids: Vec<_> = wanted.iter().copied().collect();
    let checked = Mutex::new(Vec::with_capacity(ids.len()));
    on_all_cores(ids.len(), |idx| {
        let Some(file) = ids.get(idx).copied() else { return };
        let found = catch_unwind(AssertUnwindSafe(|| then(file, oam_ide::diagnostics(workspace, file))));
        if let Ok(mut checked) = checked.lock() {
            checked.push((file, found.ok()));
        }
    });
    checked.into_inner().unwrap_or_default()
}

fn recognisable(world: &World, id: FileId, findings: Vec<Finding>) -> Vec<Found> {
    let Some(file) = world.workspace.file(id).filter(|_| !findings.is_empty()) else { return Vec::new() };
    let path = world.path_in_root(id);
    let mut fingerprints = Fingerprints::new(&path);
    let found = findings.into_iter().map(|finding| {
        let line = line_column(file.text(), finding.span.start).line;
        let fingerprint = fingerprints.next(finding.rule, file.text().line(line - 1));
        Found { finding, fingerprint }
    });
    found.collect()
}

/// Works out all documents on all cores, so that the index, which is made by one, has nothing left to parse.
pub(crate) fn prepare(workspace: &Workspace) {
    let files: Vec<_> = workspace.files().collect();
    on_all_cores(files.len(), |idx| {
        for document in files.get(idx).into_iter().flat_map(|it| it.documents()) {
            document.names();
        }
    });
}

fn on_all_cores(count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    let drain = || {
        loop {
            let idx = next.fetch_add(1, Ordering::Relaxed);
            if idx >= count {
                return;
            }
            work(idx);
        }
    };
    let cores = thread::available_parallelism().map_or(2, NonZero::get).min(count);
    thread::scope(|scope| {
        for _ in 1..cores {
            scope.spawn(drain);
        }
        drain();
    });
}
