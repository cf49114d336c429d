//! The comments that quick fixes write: after each of them its finding is gone, no other is there, and it can be read again.

use std::collections::BTreeSet;

use oam_ide::{CodeAction, CodeActionKind, FileSpan, Finding};
use oam_model::workspace::{FileId, Workspace};
use oam_tests::check::edited;
use oam_tests::fixture::{change, fixtures};

/// Rules about the first bytes of a file or about comments: a comment changes what they are about.
const ABOUT_COMMENTS: [&str; 3] = ["empty-document", "suppression-without-reason", "unused-suppression"];

#[test]
fn what_is_allowed_is_gone() {
    let (mut n_here, mut n_in_file) = (0, 0);
    for case in fixtures("rules", 1) {
        let workspace = case.workspace();
        for ((path, text), id) in case.files.iter().zip(0..) {
            let file = FileId(id);
            let findings = oam_ide::diagnostics(&workspace, file);
            for finding in findings.iter().filter(|it| !ABOUT_COMMENTS.contains(&it.rule)) {
                let at = FileSpan { file, span: finding.span };
                let offered = oam_ide::code_actions(&workspace, at);
                let is_own =
                    |it: &&CodeAction| it.kind == CodeActionKind::Allow && it.rule == Some(finding.rule);
                assert_eq!(
                    offered.iter().any(|it| is_own(&it)),
                    finding.rule != "syntax-error",
                    "{}",
                    finding.rule
                );
                for action in offered.iter().filter(is_own) {
                    let new = edited(text, file, &action.edits);
                    let after = workspace.with([change(id, path, &new)]);
                    let is_here = action.title.ends_with("here");
                    let left = left(&after, file, finding);
                    let expected = if is_here { lines(&findings, text, finding) } else { 0 };
                    assert_eq!(left, expected, "{} {path}: {} in\n{new}", case.name, action.title);
                    let known: BTreeSet<_> = findings.iter().map(|it| it.rule).collect();
                    let others = oam_ide::diagnostics(&after, file);
                    let others =
                        others.iter().find(|it| !known.contains(it.rule) && it.rule != ABOUT_COMMENTS[1]);
                    assert!(
                        others.is_none(),
                        "{} {path}: {} brings {others:?}\n{new}",
                        case.name,
                        action.title
                    );
                    if is_here { n_here += 1 } else { n_in_file += 1 }
                }
            }
        }
    }
    assert!(n_here > 300 && n_in_file > 300, "{n_here} and {n_in_file}");
}

/// How many findings of the rule there are.
fn left(workspace: &Workspace, file: FileId, finding: &Finding) -> usize {
    oam_ide::diagnostics(workspace, file).iter().filter(|it| it.rule == finding.rule).count()
}

/// How many findings of the rule stand on other lines.
fn lines(findings: &[Finding], text: &str, finding: &Finding) -> usize {
    let line = |it: &Finding| text[..it.span.start.index()].matches('\n').count();
    findings.iter().filter(|it| it.rule == finding.rule && line(it) != line(finding)).count()
}
