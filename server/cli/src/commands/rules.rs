//! `oam-ls rules`: all rules in a table.

use oam_ide::{FixKind, Rule};
use serde_json::json;

use crate::args::{RulesArgs, RulesFormat};
use crate::output::{Outcome, Output};

/// Runs the command.
pub(crate) fn run(args: &RulesArgs, output: &mut Output) -> Outcome {
    let mut rules: Vec<&Rule> = oam_ide::rules().to_vec();
    rules.sort_by_key(|it| it.id);
    match args.format {
        RulesFormat::Human => {
            let width = rules.iter().map(|it| it.id.len()).max().unwrap_or_default();
            for rule in rules {
                output.write(&format!("{:width$}  {:7}  {}\n", rule.id, rule.level.name(), summary(rule)));
            }
        }
        RulesFormat::Json => {
            let rules: Vec<_> = rules.into_iter().map(to_json).collect();
            output.write_json(&json!({ "version": 1, "rules": rules }));
        }
    }
    Outcome::Clean
}

fn to_json(rule: &Rule) -> serde_json::Value {
    let fix = match rule.fix {
        FixKind::None => "none",
        FixKind::Safe => "safe",
        FixKind::Unsafe => "unsafe",
    };
    json!({ "id": rule.id, "level": rule.level.name(), "summary": summary(rule), "fix": fix, "since": rule.since })
}

/// The first paragraph of its page, on one line.
fn summary(rule: &Rule) -> String {
    let lines = rule.docs.trim().lines().map(str::trim).take_while(|it| !it.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}
