//! What must hold for any input holds for the fuzzer's seeds, for every input that it ever found something with
//! (`crashes/PROPERTY/`), and for some damaged documents of ours. `cargo xtask fuzz` looks for more.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use oam_properties::{PROPERTIES, property};
use oam_tests::fixture::tests_folder;
use oam_tests::scatter::Random;
use walkdir::WalkDir;

/// The longest that one input may take: a second with optimisation, as in the fuzzer.
const SLOW: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 1 });

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    files.filter(|it| it.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Asks a property about inputs; returns those for which it does not hold, or that take too long.
fn failures(name: &str, inputs: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<String> {
    let mut found = Vec::new();
    for (input, data) in inputs {
        let started = Instant::now();
        let is_good = catch_unwind(|| property(name)(&data)).is_ok();
        let took = started.elapsed();
        if !is_good || took > SLOW {
            found.push(format!("`{name}` for {input}: {}, {took:?}", if is_good { "slow" } else { "fails" }));
        }
    }
    found
}

fn read(path: PathBuf) -> (String, Vec<u8>) {
    let data = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (path.display().to_string(), data)
}

#[test]
fn seeds_and_mended_crashes_hold() {
    let (mut n_inputs, mut found) = (0, Vec::new());
    for (name, _) in PROPERTIES {
        for folder in [tests_folder().join("../fuzz/seeds"), tests_folder().join("crashes")] {
            let files = files(&folder.join(name));
            n_inputs += files.len();
            found.extend(failures(name, files.into_iter().map(read)));
        }
    }
    println!("{n_inputs} inputs");
    assert!(n_inputs >= 15, "nothing was tested");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_folder_of_inputs_belongs_to_a_property_and_every_property_is_fuzzed() {
    for folder in ["../fuzz/seeds", "crashes"] {
        for entry in fs::read_dir(tests_folder().join(folder)).expect("a folder") {
            property(&entry.expect("an entry").file_name().to_string_lossy());
        }
    }
    let mut targets: Vec<_> = files(&tests_folder().join("../fuzz/targets"))
        .iter()
        .map(|it| it.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    targets.sort();
    let mut names = PROPERTIES.map(|it| it.0);
    names.sort_unstable();
    assert_eq!(targets, names);
}

/// All documents of ours, and those of the folder that `OAM_CORPUS` names: read without loss, and as a parser of another make
/// reads them.
#[test]
fn documents_are_read_as_others_read_them() {
    let more = std::env::var_os("OAM_CORPUS").map(PathBuf::from);
    if more.is_none() {
        eprintln!("NOT TESTED: documents of others; `OAM_CORPUS=FOLDER` adds them");
    }
    let folders = [tests_folder(), tests_folder().join("../examples")].into_iter().chain(more);
    let is_yaml = |it: &PathBuf| it.extension().is_some_and(|it| it == "yaml" || it == "yml");
    let documents: Vec<_> = folders.flat_map(|it| files(&it)).filter(is_yaml).collect();
    let mut found = Vec::new();
    for name in ["parse", "agree"] {
        found.extend(failures(name, documents.iter().cloned().map(read)));
    }
    println!("{} documents", documents.len());
    assert!(documents.len() > 900, "nothing was tested");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Documents of ours, each with a few characters that go, come or move.
#[test]
fn damaged_documents_hold() {
    const PIECES: [&str; 16] = [
        "\n", "  ", "\t", "- ", ": ", "---\n", "#", "&a ", "*a", "<<: ", "|\n", "\"", "{", "]", "{{ .x }}",
        "\0",
    ];
    let is_short = |it: &PathBuf| {
        it.extension().is_some_and(|it| it == "yaml") && it.metadata().is_ok_and(|it| it.len() < 2000)
    };
    let documents: Vec<_> = files(&tests_folder()).into_iter().filter(is_short).collect();
    let mut random = Random(11);
    let mut found = Vec::new();
    for (name, _) in PROPERTIES.into_iter().filter(|it| it.0 != "protocol") {
        let damaged = (0..60).map(|nth| {
            let path = &documents[random.below(documents.len())];
            let (input, mut data) = read(path.clone());
            for _ in 0..=random.below(3) {
                let at = random.below(data.len() + 1);
                let to = (at + random.below(3)).min(data.len());
                data.splice(at..to, PIECES[random.below(PIECES.len())].bytes());
            }
            (format!("{input}, damaged for the {nth}th time:\n{}", String::from_utf8_lossy(&data)), data)
        });
        found.extend(failures(name, damaged));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// An input of the fuzzer once more, or a folder of them: `OAM_PROPERTY=NAME OAM_INPUT=PATH`, from the top of the checkout.
#[test]
fn again() {
    let Some(path) = std::env::var_os("OAM_INPUT") else { return };
    let name = std::env::var("OAM_PROPERTY").expect("OAM_PROPERTY");
    let inputs = files(&tests_folder().join("..").join(path));
    println!("{} inputs", inputs.len());
    let found = failures(&name, inputs.into_iter().map(read));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
