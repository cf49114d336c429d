//! `oam-ls explain`: a rule's page.

use crate::args::ExplainArgs;
use crate::output::{Outcome, Output};

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs, output: &mut Output) -> Outcome {
    let Some(rule) = oam_ide::rules().iter().find(|it| it.id == args.rule) else {
        output.error(format_args!("no rule named `{}`; `oam-ls rules` lists all", args.rule));
        return Outcome::Unusable;
    };
    let fix = match rule.fix {
        oam_ide::FixKind::None => "none",
        oam_ide::FixKind::Safe => "safe",
        oam_ide::FixKind::Unsafe => "to be looked at",
    };
    output.write(&format!(
        "# {}\n\nLevel: {} · Fix: {fix} · Since: {}\n\n{}\n",
        rule.id,
        rule.level.name(),
        rule.since,
        rule.docs.trim()
    ));
    Outcome::Clean
}
