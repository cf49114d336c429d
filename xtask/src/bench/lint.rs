//! Linters over a whole workspace: time, memory, and which of the mistakes they name.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use oam_benches::Truth;
use serde_json::Value;

use super::figures::Figures;
use super::process;

/// A command line.
#[derive(Clone, Debug)]
pub(super) struct Linter {
    /// What figures are called after.
    pub(super) name: String,
    /// Program and words; `{folder}` is the workspace, `{files}` all its YAML files.
    pub(super) command: Vec<String>,
    /// Whether a large workspace takes it minutes.
    pub(super) is_slow: bool,
}

/// Runs one once. What it finds does not matter here.
pub(super) fn run(linter: &Linter, folder: &Path, tag: &str, figures: &mut Figures) -> Result<(), String> {
    let mut words = Vec::new();
    for word in &linter.command {
        if word == "{files}" {
            let entries =
                walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
            let files = entries.filter(|it| it.path().extension().is_some_and(|it| it == "yaml"));
            words.extend(files.map(|it| it.into_path().display().to_string()));
        } else {
            words.push(word.replace("{folder}", &folder.display().to_string()));
        }
    }
    let (program, words) = words.split_first().ok_or("no command")?;
    let null = || File::options().write(true).open("/dev/null").map_or_else(|_| Stdio::null(), Stdio::from);
    let mut command = Command::new(program);
    command.args(words).current_dir(folder).stdin(Stdio::null()).stdout(null()).stderr(null());
    let started = Instant::now();
    let mut child = command.spawn().map_err(|it| format!("`{program}` does not start: {it}"))?;
    let id = child.id();
    // The peak only grows: the last look before the end is the one that counts.
    let watch = thread::spawn(move || {
        let mut peak = 0.0_f64;
        loop {
            let now = process::memory(id).peak;
            if now <= 0.0 {
                return peak;
            }
            peak = peak.max(now);
            thread::sleep(Duration::from_millis(2));
        }
    });
    let status = child.wait().map_err(|it| it.to_string())?;
    let took = started.elapsed().as_secs_f64() * 1e3;
    let peak = watch.join().unwrap_or_default();
    if status.code().is_none_or(|it| it > 2) {
        return Err(format!("{}: ended with {status}", linter.name));
    }
    figures.add(&linter.name, &format!("lint {tag}"), took);
    if took > 20.0 {
        figures.add(&linter.name, &format!("peak lint {tag}"), peak);
    }
    Ok(())
}

/// Of the mistakes on purpose, how many our program names on the right line (or beside it).
pub(super) fn found(program: &Path, folder: &Path, truths: &[Truth]) -> Result<(usize, Vec<String>), String> {
    let findings = findings(program, folder)?;
    let is_named = |truth: &&Truth| {
        findings.iter().any(|(path, line)| path == &truth.path && line.abs_diff(truth.line) <= 1)
    };
    let (named, missed): (Vec<_>, Vec<_>) = truths.iter().partition(is_named);
    let missed = missed.iter().map(|it| format!("{}:{}: {:?}", it.path, it.line, it.mistake)).collect();
    Ok((named.len(), missed))
}

/// Errors and warnings, by path and line.
pub(super) fn findings(program: &Path, folder: &Path) -> Result<Vec<(String, usize)>, String> {
    let mut command = Command::new(program);
    command.args(["lint", "--format", "json"]).current_dir(folder).stdin(Stdio::null());
    let output = command.output().map_err(|it| it.to_string())?;
    let report: Value = serde_json::from_slice(&output.stdout).map_err(|it| format!("the report: {it}"))?;
    let list = report.get("findings").and_then(Value::as_array).ok_or("a report without findings")?;
    let is_worth =
        |it: &&Value| matches!(it.get("severity").and_then(Value::as_str), Some("error" | "warning"));
    let place = |it: &Value| {
        let path = it.get("file").or_else(|| it.get("path"))?.as_str()?.to_owned();
        let line = it.pointer("/range/start/line").or_else(|| it.get("line"))?.as_u64()?;
        Some((path, usize::try_from(line).ok()?))
    };
    Ok(list.iter().filter(is_worth).filter_map(place).collect())
}
