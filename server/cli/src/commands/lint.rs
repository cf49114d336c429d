//! `oam-ls lint`: the findings of documents, on all cores.
//!
//! It prints nothing itself but the summary; how findings look is `report`'s business.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use oam_ide::{Finding, Severity};
use oam_model::workspace::{FileId, Workspace};

use crate::args::{LintArgs, LintFormat};
use crate::output::{Outcome, Output, counted};
use crate::report::{concise, human, json};
use crate::world::World;

/// What was found.
pub(crate) struct Findings {
    /// Findings by file, in the order of paths; files without any are there too.
    pub(crate) files: Vec<(FileId, Vec<Finding>)>,
    /// How many OAM documents were looked at.
    pub(crate) documents: usize,
}

impl Findings {
    /// How many there are of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.all().filter(|it| it.severity == severity).count()
    }

    fn all(&self) -> impl Iterator<Item = &Finding> {
        self.files.iter().flat_map(|(_, it)| it)
    }
}

/// Runs the command.
pub(crate) fn run(args: &LintArgs, output: &mut Output) -> Outcome {
    let Some(world) = World::open(&args.world, output) else { return Outcome::Unusable };
    prepare(&world.workspace);
    let mut wanted = world.given.clone();
    if world.is_selective && !args.only_given {
        wanted.extend(world.workspace.dependents(&world.given.iter().copied().collect::<Vec<_>>()));
    }
    let (findings, failed) = find(&world.workspace, &wanted);
    let format =
        args.format.unwrap_or(if Output::is_terminal() { LintFormat::Human } else { LintFormat::Concise });
    match format {
        LintFormat::Human => human::print(&world, &findings, output),
        LintFormat::Concise => concise::print(&world, &findings, output),
        LintFormat::Json => json::print(&world, &findings, output),
    }
    if format != LintFormat::Json {
        summarise(&findings, &world, output);
    }
    for file in failed {
        output
            .error(format_args!("the checks of `{}` failed; please report it", world.path_for_people(file)));
    }
    let is_found = findings.all().any(|it| args.fail_on.includes(it.severity));
    world.outcome.max(if is_found { Outcome::Found } else { Outcome::Clean })
}

/// Works out all documents on all cores, so that the index, which is made by one, has nothing left to parse.
fn prepare(workspace: &Workspace) {
    let files: Vec<_> = workspace.files().collect();
    on_all_cores(files.len(), |idx| {
        for document in files.get(idx).into_iter().flat_map(|it| it.documents()) {
            document.lowered();
        }
    });
}

/// Checks files; the second list holds those whose checks failed.
fn find(workspace: &Workspace, wanted: &BTreeSet<FileId>) -> (Findings, Vec<FileId>) {
    let ids: Vec<_> = wanted.iter().copied().collect();
    let checked = Mutex::new(Vec::with_capacity(ids.len()));
    on_all_cores(ids.len(), |idx| {
        let Some(file) = ids.get(idx).copied() else { return };
        let found = catch_unwind(AssertUnwindSafe(|| oam_ide::diagnostics(workspace, file)));
        if let Ok(mut checked) = checked.lock() {
            checked.push((file, found.ok()));
        }
    });
    let mut checked = checked.into_inner().unwrap_or_default();
    checked.sort_by_key(|(file, _)| *file);
    let failed = checked.iter().filter(|(_, it)| it.is_none()).map(|(file, _)| *file).collect();
    let files: Vec<_> = checked.into_iter().map(|(file, it)| (file, it.unwrap_or_default())).collect();
    let documents = ids.iter().filter_map(|it| workspace.file(*it)).flat_map(|it| it.documents());
    let documents = documents.filter(|it| it.object().is_some()).count();
    (Findings { files, documents }, failed)
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

fn summarise(findings: &Findings, world: &World, output: &mut Output) {
    let looked_at = counted(findings.documents, "OAM document");
    if findings.files.is_empty() {
        // For named paths the reason has been said already.
        if world.outcome == Outcome::Clean && !world.is_selective {
            output.note("no OAM documents found");
        }
        return;
    }
    let counts = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
        (Severity::Hint, "hint"),
    ];
    let counts: Vec<_> = counts
        .into_iter()
        .map(|(severity, noun)| (findings.count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| if noun == "info" { format!("{count} info") } else { counted(count, noun) })
        .collect();
    if counts.is_empty() {
        output.note(format_args!("no findings in {looked_at} of {}", counted(findings.files.len(), "file")));
        return;
    }
    let files = findings.files.iter().filter(|(_, it)| !it.is_empty()).count();
    output.note(format_args!("{} in {}; {looked_at} checked", counts.join(", "), counted(files, "file")));
}
