//! `oam-ls graph`: pictures of applications.

use oam_host::write::write_whole;
use oam_ide::{DiffSide, FileSpan, Picture, PreviewRequest, Theme, Topology};
use serde_json::{Map, Value, json};

use crate::applications::{complain, complain_about, of_given, report_refusals, request, target};
use crate::args::{GraphArgs, GraphFormat, GraphTheme};

use crate::output::{Outcome, Output};
use crate::sides::{Sides, SidesConfig};
use crate::world::{World, path_for_people};

/// Runs the command.
pub(crate) fn run(args: &GraphArgs, output: &mut Output) -> Outcome {
    if let Some(revision) = &args.diff {
        return run_difference(args, revision, output);
    }
    let Some(world) = World::open(&args.world, output) else { return Outcome::Unusable };
    let Some(target) = target(args.rendering.target.as_ref(), &world.root.config, output) else {
        return Outcome::Unusable;
    };
    let found = of_given(&world, |file| {
        let request = PreviewRequest { file, ..request(&args.rendering, target) };
        oam_ide::topologies(&world.workspace, &request)
    });
    if found.is_empty() {
        if world.outcome == Outcome::Clean {
            complain(args.rendering.app.as_deref(), &world, output);
        }
        return Outcome::Unusable;
    }
    let place = |at: FileSpan| crate::report::json::place(at, &world);
    let pictures: Vec<_> = found.iter().map(|it| (it, world.path_in_root(it.file))).collect();
    if !write(args, &pictures, place, output) {
        return Outcome::Unusable;
    }
    let mut outcome = world.outcome;
    for it in &found {
        outcome =
            outcome.max(report_refusals(&it.app, &it.refusals, &world.path_for_people(it.file), output));
    }
    outcome
}

/// Draws what changes.
fn run_difference(args: &GraphArgs, revision: &str, output: &mut Output) -> Outcome {
    if args.world.has_stdin() {
        output.error("`--diff` compares files; `-` is none");
        return Outcome::Unusable;
    }
    let config = SidesConfig {
        revision: Some(revision),
        paths: &args.world.paths,
        root: args.world.root.as_deref(),
        platform: args.world.platform.as_ref(),
        rendering: &args.rendering,
        namespace: None,
        values: [&[], &[]],
    };
    let Some(sides) = Sides::open(&config, output) else { return Outcome::Unusable };
    let [old, new] = sides.both();
    let found = oam_ide::topology_differences(old, new, &sides.paths);
    if found.is_empty() {
        if sides.outcome == Outcome::Clean {
            complain_about(args.rendering.app.as_deref(), &[old.workspace, new.workspace], output);
        }
        return Outcome::Unusable;
    }
    let place = |at: FileSpan| sides.place(DiffSide::New, at);
    let pictures: Vec<_> = found.iter().map(|(side, it)| (it, sides.path_in_root(*side, it.file))).collect();
    if !write(args, &pictures, place, output) {
        return Outcome::Unusable;
    }
    let mut outcome = sides.outcome;
    for (side, it) in &found {
        let path = path_for_people(&sides.of(*side).workspace, it.file);
        outcome = outcome.max(report_refusals(&it.app, &it.refusals, &path, output));
    }
    outcome
}

/// Draws the pictures, each with the path of its file, where they are to go; `false` after it was said why that is not possible.
fn write(
    args: &GraphArgs,
    pictures: &[(&Topology, String)],
    place: impl Fn(FileSpan) -> Map<String, Value>,
    output: &mut Output,
) -> bool {
    let Some(text) = draw(args, pictures, place, output) else { return false };
    match &args.output_file {
        None => output.write(&text),
        Some(file) => {
            if let Err(problem) = write_whole(file, text.as_bytes()) {
                output.error(problem);
                return false;
            }
        }
    }
    true
}

/// The text of the picture; `None` after it was said why there is none.
fn draw(
    args: &GraphArgs,
    found: &[(&Topology, String)],
    place: impl Fn(FileSpan) -> Map<String, Value>,
    output: &mut Output,
) -> Option<String> {
    let theme = match args.theme {
        GraphTheme::Auto => Theme::Auto,
        GraphTheme::Light => Theme::Light,
        GraphTheme::Dark => Theme::Dark,
    };
    let picture = match args.form(Output::is_terminal()) {
        GraphFormat::Json => {
            let graphs: Vec<_> = found.iter().map(|(it, path)| data(it, path, &place)).collect();
            return Some(format!("{:#}\n", json!({ "version": 1, "graphs": graphs })));
        }
        GraphFormat::Svg => Picture::Svg(theme),
        GraphFormat::Mermaid => Picture::Mermaid,
        GraphFormat::Dot => Picture::Dot,
    };
    // An application of scopes alone has nothing to draw, so it leaves nothing to choose.
    let drawn: Vec<&Topology> = found.iter().map(|(it, _)| *it).filter(|it| !it.places.is_empty()).collect();
    match (drawn.as_slice(), found) {
        ([only], _) | ([], [(only, _)]) => return Some(only.draw(picture)),
        _ => {}
    }
    let names: Vec<_> = drawn.iter().take(7).map(|it| format!("`{}`", it.app)).collect();
    output.error(format_args!(
        "a picture is of one application; choose one with `--app`, or name its file: there are {}",
        names.join(", ")
    ));
    None
}

fn data(topology: &Topology, path: &str, place: impl Fn(FileSpan) -> Map<String, Value>) -> Value {
    let mut data = topology.data(|at| place(at).into_iter().collect());
    if let Some(members) = data.as_object_mut() {
        members.shift_remove("version");
        members.insert("file".to_owned(), json!(path));
        members.insert("refused".to_owned(), json!(!topology.refusals.is_empty()));
    }
    data
}
