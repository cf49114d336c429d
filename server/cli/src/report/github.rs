//! Annotations of GitHub Actions: workflow commands, one line a finding.
//!
//! Paths are below the checkout, where the service looks for files.

use std::fmt::Write;

use oam_ide::{FileSpan, Finding, Severity};
use oam_model::workspace::FileId;

use super::{Report, range, sentence};
use crate::output::Output;

/// Prints all findings.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    for (file, found) in report.findings.all() {
        output.write(&command(file, &found.finding, report));
    }
}

fn command(file: FileId, finding: &Finding, report: &Report<'_>) -> String {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "notice",
    };
    let mut properties = format!("file={}", property(&report.world.path_in_repository(file)));
    if let Some((start, end)) = range(FileSpan { file, span: finding.span }, report.world) {
        let _ = write!(properties, ",line={},endLine={}", start.line, end.line);
        // Columns mean something within one line only.
        if start.line == end.line {
            let _ = write!(properties, ",col={},endColumn={}", start.column, end.column);
        }
    }
    let title = property(&format!("oam-ls: {}", finding.rule));
    format!("::{word} {properties},title={title}::{}\n", message(&sentence(finding)))
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(message("100 %: a, b\r\nc"), "100 %25: a, b%0D%0Ac");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }
}
