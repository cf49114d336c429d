//! The preview of documents on both targets, with the source of every line: `preview/CASE.yaml` is a case, its manifests are in
//! `CASE.kubernetes.expect` and `CASE.rudr.expect`.
//!
//! What is broken, missing or unknown is a note at its place, and the rest is there.

use oam_ide::{Preview, PreviewRequest, Target};
use oam_tests::expect::expect_file;
use oam_tests::fixture::{Fixture, fixtures, tests_folder};

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
