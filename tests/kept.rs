//! Findings that are kept over edits are those that a fresh look finds.
//!
//! Each workspace of the fixtures and examples is edited: lines go and come back, documents are put before others, files
//! disappear. After each edit, every file is asked twice.

use oam_ide::KeptFindings;
use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_tests::fixture::{self, FEATURES, Fixture, change, fixtures};

/// How many lines of a file are taken away, one after the other.
const MOST_LINES: usize = 2;

#[test]
fn kept_findings_are_those_of_a_fresh_look() {
    let mut cases: Vec<Fixture> = FEATURES.into_iter().flat_map(|it| fixtures(it, 0)).collect();
    cases.extend(fixtures("rules", 1));
    cases.extend(fixtures("documents", 1));
    let examples = std::fs::read_dir(fixture::tests_folder().join("../examples")).expect("examples/");
    let examples = examples.map(|it| it.expect("an entry").path()).filter(|it| it.is_dir());
    cases.extend(examples.map(|it| fixture::read(&it)));
    let joined: Vec<_> = cases.iter().filter(|it| it.files.len() > 1).map(in_one_file).collect();
    // One of three is enough: most fixtures of a rule are alike.
    cases = cases.into_iter().step_by(3).chain(joined).collect();
    let n_threads = std::thread::available_parallelism().map_or(2, |it| it.get());
    let edits: usize = std::thread::scope(|scope| {
        let part = |first: usize| {
            let cases = &cases;
            move || -> usize {
                let mine = cases.iter().enumerate().skip(first).step_by(n_threads);
                mine.map(|(n, it)| edited(it, n)).sum()
            }
        };
        let threads: Vec<_> = (0..n_threads).map(|it| scope.spawn(part(it))).collect();
        threads.into_iter().map(|it| it.join().expect("no panic")).sum()
    });
    println!("{} workspaces, {edits} edits", cases.len());
    assert!(cases.len() > 200 && edits > 1_500, "too few: {edits}");
}

/// A workspace whose documents all stand in one file.
fn in_one_file(case: &Fixture) -> Fixture {
    let text: Vec<_> = case.files.iter().map(|(_, text)| text.trim_end()).collect();
    let files = vec![("all.yaml".to_owned(), text.join("\n---\n") + "\n")];
    Fixture {
        name: format!("{} in one file", case.name),
        files,
        path: case.path.clone(),
        platform: case.platform.clone(),
    }
}

/// Edits one workspace; how often.
fn edited(case: &Fixture, seed: usize) -> usize {
    let kept = KeptFindings::default();
    let whole = case.workspace();
    let mut edits = 0;
    let mut compare = |workspace: &Workspace, what: &str| {
        edits += 1;
        for file in workspace.files().map(|it| it.id()) {
            let fresh = oam_ide::diagnostics(workspace, file);
            let found = kept.diagnostics(workspace, file);
            assert_eq!(found, fresh, "{}: {what}, file {}", case.name, file.0);
        }
    };
    compare(&whole, "as it is");
    for ((path, text), id) in case.files.iter().zip(0..) {
        let document = whole.file(FileId(id)).expect("a file of the case").text();
        let with = |text: &str| {
            // What is equal is shared, as it is behind an edit.
            whole.with([Change { text: Some(document.with_text(text)), ..change(id, path, "") }])
        };
        let lines: Vec<_> = text.split_inclusive('\n').collect();
        let step = lines.len().div_ceil(MOST_LINES).max(1);
        for gone in (seed % step..lines.len()).step_by(step) {
            let text: String =
                lines.iter().enumerate().filter(|(n, _)| *n != gone).map(|(_, it)| *it).collect();
            compare(&with(&text), &format!("line {gone} away"));
        }
        compare(&with(&format!("# first\n---\n{text}")), "a document before");
        compare(&with(&format!("{text}\n---\n{text}")), "twice");
        let removed = Change { file: FileId(id), path: path.as_str().into(), text: None };
        compare(&whole.with([removed]), "a file away");
    }
    let settings = Settings { platform: Some("rudr".to_owned()), ..whole.settings().clone() };
    compare(&whole.with_settings(settings), "another platform");
    compare(&whole, "as it was");
    edits
}
