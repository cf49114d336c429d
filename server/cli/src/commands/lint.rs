//! `oam-ls lint`: the findings of documents, reported once or after every change.
//!
//! How findings are worked out and how they look is the business of others; here it is decided which are reported, and
//! what the exit code says.

use std::collections::BTreeSet;
use std::path::Path;

use oam_host::write::write_whole;
use oam_model::workspace::FileId;

use crate::args::{LintArgs, LintFormat};
use crate::baseline::{self, Compared, Entry};
use crate::findings::{Findings, find};
use crate::output::{Outcome, Output, counted};
use crate::report::{self, Report, statistics, summary};
use crate::selection::Selection;
use crate::watch;
use crate::world::World;

/// What the user asked for, understood.
pub(crate) struct Request<'a> {
    pub(crate) args: &'a LintArgs,
    selection: Selection,
    format: LintFormat,
}

/// Runs the command.
pub(crate) fn run(args: &LintArgs, output: &mut Output) -> Outcome {
    let Some(request) = Request::read(args, output) else { return Outcome::Unusable };
    if args.watch {
        return watch::run(&request, output);
    }
    let Some(world) = request.open(output) else { return Outcome::Unusable };
    request.report(&world, output)
}

impl<'a> Request<'a> {
    /// Understands the options; `None` if they make no sense, which has been said then.
    fn read(args: &'a LintArgs, output: &mut Output) -> Option<Self> {
        let selection = match Selection::read(&args.selection) {
            Ok(it) => it,
            Err(message) => {
                output.error(message);
                return None;
            }
        };
        let is_for_people = args.report.output_file.is_none() && Output::is_terminal();
        let default = if is_for_people { LintFormat::Human } else { LintFormat::Concise };
        let format = args.report.format.unwrap_or(default);
        let has_statistics = matches!(format, LintFormat::Human | LintFormat::Concise | LintFormat::Json);
        if args.report.statistics && !has_statistics {
            output.error("`--statistics` needs one of the formats `concise`, `human`, `json`");
            return None;
        }
        Some(Self { args, selection, format })
    }

    /// Loads the world; `None` if there is nothing to work on.
    pub(crate) fn open(&self, output: &mut Output) -> Option<World> {
        let mut world = World::open(&self.args.world, output)?;
        let settings = self.selection.applied_to(world.workspace.settings());
        world.workspace = world.workspace.with_settings(settings);
        Some(world)
    }

    /// Checks and reports.
    pub(crate) fn report(&self, world: &World, output: &mut Output) -> Outcome {
        let known = match self.known(output) {
            Ok(it) => it,
            Err(outcome) => return outcome,
        };
        let wanted = self.wanted(world);
        let mut findings = find(world, &wanted);
        findings.retain(|_, it| self.selection.includes(it.finding.rule));
        let mut outcome = world.outcome;
        for file in &findings.failed {
            let path = world.path_for_people(*file);
            output.error(format_args!("the checks of `{path}` failed; please report it"));
            outcome = Outcome::Unusable;
        }
        if self.args.baseline.write_baseline {
            return outcome.max(self.record(known.unwrap_or_default(), &mut findings, world, output));
        }
        let can_see = |it: &Entry| self.can_see(it, world, &wanted);
        let compared = known.map(|it| baseline::compare(it, &mut findings, can_see));
        let fail_on = self.args.report.fail_on;
        if findings.all().any(|(_, it)| fail_on.includes(it.finding.severity)) {
            outcome = outcome.max(Outcome::Found);
        }
        let report = Report { world, findings: &findings, compared: compared.as_ref(), fail_on, outcome };
        outcome.max(self.print(&report, output))
    }

    /// The findings that are known, if there is a baseline.
    fn known(&self, output: &mut Output) -> Result<Option<Vec<Entry>>, Outcome> {
        let args = &self.args.baseline;
        let Some(path) = &args.baseline else { return Ok(None) };
        if args.write_baseline && !path.exists() {
            return Ok(None);
        }
        if !path.exists() {
            let shown = path.display();
            output.error(format_args!("there is no baseline `{shown}`; record one with `--write-baseline`"));
            return Err(Outcome::Unusable);
        }
        baseline::read(path).map(Some).map_err(|message| {
            output.error(message);
            Outcome::Unusable
        })
    }

    /// The files to report on.
    fn wanted(&self, world: &World) -> BTreeSet<FileId> {
        let mut wanted = world.given.clone();
        if world.is_selective && !self.args.only_given {
            wanted.extend(world.workspace.dependents(&world.given.iter().copied().collect::<Vec<_>>()));
        }
        wanted
    }

    /// Whether this run would find what an entry of the baseline describes.
    fn can_see(&self, entry: &Entry, world: &World, wanted: &BTreeSet<FileId>) -> bool {
        if !self.selection.includes(&entry.rule) {
            return false;
        }
        match world.file_in_root(&entry.file) {
            Some(file) => wanted.contains(&file),
            // A file that could not be read is not gone, and neither is one that nobody looked for.
            None => !world.is_selective && world.outcome == Outcome::Clean,
        }
    }

    /// Writes the baseline: all that was found, and what this run could not see of what it held.
    fn record(
        &self,
        known: Vec<Entry>,
        findings: &mut Findings,
        world: &World,
        output: &mut Output,
    ) -> Outcome {
        let Some(path) = &self.args.baseline.baseline else { return Outcome::Unusable };
        let wanted = self.wanted(world);
        let mut entries = baseline::entries(findings, world);
        let count = entries.len();
        let Compared { unseen, .. } =
            baseline::compare(known, findings, |it| self.can_see(it, world, &wanted));
        let kept = match unseen.len() {
            0 => String::new(),
            kept => format!("; {} that this run did not look for stay", counted(kept, "known finding")),
        };
        entries.extend(unseen);
        match baseline::write(path, entries) {
            Ok(()) => {
                output.note(format_args!(
                    "recorded {} in `{}`{kept}",
                    counted(count, "finding"),
                    path.display()
                ));
                Outcome::Clean
            }
            Err(message) => {
                output.error(message);
                Outcome::Unusable
            }
        }
    }

    fn print(&self, report: &Report<'_>, output: &mut Output) -> Outcome {
        let file = self.args.report.output_file.as_deref();
        if file.is_some() {
            output.collect();
        }
        match (self.args.report.statistics, self.format) {
            (true, LintFormat::Json) => statistics::print_json(report, output),
            (true, _) => statistics::print(report, output),
            (false, format) => report::print(format, report, output),
        }
        let outcome = file.map_or(Outcome::Clean, |it| save(it, output));
        let is_for_people =
            matches!(self.format, LintFormat::Human | LintFormat::Concise | LintFormat::Github);
        if is_for_people || file.is_some() {
            summary::print(report, output);
        }
        let tells_gone = matches!(self.format, LintFormat::Json | LintFormat::Jsonl) && file.is_none();
        if !tells_gone {
            summary::print_gone(report, output);
        }
        outcome
    }
}

fn save(path: &Path, output: &mut Output) -> Outcome {
    match write_whole(path, &output.collected()) {
        Ok(()) => Outcome::Clean,
        Err(problem) => {
            output.error(problem);
            Outcome::Unusable
        }
    }
}
