//! What is said beside the findings, on standard error: how many there are, and what became of the known ones.

use oam_ide::Severity;

use super::{Report, visible};
use crate::output::{Outcome, Output, counted};

/// Says how many findings there are.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    let Report { world, findings, compared, .. } = report;
    let looked_at = counted(findings.documents, "OAM document");
    if findings.files.is_empty() {
        // For named paths the reason has been said already.
        if world.outcome == Outcome::Clean && !world.is_selective {
            output.note("no OAM documents found");
        }
        return;
    }
    let counts = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
        (Severity::Hint, "hint"),
    ];
    let counts: Vec<_> = counts
        .into_iter()
        .map(|(severity, noun)| (findings.count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| if noun == "info" { format!("{count} info") } else { counted(count, noun) })
        .collect();
    let quiet = match compared.map_or(0, |it| it.known) {
        0 => String::new(),
        known => format!("; {} kept quiet", counted(known, "known finding")),
    };
    if counts.is_empty() {
        let new = if quiet.is_empty() { "findings" } else { "new findings" };
        let files = counted(findings.files.len(), "file");
        output.note(format_args!("no {new} in {looked_at} of {files}{quiet}"));
        return;
    }
    let files = findings.files.iter().filter(|(_, it)| !it.is_empty()).count();
    let files = counted(files, "file");
    output.note(format_args!("{} in {files}; {looked_at} checked{quiet}", counts.join(", ")));
}

/// Names the findings of the baseline that are gone.
pub(crate) fn print_gone(report: &Report<'_>, output: &mut Output) {
    let Some(compared) = report.compared.filter(|it| !it.gone.is_empty()) else { return };
    for it in &compared.gone {
        output.note(format_args!(
            "gone: {}: [{}]: {}",
            visible(&it.file),
            visible(&it.rule),
            visible(&it.message)
        ));
    }
    output.note(format_args!(
        "{} of the baseline {} gone; `--write-baseline` records what is left",
        counted(compared.gone.len(), "finding"),
        if compared.gone.len() == 1 { "is" } else { "are" },
    ));
}
