//! The diagnosis as tables and as JSON. Times are milliseconds; they are no part of any promise.

use std::time::Duration;

use oam_host::discover::MAX_FILES;
use oam_host::display::relative;
use oam_host::read::MAX_FILE_BYTES;
use serde_json::{Map, Value, json};

use super::Diagnosis;
use crate::output::{Output, counted};

/// Prints tables.
pub(super) fn human(it: &Diagnosis, top: usize, output: &mut Output) {
    let costs = &it.costs;
    let root = &it.world.root;
    let mut line = |name: &str, text: String| output.write(&format!("{name:<10} {text}\n"));
    line("workspace", root.path.display().to_string());
    let settings = it.survey.settings.iter().map(|it| relative(it, &root.path)).collect::<Vec<_>>();
    line("settings", if settings.is_empty() { "none".to_owned() } else { settings.join(", ") });
    if let Some(platform) = it.world.workspace.platform() {
        line("platform", platform.to_owned());
    }
    let off = costs.rules.iter().filter(|it| it.is_off).count();
    let changed = it.world.workspace.settings().levels.len();
    line("rules", format!("{changed} with a level of their own, {off} switched off"));
    line(
        "files",
        format!(
            "{} seen, {} with names that may hold OAM, {} with OAM: {}",
            it.survey.files,
            it.survey.candidates,
            costs.files,
            size(costs.bytes)
        ),
    );
    let mut kinds: Vec<_> = costs.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    if costs.others > 0 {
        kinds.push(counted(costs.others, "other document"));
    }
    line("documents", if kinds.is_empty() { "none".to_owned() } else { kinds.join(", ") });
    line("findings", costs.findings.to_string());
    if let Some(peak) = costs.peak {
        line("memory", format!("{} MiB at most", mebibytes(peak)));
    }
    line("limits", format!("{MAX_FILES} files with OAM, {} MiB a file", MAX_FILE_BYTES / 1024 / 1024));
    output.write("\nTime\n");
    for (name, time) in &costs.steps {
        output.write(&format!("{:>9} ms  {name}\n", milliseconds(*time)));
    }
    if top > 0 && !costs.slow_files.is_empty() {
        output.write("\nSlowest rules, each by itself\n");
        let width = costs.rules.iter().take(top).map(|it| it.id.len()).max().unwrap_or_default();
        for rule in costs.rules.iter().take(top) {
            let found = counted(rule.findings, "finding");
            output.write(&format!("{:>9} ms  {:width$}  {found}\n", milliseconds(rule.time), rule.id));
        }
        output.write("\nSlowest files\n");
        for file in costs.slow_files.iter().take(top) {
            let path = it.world.path_for_people(file.file);
            let what = format!("{}, {}", counted(file.documents, "document"), size(file.bytes));
            output.write(&format!("{:>9} ms  {path}  {what}\n", milliseconds(file.time)));
        }
    }
    if it.complaints.is_empty() {
        return;
    }
    output.write("\nTo look at\n");
    for complaint in &it.complaints {
        output.write(&format!("  - {complaint}\n"));
    }
}

/// Prints one JSON document.
pub(super) fn json(it: &Diagnosis, top: usize, output: &mut Output) {
    let costs = &it.costs;
    let root = &it.world.root.path;
    let settings: Vec<_> = it.survey.settings.iter().map(|it| relative(it, root)).collect();
    let steps = costs.steps.iter().map(|(name, time)| json!({ "step": name, "ms": rounded(*time) }));
    let rules = costs.rules.iter().take(top).map(
        |it| json!({ "rule": it.id, "ms": rounded(it.time), "findings": it.findings, "off": it.is_off }),
    );
    let files = costs.slow_files.iter().take(top).map(|file| {
        let path = it.world.path_in_root(file.file);
        json!({ "file": path, "ms": rounded(file.time), "documents": file.documents, "bytes": file.bytes })
    });
    let mut report = Map::new();
    let mut put = |name: &str, value: Value| report.insert(name.to_owned(), value);
    put("version", json!(1));
    put("settings", json!(settings));
    put("platform", json!(it.world.workspace.platform()));
    put("rules_off", json!(costs.rules.iter().filter(|it| it.is_off).count()));
    put("files", json!({ "seen": it.survey.files, "candidates": it.survey.candidates, "oam": costs.files }));
    put("bytes", json!(costs.bytes));
    put("documents", json!({ "by_kind": costs.kinds, "other": costs.others }));
    put("findings", json!(costs.findings));
    put("limits", json!({ "files": MAX_FILES, "bytes_of_a_file": MAX_FILE_BYTES }));
    if let Some(peak) = costs.peak {
        put("peak_memory_bytes", json!(peak));
    }
    put("steps", steps.collect());
    put("slowest_rules", rules.collect());
    put("slowest_files", files.collect());
    put("complaints", json!(it.complaints));
    output.write_json(&Value::Object(report));
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

/// Milliseconds with three digits behind the point.
fn rounded(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// `2.3 KB`.
fn size(bytes: usize) -> String {
    let bytes = u32::try_from(bytes).map_or(f64::MAX, f64::from);
    match bytes {
        it if it >= 1e6 => format!("{:.1} MB", it / 1e6),
        it if it >= 1e3 => format!("{:.1} KB", it / 1e3),
        it => format!("{it} bytes"),
    }
}

fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}
