//! The steps of a check of the whole workspace, each with its time.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use oam_host::process::peak_memory;
use oam_ide::{Rule, diagnostics, findings_of, rules};
use oam_model::workspace::{FileId, Level, Workspace};

use crate::findings::prepare;

/// What the workspace costs.
#[derive(Debug, Default)]
pub(super) struct Costs {
    /// Files with OAM.
    pub(super) files: usize,
    /// Their length.
    pub(super) bytes: usize,
    /// OAM documents by their kind.
    pub(super) kinds: BTreeMap<String, usize>,
    /// Documents of other kinds beside them.
    pub(super) others: usize,
    /// The steps in their order, with what they are.
    pub(super) steps: Vec<(&'static str, Duration)>,
    /// The most memory of all steps but the lists, in bytes.
    pub(super) peak: Option<u64>,
    /// Findings of all rules together.
    pub(super) findings: usize,
    /// The slowest first; each file with the time of all its checks.
    pub(super) slow_files: Vec<FileCost>,
    /// The slowest first; each by itself over all documents.
    pub(super) rules: Vec<RuleCost>,
}

/// What the checks of a file cost.
#[derive(Debug)]
pub(super) struct FileCost {
    pub(super) file: FileId,
    pub(super) time: Duration,
    pub(super) documents: usize,
    pub(super) bytes: usize,
}

/// What a rule costs.
#[derive(Debug)]
pub(super) struct RuleCost {
    pub(super) id: &'static str,
    pub(super) time: Duration,
    pub(super) findings: usize,
    pub(super) is_off: bool,
}

/// Does something, and says how long it took.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// Works through a workspace that was just read.
pub(super) fn costs(workspace: &Workspace, walking: Duration, reading: Duration) -> Costs {
    let mut costs = Costs::default();
    let ((), parsing) = timed(|| prepare(workspace));
    let ((), naming) = timed(|| {
        workspace.index();
    });
    let start = Instant::now();
    for file in workspace.files() {
        let bytes = file.text().len().index();
        let documents = file.documents().iter().filter_map(|it| it.object());
        let mut count = 0;
        for object in documents {
            let kind = object.header.kind.as_ref().map_or("(no kind)", |it| &*it.value);
            *costs.kinds.entry(kind.to_owned()).or_default() += 1;
            count += 1;
        }
        costs.files += 1;
        costs.bytes += bytes;
        costs.others +=
            file.documents().iter().filter(|it| it.object().is_none() && !it.source().is_empty()).count();
        let (found, time) = timed(|| diagnostics(workspace, file.id()));
        costs.findings += found.len();
        costs.slow_files.push(FileCost { file: file.id(), time, documents: count, bytes });
    }
    let checking = start.elapsed();
    costs.steps = vec![
        ("find the files", walking),
        ("find and read them", reading),
        ("understand the documents", parsing),
        ("gather the names", naming),
        ("check, on one core", checking),
    ];
    costs.peak = peak_memory();
    costs.slow_files.sort_by_key(|it| (Reverse(it.time), it.file));
    costs.rules = rules().iter().map(|it| rule_cost(workspace, it)).collect();
    costs.rules.sort_by_key(|it| (Reverse(it.time), it.id));
    costs
}

fn rule_cost(workspace: &Workspace, rule: &'static Rule) -> RuleCost {
    let of = |it: FileId| findings_of(workspace, it, rule).len();
    let (findings, time) = timed(|| workspace.files().map(|it| of(it.id())).sum());
    let is_off = workspace.settings().levels.get(rule.id) == Some(&Level::Off);
    RuleCost { id: rule.id, time, findings, is_off }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use oam_model::workspace::{Change, Settings};
    use oam_syntax::SourceText;

    use super::*;

    #[test]
    fn the_slowest_come_first_and_all_rules_are_there() {
        let component = |it: &str| {
            let text = format!(
                "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: {it}\nspec:\n  workloadType: Servr\n---\na: 1\n"
            );
            SourceText::new(&text)
        };
        let change = |id: u32, path: &str| Change {
            file: FileId(id),
            path: Arc::from(path),
            text: Some(component(path)),
        };
        let workspace = Workspace::new(Settings::default()).with([change(0, "a"), change(1, "b")]);
        let costs = costs(&workspace, Duration::ZERO, Duration::ZERO);
        assert_eq!((costs.files, costs.others, costs.kinds.get("ComponentSchematic")), (2, 2, Some(&2)));
        assert_eq!(costs.rules.len(), rules().len());
        assert!(costs.rules.is_sorted_by_key(|it| Reverse(it.time)));
        assert!(costs.slow_files.is_sorted_by_key(|it| Reverse(it.time)));
        let unknown = costs.rules.iter().find(|it| it.id == "unknown-workload-type").map(|it| it.findings);
        assert_eq!(unknown, Some(2));
        assert!(costs.findings >= 2);
    }
}
