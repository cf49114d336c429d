//! JUnit XML for test reports: each file is a test suite, each finding a test case.
//!
//! A finding that makes the run fail is a failure; one below the bar of `--fail-on` passes and is told as its output. A
//! file without findings is one test case that passes. There are no times: a report depends on the documents alone.

use oam_ide::{FileSpan, Finding};
use oam_model::workspace::FileId;

use super::xml::{self, Element};
use super::{Report, range, sentence};
use crate::findings::Found;
use crate::output::Output;

/// Prints the report.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    let suites: Vec<_> =
        report.findings.files.iter().map(|(file, list)| suite(*file, list, report)).collect();
    let tests: usize = report.findings.files.iter().map(|(_, list)| list.len().max(1)).sum();
    let failures = report.findings.all().filter(|(_, it)| fails(report, &it.finding)).count();
    let root = Element::new("testsuites")
        .attribute("name", "oam-ls")
        .attribute("tests", &tests.to_string())
        .attribute("failures", &failures.to_string())
        .attribute("errors", "0")
        .children(suites);
    xml::print(root, output);
}

fn suite(file: FileId, list: &[Found], report: &Report<'_>) -> Element {
    let path = report.world.path_in_repository(file);
    let failures = list.iter().filter(|it| fails(report, &it.finding)).count();
    let mut suite = Element::new("testsuite")
        .attribute("name", &path)
        .attribute("tests", &list.len().max(1).to_string())
        .attribute("failures", &failures.to_string())
        .attribute("errors", "0")
        .attribute("skipped", "0")
        .attribute("file", &path);
    if list.is_empty() {
        suite = suite
            .child(Element::new("testcase").attribute("name", "no findings").attribute("classname", &path));
    }
    suite.children(list.iter().map(|it| case(file, &it.finding, &path, report)))
}

fn case(file: FileId, finding: &Finding, path: &str, report: &Report<'_>) -> Element {
    let (severity, rule) = (finding.severity.name(), finding.rule);
    let at = range(FileSpan { file, span: finding.span }, report.world).map(|it| it.0);
    let at = at.map(|it| format!(":{}:{}", it.line, it.column)).unwrap_or_default();
    let text = format!("{path}{at}: {severity}[{rule}]: {}", sentence(finding));
    let told = if fails(report, finding) {
        Element::new("failure").attribute("type", severity).attribute("message", &finding.message)
    } else {
        Element::new("system-out")
    };
    Element::new("testcase")
        .attribute("name", &format!("{rule}: {}", finding.message))
        .attribute("classname", path)
        .child(told.text(&text))
}

fn fails(report: &Report<'_>, finding: &Finding) -> bool {
    report.fail_on.includes(finding.severity)
}
