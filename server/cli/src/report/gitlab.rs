//! The code quality report of GitLab: a JSON list in the part of Code Climate's format that GitLab reads.
//!
//! Paths are below the checkout. Fingerprints are different for all findings of a report, or GitLab shows one of them only.

use oam_ide::{FileSpan, Severity};
use serde_json::{Value, json};

use super::{Report, range, sentence};
use crate::output::Output;

/// Prints the report.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    let issues = report.findings.all().map(|(file, found)| {
        let finding = &found.finding;
        let range = range(FileSpan { file, span: finding.span }, report.world);
        let lines = range.map(|(start, end)| json!({ "begin": start.line, "end": end.line }));
        json!({
            "check_name": finding.rule,
            "description": sentence(finding),
            "severity": severity(finding.severity),
            "fingerprint": found.fingerprint.to_string(),
            "location": { "path": report.world.path_in_repository(file), "lines": lines.unwrap_or_default() },
        })
    });
    output.write_json(&Value::Array(issues.collect()));
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info | Severity::Hint => "info",
    }
}
