//! New texts from chosen fixes, without those that would break a text.
//!
//! A text is broken by a fix when it has more syntax errors afterwards than before.

use std::collections::{BTreeMap, BTreeSet};

use oam_model::workspace::{Change, FileId, Workspace};
use oam_syntax::SourceText;
use oam_syntax::edit::{Edit, apply_edits};

use super::choose::Candidate;

/// What came of a round.
pub(super) struct Applied {
    pub(super) workspace: Workspace,
    pub(super) changed: BTreeSet<FileId>,
    pub(super) taken: Vec<Candidate>,
    pub(super) refused: Vec<Candidate>,
}

/// Applies fixes that do not touch each other.
pub(super) fn apply(workspace: &Workspace, chosen: &[Candidate]) -> Applied {
    let all: Vec<&Candidate> = chosen.iter().collect();
    let texts = texts(workspace, &all);
    let broken: BTreeSet<FileId> = texts
        .iter()
        .filter(|(file, text)| is_worse(workspace, **file, text))
        .map(|(file, _)| *file)
        .collect();
    let (texts, taken, refused) =
        if broken.is_empty() { (texts, all, Vec::new()) } else { one_by_one(workspace, chosen, &broken) };
    let changes = texts.into_iter().filter_map(|(file, text)| {
        let path = workspace.file(file)?.path().into();
        Some(Change { file, path, text: Some(text) })
    });
    let changes: Vec<_> = changes.collect();
    let cloned = |list: Vec<&Candidate>| list.into_iter().cloned().collect();
    Applied {
        changed: changes.iter().map(|it| it.file).collect(),
        workspace: workspace.with(changes),
        taken: cloned(taken),
        refused: cloned(refused),
    }
}

type Texts = BTreeMap<FileId, SourceText>;

/// Finds out which fixes break a file, by adding one at a time.
fn one_by_one<'c>(
    workspace: &Workspace,
    chosen: &'c [Candidate],
    broken: &BTreeSet<FileId>,
) -> (Texts, Vec<&'c Candidate>, Vec<&'c Candidate>) {
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for candidate in chosen {
        taken.push(candidate);
        let touched = edited_files(&[candidate]);
        if touched.is_disjoint(broken) {
            continue;
        }
        let near: Vec<_> =
            taken.iter().copied().filter(|it| !edited_files(&[it]).is_disjoint(&touched)).collect();
        let texts = texts(workspace, &near);
        if touched
            .iter()
            .filter_map(|it| Some((*it, texts.get(it)?)))
            .any(|(file, it)| is_worse(workspace, file, it))
        {
            taken.pop();
            refused.push(candidate);
        }
    }
    (texts(workspace, &taken), taken, refused)
}

fn edited_files(candidates: &[&Candidate]) -> BTreeSet<FileId> {
    let fixes = candidates.iter().filter_map(|it| it.finding.fix.as_ref());
    fixes.flat_map(|it| &it.edits).map(|it| it.file).collect()
}

/// The text of every file that the fixes change.
fn texts(workspace: &Workspace, candidates: &[&Candidate]) -> Texts {
    let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for it in candidates.iter().filter_map(|it| it.finding.fix.as_ref()).flat_map(|it| &it.edits) {
        edits.entry(it.file).or_default().push(Edit { span: it.span, text: it.text.clone() });
    }
    let new = |(file, edits): (FileId, Vec<Edit>)| {
        let before = workspace.file(file)?.text();
        let after = apply_edits(&before.text(), &edits);
        Some((file, before.with_text(&after)))
    };
    edits.into_iter().filter_map(new).collect()
}

fn is_worse(workspace: &Workspace, file: FileId, text: &SourceText) -> bool {
    workspace.file(file).is_none_or(|it| n_errors(text) > n_errors(it.text()))
}

fn n_errors(text: &SourceText) -> usize {
    text.documents().iter().map(|it| it.document.errors().len()).sum()
}
