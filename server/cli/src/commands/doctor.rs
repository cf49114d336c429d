//! `oam-ls doctor`: what a workspace costs, and whether its settings do what they say.
//!
//! It does what the linter does, step by step with a clock beside it. It changes nothing, and what it finds in documents is only counted.

mod measure;
mod print;

use oam_host::root::Root;
use oam_host::survey::{Survey, idle_settings, survey};

use self::measure::Costs;
use crate::args::{DoctorArgs, DoctorFormat};
use crate::output::{Outcome, Output};
use crate::world::{World, known_names, root};

/// All that is said.
struct Diagnosis {
    survey: Survey,
    world: World,
    costs: Costs,
    /// What is wrong with the settings or too large, in words.
    complaints: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &DoctorArgs, output: &mut Output) -> Outcome {
    let Some(known) = known_names(None, output) else { return Outcome::Unusable };
    let named: Vec<_> = args.path.iter().cloned().collect();
    if let Some(path) = named.iter().find(|it| !it.exists()) {
        output.error(format_args!("there is no `{}`", path.display()));
        return Outcome::Unusable;
    }
    let Some(root) = root(None, &named, None, &known, output) else { return Outcome::Unusable };
    let (survey, walking) = measure::timed(|| survey(&root));
    let (world, reading) = measure::timed(|| World::load(root, None, &[], None, output));
    let costs = measure::costs(&world.workspace, walking, reading);
    let complaints = complaints(&world.root, &costs);
    let outcome = if complaints.is_empty() { Outcome::Clean } else { Outcome::Found };
    let outcome = outcome.max(world.outcome);
    let diagnosis = Diagnosis { survey, world, costs, complaints };
    match args.format {
        DoctorFormat::Human => print::human(&diagnosis, args.top, output),
        DoctorFormat::Json => print::json(&diagnosis, args.top, output),
    }
    outcome
}

fn complaints(root: &Root, costs: &Costs) -> Vec<String> {
    let mut complaints = idle_settings(root);
    if let Some(depth) = root.max_depth() {
        complaints.push(format!(
            "nothing marks the root, so only {depth} levels of folders are searched: put a `.oam-ls.yaml` where the workspace begins"
        ));
    }
    if costs.files >= oam_host::discover::MAX_FILES {
        let limit = oam_host::discover::MAX_FILES;
        complaints
            .push(format!("{limit} files with OAM are read, and no more: leave folders out with `exclude`"));
    }
    let off = costs.rules.iter().all(|it| it.is_off);
    if off {
        complaints.push("`rules`: all rules are switched off".to_owned());
    }
    complaints
}
