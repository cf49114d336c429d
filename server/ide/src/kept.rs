//! Findings that are kept from one state of the workspace to the next.
//!
//! The same answers as [`crate::diagnostics`], for callers that ask again after every keystroke: a rule is asked again about a
//! document only when the document has changed, or something else that the rule has looked at. It knows no protocol and decides nothing about what is shown.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use oam_model::reads::{Changes, Reads, record};
use oam_model::workspace::{DocumentId, FileId, Settings, Workspace};
use oam_syntax::{Offset, Span};

use crate::diagnostics::{Checked, gather, other_rules, rule_findings, with_context};
use crate::finding::Finding;
use crate::kustomize::is_patch;
use crate::rule::{Rule, RuleContext};
use crate::rules::LOST_INDENTATION;

/// What was found in documents, as long as it holds. Threads share it.
#[derive(Debug, Default)]
pub struct KeptFindings(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The state that all entries hold in.
    workspace: Option<Workspace>,
    files: BTreeMap<FileId, KeptFile>,
}

#[derive(Debug)]
struct KeptFile {
    settings: Settings,
    is_patch: bool,
    /// What says whether the file is a patch.
    reads: Reads,
    documents: BTreeMap<u32, KeptDocument>,
}

/// What the rules have found in a document, each as long as nothing has changed that it has looked at.
#[derive(Debug)]
struct KeptDocument {
    /// What is looked at before any rule is asked: the document itself.
    reads: Reads,
    /// What the rule that is asked first has found and looked at.
    first: Option<(Found, Reads)>,
    /// The other rules to ask.
    to_ask: Vec<&'static Rule>,
    /// What those found that have looked at nothing else.
    narrow: Found,
    /// What the others found, and have looked at.
    wide: Vec<(&'static Rule, Found, Reads)>,
}

/// Findings, with their places counted from the start of the documents that they are in.
#[derive(Debug, Default)]
struct Found {
    findings: Vec<Finding>,
    /// In which documents the places are, in the order of [`Finding::places_mut`].
    homes: Vec<DocumentId>,
}

impl KeptFindings {
    /// The findings of a file, by place.
    pub fn diagnostics(&self, workspace: &Workspace, file: FileId) -> Vec<Finding> {
        let mut kept = self.lock();
        kept.advance(workspace);
        kept.diagnostics(workspace, file)
    }

    /// Forgets a file that nobody will ask about soon.
    pub fn forget(&self, file: FileId) {
        self.lock().files.remove(&file);
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Work that was left on the way has kept only what it had finished.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Goes on to another state of the workspace, and forgets what does not hold there.
    fn advance(&mut self, workspace: &Workspace) {
        let changes = self.workspace.as_ref().map(|it| workspace.changes_since(it)).unwrap_or_default();
        self.workspace = Some(workspace.clone());
        if changes.is_empty() {
            return;
        }
        self.files.retain(|_, file| !file.reads.are_touched_by(&changes));
        for file in self.files.values_mut() {
            file.documents.retain(|_, it| it.advance(&changes));
        }
    }

    fn diagnostics(&mut self, workspace: &Workspace, file: FileId) -> Vec<Finding> {
        let new = || {
            let (is_patch, reads) = record(|| is_patch(workspace, file));
            KeptFile { settings: workspace.settings().clone(), is_patch, reads, documents: BTreeMap::new() }
        };
        let kept = self.files.entry(file).or_insert_with(new);
        if kept.settings != *workspace.settings() {
            *kept = new();
        }
        let KeptFile { is_patch, documents, .. } = kept;
        gather(workspace, file, *is_patch, |document| {
            let new = || KeptDocument::new(workspace, document, *is_patch);
            documents.entry(document.index).or_insert_with(new).check(workspace, document)
        })
    }
}

impl KeptDocument {
    fn new(workspace: &Workspace, document: DocumentId, is_patch: bool) -> Self {
        let ((), reads) = record(|| with_context(workspace, document, |_| ()));
        let to_ask = other_rules(workspace, document, is_patch).collect();
        Self { reads, first: None, to_ask, narrow: Found::default(), wide: Vec::new() }
    }

    /// Forgets what does not hold after some changes; false if nothing does.
    fn advance(&mut self, changes: &Changes) -> bool {
        self.first.take_if(|it| it.1.are_touched_by(changes));
        for (rule, ..) in self.wide.extract_if(.., |it| it.2.are_touched_by(changes)) {
            self.to_ask.push(rule);
        }
        !self.reads.are_touched_by(changes)
    }

    /// What is found, at the places where it is now.
    fn check(&mut self, workspace: &Workspace, document: DocumentId) -> Checked {
        with_context(workspace, document, |ctx| {
            let first = self.first.get_or_insert_with(|| ask(LOST_INDENTATION, &ctx)).0.now(&ctx);
            Checked::of(first, || {
                self.ask_others(&ctx);
                let all = std::iter::once(&self.narrow).chain(self.wide.iter().map(|it| &it.1));
                all.flat_map(|it| it.now(&ctx)).collect()
            })
        })
    }

    /// Asks the rules that are to be asked. Left on the way, it has kept what was finished.
    fn ask_others(&mut self, ctx: &RuleContext<'_>) {
        while let Some(rule) = self.to_ask.last() {
            let (found, reads) = ask(rule, ctx);
            if reads.are_within(&self.reads) {
                self.narrow.add(found);
            } else {
                self.wide.push((rule, found, reads));
            }
            self.to_ask.pop();
        }
    }
}

/// What a rule finds, and what it has looked at.
fn ask(rule: &Rule, ctx: &RuleContext<'_>) -> (Found, Reads) {
    let (findings, reads) = record(|| rule_findings(ctx, rule));
    (Found::new(findings, ctx), reads)
}

impl Found {
    fn new(mut findings: Vec<Finding>, ctx: &RuleContext<'_>) -> Self {
        let mut homes = Vec::new();
        for (file, span) in findings.iter_mut().flat_map(|it| it.places_mut(ctx.document.file)) {
            let home = ctx.workspace.document_at(file, span.start).map_or(ctx.document, |it| it.0);
            *span = moved(*span, start_of(ctx.workspace, home), Offset::ZERO);
            homes.push(home);
        }
        Self { findings, homes }
    }

    fn add(&mut self, mut other: Self) {
        self.findings.append(&mut other.findings);
        self.homes.append(&mut other.homes);
    }

    /// The findings at the places where they are now.
    fn now(&self, ctx: &RuleContext<'_>) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        let places = findings.iter_mut().flat_map(|it| it.places_mut(ctx.document.file));
        for ((_, span), home) in places.zip(&self.homes) {
            *span = moved(*span, Offset::ZERO, start_of(ctx.workspace, *home));
        }
        findings
    }
}

fn start_of(workspace: &Workspace, document: DocumentId) -> Offset {
    workspace.in_file(document, Span::default()).start
}

/// A stretch that was counted from one place, counted from another.
fn moved(span: Span, from: Offset, to: Offset) -> Span {
    let offset = |it: Offset| Offset::new(it.index() + to.index() - from.index());
    Span::new(offset(span.start), offset(span.end))
}
