//! The preview of documents on both targets, with the source of every line: `preview/CASE.yaml` is a case, its manifests are in
//! `CASE.kubernetes.expect` and `CASE.rudr.expect`.
//!
//! What is broken, missing or unknown is a note at its place, and the rest is there.

#[path = "../server/render/tests/render/leaves.rs"]
mod leaves;

use leaves::Leaves;
use oam_catalog::Role;
use oam_ide::{Preview, PreviewRequest, Target};
use oam_model::resolve::{Engine, ResolveConfig, resolve};
use oam_model::workspace::Workspace;
use oam_render::{RenderConfig, render};
use oam_tests::expect::expect_file;
use oam_tests::fixture::{Fixture, fixtures, read, tests_folder};

fn previews(fixture: &Fixture, target: Target) -> Vec<Preview> {
    let request = PreviewRequest { origins: true, ..PreviewRequest::new(target) };
    oam_ide::previews(&fixture.workspace(), &request)
}

#[test]
fn documents_are_previewed_as_recorded() {
    let cases = fixtures("preview", 0);
    assert!(cases.len() > 5, "cases are missing");
    for case in &cases {
        for target in [Target::Kubernetes, Target::Rudr] {
            let previews = previews(case, target);
            let texts: Vec<String> =
                previews.iter().map(|it| format!("### {} · {}\n{}", it.app, it.totals, it.yaml)).collect();
            expect_file(&tests_folder().join(format!("{}.{target}.expect", case.name)), &texts.concat());
        }
    }
}

#[test]
fn every_field_has_a_source_or_is_fixed_by_the_target() {
    let mut leaves = Leaves::default();
    let mut add = |workspace: &Workspace| {
        let workspace = workspace.with_holes_as_text();
        let applications: Vec<_> = workspace.with_role(Role::Application).map(|(it, _)| it).collect();
        for document in applications {
            for (target, engine) in
                [(Target::Kubernetes, Engine::Specification), (Target::Rudr, Engine::Rudr)]
            {
                let config = ResolveConfig { engine, overrides: Vec::new() };
                let app = resolve(&workspace, document, &config).expect("an application");
                leaves.add(&render(&app, &RenderConfig { target, namespace: None }));
            }
        }
    };
    for folder in ["preview", "hover", "rules", "code_lens"] {
        fixtures(folder, usize::from(folder == "rules")).iter().for_each(|it| add(&it.workspace()));
    }
    for example in std::fs::read_dir(tests_folder().join("../examples")).expect("examples") {
        add(&read(&example.expect("an example").path()).workspace());
    }
    leaves.check("documents");
}
