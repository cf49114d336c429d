//! Fixes on every fixture and example: each alone, and all together.
//!
//! A fix mends its finding and brings no other error, except those that the mistake has hidden; all of them together
//! come to an end, a second run has nothing to do, and comments stay.

use std::collections::{BTreeMap, BTreeSet};

use oam_ide::{Finding, FixConfig, Fixed, Obstacle, Reach, Safety, Severity};
use oam_model::workspace::{FileId, Workspace};
use oam_tests::check::edited;
use oam_tests::fixture::{Fixture, change, fixtures, read, tests_folder};
use oam_tests::markers::is_in_marker;

/// Folders of fixtures, and how many levels of folders group their cases.
const FOLDERS: [(&str, usize); 7] = [
    ("rules", 1),
    ("code_actions", 0),
    ("completion", 0),
    ("definition", 0),
    ("hover", 0),
    ("references", 0),
    ("symbols", 0),
];

/// Errors that were hidden by what a fix mends: the rule that is mended, and the one that can see more afterwards.
const HIDDEN: [(&str, &str); 9] = [
    // Without its structure, nothing was known of the document.
    ("lost-indentation", "worker-with-port"),
    ("lost-indentation", "unknown-component"),
    // A parameter without a type was no parameter, and a component without a workload type took any trait.
    ("missing-property", "unset-optional-parameter"),
    ("missing-property", "trait-not-applicable"),
    // Of a component that is not there nobody knows what it requires.
    ("unknown-component", "missing-required-value"),
    // Now it is declared, and still nobody sets it.
    ("undeclared-from-param", "unset-optional-parameter"),
    // The new name is legal; those who use the old one have their own finding, which names the new one.
    ("invalid-value", "unknown-component"),
    // What a text with an unknown variable in it becomes, nobody knew.
    ("malformed-variable-call", "rejected-by-kubernetes"),
    ("undefined-variable", "rejected-by-kubernetes"),
];

fn is_hidden(mended: &str, error: &str) -> bool {
    HIDDEN.contains(&(mended, error))
}

fn cases() -> Vec<Fixture> {
    let mut cases: Vec<_> =
        FOLDERS.into_iter().flat_map(|(folder, levels)| fixtures(folder, levels)).collect();
    let examples = tests_folder().join("../examples").canonicalize().expect("the examples");
    let mut folders: Vec<_> =
        std::fs::read_dir(examples).expect("the examples").map(|it| it.expect("an entry").path()).collect();
    folders.sort();
    cases.extend(folders.iter().filter(|it| it.is_dir()).map(|it| read(it)));
    cases
}

fn check(workspace: &Workspace, files: &BTreeSet<FileId>) -> BTreeMap<FileId, Vec<Finding>> {
    files.iter().map(|it| (*it, oam_ide::diagnostics(workspace, *it))).collect()
}

fn fix(workspace: &Workspace, safety: Safety) -> Fixed {
    let files = workspace.files().map(|it| it.id()).collect();
    oam_ide::fix(workspace, &FixConfig { files: &files, safety, is_wanted: &|_| true, check: &check })
}

/// How often each rule finds an error.
fn errors(workspace: &Workspace) -> BTreeMap<&'static str, usize> {
    let mut errors = BTreeMap::new();
    let all = workspace.files().flat_map(|it| oam_ide::diagnostics(workspace, it.id()));
    for it in all.filter(|it| it.severity == Severity::Error) {
        *errors.entry(it.rule).or_default() += 1;
    }
    errors
}

/// How often each comment is there, without what tells us about fixtures.
fn comments(workspace: &Workspace) -> BTreeMap<String, usize> {
    let mut comments = BTreeMap::new();
    for document in workspace.files().flat_map(|it| it.documents()) {
        let source = document.source();
        for it in source.comments().iter().filter(|it| !is_in_marker(source.text(), it.end.index())) {
            *comments.entry(source.text()[it.start.index()..it.end.index()].to_owned()).or_default() += 1;
        }
    }
    comments
}

/// What the first has more than the second.
fn more<K: Ord + Clone>(a: &BTreeMap<K, usize>, b: &BTreeMap<K, usize>) -> Vec<K> {
    a.iter().filter(|(it, n)| b.get(it).is_none_or(|m| m < n)).map(|(it, _)| it.clone()).collect()
}

fn all_together(safety: Safety) {
    let (mut n_files, mut n_fixed, mut wrong) = (0, 0, Vec::new());
    for case in cases() {
        let before = case.workspace();
        let fixed = fix(&before, safety);
        n_files += case.files.len();
        n_fixed += fixed.rules.values().sum::<usize>();
        let mut complain = |it: String| wrong.push(format!("{}: {it}", case.name));
        if !fixed.is_settled {
            complain(format!("no end: {:?}", fixed.rules));
        }
        for it in
            fixed.left.iter().filter(|it| matches!(it.obstacle, Obstacle::Refused | Obstacle::TooManyRounds))
        {
            complain(format!("{:?}: {} {}", it.obstacle, it.finding.rule, it.finding.message));
        }
        let again = fix(&fixed.workspace, safety);
        if !again.files.is_empty() {
            complain(format!("a second run fixes {:?}", again.rules));
        }
        let is_new = |it: &&str| !fixed.rules.keys().any(|mended| is_hidden(mended, it));
        for it in more(&errors(&fixed.workspace), &errors(&before)).into_iter().filter(is_new) {
            complain(format!("new error {it:?} after {:?}", fixed.rules));
        }
    }
    println!("{n_files} files, {n_fixed} findings fixed ({safety:?})");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    assert!(n_fixed > 100, "only {n_fixed}: nothing was tested");
}

#[test]
fn safe_fixes_come_to_an_end() {
    all_together(Safety::Safe);
}

#[test]
fn all_fixes_come_to_an_end() {
    all_together(Safety::All);
}

#[test]
fn every_fix_mends_its_finding() {
    let (mut n_fixes, mut wrong) = (0, Vec::new());
    for case in cases() {
        let before = case.workspace();
        let known = errors(&before);
        for ((path, text), id) in case.files.iter().zip(0..) {
            let findings = oam_ide::diagnostics(&before, FileId(id));
            let same = |list: &[Finding], it: &Finding| {
                list.iter().filter(|other| other.rule == it.rule && other.message == it.message).count()
            };
            for finding in &findings {
                let Some(fix) = &finding.fix else { continue };
                let (document, _) = before.document_at(FileId(id), finding.span.start).expect("a document");
                if !before.document(document).expect("a document").source().errors().is_empty() {
                    // What is told of broken text is a guess, and never applied unasked.
                    assert!(!fix.is_safe || fix.reach == Reach::Document || finding.rule == "syntax-error");
                    continue;
                }
                n_fixes += 1;
                let mended = edited(text, FileId(id), &fix.edits);
                let after = before.with([change(id, path, &mended)]);
                let now = oam_ide::diagnostics(&after, FileId(id));
                let place = format!("{}/{path}: {} ({})", case.name, finding.rule, fix.title);
                if same(&now, finding) >= same(&findings, finding) {
                    wrong.push(format!("{place}: the finding is still there: {}", finding.message));
                }
                let is_new = |it: &&str| !is_hidden(finding.rule, it);
                for it in more(&errors(&after), &known).into_iter().filter(is_new) {
                    wrong.push(format!("{place}: new error {it:?}"));
                }
                // What stands at a removed thing is about it and goes as well. Some findings are about comments.
                let lost = more(&comments(&before), &comments(&after));
                let is_meant = fix.title.starts_with("remove ") || finding.rule == "unused-suppression";
                if !lost.is_empty() && !is_meant {
                    wrong.push(format!("{place}: lost comments {lost:?}"));
                }
            }
        }
    }
    println!("{n_fixes} fixes, each alone");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    assert!(n_fixes > 100, "only {n_fixes}: nothing was tested");
}
