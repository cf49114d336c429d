//! Every prefix of every fixture and example through every feature: nothing panics, and no place lies outside of the text.
//!
//! This is what an editor does while somebody types from top to bottom. What the answers say is checked elsewhere.

use oam_model::workspace::FileId;
use oam_properties::Probe;
use oam_tests::fixture::{self, FEATURES, Fixture, change, fixtures};
use oam_tests::markers::is_in_marker;

#[test]
fn prefixes_of_feature_fixtures() {
    FEATURES.into_iter().flat_map(|it| fixtures(it, 0)).for_each(|it| every_prefix(&it, 1));
}

#[test]
fn prefixes_of_rule_fixtures() {
    // There are many of these, alike in most of their text.
    fixtures("rules", 1).iter().for_each(|it| every_prefix(it, 23));
    fixtures("documents", 1).iter().for_each(|it| every_prefix(it, 101));
}

#[test]
fn prefixes_of_examples() {
    let folder = fixture::tests_folder().join("../examples");
    let entries = std::fs::read_dir(folder).expect("examples/").map(|it| it.expect("an entry").path());
    for path in entries.filter(|it| it.is_dir()) {
        let mut example = fixture::read(&path);
        // What an example renders to is no OAM.
        example.files.retain(|(path, _)| path != "rendered.yaml");
        every_prefix(&example, 1);
    }
}

fn every_prefix(fixture: &Fixture, step: usize) {
    let whole = fixture.workspace();
    for ((path, text), id) in fixture.files.iter().zip(0..) {
        let places = text.char_indices().enumerate().filter(|(_, (end, _))| !is_in_marker(text, *end));
        for (n, (end, _)) in places.step_by(step) {
            let prefix = &text[..end];
            let workspace = whole.with([change(id, path, prefix)]);
            let probe = Probe { workspace: &workspace, file: FileId(id), text: prefix };
            probe.features(prefix.len(), n % 16 == 0 || prefix.ends_with('\n'));
        }
    }
}
