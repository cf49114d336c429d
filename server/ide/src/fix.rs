//! Applying fixes until there is nothing left to apply.
//!
//! It goes in rounds: findings, a set of fixes that do not get in each other's way, new texts, findings again. So a fix
//! never works on a text that another one has changed under it. It writes no file.
//!
//! The trap: a fix changes what other files are told. They are asked again once the changed files are quiet.

mod apply;
mod choose;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use oam_model::workspace::{FileId, Workspace};

use self::apply::apply;
use self::choose::{Candidate, choose, obstacle};
use crate::finding::Finding;

/// Most rounds. One round is enough for most texts; a few dozen are for documents with many mistakes of one kind.
const MAX_ROUNDS: usize = 100;

/// Computes the findings of files: [`crate::diagnostics`], on as many cores as the caller likes.
pub type Check<'a> = &'a dyn Fn(&Workspace, &BTreeSet<FileId>) -> BTreeMap<FileId, Vec<Finding>>;

/// What to fix.
#[derive(Clone, Copy)]
pub struct FixConfig<'a> {
    /// The files whose findings are mended. No other file is changed.
    pub files: &'a BTreeSet<FileId>,
    /// Which fixes are applied.
    pub safety: Safety,
    /// Whether the findings of a rule count.
    pub is_wanted: &'a dyn Fn(&str) -> bool,
    /// Where findings come from.
    pub check: Check<'a>,
}

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Those that keep what the author meant without doubt.
    Safe,
    /// All; the author looks at them afterwards.
    All,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The workspace with the new texts.
    pub workspace: Workspace,
    /// The files whose text is another one.
    pub files: BTreeSet<FileId>,
    /// How many findings of each rule were mended.
    pub rules: BTreeMap<&'static str, usize>,
    /// The findings that are still there, by file and place.
    pub left: Vec<Left>,
    /// Whether there was nothing left to apply; else it stopped after many rounds.
    pub is_settled: bool,
}

/// A finding that was not mended.
#[derive(Clone, Debug)]
pub struct Left {
    /// Its file.
    pub file: FileId,
    /// The finding, in the text as it is now.
    pub finding: Finding,
    /// Why it is still there.
    pub obstacle: Obstacle,
}

/// Why a finding was not mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// There is no fix for it.
    NoFix,
    /// Its fix is to be looked at, and only safe ones were asked for.
    Unsafe,
    /// Its fix would change a file that was not given.
    OtherFile,
    /// The document has syntax errors, so what the fix would do is a guess.
    BrokenDocument,
    /// Its fix would have made a syntax error. That is a mistake of ours.
    Refused,
    /// The last round came first.
    TooManyRounds,
}

/// Applies fixes to files of a workspace.
pub fn fix(workspace: &Workspace, config: &FixConfig<'_>) -> Fixed {
    let mut fixing = Fixing {
        config,
        workspace: workspace.clone(),
        findings: (config.check)(workspace, config.files),
        refused: BTreeMap::new(),
        rules: BTreeMap::new(),
    };
    let is_settled = fixing.run();
    fixing.finish(workspace, is_settled)
}

struct Fixing<'a> {
    config: &'a FixConfig<'a>,
    workspace: Workspace,
    /// What is known of every given file, for its text as it is now.
    findings: BTreeMap<FileId, Vec<Finding>>,
    /// Findings of a file whose fix was tried on its text as it is now, and not taken.
    refused: BTreeMap<FileId, Vec<Finding>>,
    rules: BTreeMap<&'static str, usize>,
}

impl Fixing<'_> {
    /// Goes through the rounds; whether nothing was left to do at the end.
    fn run(&mut self) -> bool {
        let mut open = self.config.files.clone();
        // The workspace as it was when all findings agreed with it, and the files that have changed since.
        let mut agreed = (self.workspace.clone(), BTreeSet::new());
        for _ in 0..MAX_ROUNDS {
            let changed = self.round(&open);
            if changed.is_empty() {
                open = self.affected(&mut agreed);
                if open.is_empty() {
                    return true;
                }
                self.look_again(&open);
            } else {
                self.look_again(&changed);
                agreed.1.extend(changed);
            }
        }
        false
    }

    /// Files that are told other things since some have changed, and those themselves.
    fn affected(&self, agreed: &mut (Workspace, BTreeSet<FileId>)) -> BTreeSet<FileId> {
        let changed: Vec<_> = agreed.1.iter().copied().collect();
        let mut affected = std::mem::take(&mut agreed.1);
        affected.extend(agreed.0.dependents(&changed));
        affected.extend(self.workspace.dependents(&changed));
        agreed.0 = self.workspace.clone();
        affected.intersection(self.config.files).copied().collect()
    }

    fn look_again(&mut self, files: &BTreeSet<FileId>) {
        for file in files {
            self.refused.remove(file);
        }
        self.findings.extend((self.config.check)(&self.workspace, files));
    }

    /// Applies some of the fixes in some files, safe ones first, and says which files it has changed.
    fn round(&mut self, open: &BTreeSet<FileId>) -> BTreeSet<FileId> {
        for safety in [Safety::Safe, Safety::All] {
            if self.config.safety == Safety::Safe && safety == Safety::All {
                break;
            }
            loop {
                let chosen = choose(&self.workspace, self.candidates(open, safety));
                if chosen.is_empty() {
                    break;
                }
                let applied = apply(&self.workspace, &chosen);
                for it in &applied.refused {
                    self.refused.entry(it.file).or_default().push(it.finding.clone());
                }
                if !applied.taken.is_empty() {
                    for it in applied.taken {
                        *self.rules.entry(it.finding.rule).or_default() += it.findings;
                    }
                    self.workspace = applied.workspace;
                    return applied.changed;
                }
                // All were refused; there may be others that stood behind them.
            }
        }
        BTreeSet::new()
    }

    fn candidates(&self, open: &BTreeSet<FileId>, safety: Safety) -> Vec<Candidate> {
        let files = open.iter().filter_map(|it| Some((*it, self.findings.get(it)?)));
        let findings = files.flat_map(|(file, list)| list.iter().map(move |it| (file, it)));
        let wanted = findings.filter(|(_, it)| (self.config.is_wanted)(it.rule));
        let free = wanted.filter(|(file, it)| self.obstacle(*file, it, safety).is_none());
        free.map(|(file, it)| Candidate { file, finding: it.clone(), findings: 1 }).collect()
    }

    /// What keeps a finding from being mended.
    fn obstacle(&self, file: FileId, finding: &Finding, safety: Safety) -> Option<Obstacle> {
        let is_refused = self.refused.get(&file).is_some_and(|it| it.contains(finding));
        let refused = is_refused.then_some(Obstacle::Refused);
        obstacle(&self.workspace, file, finding, self.config.files, safety).or(refused)
    }

    fn finish(self, before: &Workspace, is_settled: bool) -> Fixed {
        let mut left = Vec::new();
        for (file, list) in &self.findings {
            for finding in list.iter().filter(|it| (self.config.is_wanted)(it.rule)) {
                let obstacle = self.obstacle(*file, finding, self.config.safety);
                let obstacle = obstacle.unwrap_or(Obstacle::TooManyRounds);
                left.push(Left { file: *file, finding: finding.clone(), obstacle });
            }
        }
        let text = |workspace: &Workspace, file| workspace.file(file).map(|it| it.text().text());
        let is_other = |it: &FileId| text(before, *it) != text(&self.workspace, *it);
        let files = self.config.files.iter().copied().filter(is_other).collect();
        Fixed { workspace: self.workspace, files, rules: self.rules, left, is_settled }
    }
}
