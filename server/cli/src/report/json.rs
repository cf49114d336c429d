//! One JSON document for programs. Its shape carries a version; lines and columns count from 1, columns in characters.

use oam_host::display::LineColumn;
use oam_ide::{FileEdit, FileSpan, Finding, Fix, Severity};
use oam_model::workspace::FileId;
use serde_json::{Map, Value, json};

use super::{Report, range};
use crate::baseline::{Compared, Entry};
use crate::output::Output;
use crate::world::World;

/// The version of the shape, here and in `jsonl`.
pub(super) const VERSION: u32 = 1;

/// Prints all findings and the summary.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    let list = report.findings.all().map(|(file, it)| finding(file, &it.finding, report.world));
    let mut json =
        Map::from_iter([("version".to_owned(), VERSION.into()), ("findings".to_owned(), list.collect())]);
    json.extend(totals(report));
    output.write_json(&Value::Object(json));
}

/// The members `summary` and, with a baseline, `baseline`.
pub(super) fn totals(report: &Report<'_>) -> Map<String, Value> {
    let findings = report.findings;
    let summary = json!({
        "errors": findings.count(Severity::Error),
        "warnings": findings.count(Severity::Warning),
        "infos": findings.count(Severity::Info),
        "hints": findings.count(Severity::Hint),
        "documents": findings.documents,
        "files": findings.files.len(),
    });
    let mut totals = Map::from_iter([("summary".to_owned(), summary)]);
    if let Some(Compared { known, gone, .. }) = report.compared {
        let entry = |it: &Entry| json!({ "rule": it.rule, "message": it.message, "file": it.file });
        let gone: Vec<_> = gone.iter().map(entry).collect();
        totals.insert("baseline".to_owned(), json!({ "known": known, "gone": gone }));
    }
    totals
}

/// A finding.
pub(super) fn finding(file: FileId, finding: &Finding, world: &World) -> Value {
    let mut json = Map::new();
    json.insert("rule".to_owned(), finding.rule.into());
    json.insert("severity".to_owned(), finding.severity.name().into());
    json.insert("message".to_owned(), finding.message.as_str().into());
    if let Some(help) = &finding.help {
        json.insert("help".to_owned(), help.as_str().into());
    }
    json.extend(place(FileSpan { file, span: finding.span }, world));
    let related = finding.related.iter().map(|it| {
        let mut related = place(it.at, world);
        related.insert("message".to_owned(), it.message.as_str().into());
        Value::Object(related)
    });
    json.insert("related".to_owned(), related.collect());
    if let Some(fix) = &finding.fix {
        json.insert("fix".to_owned(), fix_json(fix, world));
    }
    Value::Object(json)
}

fn fix_json(fix: &Fix, world: &World) -> Value {
    let edit = |it: &FileEdit| {
        let mut edit = place(FileSpan { file: it.file, span: it.span }, world);
        edit.insert("text".to_owned(), it.text.as_str().into());
        Value::Object(edit)
    };
    json!({ "title": fix.title, "safe": fix.is_safe, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() })
}

/// The members `file` and `range`.
pub(crate) fn place(at: FileSpan, world: &World) -> Map<String, Value> {
    let position = |at: LineColumn| json!({ "line": at.line, "column": at.column });
    let range =
        range(at, world).map(|(start, end)| json!({ "start": position(start), "end": position(end) }));
    Map::from_iter([
        ("file".to_owned(), world.path_in_root(at.file).into()),
        ("range".to_owned(), range.unwrap_or_default()),
    ])
}
