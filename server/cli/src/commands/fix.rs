//! `oam-ls fix`: mends what can be mended, and writes it to the files, as a patch, or to standard output.
//!
//! Which fixes go together is decided by `oam-ide`; how a file is written by `oam-host`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use oam_host::display::{LineColumn, line_column};
use oam_host::rewrite::rewrite;
use oam_ide::{Finding, FixConfig, Fixed, Obstacle, Safety};
use oam_model::workspace::{FileId, Workspace};

use crate::args::FixArgs;
use crate::findings;
use crate::fix_summary::summary;
use crate::output::{Outcome, Output, counted};
use crate::patch::patch;
use crate::selection::Selection;
use crate::world::World;

/// Runs the command.
pub(crate) fn run(args: &FixArgs, output: &mut Output) -> Outcome {
    let selection = match Selection::read(&args.selection) {
        Ok(it) => it,
        Err(message) => {
            output.error(message);
            return Outcome::Unusable;
        }
    };
    if args.world.has_stdin() && args.world.paths.len() > 1 {
        output.error("`-` is fixed alone, for its text goes to standard output");
        return Outcome::Unusable;
    }
    let Some(mut world) = World::open(&args.world, output) else { return Outcome::Unusable };
    world.workspace = world.workspace.with_settings(selection.applied_to(world.workspace.settings()));
    let files = writable(&world);
    let fixed = fix(args, &world, &selection, &files, output);
    let written = if args.diff {
        print_patch(&world, &fixed, output)
    } else if let Some(text) = &world.stdin {
        let file = fixed.files.iter().next().and_then(|it| fixed.workspace.file(*it));
        output.write_exactly(&file.map_or_else(|| text.clone(), |it| it.text().text()));
        Outcome::Clean
    } else {
        write(&world, &fixed, output)
    };
    report_refused(&world, &fixed, output);
    let is_written = written != Outcome::Unusable;
    if !files.is_empty() && is_written {
        output.note(summary(&fixed, args.diff, world.stdin.is_some()));
    }
    let is_left = !args.diff && fixed.left.iter().any(|it| args.fail_on.includes(it.finding.severity));
    world.outcome.max(written).max(if is_left { Outcome::Found } else { Outcome::Clean })
}

/// The files that the user meant. Without any named, those outside of the root are somebody else's.
fn writable(world: &World) -> BTreeSet<FileId> {
    let is_ours = |it: &FileId| {
        let path = world.workspace.file(*it).map(|it| Path::new(it.path()));
        world.is_selective || path.is_some_and(|it| it.starts_with(&world.root.path))
    };
    world.given.iter().copied().filter(is_ours).collect()
}

fn fix(
    args: &FixArgs,
    world: &World,
    selection: &Selection,
    files: &BTreeSet<FileId>,
    output: &mut Output,
) -> Fixed {
    let failed = Mutex::new(BTreeSet::new());
    let check = |workspace: &Workspace, files: &BTreeSet<FileId>| -> BTreeMap<FileId, Vec<Finding>> {
        let checked = findings::check(workspace, files, |_, found| found);
        if let Ok(mut failed) = failed.lock() {
            failed.extend(checked.iter().filter(|(_, found)| found.is_none()).map(|(file, _)| *file));
        }
        checked.into_iter().map(|(file, found)| (file, found.unwrap_or_default())).collect()
    };
    let safety = if args.with_unsafe { Safety::All } else { Safety::Safe };
    let is_wanted = |it: &str| selection.includes(it);
    let fixed =
        oam_ide::fix(&world.workspace, &FixConfig { files, safety, is_wanted: &is_wanted, check: &check });
    for file in failed.into_inner().unwrap_or_default() {
        let path = world.path_for_people(file);
        output.error(format_args!("the checks of `{path}` failed; please report it"));
    }
    fixed
}

/// The text of a file before and after.
fn texts(world: &World, fixed: &Fixed, file: FileId) -> Option<(String, String)> {
    Some((world.workspace.file(file)?.text().text(), fixed.workspace.file(file)?.text().text()))
}

fn print_patch(world: &World, fixed: &Fixed, output: &mut Output) -> Outcome {
    for file in &fixed.files {
        if let Some((before, after)) = texts(world, fixed, *file) {
            output.write_exactly(&patch(&world.path_for_people(*file), &before, &after));
        }
    }
    if fixed.files.is_empty() { Outcome::Clean } else { Outcome::Found }
}

fn write(world: &World, fixed: &Fixed, output: &mut Output) -> Outcome {
    let mut failed = 0;
    for file in &fixed.files {
        let Some((before, after)) = texts(world, fixed, *file) else { continue };
        let Some(path) = world.workspace.file(*file).map(|it| it.path().to_owned()) else { continue };
        if let Err(problem) = rewrite(Path::new(&path), &before, &after) {
            output.error(problem.message(&world.path_for_people(*file)));
            failed += 1;
        }
    }
    if failed == 0 {
        return Outcome::Clean;
    }
    let written = counted(fixed.files.len() - failed, "file");
    output.note(format_args!("{written} written, {failed} not"));
    Outcome::Unusable
}

/// A fix that would break a document is a mistake of ours, and worth a word.
fn report_refused(world: &World, fixed: &Fixed, output: &mut Output) {
    for it in fixed.left.iter().filter(|it| it.obstacle == Obstacle::Refused) {
        let Some(file) = fixed.workspace.file(it.file) else { continue };
        let LineColumn { line, column } = line_column(file.text(), it.finding.span.start);
        let (path, rule) = (world.path_for_people(it.file), it.finding.rule);
        output.note(format_args!(
            "note: {path}:{line}:{column}: the fix of `{rule}` would break the document and is left out; please report it"
        ));
    }
    if !fixed.is_settled {
        output.note("note: there was still something to fix after many rounds; run it again for the rest");
    }
}
