//! `oam-ls preview`: applications as the manifests that a platform would create.

mod summary;

use oam_host::display::line_column;
use oam_ide::{FileSpan, Preview, PreviewRequest, Target};
use oam_model::workspace::FileId;
use serde_json::{Value, json};

use crate::applications::{self, complain, of_given, target};
use crate::args::{PreviewArgs, PreviewFormat};
use crate::output::{Outcome, Output};
use crate::world::World;

/// Runs the command.
pub(crate) fn run(args: &PreviewArgs, output: &mut Output) -> Outcome {
    let Some(world) = World::open(&args.world, output) else { return Outcome::Unusable };
    let Some(target) = target(args.rendering.target.as_ref(), &world.root.config, output) else {
        return Outcome::Unusable;
    };
    if args.summary {
        return summary::run(args, target, &world, output);
    }
    let previews = render(args, target, args.origins, &world);
    if previews.is_empty() {
        if world.outcome == Outcome::Clean {
            complain(args.rendering.app.as_deref(), &world, output);
        }
        return Outcome::Unusable;
    }
    match args.format {
        PreviewFormat::Yaml if args.origins => {
            let plain = render(args, target, false, &world);
            let located: Vec<_> =
                previews.iter().zip(&plain).map(|(it, plain)| located(it, plain, &world)).collect();
            print_yaml(located.iter().map(String::as_str), output);
        }
        PreviewFormat::Yaml => print_yaml(previews.iter().map(|it| it.yaml.as_str()), output),
        PreviewFormat::Json => {
            let previews: Vec<_> = previews.iter().map(|it| to_json(it, target, &world)).collect();
            output.write_json(&json!({ "version": 1, "previews": previews }));
        }
    }
    let mut outcome = world.outcome;
    for preview in previews.iter().filter(|it| it.refused) {
        for note in preview.notes.iter().filter(|it| it.severity == "refused") {
            output.error(format_args!(
                "{}`{}` is refused: {}",
                place(preview, &world),
                preview.app,
                note.message
            ));
        }
        outcome = outcome.max(Outcome::Found);
    }
    outcome
}

fn render(args: &PreviewArgs, target: Target, origins: bool, world: &World) -> Vec<Preview> {
    of_given(world, |file| oam_ide::previews(&world.workspace, &request(args, target, origins, file, world)))
}

fn request(
    args: &PreviewArgs,
    target: Target,
    origins: bool,
    file: Option<FileId>,
    world: &World,
) -> PreviewRequest {
    let namespace = args.namespace.clone().or_else(|| world.root.config.preview.namespace.clone());
    PreviewRequest { file, namespace, origins, ..applications::request(&args.rendering, target) }
}

fn print_yaml<'p>(previews: impl Iterator<Item = &'p str>, output: &mut Output) {
    for (idx, yaml) in previews.enumerate() {
        if idx > 0 && !yaml.starts_with("---") {
            output.write("---\n");
        }
        output.write(yaml);
        if !yaml.ends_with('\n') {
            output.write("\n");
        }
    }
}

/// The manifests with the file and line behind each origin. Where a comment may stand is seen from the same manifests
/// without origins.
fn located(preview: &Preview, plain: &Preview, world: &World) -> String {
    let lines = preview.yaml.lines().zip(plain.yaml.lines()).zip(&preview.lines);
    let lines = lines.map(|((line, plain), origin)| match origin {
        Some(at) if line != plain => format!("{line} at {}\n", line_of(*at, world)),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

fn line_of(at: FileSpan, world: &World) -> String {
    let line = world
        .workspace
        .file(at.file)
        .map(|it| line_column(it.text(), at.span.start).line)
        .unwrap_or_default();
    format!("{}:{line}", world.path_in_root(at.file))
}

fn to_json(preview: &Preview, target: Target, world: &World) -> Value {
    let notes: Vec<_> = preview
        .notes
        .iter()
        .map(|it| {
            let mut note = json!({ "severity": it.severity, "message": it.message });
            if let (Some(at), Some(members)) = (it.at, note.as_object_mut()) {
                members.extend(crate::report::json::place(at, world));
            }
            note
        })
        .collect();
    json!({
        "app": preview.app,
        "file": world.path_in_root(preview.file),
        "target": target.name(),
        "manifests": preview.manifests(),
        "notes": notes,
        "totals": preview.totals,
        "refused": preview.refused,
    })
}

fn place(preview: &Preview, world: &World) -> String {
    format!("{}: ", world.path_for_people(preview.file))
}
