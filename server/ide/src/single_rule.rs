//! One rule by itself, for those who want to know what it costs.
//!
//! What is shown to people comes from [`crate::diagnostics`] alone: here no comment allows anything, and no rule knows of another.

use oam_model::workspace::{DocumentId, FileId, Workspace};

use crate::diagnostics::{rule_findings, with_context};
use crate::finding::Finding;
use crate::rule::Rule;

/// What one rule says about the OAM documents of a file, at the level that the settings give it; nothing where they switch it off.
pub fn findings_of(workspace: &Workspace, file: FileId, rule: &Rule) -> Vec<Finding> {
    let count = workspace.file(file).map_or(0, |it| it.documents().len());
    let documents = (0..count).map(|it| DocumentId { file, index: u32::try_from(it).unwrap_or(u32::MAX) });
    documents
        .filter(|it| workspace.object(*it).is_some())
        .flat_map(|it| with_context(workspace, it, |ctx| rule_findings(&ctx, rule)))
        .collect()
}
