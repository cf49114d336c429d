//! `oam-ls fmt`: formats documents, in their files, as a patch, or on standard output.
//!
//! What a formatted document looks like is decided by `oam-ide`; how a file is written by `oam-host`.

use std::path::Path;

use oam_host::display::{LineColumn, line_column};
use oam_host::rewrite::rewrite;
use oam_ide::{FormatConfig, FormatObstacle, Formatted};
use oam_model::workspace::FileId;

use crate::args::FmtArgs;
use crate::output::{Outcome, Output, counted};
use crate::patch::patch;
use crate::world::World;

/// A file whose layout changes.
struct Changed {
    file: FileId,
    before: String,
    after: String,
}

/// Runs the command.
pub(crate) fn run(args: &FmtArgs, output: &mut Output) -> Outcome {
    let world_args = args.world();
    if world_args.has_stdin() && args.paths.len() > 1 {
        output.error("`-` is formatted alone, for its text goes to standard output");
        return Outcome::Unusable;
    }
    let Some(world) = World::open(&world_args, output) else { return Outcome::Unusable };
    let files = files(&world);
    let mut changed = Vec::new();
    let mut outcome = world.outcome;
    for file in &files {
        let Some(before) = world.workspace.file(*file).map(|it| it.text().text()) else { continue };
        let config = FormatConfig { width: args.indent, ..FormatConfig::default() };
        let formatted = oam_ide::format(&world.workspace, *file, config);
        outcome = outcome.max(report_left_alone(&world, *file, &formatted, output));
        let after = formatted.applied_to(&before);
        if after != before {
            changed.push(Changed { file: *file, before, after });
        }
    }
    outcome = outcome.max(if args.diff {
        print_patch(&world, &changed, output)
    } else if args.check {
        print_paths(&world, &changed, output)
    } else if let Some(text) = &world.stdin {
        output.write_exactly(changed.first().map_or(text, |it| &it.after));
        Outcome::Clean
    } else {
        write(&world, &changed, output)
    });
    if world.stdin.is_none() && !files.is_empty() {
        let verb = if args.diff || args.check { "would format" } else { "formatted" };
        output.note(format_args!("{verb} {} of {}", changed.len(), counted(files.len(), "file")));
    }
    outcome
}

/// The files that the user meant. Without any named, those outside of the root are somebody else's.
fn files(world: &World) -> Vec<FileId> {
    let is_ours = |it: &FileId| {
        let Some(path) = world.workspace.file(*it).map(|it| Path::new(it.path())) else { return false };
        let is_json = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
        !is_json && (world.is_selective || path.starts_with(&world.root.path))
    };
    world.given.iter().copied().filter(is_ours).collect()
}

fn report_left_alone(world: &World, file: FileId, formatted: &Formatted, output: &mut Output) -> Outcome {
    let Some(text) = world.workspace.file(file).map(|it| it.text()) else { return Outcome::Clean };
    for it in &formatted.left_alone {
        let LineColumn { line, column } = line_column(text, it.at.start);
        let path = world.path_for_people(file);
        let reason = match it.obstacle {
            FormatObstacle::SyntaxError => "this document has a syntax error and is left alone",
            FormatObstacle::Unsure => {
                "formatting would change what this document says, so it is left alone; please report it"
            }
        };
        output.note(format_args!("{path}:{line}:{column}: {reason}"));
    }
    if formatted.left_alone.is_empty() { Outcome::Clean } else { Outcome::Found }
}

fn print_patch(world: &World, changed: &[Changed], output: &mut Output) -> Outcome {
    for it in changed {
        output.write_exactly(&patch(&world.path_for_people(it.file), &it.before, &it.after));
    }
    if changed.is_empty() { Outcome::Clean } else { Outcome::Found }
}

fn print_paths(world: &World, changed: &[Changed], output: &mut Output) -> Outcome {
    for it in changed {
        output.write(&format!("{}\n", world.path_for_people(it.file)));
    }
    if changed.is_empty() { Outcome::Clean } else { Outcome::Found }
}

fn write(world: &World, changed: &[Changed], output: &mut Output) -> Outcome {
    let mut outcome = Outcome::Clean;
    for it in changed {
        let Some(path) = world.workspace.file(it.file).map(|it| it.path().to_owned()) else { continue };
        if let Err(problem) = rewrite(Path::new(&path), &it.before, &it.after) {
            output.error(problem.message(&world.path_for_people(it.file)));
            outcome = Outcome::Unusable;
        }
    }
    outcome
}
