//! How often each rule found something, the most frequent first: where to begin with a workspace that has many findings.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use oam_ide::Severity;
use serde_json::{Map, Value, json};

use super::Report;
use super::json::{VERSION, totals};
use crate::output::Output;

/// What there is to say about a rule.
struct Tally {
    rule: &'static str,
    /// The worst of its findings.
    severity: Severity,
    count: usize,
    /// How many of them have a fix.
    fixable: usize,
}

/// Prints a table.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    let counts = counts(report);
    let rule_width = counts.iter().map(|it| it.rule.len()).max().unwrap_or_default();
    let count_width = counts.iter().map(|it| it.count.to_string().len()).max().unwrap_or_default();
    for Tally { rule, severity, count, fixable } in counts {
        let fix = if fixable > 0 { format!("{fixable} with a fix") } else { String::new() };
        let line = format!("{count:count_width$}  {:7}  {rule:rule_width$}  {fix}", severity.name());
        output.write(&format!("{}\n", line.trim_end()));
    }
}

/// Prints one JSON document.
pub(crate) fn print_json(report: &Report<'_>, output: &mut Output) {
    let counts = counts(report).into_iter().map(|it| {
        json!({ "rule": it.rule, "severity": it.severity.name(), "count": it.count, "fixable": it.fixable })
    });
    let mut json =
        Map::from_iter([("version".to_owned(), VERSION.into()), ("statistics".to_owned(), counts.collect())]);
    json.extend(totals(report));
    output.write_json(&Value::Object(json));
}

fn counts(report: &Report<'_>) -> Vec<Tally> {
    let mut counts: BTreeMap<&str, Tally> = BTreeMap::new();
    for (_, found) in report.findings.all() {
        let finding = &found.finding;
        let tally = counts.entry(finding.rule).or_insert(Tally {
            rule: finding.rule,
            severity: finding.severity,
            count: 0,
            fixable: 0,
        });
        tally.severity = tally.severity.max(finding.severity);
        tally.count += 1;
        tally.fixable += usize::from(finding.fix.is_some());
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|it| (Reverse(it.count), it.rule));
    counts
}
