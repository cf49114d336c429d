//! `oam-ls diff`: what a change changes for the deployment.
//!
//! The comparison is made by `oam-ide`; here it is asked for and printed.

mod human;
mod lines;
mod markdown;

use oam_ide::{DiffSide, Difference};
use oam_model::file::File;
use serde_json::{Value, json};

use crate::applications::complain_about;
use crate::args::{DiffArgs, DiffFormat};
use crate::output::{Outcome, Output, counted};
use crate::sides::{OneSide, Sides, SidesConfig};

/// How many files with syntax errors are named on each side.
const MAX_WARNINGS: usize = 3;

/// Runs the command.
pub(crate) fn run(args: &DiffArgs, output: &mut Output) -> Outcome {
    let config = SidesConfig {
        revision: args.revision.as_deref(),
        paths: &args.paths,
        root: args.root.as_deref(),
        platform: args.platform.as_ref(),
        rendering: &args.rendering,
        namespace: args.namespace.as_ref(),
        values: [&args.set_old, &args.set_new],
    };
    let Some(sides) = Sides::open(&config, output) else { return Outcome::Unusable };
    let [old, new] = sides.both();
    let difference = oam_ide::diff(old, new, &sides.paths);
    if difference.applications == [0, 0] {
        if sides.outcome == Outcome::Clean {
            complain_about(args.rendering.app.as_deref(), &[old.workspace, new.workspace], output);
        }
        return Outcome::Unusable;
    }
    warn_of_broken(&sides, output);
    match args.format {
        DiffFormat::Human => human::print(&difference, &sides, output),
        DiffFormat::Markdown => markdown::print(&difference, &sides, output),
        DiffFormat::Json => output.write_json(&data(&difference, &sides)),
    }
    sides.outcome.max(if difference.is_empty() { Outcome::Clean } else { Outcome::Found })
}

/// What a syntax error hides looks as if it was taken out.
fn warn_of_broken(sides: &Sides, output: &mut Output) {
    for side in [DiffSide::Old, DiffSide::New] {
        let workspace = &sides.of(side).workspace;
        let is_broken = |it: &&File| it.text().documents().iter().any(|it| !it.document.errors().is_empty());
        for file in workspace.files().map(|it| &**it).filter(is_broken).take(MAX_WARNINGS) {
            output.note(format_args!(
                "warning: {} has syntax errors; what they hide counts as not there",
                sides.file(side, file.id())
            ));
        }
    }
}

fn data(difference: &Difference, sides: &Sides) -> Value {
    let mut data = difference.data(|side, at| sides.place(side, at).into_iter().collect());
    let side = |it: &OneSide| {
        let commit = it.commit.as_ref();
        json!({ "revision": commit.map(|it| &it.name), "commit": commit.map(oam_host::revision::Commit::id) })
    };
    if let Some(members) = data.as_object_mut() {
        members.insert("target".to_owned(), json!(sides.new.request.target.name()));
        members.insert("old".to_owned(), side(&sides.old));
        members.insert("new".to_owned(), side(&sides.new));
    }
    data
}

/// What is said where both sides deploy the same.
fn nothing(difference: &Difference, sides: &Sides, code: fn(&str) -> String) -> String {
    let [old, new] = sides.names(code);
    let [_, count] = difference.applications;
    format!("nothing changes between {old} and {new} ({})", counted(count, "application"))
}

/// `1 object added, 2 changed`, with what both sides need where that is not the same.
fn summary(difference: &Difference) -> (String, Option<String>) {
    use oam_ide::Change::{Added, Changed, Removed};
    let mut parts = Vec::new();
    for change in [Added, Removed, Changed] {
        let count = difference.count(change);
        if count > 0 && parts.is_empty() {
            parts.push(format!("{} {}", counted(count, "object"), change.name()));
        } else if count > 0 {
            parts.push(format!("{count} {}", change.name()));
        }
    }
    if !difference.notes.is_empty() {
        parts.push(format!("{} about what cannot be deployed", counted(difference.notes.len(), "note")));
    }
    let [old, new] = difference.totals.map(|it| it.to_string());
    let totals = (old != new).then(|| format!("{old} → {new}"));
    (parts.join(", "), totals)
}
