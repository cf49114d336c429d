//! Checkstyle XML: findings by file, as many tools for continuous integration read them.
//!
//! Files without findings are left out.

use oam_ide::{FileSpan, Finding, Severity};
use oam_model::workspace::FileId;

use super::xml::{self, Element};
use super::{Report, range, sentence};
use crate::output::Output;

/// The version of Checkstyle whose format this is.
const VERSION: &str = "4.3";

/// Prints the report.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    let files = report.findings.files.iter().filter(|(_, list)| !list.is_empty());
    let files = files.map(|(file, list)| {
        let errors = list.iter().map(|it| error(*file, &it.finding, report));
        Element::new("file").attribute("name", &report.world.path_in_repository(*file)).children(errors)
    });
    xml::print(Element::new("checkstyle").attribute("version", VERSION).children(files), output);
}

fn error(file: FileId, finding: &Finding, report: &Report<'_>) -> Element {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "info",
    };
    let mut error = Element::new("error");
    if let Some((start, _)) = range(FileSpan { file, span: finding.span }, report.world) {
        error =
            error.attribute("line", &start.line.to_string()).attribute("column", &start.column.to_string());
    }
    error
        .attribute("severity", severity)
        .attribute("message", &sentence(finding))
        .attribute("source", &format!("oam-ls.{}", finding.rule))
}
