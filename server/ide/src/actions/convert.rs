//! Converting a document to the dialect of today: all its old spellings and former kinds at once.
//!
//! Engines that pass over an old spelling, or refuse it, read what it says afterwards; what is made of all others stays.
//!
//! What is old, and what is written today, is what the rules `legacy-spelling` and `unknown-kind` say.

use std::collections::{BTreeMap, BTreeSet};

use oam_model::workspace::{DocumentId, FileId, Workspace};

use super::refactoring::{Refactored, Spot};
use crate::changes::changes;
use crate::diagnostics::diagnostics;
use crate::finding::Finding;
use crate::fix::{FixConfig, Safety, fix};

/// The rules about dialects.
const RULES: [&str; 2] = ["legacy-spelling", "unknown-kind"];

pub(super) fn title(spot: &Spot<'_>) -> Option<String> {
    let mut old = spot.findings().iter().filter(|it| is_old(spot.workspace, spot.ctx.document, it));
    old.any(|it| it.fix.is_some()).then(|| "convert to the current dialect".to_owned())
}

pub(super) fn apply(spot: &Spot<'_>) -> Option<Refactored> {
    let (workspace, document) = (spot.workspace, spot.ctx.document);
    let files = BTreeSet::from([document.file]);
    let check = |workspace: &Workspace, files: &BTreeSet<FileId>| -> BTreeMap<FileId, Vec<Finding>> {
        files.iter().map(|it| (*it, findings(workspace, document))).collect()
    };
    let config = FixConfig { files: &files, safety: Safety::All, is_wanted: &|_| true, check: &check };
    let fixed = fix(workspace, &config).workspace;
    let text = |workspace: &Workspace| Some(workspace.file(document.file)?.text().text());
    let edits = changes(document.file, &text(workspace)?, &text(&fixed)?);
    Some(Refactored { edits, new_file: None })
}

/// What is old in one document. Fixes neither add documents nor take some away, so its number stays.
fn findings(workspace: &Workspace, document: DocumentId) -> Vec<Finding> {
    let mut found = diagnostics(workspace, document.file);
    found.retain(|it| is_old(workspace, document, it));
    found
}

fn is_old(workspace: &Workspace, document: DocumentId, it: &Finding) -> bool {
    let place = || workspace.document_at(document.file, it.span.start);
    RULES.contains(&it.rule) && place().is_some_and(|(place, _)| place == document)
}
