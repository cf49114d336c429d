//! Which fixes can be applied together: no two that touch, and in each document one that changes its structure at most.
//!
//! The order is that of files and places, so that the same workspace always gives the same texts.
//!
//! The trap: fixes that do not overlap may still disagree. Of two that take out all that a list has, each leaves the other
//! one's item in it. Only words put in the place of words are independent.

use std::collections::{BTreeMap, BTreeSet};

use oam_model::workspace::{DocumentId, FileId, Workspace};
use oam_syntax::Span;

use super::{Obstacle, Safety};
use crate::finding::{Finding, Fix, Reach};
use crate::position::FileEdit;
use crate::rule::mends_broken_text;

/// A finding with a fix that may be applied.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The file of the finding.
    pub(super) file: FileId,
    pub(super) finding: Finding,
    /// How many findings the fix is for.
    pub(super) findings: usize,
}

/// What keeps a fix from being applied, apart from other fixes.
pub(super) fn obstacle(
    workspace: &Workspace,
    file: FileId,
    finding: &Finding,
    files: &BTreeSet<FileId>,
    safety: Safety,
) -> Option<Obstacle> {
    let Some(fix) = finding.fix.as_ref() else { return Some(Obstacle::NoFix) };
    if !fix.edits.iter().all(|it| files.contains(&it.file)) {
        return Some(Obstacle::OtherFile);
    }
    let is_broken =
        |it: &DocumentId| workspace.document(*it).is_some_and(|it| !it.source().errors().is_empty());
    let is_guess = !mends_broken_text(finding.rule, fix.reach)
        && documents(workspace, file, finding).iter().any(is_broken);
    if is_guess {
        return Some(Obstacle::BrokenDocument);
    }
    (!fix.is_safe && safety == Safety::Safe).then_some(Obstacle::Unsafe)
}

/// The documents that a finding and its fix are about.
fn documents(workspace: &Workspace, file: FileId, finding: &Finding) -> BTreeSet<DocumentId> {
    let edits = finding.fix.iter().flat_map(|it| &it.edits);
    // What is put at the end of a document stands before the next one; the finding itself is inside its own.
    let inside = edits.filter(|it| !it.span.is_empty()).map(|it| (it.file, it.span.start));
    let places = inside.chain([(file, finding.span.start)]);
    places.filter_map(|(file, at)| workspace.document_at(file, at)).map(|(it, _)| it).collect()
}

/// Fixes to apply at once, and none that is the same as another.
pub(super) fn choose(workspace: &Workspace, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let mut chosen = Chosen::default();
    for candidate in candidates {
        chosen.offer(workspace, candidate);
    }
    chosen.list
}

/// Whole documents come first, then places in their order. Of doubtful fixes those come first that put a word right, for
/// nothing needs to be added where `colur` was meant to be `colour`.
fn rank(candidate: &Candidate) -> (bool, bool, FileId, Span, &'static str, &str) {
    let Candidate { file, finding, .. } = candidate;
    let fix = finding.fix.as_ref();
    let is_part = fix.is_some_and(|it| it.reach == Reach::Place);
    let is_addition = fix.is_some_and(|it| !it.is_safe && !is_words(it));
    (is_part, is_addition, *file, finding.span, finding.rule, &finding.message)
}

#[derive(Default)]
struct Chosen {
    list: Vec<Candidate>,
    /// How a document is changed.
    documents: BTreeMap<DocumentId, Change>,
    /// What is replaced in a file: the end by the start.
    edits: BTreeMap<FileId, BTreeMap<usize, usize>>,
}

/// How much a fix may disagree with others of its document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// Words are replaced by words.
    Words,
    /// Lines come or go.
    Structure,
    /// Nothing else can be applied.
    Everything,
}

impl Chosen {
    fn offer(&mut self, workspace: &Workspace, candidate: Candidate) {
        let Some(fix) = candidate.finding.fix.as_ref() else { return };
        if let Some(same) = self.list.iter_mut().find(|it| is_same(it, fix)) {
            same.findings += 1;
            return;
        }
        if !fix.is_safe && self.list.iter().any(|it| is_said_twice(it, &candidate)) {
            return;
        }
        let change = change(fix);
        let documents = documents(workspace, candidate.file, &candidate.finding);
        let disagrees = documents.iter().any(|it| match self.documents.get(it) {
            None => false,
            Some(Change::Everything) => true,
            Some(Change::Structure) => change >= Change::Structure,
            Some(Change::Words) => change == Change::Everything,
        });
        if disagrees || fix.edits.iter().any(|it| self.touches(it)) {
            return;
        }
        for document in documents {
            let known = self.documents.entry(document).or_insert(change);
            *known = change.max(*known);
        }
        for edit in &fix.edits {
            self.edits.entry(edit.file).or_default().insert(edit.span.start.index(), edit.span.end.index());
        }
        self.list.push(candidate);
    }

    /// Whether an edit overlaps with one that is chosen, or begins where that ends.
    fn touches(&self, edit: &FileEdit) -> bool {
        let before = self.edits.get(&edit.file).and_then(|it| it.range(..=edit.span.end.index()).next_back());
        before.is_some_and(|(_, end)| *end >= edit.span.start.index())
    }
}

fn is_same(candidate: &Candidate, fix: &Fix) -> bool {
    candidate.finding.fix.as_ref().is_some_and(|it| it.edits == fix.edits)
}

/// Two applications that miss the same component need one between them.
fn is_said_twice(a: &Candidate, b: &Candidate) -> bool {
    a.finding.rule == b.finding.rule && a.finding.message == b.finding.message
}

fn change(fix: &Fix) -> Change {
    match fix.reach {
        Reach::Document => Change::Everything,
        // A doubtful fix is made for the document as it is; after another one it may not be wanted any more.
        Reach::Place if !fix.is_safe => Change::Everything,
        Reach::Place if is_words(fix) => Change::Words,
        Reach::Place => Change::Structure,
    }
}

/// Whether words are put in the place of something, and nothing else.
fn is_words(fix: &Fix) -> bool {
    let is_word = |text: &str| !text.is_empty() && !text.contains(['\n', '\r']);
    fix.edits.iter().all(|it| !it.span.is_empty() && is_word(&it.text))
}
