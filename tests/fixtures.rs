//! Every fixture: what the features and rules answer to its markers is what is recorded.
//!
//! `UPDATE_EXPECT=1` rewrites the answers; read the difference as if it were code.

use libtest_mimic::{Arguments, Failed, Trial};
use oam_ide::{Finding, Severity};
use oam_model::workspace::FileId;
use oam_tests::check::{answers, edited, with_findings};
use oam_tests::expect::{difference, is_updating};
use oam_tests::fixture::{FEATURES, Fixture, fixtures};
use oam_tests::markers::markers;

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for folder in FEATURES {
        trials.extend(fixtures(folder, 0).into_iter().map(|it| trial(it, feature)));
    }
    trials.extend(fixtures("rules", 1).into_iter().map(|it| trial(it, rule)));
    trials.extend(fixtures("documents", 1).into_iter().map(|it| trial(it, document)));
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(fixture: Fixture, check: fn(&Fixture) -> Result<(), Failed>) -> Trial {
    Trial::test(fixture.name.clone(), move || check(&fixture))
}

fn feature(fixture: &Fixture) -> Result<(), Failed> {
    let answers = answers(fixture)?;
    match difference(&fixture.answer(), &answers) {
        Some(diff) => {
            Err(format!("{}; UPDATE_EXPECT=1 rewrites it\n{diff}", fixture.answer().display()).into())
        }
        None => Ok(()),
    }
}

/// Markers are all the findings of the folder's rule, and of every other rule that the file marks; fixing the folder's rule
/// gives the recorded text. So a fixture need not know the rules that come after it.
fn rule(fixture: &Fixture) -> Result<(), Failed> {
    let workspace = fixture.workspace();
    for ((path, text), id) in fixture.files.iter().zip(0..) {
        markers(text).map_err(|it| format!("{path}: {it}"))?;
        let file = FileId(id);
        let rule = fixture.name.split('/').nth(1).unwrap_or_default();
        let is_meant = |it: &Finding| it.rule == rule || text.contains(&format!("[{}]: ", it.rule));
        let findings: Vec<_> = oam_ide::diagnostics(&workspace, file).into_iter().filter(is_meant).collect();
        let actual = with_findings(&workspace, file, text, &findings);
        let on_disk = if fixture.path.is_dir() { fixture.path.join(path) } else { fixture.path.clone() };
        if let Some(diff) = difference(&on_disk, &actual) {
            return Err(format!("{path} has other findings; UPDATE_EXPECT=1 rewrites it\n{diff}").into());
        }
        let fixed = on_disk.with_extension("fixed.yaml");
        if !fixed.exists() || is_updating() && text != &actual {
            continue;
        }
        let fixes = findings.iter().filter(|it| it.rule == rule).filter_map(|it| it.fix.as_ref());
        let edits: Vec<_> = fixes.flat_map(|it| it.edits.iter().cloned()).collect();
        if let Some(diff) = difference(&fixed, &edited(text, file, &edits)) {
            return Err(format!("{} differs; UPDATE_EXPECT=1 rewrites it\n{diff}", fixed.display()).into());
        }
    }
    Ok(())
}

/// Markers are all errors and warnings, and the findings below them of every rule that the file marks: documents with the
/// mistakes that people really made, in which nothing else may be called wrong.
fn document(fixture: &Fixture) -> Result<(), Failed> {
    let workspace = fixture.workspace();
    for ((path, text), id) in fixture.files.iter().zip(0..) {
        markers(text).map_err(|it| format!("{path}: {it}"))?;
        let file = FileId(id);
        let is_meant =
            |it: &Finding| it.severity >= Severity::Warning || text.contains(&format!("[{}]: ", it.rule));
        let findings: Vec<_> = oam_ide::diagnostics(&workspace, file).into_iter().filter(is_meant).collect();
        let actual = with_findings(&workspace, file, text, &findings);
        let on_disk = if fixture.path.is_dir() { fixture.path.join(path) } else { fixture.path.clone() };
        if let Some(diff) = difference(&on_disk, &actual) {
            return Err(format!("{path} has other findings; UPDATE_EXPECT=1 rewrites it\n{diff}").into());
        }
    }
    Ok(())
}
