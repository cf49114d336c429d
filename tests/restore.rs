//! Restoring indentation: every document the project has, with its indentation removed, comes back as it was or is refused
//! with a reason, and no document that has its indentation is taken for one that lost it.
//!
//! What is refused, and why, is recorded in `restore.expect`; `UPDATE_EXPECT=1` rewrites it. `RESTORE_DIRS` names further
//! folders, whose documents must be restored or refused like the others but are not recorded.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use oam_catalog::Catalog;
use oam_ide::{Finding, diagnostics, rules};
use oam_model::workspace::{FileId, Settings, Workspace};
use oam_syntax::SourceText;
use oam_tests::check::edited;
use oam_tests::expect::difference;
use oam_tests::fixture::{change, tests_folder};
use walkdir::WalkDir;

const RULE: &str = "lost-indentation";

/// Documents whose author put keys at a place where they mean nothing, which is what they are there to show.
const MISPLACED: [&str; 2] =
    ["rules/ignored-old-key/both.yaml#2", "rules/misindented-properties/below-properties.yaml#2"];

/// A document that is as it should be.
struct Document {
    name: String,
    text: String,
    platform: Option<String>,
}

fn findings(text: &str, platform: Option<&str>) -> (Vec<Finding>, Workspace) {
    let settings = Settings { platform: platform.map(str::to_owned), ..Settings::default() };
    let workspace = Workspace::new(settings).with([change(0, "document.yaml", text)]);
    (diagnostics(&workspace, FileId(0)), workspace)
}

fn lost(text: &str, platform: Option<&str>) -> Vec<Finding> {
    findings(text, platform).0.into_iter().filter(|it| it.rule == RULE).collect()
}

/// The text with the fix of the finding, or what the finding says against it.
fn restored(text: &str, platform: Option<&str>) -> Result<String, String> {
    let (list, _) = findings(text, platform);
    let is_other = |it: &&Finding| it.rule != RULE;
    assert!(list.iter().find(is_other).is_none(), "other findings in\n{text}\n{list:?}");
    let [finding] = list.as_slice() else { return Err(format!("{} findings", list.len())) };
    match &finding.fix {
        Some(fix) => {
            assert!(fix.is_safe, "a restoration without doubt is safe");
            Ok(edited(text, FileId(0), &fix.edits))
        }
        None => Err(finding.message.clone()),
    }
}

/// What a text says: its data, and its comments in order.
fn said(text: &str) -> (Vec<serde_json::Value>, Vec<String>) {
    let source = SourceText::new(text);
    let (mut data, mut comments) = (Vec::new(), Vec::new());
    for slot in source.documents() {
        assert!(slot.document.errors().is_empty(), "{:?} in\n{text}", slot.document.errors());
        assert!(slot.document.duplicate_keys().is_empty(), "a key twice in\n{text}");
        data.extend(oam_model::value::Value::read_document(&slot.document).map(|it| it.to_json()));
        comments.extend(slot.document.comments().iter().map(|it| it.of(slot.document.text()).to_owned()));
    }
    (data, comments)
}

fn stripped(text: &str) -> String {
    text.split_inclusive('\n').map(|it| it.trim_start_matches([' ', '\t'])).collect()
}

/// The YAML documents of a text, those without any indentation left out.
fn documents(name: &str, text: &str) -> Vec<Document> {
    let platform = text.lines().next().and_then(|it| it.strip_prefix("# platform: ")).map(str::to_owned);
    let source = SourceText::new(text);
    let mut found = Vec::new();
    for (slot, number) in source.documents().iter().zip(1..) {
        let text = slot.document.text().to_owned();
        let is_good = slot.document.errors().is_empty() && slot.document.duplicate_keys().is_empty();
        if is_good && stripped(&text) != text {
            found.push(Document { name: format!("{name}#{number}"), text, platform: platform.clone() });
        }
    }
    found
}

/// All documents of the YAML files in a folder.
fn in_folder(folder: &Path) -> Vec<Document> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(|it| it.expect("a readable folder"));
    let is_yaml = |path: &Path| path.extension().is_some_and(|it| it == "yaml" || it == "yml");
    let mut found = Vec::new();
    for path in files.map(walkdir::DirEntry::into_path).filter(|it| is_yaml(it)) {
        let name = path.strip_prefix(folder.parent().expect("a parent")).expect("below it");
        let text = std::fs::read_to_string(&path).expect("a readable file");
        found.extend(documents(&name.to_string_lossy(), &text));
    }
    found
}

/// The valid examples on the pages of the rules.
fn on_pages() -> Vec<Document> {
    let mut found = Vec::new();
    for rule in rules() {
        let page = rule.page();
        for block in page.split("```yaml valid\n").skip(1) {
            let text = block.split("```").next().unwrap_or_default();
            found.extend(documents(&format!("rules/{}", rule.id), text));
        }
    }
    found
}

/// The valid examples of all traits, each in an application.
fn of_traits() -> Vec<Document> {
    let mut found = Vec::new();
    for platform in Catalog::builtin().platforms() {
        for (entry, example) in platform
            .traits
            .values()
            .flat_map(|it| it.examples.iter().filter(|it| it.valid).map(move |ex| (it, ex)))
        {
            let mut text = format!(
                "apiVersion: core.oam.dev/v1alpha1\nkind: ApplicationConfiguration\nmetadata:\n  name: shop\nspec:\n  \
                 components:\n    - componentName: web\n      instanceName: shop-web\n      traits:\n        - name: {}\n",
                entry.name
            );
            text += if example.yaml.trim() == "{}" {
                "          properties: {}\n"
            } else {
                "          properties:\n"
            };
            for line in example.yaml.lines().filter(|it| it.trim() != "{}") {
                writeln!(text, "            {line}").expect("a string");
            }
            text += "        - name: manual-scaler\n          properties:\n            replicaCount: 2\n";
            text += "    - componentName: api\n      instanceName: shop-api\n";
            let name = format!("schemas/{}/{}/{}", platform.name, entry.name, example.title);
            for mut it in documents(&name, &text) {
                it.platform = Some(platform.name.clone());
                found.push(it);
            }
        }
    }
    found
}

/// What speaks of OAM, without the fixtures of this rule, most of which have no indentation to lose.
fn all() -> Vec<Document> {
    let folder = tests_folder();
    let mut found = in_folder(&folder.join("../examples").canonicalize().expect("examples/"));
    found.extend(on_pages());
    found.extend(of_traits());
    for name in ["code_actions", "completion", "definition", "hover", "references", "rules", "symbols", "cli"]
    {
        found.extend(in_folder(&folder.join(name)));
    }
    found.retain(|it| it.text.contains("core.oam.dev") || it.text.contains("core.hydra.io"));
    found.retain(|it| !it.name.starts_with("rules/lost-indentation/"));
    found
}

#[derive(Default)]
struct Tally {
    restored: usize,
    refused: BTreeMap<String, String>,
    silent: Vec<String>,
    wrong: Vec<String>,
    misplaced: usize,
    slow: Duration,
}

fn tally(documents: &[Document]) -> Tally {
    let mut tally = Tally::default();
    for it in documents {
        let stripped = stripped(&it.text);
        let platform = it.platform.as_deref();
        if lost(&stripped, platform).is_empty() {
            tally.silent.push(it.name.clone());
            continue;
        }
        let start = Instant::now();
        match restored(&stripped, platform) {
            // The point of these is a key at the wrong place; restored, it is at the right one.
            Ok(_) if MISPLACED.contains(&it.name.as_str()) => tally.misplaced += 1,
            Ok(text) => {
                let is_same =
                    said(&text) == said(&it.text) && text.lines().count() == it.text.lines().count();
                if is_same {
                    tally.restored += 1;
                } else {
                    println!("wrong: {}\n{text}", it.name);
                    tally.wrong.push(it.name.clone());
                }
            }
            Err(reason) => {
                tally.refused.insert(it.name.clone(), reason);
            }
        }
        tally.slow = tally.slow.max(start.elapsed());
    }
    tally
}

#[test]
fn every_document_comes_back_or_is_refused() {
    let tally = tally(&all());
    println!(
        "{} restored, {} refused, {} silent, slowest {:?}",
        tally.restored,
        tally.refused.len(),
        tally.silent.len(),
        tally.slow
    );
    let mut out = String::new();
    for (name, reason) in &tally.refused {
        writeln!(out, "{name}: {reason}").expect("a string");
    }
    for name in &tally.silent {
        writeln!(out, "{name}: not recognised").expect("a string");
    }
    for name in &tally.wrong {
        println!("WRONG {name}");
    }
    if let Some(diff) = difference(&tests_folder().join("restore.expect"), &out) {
        panic!("restore.expect has other refusals; UPDATE_EXPECT=1 rewrites it\n{diff}");
    }
    assert!(tally.wrong.is_empty(), "restored as something else: {:?}", tally.wrong);
    assert_eq!(tally.misplaced, MISPLACED.len(), "documents that need no exception");
    assert!(tally.restored > 1000, "only {} of all documents are restored", tally.restored);
}

#[test]
fn further_folders_come_back_or_are_refused() {
    let Some(folders) = std::env::var_os("RESTORE_DIRS") else { return };
    for folder in std::env::split_paths(&folders) {
        let tally = tally(&in_folder(&folder));
        println!("{}: {} restored, slowest {:?}", folder.display(), tally.restored, tally.slow);
        println!("refused {:#?}\nsilent {:#?}", tally.refused, tally.silent);
        assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
    }
}

#[test]
fn indented_documents_have_lost_nothing() {
    for it in all() {
        let list = lost(&it.text, it.platform.as_deref());
        assert!(list.is_empty(), "{}: {list:?}", it.name);
    }
}

#[test]
fn documents_being_typed_have_lost_nothing() {
    for it in in_folder(&tests_folder().join("../examples").canonicalize().expect("examples/")) {
        let is_place = |at: usize| at.is_multiple_of(5) || it.text[..at].ends_with('\n');
        for (end, _) in it.text.char_indices().filter(|(at, _)| is_place(*at)) {
            let list = lost(&it.text[..end], None);
            assert!(list.is_empty(), "{}, the first {end} bytes: {list:?}", it.name);
        }
    }
}

#[test]
fn thousands_of_lines_take_no_time() {
    let mut text = "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\nmetadata:\n  name: big\nspec:\n  \
                    workloadType: core.oam.dev/v1alpha1.Server\n  containers:\n    - name: main\n      image: a:1\n      env:\n"
        .to_owned();
    for number in 0..2_500 {
        writeln!(text, "        - name: NAME_{number}\n          value: \"{number}\"").expect("a string");
    }
    let lost = stripped(&text);
    let workspace = Workspace::new(Settings::default()).with([change(0, "document.yaml", &lost)]);
    let start = Instant::now();
    let list = diagnostics(&workspace, FileId(0));
    let taken = start.elapsed();
    println!("{} lines took {taken:?}", text.lines().count());
    let fix = list[0].fix.as_ref().expect("a fix");
    assert_eq!(said(&edited(&lost, FileId(0), &fix.edits)), said(&text));
    assert!(taken < Duration::from_secs(10), "{taken:?} is too long, even on a busy machine");
}
