//! SARIF 2.1.0, for code scanning: results, the rules they belong to, other places, fixes and fingerprints.
//!
//! Paths are below the checkout of Git, where services look for files, and leave open where that is. What a baseline or a
//! comment keeps quiet is left out: services show it otherwise.

use std::collections::{BTreeMap, BTreeSet};

use oam_ide::{FileEdit, FileSpan, Finding, Fix, Related, Rule, Severity};
use oam_model::workspace::FileId;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::{Report, range, sentence};
use crate::findings::Found;
use crate::output::{Outcome, Output};
use crate::world::World;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The name of the folder that paths are below, as services expect it.
const BASE: &str = "%SRCROOT%";

/// Ours: `primaryLocationLineHash` belongs to a service that works it out itself.
const FINGERPRINT: &str = "oamLsFinding/v1";

/// What stays as it is in a path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Prints the log.
pub(crate) fn print(report: &Report<'_>, output: &mut Output) {
    let rules = rules(report);
    let index = |id: &str| rules.iter().position(|it| it.id == id);
    let results: Vec<_> = report
        .findings
        .all()
        .map(|(file, it)| result(file, it, index(it.finding.rule), report.world))
        .collect();
    output.write_json(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "oam-ls",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": REPOSITORY,
                "rules": rules.into_iter().map(descriptor).collect::<Vec<_>>(),
            } },
            "invocations": [{
                "executionSuccessful": report.outcome != Outcome::Unusable,
                "exitCode": report.outcome.code(),
            }],
            "originalUriBaseIds": {
                BASE: { "description": { "text": "The top of the checkout, or else the root of the workspace." } },
            },
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results,
        }],
    }));
}

/// The rules that found something, by id.
fn rules(report: &Report<'_>) -> Vec<&'static Rule> {
    let found: BTreeSet<_> = report.findings.all().map(|(_, it)| it.finding.rule).collect();
    let mut rules: Vec<_> = oam_ide::rules().iter().copied().filter(|it| found.contains(it.id)).collect();
    rules.sort_by_key(|it| it.id);
    rules
}

fn descriptor(rule: &Rule) -> Value {
    let (summary, page) = (rule.summary(), rule.page());
    json!({
        "id": rule.id,
        "name": rule.id,
        "shortDescription": { "text": summary },
        "fullDescription": { "text": summary },
        "helpUri": format!("{REPOSITORY}/blob/main/docs/rules.md#{}", rule.id),
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": { "tags": [rule.group.name()], "problem.severity": problem_severity(rule.level) },
    })
}

fn result(file: FileId, found: &Found, rule: Option<usize>, world: &World) -> Value {
    let Found { finding, fingerprint } = found;
    let at = FileSpan { file, span: finding.span };
    let mut result = Map::new();
    let mut set = |name: &str, value: Value| result.insert(name.to_owned(), value);
    set("ruleId", finding.rule.into());
    if let Some(index) = rule {
        set("ruleIndex", index.into());
    }
    set("level", level(finding.severity).into());
    set("message", json!({ "text": sentence(finding) }));
    set("locations", json!([{ "physicalLocation": physical(at, world) }]));
    if !finding.related.is_empty() {
        set("relatedLocations", related(finding, world));
    }
    set("partialFingerprints", json!({ FINGERPRINT: fingerprint.to_string() }));
    if let Some(fix) = &finding.fix {
        set("fixes", json!([fix_json(fix, world)]));
    }
    Value::Object(result)
}

fn related(finding: &Finding, world: &World) -> Value {
    let location = |(index, it): (usize, &Related)| {
        json!({
            "id": index + 1,
            "physicalLocation": physical(it.at, world),
            "message": { "text": it.message },
        })
    };
    finding.related.iter().enumerate().map(location).collect()
}

fn fix_json(fix: &Fix, world: &World) -> Value {
    let mut files: BTreeMap<FileId, Vec<&FileEdit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(edit.file).or_default().push(edit);
    }
    let replacement = |it: &&FileEdit| {
        json!({
            "deletedRegion": region(FileSpan { file: it.file, span: it.span }, world),
            "insertedContent": { "text": it.text },
        })
    };
    let change = |(file, edits): (FileId, Vec<&FileEdit>)| {
        json!({
            "artifactLocation": artifact(file, world),
            "replacements": edits.iter().map(replacement).collect::<Vec<_>>(),
        })
    };
    json!({
        "description": { "text": fix.title },
        "artifactChanges": files.into_iter().map(change).collect::<Vec<_>>(),
        "properties": { "safe": fix.is_safe },
    })
}

fn physical(at: FileSpan, world: &World) -> Value {
    json!({ "artifactLocation": artifact(at.file, world), "region": region(at, world) })
}

fn region(at: FileSpan, world: &World) -> Value {
    let Some((start, end)) = range(at, world) else { return json!({}) };
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn artifact(file: FileId, world: &World) -> Value {
    let path = world.path_in_repository(file);
    let uri = utf8_percent_encode(&path, PATH);
    if path.starts_with('/') {
        // A file that the user named and that is elsewhere.
        return json!({ "uri": format!("file://{uri}") });
    }
    json!({ "uri": uri.to_string(), "uriBaseId": BASE })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "recommendation",
    }
}
