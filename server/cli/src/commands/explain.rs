//! `oam-ls explain`: a rule's page.

use crate::args::ExplainArgs;
use crate::output::{Outcome, Output};

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs, output: &mut Output) -> Outcome {
    let Some(rule) = oam_ide::rules().iter().find(|it| it.id == args.rule) else {
        output.error(format_args!("no rule named `{}`; `oam-ls rules` lists all", args.rule));
        return Outcome::Unusable;
    };
    output.write(&format!("# {}\n\n{}", rule.id, oam_ide::rule_page(rule)));
    Outcome::Clean
}
