//! Comments that switch rules off, and what became of them: which findings they cover, and which of them cover nothing.
//!
//! What the comments look like is the business of `oam_syntax`; what is said about idle ones is in the rules
//! `unused-suppression` and `suppression-without-reason`.
//!
//! The trap: a comment may cover nothing only because the rule is off, the text is broken, a template fills something in, the
//! document is a patch, or files are still being read. Then nobody can call it idle.

use std::cell::Cell;

use oam_model::file::File;
use oam_model::workspace::{DocumentId, Level, Workspace};
use oam_syntax::{AllowDirective, SourceDocument, Span, directives};

use crate::finding::Finding;
use crate::rules::rules;

/// The rule that cannot be allowed: no tool reads a document that is not YAML.
pub(crate) const NEVER_ALLOWED: &str = "syntax-error";

/// A comment of a file, and whether it has covered a finding.
struct Suppression {
    /// Which document of the file it stands in.
    document: usize,
    directive: AllowDirective,
    is_used: Cell<bool>,
    can_be_judged: Cell<bool>,
}

/// All comments of a file that switch rules off.
pub(crate) struct Suppressions(Vec<Suppression>);

/// A comment and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) directive: AllowDirective,
    pub(crate) verdict: Verdict,
}

/// What became of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It covers something, or nobody can tell.
    Fine,
    /// It covers nothing.
    Idle,
    /// No rule has this name.
    UnknownRule,
    /// It names no rule at all.
    NoRule,
    /// It names a rule that cannot be allowed.
    NeverAllowed,
}

impl Suppressions {
    pub(crate) fn of(workspace: &Workspace, file: &File) -> Self {
        let mut all = Vec::new();
        let is_clear = |source: &SourceDocument| source.errors().is_empty() && !source.tree().has_holes();
        let mut is_file_clear = None;
        for (document, model) in file.documents().iter().enumerate() {
            let source = model.source();
            if !source.text().contains("oam:") {
                continue;
            }
            for directive in directives(source) {
                let can_be_judged = !workspace.settings().is_indexing
                    && if directive.file_wide {
                        *is_file_clear
                            .get_or_insert_with(|| file.documents().iter().all(|it| is_clear(it.source())))
                    } else {
                        model.object().is_some() && is_clear(source)
                    };
                all.push(Suppression {
                    document,
                    directive,
                    is_used: Cell::new(false),
                    can_be_judged: Cell::new(can_be_judged),
                });
            }
        }
        Self(all)
    }

    /// Calls no comment idle that is about a document which not all rules have looked at.
    pub(crate) fn spare(&self, document: usize) {
        for it in self.0.iter().filter(|it| it.directive.file_wide || it.document == document) {
            it.can_be_judged.set(false);
        }
    }

    /// Takes out the findings of one document that comments cover.
    pub(crate) fn apply(
        &self,
        workspace: &Workspace,
        document: DocumentId,
        source: &SourceDocument,
        list: &mut Vec<Finding>,
    ) {
        let start = workspace.in_file(document, Span::default()).start;
        list.retain(|finding| {
            if finding.rule == NEVER_ALLOWED {
                return true;
            }
            let named: Vec<_> = self.0.iter().filter(|it| it.directive.rule == finding.rule).collect();
            if named.is_empty() {
                return true;
            }
            let line = line_of(source, finding.span.start.get().saturating_sub(start.get()) as usize);
            let mut is_covered = false;
            for it in named {
                let is_here = it.document == document.index as usize;
                if it.directive.file_wide || is_here && it.directive.covers(line) {
                    it.is_used.set(true);
                    is_covered = true;
                }
            }
            !is_covered
        });
    }

    /// The comments of one document, and what became of them when all findings of the file were there.
    pub(crate) fn judged(&self, workspace: &Workspace, document: usize) -> Vec<Judged> {
        let own = self.0.iter().filter(|it| it.document == document);
        own.map(|it| Judged { directive: it.directive.clone(), verdict: verdict(workspace, it) }).collect()
    }
}

/// The line of a place, from 0.
pub(crate) fn line_of(source: &SourceDocument, at: usize) -> u32 {
    let before = source.text().as_bytes().get(..at).unwrap_or_default();
    u32::try_from(memchr::memchr_iter(b'\n', before).count()).unwrap_or(u32::MAX)
}

/// Whether a rule is about these comments: it runs when all others are done.
pub(crate) fn is_about_suppressions(rule: &str) -> bool {
    matches!(rule, "unused-suppression" | "suppression-without-reason")
}

fn verdict(workspace: &Workspace, it: &Suppression) -> Verdict {
    let name = it.directive.rule.as_str();
    if name.is_empty() {
        return Verdict::NoRule;
    }
    if name == NEVER_ALLOWED {
        return Verdict::NeverAllowed;
    }
    let Some(rule) = rules().iter().find(|it| it.id == name) else { return Verdict::UnknownRule };
    let is_off = rule.configured_level(workspace) == Some(Level::Off);
    if it.is_used.get() || !it.can_be_judged.get() || is_off || is_about_suppressions(name) {
        Verdict::Fine
    } else {
        Verdict::Idle
    }
}
