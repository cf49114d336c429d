//! `oam-ls graph`: pictures of applications.

use oam_host::write::write_whole;
use oam_ide::{FileSpan, Picture, PreviewRequest, Theme, Topology};
use serde_json::{Value, json};

use crate::applications::{complain, of_given, report_refusals, request, target};
use crate::args::{GraphArgs, GraphFormat, GraphTheme};

use crate::output::{Outcome, Output};
use crate::world::World;

/// Runs the command.
pub(crate) fn run(args: &GraphArgs, output: &mut Output) -> Outcome {
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
    let Some(text) = draw(args, &found, &world, output) else { return Outcome::Unusable };
    match &args.output_file {
        None => output.write(&text),
        Some(file) => {
            if let Err(problem) = write_whole(file, text.as_bytes()) {
                output.error(problem);
                return Outcome::Unusable;
            }
        }
    }
    let mut outcome = world.outcome;
    for it in &found {
        outcome = outcome.max(report_refusals(it.file, &it.app, &it.refusals, &world, output));
    }
    outcome
}

/// The text of the picture; `None` after it was said why there is none.
fn draw(args: &GraphArgs, found: &[Topology], world: &World, output: &mut Output) -> Option<String> {
    let theme = match args.theme {
        GraphTheme::Auto => Theme::Auto,
        GraphTheme::Light => Theme::Light,
        GraphTheme::Dark => Theme::Dark,
    };
    let picture = match args.form(Output::is_terminal()) {
        GraphFormat::Json => {
            let graphs: Vec<_> = found.iter().map(|it| data(it, world)).collect();
            return Some(format!("{:#}\n", json!({ "version": 1, "graphs": graphs })));
        }
        GraphFormat::Svg => Picture::Svg(theme),
        GraphFormat::Mermaid => Picture::Mermaid,
        GraphFormat::Dot => Picture::Dot,
    };
    // An application of scopes alone has nothing to draw, so it leaves nothing to choose.
    let drawn: Vec<&Topology> = found.iter().filter(|it| !it.places.is_empty()).collect();
    match (drawn.as_slice(), found) {
        ([only], _) => return Some(only.draw(picture)),
        ([], [only]) => return Some(only.draw(picture)),
        _ => {}
    }
    let names: Vec<_> = drawn.iter().take(7).map(|it| format!("`{}`", it.app)).collect();
    output.error(format_args!(
        "a picture is of one application; choose one with `--app`, or name its file: there are {}",
        names.join(", ")
    ));
    None
}

fn data(topology: &Topology, world: &World) -> Value {
    let place = |at: FileSpan| crate::report::json::place(at, world).into_iter().collect();
    let mut data = topology.data(place);
    if let Some(members) = data.as_object_mut() {
        members.shift_remove("version");
        members.insert("file".to_owned(), json!(world.path_in_root(topology.file)));
        members.insert("refused".to_owned(), json!(!topology.refusals.is_empty()));
    }
    data
}
