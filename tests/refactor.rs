//! Every refactoring at every place of every fixture and example keeps the text whole and brings no error; those that promise it
//! leave the rendered manifests as they are.
//!
//! Variables and conversions keep them for a cluster of today only: the reference controller leaves calls as they are written,
//! and passes over some of the old spellings.

use std::collections::{BTreeMap, BTreeSet};

use oam_ide::{FileSpan, PreviewRequest, RefactorConfig, Refactored, Severity, Side, Target};
use oam_model::workspace::{Change, FileId, Workspace};
use oam_syntax::{Offset, Span};
use oam_tests::check::edited;
use oam_tests::fixture::{self, FEATURES, Fixture, change, fixtures};

/// How many values of a file are tried.
const MOST_PLACES: usize = 25;

const CONFIG: RefactorConfig = RefactorConfig { creates_files: true };

#[test]
fn a_refactoring_keeps_what_is_rendered() {
    let mut faults = Vec::new();
    let mut tried: BTreeMap<&'static str, usize> = BTreeMap::new();
    let features = FEATURES.into_iter().flat_map(|it| fixtures(it, 0));
    for it in features.chain(fixtures("rules", 1)).chain(examples()) {
        refactor_everything(&it, &mut tried, &mut faults);
    }
    println!("{} refactorings: {tried:?}", tried.values().sum::<usize>());
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert_eq!(tried.len(), 11, "a refactoring is never offered: {tried:?}");
    assert!(tried.values().sum::<usize>() > 800, "nothing was tested");
}

fn examples() -> Vec<Fixture> {
    let folder = fixture::tests_folder().join("../examples");
    let entries = std::fs::read_dir(folder).expect("examples/").map(|it| it.expect("an entry").path());
    let mut found: Vec<_> = entries.filter(|it| it.is_dir()).map(|it| fixture::read(&it)).collect();
    found.iter_mut().for_each(|it| it.files.retain(|(path, _)| path != "rendered.yaml"));
    found
}

/// Every value is a place; what one place offers in the same words and with the same edits as another is tried once.
fn refactor_everything(
    fixture: &Fixture,
    tried: &mut BTreeMap<&'static str, usize>,
    faults: &mut Vec<String>,
) {
    let before = fixture.workspace();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (_, id) in fixture.files.iter().zip(0..) {
        let file = FileId(id);
        let text = before.file(file).expect("a file of the fixture").text();
        let places: BTreeSet<usize> = text
            .documents()
            .iter()
            .flat_map(|slot| {
                let start = slot.start.index();
                slot.document
                    .nodes()
                    .filter(is_value)
                    .map(move |it| start + it.span().start.index())
                    .collect::<Vec<_>>()
            })
            .collect();
        // Of long documents, some places stand for all.
        let step = places.len() / MOST_PLACES + 1;
        let mut places: BTreeSet<usize> = places.into_iter().step_by(step).collect();
        let call = "[fromVariable(";
        places.extend(text.text().match_indices(call).map(|(at, _)| at + call.len()));
        for place in places {
            let at = FileSpan { file, span: Span::empty(Offset::new(place)) };
            for offer in oam_ide::refactorings(&before, at, CONFIG) {
                let is_about_all = ["move-document", "convert-dialect"].contains(&offer.name);
                let index = before.document_at(file, at.span.start).map(|(it, _)| it);
                if is_about_all && !seen.insert(format!("{} {index:?}", offer.name)) {
                    continue;
                }
                let done = oam_ide::refactor(&before, at, offer.name, CONFIG);
                let done = done.unwrap_or_else(|| panic!("{}: {} does nothing", fixture.name, offer.title));
                if seen.insert(format!("{} {done:?}", offer.name)) {
                    *tried.entry(offer.name).or_default() += 1;
                    check(fixture, &before, offer.name, &offer.title, &done, faults);
                }
            }
        }
    }
}

fn check(
    fixture: &Fixture,
    before: &Workspace,
    name: &str,
    title: &str,
    done: &Refactored,
    faults: &mut Vec<String>,
) {
    let case = format!("{}: {title}", fixture.name);
    let after = before.with(changes(fixture, done));
    let errors = |it: &Workspace| it.files().map(|it| syntax_errors(it)).sum::<usize>();
    if errors(&after) > errors(before) {
        faults.push(format!("{case}: syntax errors\n{}", texts(&after)));
    }
    let known = findings(before);
    for (rule, count) in findings(&after) {
        // What is created is a skeleton, which its author fills in.
        let is_placeholder = name == "add-missing" || name.starts_with("create-");
        let allowed = known.get(rule).copied().unwrap_or_default();
        // At a place of its own, a value is judged that another rule's finding covered before.
        let is_uncovered = rule == "rejected-by-kubernetes" && name.starts_with("extract-variable");
        if count > allowed && !is_placeholder && !is_uncovered {
            faults.push(format!("{case}: {rule} {allowed} -> {count}\n{}", texts(&after)));
        }
    }
    for target in promised(name) {
        let (mut was, mut is) = (manifests(before, *target), manifests(&after, *target));
        // Of what an engine refuses there are no manifests to keep; afterwards it may take it.
        let refused: Vec<_> = was.iter().filter(|it| it.refused).map(|it| it.app.clone()).collect();
        was.retain(|it| !refused.contains(&it.app));
        is.retain(|it| !refused.contains(&it.app));
        if was != is {
            faults.push(format!("{case}: {target:?}\n{}\n{}", texts(&after), difference(&was, &is)));
        }
        // Whoever compares revisions is told of nothing.
        let request = PreviewRequest::new(*target);
        let side = |workspace| Side { workspace, request: &request, within: None };
        let told = oam_ide::diff(side(before), side(&after), &[]);
        let told = told.objects.iter().filter(|it| !refused.contains(&it.app)).count();
        if told > 0 {
            faults.push(format!("{case}: {target:?}: {told} differences\n{}", texts(&after)));
        }
    }
}

/// The first lines that differ.
fn difference(was: &[Rendered], is: &[Rendered]) -> String {
    let (was, is) = (format!("{was:#?}"), format!("{is:#?}"));
    let at = was.lines().zip(is.lines()).position(|(a, b)| a != b).unwrap_or_default();
    let part = |it: &str| it.lines().skip(at.saturating_sub(3)).take(6).collect::<Vec<_>>().join("\n");
    format!("--- was\n{}\n--- is\n{}", part(&was), part(&is))
}

/// The targets whose manifests stay as they are.
fn promised(name: &str) -> &'static [Target] {
    match name {
        "extract-parameter" | "move-document" => &[Target::Kubernetes, Target::Rudr],
        "extract-variable" | "extract-variable-everywhere" | "inline-variable" | "convert-dialect" => {
            &[Target::Kubernetes]
        }
        _ => &[],
    }
}

fn changes(fixture: &Fixture, done: &Refactored) -> Vec<Change> {
    let mut changes: Vec<_> = fixture
        .files
        .iter()
        .zip(0..)
        .map(|((path, text), id)| change(id, path, &edited(text, FileId(id), &done.edits)))
        .collect();
    if let Some(new) = &done.new_file {
        let id = u32::try_from(fixture.files.len()).expect("a small fixture");
        changes.push(change(id, &new.name, &new.text));
    }
    changes
}

fn syntax_errors(file: &oam_model::file::File) -> usize {
    file.documents().iter().map(|it| it.source().errors().len()).sum()
}

/// How often each rule finds an error.
fn findings(workspace: &Workspace) -> BTreeMap<&'static str, usize> {
    let mut count = BTreeMap::new();
    for it in workspace.files().flat_map(|it| oam_ide::diagnostics(workspace, it.id())) {
        if it.severity == Severity::Error {
            *count.entry(it.rule).or_default() += 1;
        }
    }
    count
}

#[derive(Debug, PartialEq)]
struct Rendered {
    app: String,
    refused: bool,
    manifests: Vec<serde_json::Value>,
}

/// The manifests by application; a move changes the order of files.
fn manifests(workspace: &Workspace, target: Target) -> Vec<Rendered> {
    let request = PreviewRequest::new(target);
    let previews = oam_ide::previews(workspace, &request).into_iter();
    let rendered =
        |it: oam_ide::Preview| Rendered { manifests: it.manifests(), app: it.app, refused: it.refused };
    let mut found: Vec<_> = previews.map(rendered).collect();
    found.sort_by_key(|it| (it.app.clone(), format!("{:?}", it.manifests)));
    found
}

fn texts(workspace: &Workspace) -> String {
    workspace.files().map(|it| format!("=== {}\n{}", it.path(), it.text().text())).collect()
}

fn is_value(node: &oam_syntax::Node<'_>) -> bool {
    node.kind() == oam_syntax::NodeKind::Scalar && !node.is_key()
}
