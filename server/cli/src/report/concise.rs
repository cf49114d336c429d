//! One line a finding: `file:line:column: severity[rule]: message`, for editors, `grep` and logs.

use oam_host::display::{LineColumn, line_column};

use crate::commands::lint::Findings;
use crate::output::Output;
use crate::world::World;

/// Prints all findings.
pub(crate) fn print(world: &World, findings: &Findings, output: &mut Output) {
    for (id, findings) in &findings.files {
        let Some(file) = world.workspace.file(*id) else { continue };
        let path = if findings.is_empty() { String::new() } else { world.path_for_people(*id) };
        for finding in findings {
            let LineColumn { line, column } = line_column(file.text(), finding.span.start);
            let (severity, rule) = (finding.severity.name(), finding.rule);
            let help = finding.help.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
            output.write(&format!("{path}:{line}:{column}: {severity}[{rule}]: {}{help}\n", finding.message));
        }
    }
}
