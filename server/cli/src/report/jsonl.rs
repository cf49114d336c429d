//! One JSON object a line, for programs that read while we write: each finding as in `json`, then the totals.

use serde_json::{Map, Value};

use super::Report;
use super::json::{VERSION, finding, totals};
use crate::output::Output;

/// Prints all findings and the totals.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    for (file, found) in report.findings.all() {
        output.write(&format!("{}\n", finding(file, &found.finding, report.world)));
    }
    let mut last = Map::from_iter([("version".to_owned(), VERSION.into())]);
    last.extend(totals(report));
    output.write(&format!("{}\n", Value::Object(last)));
}
