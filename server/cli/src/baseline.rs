//! Baselines: a file of findings that are known, so that a run reports only new ones, and names those that are gone.
//!
//! Known findings are recognised by their fingerprints, not by lines. The format is described in `docs/lint.md`.
//!
//! The trap: a run may look at a part of the workspace or of the rules. What it cannot see is neither new nor gone.

use std::collections::HashMap;
use std::path::Path;

use oam_host::read::read_named;
use oam_host::write::write_whole;
use serde::{Deserialize, Serialize};

use crate::findings::{Findings, Found};
use crate::fingerprint::Fingerprint;
use crate::world::World;

const VERSION: u64 = 1;

/// A known finding. Its fingerprint counts; the rest is for readers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) file: String,
    pub(crate) rule: String,
    pub(crate) message: String,
    pub(crate) fingerprint: String,
}

/// What a baseline says about a run.
#[derive(Debug)]
pub(crate) struct Compared {
    /// How many findings were known.
    pub(crate) known: usize,
    /// Entries that match no finding, though the run looked for them.
    pub(crate) gone: Vec<Entry>,
    /// Entries that the run could not see.
    pub(crate) unseen: Vec<Entry>,
}

#[derive(Deserialize)]
struct Stored {
    findings: Vec<Entry>,
}

/// Reads a baseline; the error says what to do.
pub(crate) fn read(path: &Path) -> Result<Vec<Entry>, String> {
    let text = read_named(path).map_err(|it| it.to_string())?;
    let shown = path.display();
    let wrong = |what: String| {
        format!("`{shown}` is not a baseline: {what}; remove it and record one with `--write-baseline`")
    };
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|it| wrong(it.to_string()))?;
    match value.get("version").and_then(serde_json::Value::as_u64) {
        Some(VERSION) => {}
        Some(other) => {
            return Err(format!(
                "`{shown}` has version {other} of the format; this release reads version {VERSION}"
            ));
        }
        None => return Err(wrong("it has no `version`".to_owned())),
    }
    let stored: Stored = serde_json::from_value(value).map_err(|it| wrong(it.to_string()))?;
    match stored.findings.iter().find(|it| Fingerprint::parse(&it.fingerprint).is_none()) {
        Some(it) => Err(wrong(format!("`{}` is no fingerprint", it.fingerprint))),
        None => Ok(stored.findings),
    }
}

/// Writes a baseline: one line a finding, sorted, so that versions of it can be compared and merged.
pub(crate) fn write(path: &Path, mut entries: Vec<Entry>) -> Result<(), String> {
    entries.sort();
    let lines: Result<Vec<_>, _> = entries.iter().map(serde_json::to_string).collect();
    let lines = lines.map_err(|it| it.to_string())?.join(",\n    ");
    let list = if lines.is_empty() { "[]".to_owned() } else { format!("[\n    {lines}\n  ]") };
    let text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": {list}\n}}\n");
    write_whole(path, text.as_bytes()).map_err(|it| it.to_string())
}

/// The findings as entries.
pub(crate) fn entries(findings: &Findings, world: &World) -> Vec<Entry> {
    let entry = |(file, found): (_, &Found)| Entry {
        file: world.path_in_root(file),
        rule: found.finding.rule.to_owned(),
        message: found.finding.message.clone(),
        fingerprint: found.fingerprint.to_string(),
    };
    findings.all().map(entry).collect()
}

/// Takes known findings out. `can_see` tells whether the run would have found what an entry describes.
pub(crate) fn compare(
    entries: Vec<Entry>,
    findings: &mut Findings,
    can_see: impl Fn(&Entry) -> bool,
) -> Compared {
    let mut left: HashMap<u64, Vec<Entry>> = HashMap::new();
    for entry in entries {
        if let Some(fingerprint) = Fingerprint::parse(&entry.fingerprint) {
            left.entry(fingerprint.hash).or_default().push(entry);
        }
    }
    let mut known = 0;
    // Of several findings on equal lines those with the same message are the known ones; else the first.
    for is_exact in [true, false] {
        findings.retain(|_, found| {
            let Some(entries) = left.get_mut(&found.fingerprint.hash) else { return true };
            let same = entries.iter().position(|it| !is_exact || it.message == found.finding.message);
            if let Some(index) = same {
                entries.remove(index);
                known += 1;
            }
            same.is_none()
        });
    }
    let mut left: Vec<_> = left.into_values().flatten().collect();
    left.sort();
    let (gone, unseen) = left.into_iter().partition(can_see);
    Compared { known, gone, unseen }
}
