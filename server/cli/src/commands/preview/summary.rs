//! `oam-ls preview --summary`: what applications and their components ask for.

use std::fmt::Write as _;

use oam_ide::{ApplicationUsage, Target};
use serde_json::{Value, json};

use super::request;
use crate::applications::{complain, of_given, report_refusals};
use crate::args::{PreviewArgs, PreviewFormat};
use crate::output::{Outcome, Output};
use crate::world::World;

const HEAD: [&str; 5] = ["", "replicas", "CPU", "memory", "storage"];

/// Runs the command.
pub(super) fn run(args: &PreviewArgs, target: Target, world: &World, output: &mut Output) -> Outcome {
    let found =
        of_given(world, |file| oam_ide::usages(&world.workspace, &request(args, target, false, file, world)));
    if found.is_empty() {
        if world.outcome == Outcome::Clean {
            complain(args.rendering.app.as_deref(), world, output);
        }
        return Outcome::Unusable;
    }
    match args.format {
        PreviewFormat::Json => {
            let totals: Vec<_> = found.iter().map(|it| data(it, target, world)).collect();
            output.write_json(&json!({ "version": 1, "totals": totals }));
        }
        PreviewFormat::Yaml => {
            let tables: Vec<_> = found.iter().map(table).collect();
            output.write(&tables.join("\n"));
        }
    }
    let mut outcome = world.outcome;
    for it in &found {
        outcome =
            outcome.max(report_refusals(&it.app, &it.refusals, &world.path_for_people(it.file), output));
    }
    outcome
}

fn data(usage: &ApplicationUsage, target: Target, world: &World) -> Value {
    let mut data = usage.data();
    if let Some(members) = data.as_object_mut() {
        members.insert("file".to_owned(), json!(world.path_in_root(usage.file)));
        members.insert("target".to_owned(), json!(target.name()));
    }
    data
}

/// The application's name and a line for each component; numbers stand at the right of their columns.
fn table(usage: &ApplicationUsage) -> String {
    let row = |name: &str, words: [String; 4]| {
        let mut row = vec![name.to_owned()];
        row.extend(words);
        row
    };
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    rows.extend(usage.usage.instances.iter().map(|(name, it)| row(name, it.words())));
    rows.push(row("total", usage.usage.total.words()));
    let width = |column: usize| {
        rows.iter().filter_map(|it| it.get(column)).map(|it| it.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
    let rest = if usage.is_incomplete { " (incomplete: `oam-ls preview` says what is missing)" } else { "" };
    let mut text = format!("{}{rest}\n", usage.app);
    for row in &rows {
        let mut line = String::from(" ");
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            // Writing to a string cannot fail.
            let _ =
                if column == 0 { write!(line, " {cell:<width$}") } else { write!(line, "  {cell:>width$}") };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
