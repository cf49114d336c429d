//! One line a finding: `file:line:column: severity[rule]: message`, for editors, `grep` and logs.

use oam_host::display::{LineColumn, line_column};

use super::{Report, sentence};
use crate::output::Output;

/// Prints all findings.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    for (id, list) in &report.findings.files {
        let Some(file) = report.world.workspace.file(*id) else { continue };
        let path = if list.is_empty() { String::new() } else { report.world.path_for_people(*id) };
        for finding in list.iter().map(|it| &it.finding) {
            let LineColumn { line, column } = line_column(file.text(), finding.span.start);
            let (severity, rule, text) = (finding.severity.name(), finding.rule, sentence(finding));
            output.write(&format!("{path}:{line}:{column}: {severity}[{rule}]: {text}\n"));
        }
    }
}
