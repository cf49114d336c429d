//! Fixes of many findings at once: all of a rule in the file or in the workspace, and all safe ones of a file.
//!
//! What is offered is found out cheaply; the edits are worked out when somebody takes the offer.

use std::collections::{BTreeMap, BTreeSet};

use oam_model::workspace::{FileId, Workspace};

use crate::changes::changes;
use crate::diagnostics::diagnostics;
use crate::finding::{Finding, Fix};
use crate::fix::{FixConfig, Safety, fix};
use crate::position::{FileEdit, FileSpan};

/// An offer to fix many findings at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkFix {
    /// The only rule whose findings are mended; all rules where there is none.
    pub rule: Option<String>,
    /// Whether all files of the workspace are meant.
    pub everywhere: bool,
    /// Whether fixes are applied that want to be looked at.
    pub with_unsafe: bool,
}

impl BulkFix {
    /// All that is safe in one file.
    pub fn safe() -> Self {
        Self { rule: None, everywhere: false, with_unsafe: false }
    }

    /// What it does, as a command.
    pub fn title(&self) -> String {
        let place = if self.everywhere { "in the workspace" } else { "in this file" };
        match &self.rule {
            Some(rule) => format!("fix all `{rule}` {place}"),
            None => format!("apply all safe fixes {place}"),
        }
    }
}

/// What can be fixed together with the findings that touch a stretch of a file.
///
/// Fixes that want to be looked at are offered for the one file only that the user is looking at.
pub fn bulk_fixes(workspace: &Workspace, at: FileSpan) -> Vec<BulkFix> {
    let findings = diagnostics(workspace, at.file);
    let has_fix = |it: &&Finding| it.fix.is_some();
    let mut offers = Vec::new();
    for finding in findings.iter().filter(has_fix).filter(|it| it.touches(at.span)) {
        let is_safe = finding.fix.as_ref().is_some_and(|it| it.is_safe);
        let alike = |it: &&Finding| {
            it.rule == finding.rule && it.fix.as_ref().is_some_and(|it| it.is_safe || !is_safe)
        };
        let offer =
            |everywhere| BulkFix { rule: Some(finding.rule.to_owned()), everywhere, with_unsafe: !is_safe };
        if findings.iter().filter(alike).count() > 1 {
            offers.push(offer(false));
        }
        if is_safe && workspace.files().nth(1).is_some() {
            offers.push(offer(true));
        }
    }
    let mut known = Vec::new();
    offers.retain(|it| {
        !known.contains(it) && {
            known.push(it.clone());
            true
        }
    });
    offers
}

/// Whether a file has anything that may be mended unasked.
pub fn has_safe_fixes(workspace: &Workspace, file: FileId) -> bool {
    let is_safe = |it: &Fix| it.is_safe;
    diagnostics(workspace, file).iter().any(|it| it.fix.as_ref().is_some_and(is_safe))
}

/// The edits of an offer that was made for a file; none overlaps another.
pub fn bulk_edits(workspace: &Workspace, file: FileId, offer: &BulkFix) -> Vec<FileEdit> {
    let files: BTreeSet<FileId> =
        if offer.everywhere { workspace.files().map(|it| it.id()).collect() } else { BTreeSet::from([file]) };
    let check = |workspace: &Workspace, files: &BTreeSet<FileId>| -> BTreeMap<FileId, Vec<Finding>> {
        files.iter().map(|it| (*it, diagnostics(workspace, *it))).collect()
    };
    let is_wanted = |rule: &str| offer.rule.as_ref().is_none_or(|it| it == rule);
    let safety = if offer.with_unsafe { Safety::All } else { Safety::Safe };
    let fixed = fix(workspace, &FixConfig { files: &files, safety, is_wanted: &is_wanted, check: &check });
    let text = |workspace: &Workspace, file| Some(workspace.file(file)?.text().text());
    let edits = fixed
        .files
        .iter()
        .filter_map(|it| Some(changes(*it, &text(workspace, *it)?, &text(&fixed.workspace, *it)?)));
    edits.flatten().collect()
}
