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
        page(rule.docs)
    ));
    Outcome::Clean
}

/// A page as it is meant: documentation comments leave one blank before each line.
pub(crate) fn page(docs: &str) -> String {
    let lines: Vec<_> = docs.lines().map(|it| it.strip_prefix(' ').unwrap_or(it)).collect();
    lines.join("\n").trim().to_owned()
}
