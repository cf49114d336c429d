//! Renaming anything that is defined in any fixture or example changes its name and nothing else.
//!
//! Afterwards as many places mention the new name as mentioned the old one, the rules find as much as before, and where the
//! name is a parameter's or a variable's, the applications render to the same manifests.

use std::collections::BTreeMap;

use oam_catalog::Namespace;
use oam_ide::{FilePosition, PreviewRequest, Target};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::{DocumentId, FileId, Workspace};
use oam_tests::check::edited;
use oam_tests::fixture::{self, FEATURES, Fixture, change, fixtures};

#[derive(Default)]
struct Tried {
    renamed: usize,
    refused: usize,
    edits: usize,
}

#[test]
fn a_rename_changes_nothing_but_the_name() {
    let mut tried = Tried::default();
    let features = FEATURES.into_iter().flat_map(|it| fixtures(it, 0));
    for it in features.chain(fixtures("rules", 1)).chain(examples()) {
        rename_everything(&it, &mut tried);
    }
    println!("{} names changed by {} edits, {} refused", tried.renamed, tried.edits, tried.refused);
    assert!(tried.renamed > 1000, "nothing was tested");
    assert!(tried.refused * 50 < tried.renamed, "hardly any name may be refused, but {} were", tried.refused);
}

fn examples() -> Vec<Fixture> {
    let folder = fixture::tests_folder().join("../examples");
    let entries = std::fs::read_dir(folder).expect("examples/").map(|it| it.expect("an entry").path());
    let mut found: Vec<_> = entries.filter(|it| it.is_dir()).map(|it| fixture::read(&it)).collect();
    found.iter_mut().for_each(|it| it.files.retain(|(path, _)| path != "rendered.yaml"));
    found
}

fn rename_everything(fixture: &Fixture, tried: &mut Tried) {
    let workspace = fixture.workspace();
    for (_, id) in fixture.files.iter().zip(0..) {
        let file = FileId(id);
        let documents = workspace.file(file).expect("a file of the fixture").documents();
        for (index, model) in (0..).zip(documents) {
            for symbol in &model.names().symbols {
                let at = workspace.in_file(DocumentId { file, index }, symbol.span);
                // Behind an opening quote, if there is one.
                let offset = oam_syntax::Offset::new(at.start.index() + 1);
                rename(fixture, &workspace, FilePosition { file, offset }, &symbol.key, tried);
            }
        }
    }
}

fn rename(fixture: &Fixture, before: &Workspace, at: FilePosition, key: &SymbolKey, tried: &mut Tried) {
    let case = format!("{}: {key:?}", fixture.name);
    let (word, name) = match key.namespace {
        Namespace::WorkloadType => {
            let group = key.name.rsplit_once('.').expect("a full name").0;
            ("Zeppelin".to_owned(), format!("{group}.Zeppelin"))
        }
        Namespace::ScopeType => ("example.com/v1.Zeppelin".to_owned(), "example.com/v1.Zeppelin".to_owned()),
        _ => ("zeppelin".to_owned(), "zeppelin".to_owned()),
    };
    let edits = match oam_ide::rename(before, at, &word) {
        Ok(edits) => edits,
        Err(_) => {
            tried.refused += 1;
            return;
        }
    };
    tried.renamed += 1;
    tried.edits += edits.len();
    let changes = fixture
        .files
        .iter()
        .zip(0..)
        .map(|((path, text), id)| change(id, path, &edited(text, FileId(id), &edits)));
    let after = before.with(changes);
    let new = SymbolKey { name, ..key.clone() };
    let count = |workspace: &Workspace, key: &SymbolKey| {
        (workspace.index().definitions(key).count(), workspace.index().references(key).count())
    };
    // What belongs to a component or an application is known by its owner's name, which may be the one that changes.
    assert_eq!(count(before, key), count(&after, &new), "{case}: places");
    assert_eq!(count(&after, key), (0, 0), "{case}: the old name is left");
    let (found, finds) = (findings(before, fixture), findings(&after, fixture));
    // Where a literal only looks like the name, the likeness ends with the name.
    let is_alike = ["bare-variable-name", "from-param-in-parameter-values", "malformed-variable-call"];
    // A parameter that a platform has a meaning for loses it with its name.
    let is_implicit = key.namespace == Namespace::ParameterName && key.name == "replicas";
    if !is_implicit && !is_alike.iter().any(|it| found.contains_key(it)) {
        assert_eq!(found, finds, "{case}: findings");
    }
    let targets: &[Target] = match key.namespace {
        Namespace::ParameterName => &[Target::Kubernetes, Target::Rudr],
        // The reference controller leaves calls as they are written, with the name.
        Namespace::VariableName => &[Target::Kubernetes],
        _ => &[],
    };
    for target in targets {
        assert!(manifests(before, *target) == manifests(&after, *target), "{case}: {target:?}");
    }
}

/// How often each rule finds something. Those that judge the name itself have their say about the new one too.
fn findings(workspace: &Workspace, fixture: &Fixture) -> BTreeMap<&'static str, usize> {
    const ABOUT_NAMES: [&str; 12] = [
        "component-instance-name-collision",
        "duplicate-instance",
        "non-kubernetes-name",
        "newer-version",
        "not-a-dns-label",
        "long-application-name",
        "irregular-plural",
        "invalid-value",
        "long-name",
        "malformed-type-name",
        "plaintext-secret",
        "version-mismatch",
    ];
    let mut count = BTreeMap::new();
    for (_, id) in fixture.files.iter().zip(0..) {
        for it in oam_ide::diagnostics(workspace, FileId(id)) {
            if !ABOUT_NAMES.contains(&it.rule) {
                *count.entry(it.rule).or_default() += 1;
            }
        }
    }
    count
}

fn manifests(workspace: &Workspace, target: Target) -> Vec<Vec<serde_json::Value>> {
    let request = PreviewRequest::new(target);
    oam_ide::previews(workspace, &request).into_iter().map(|it| it.manifests()).collect()
}
