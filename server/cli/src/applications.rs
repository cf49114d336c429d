//! The applications that a command is about: which ones, for what they are rendered, and what is said where that fails.
//!
//! What is made of an application is the business of the commands.

use std::collections::BTreeSet;

use oam_host::config::Config;
use oam_ide::{ApplicationUsage, Preview, PreviewRequest, Target, Topology};
use oam_model::workspace::{FileId, Workspace};

use crate::args::RenderingArgs;
use crate::output::{Outcome, Output};
use crate::world::World;

/// What to render for: as asked, else as configured, else Kubernetes; `None` after it was said that there is no such target.
pub(crate) fn target(asked: Option<&String>, config: &Config, output: &mut Output) -> Option<Target> {
    let Some(name) = asked.or(config.preview.target.as_ref()) else {
        return Some(Target::Kubernetes);
    };
    let target = name.parse::<Target>();
    if let Err(error) = &target {
        output.error(error);
    }
    target.ok()
}

/// All applications as the options ask for them, in all files.
pub(crate) fn request(args: &RenderingArgs, target: Target) -> PreviewRequest {
    PreviewRequest { app: args.app.clone(), overrides: args.overrides.clone(), ..PreviewRequest::new(target) }
}

/// What `of` gives for the applications that the user named, or for all where no path was given.
pub(crate) fn of_given<T: OfApplication>(world: &World, of: impl Fn(Option<FileId>) -> Vec<T>) -> Vec<T> {
    if !world.is_selective {
        return of(None);
    }
    let has_application = |file: &FileId| {
        let documents = world.workspace.file(*file).map(|it| it.documents()).unwrap_or_default();
        documents.iter().filter_map(|it| it.object()).any(|it| it.application().is_some())
    };
    let own: Vec<_> = world.given.iter().copied().filter(has_application).collect();
    if !own.is_empty() {
        return own.into_iter().flat_map(|it| of(Some(it))).collect();
    }
    // Only components are given: the applications that use them, each once.
    let mut users: Vec<T> = world.given.iter().flat_map(|it| of(Some(*it))).collect();
    users.sort_by(|a, b| a.application().cmp(&b.application()));
    users.dedup_by(|a, b| a.application() == b.application());
    users
}

/// What is made of one application.
pub(crate) trait OfApplication {
    /// The application's file and name.
    fn application(&self) -> (FileId, &str);
}

impl OfApplication for Preview {
    fn application(&self) -> (FileId, &str) {
        (self.file, &self.app)
    }
}

impl OfApplication for ApplicationUsage {
    fn application(&self) -> (FileId, &str) {
        (self.file, &self.app)
    }
}

impl OfApplication for Topology {
    fn application(&self) -> (FileId, &str) {
        (self.file, &self.app)
    }
}

/// Says why the engine would refuse an application, and what the exit code must then say.
pub(crate) fn report_refusals(app: &str, refusals: &[String], path: &str, output: &mut Output) -> Outcome {
    for refusal in refusals {
        output.error(format_args!("{path}: `{app}` is refused: {refusal}"));
    }
    if refusals.is_empty() { Outcome::Clean } else { Outcome::Found }
}

/// Says why there is nothing to show.
pub(crate) fn complain(app: Option<&str>, world: &World, output: &mut Output) {
    complain_about(app, &[&world.workspace], output);
}

/// As [`complain`], where several workspaces were looked into.
pub(crate) fn complain_about(app: Option<&str>, workspaces: &[&Workspace], output: &mut Output) {
    let Some(name) = app else {
        output.error("no application found");
        return;
    };
    let files = workspaces.iter().flat_map(|it| it.files());
    let objects = files.flat_map(|it| it.documents()).filter_map(|it| it.object());
    let names = objects.filter(|it| it.application().is_some()).filter_map(|it| it.name());
    let names: BTreeSet<_> = names.map(|it| format!("`{it}`")).collect();
    let names: Vec<_> = names.into_iter().take(7).collect();
    if names.is_empty() {
        output.error(format_args!("no application named `{name}`; there is none at all"));
    } else {
        output.error(format_args!("no application named `{name}`; there are {}", names.join(", ")));
    }
}
