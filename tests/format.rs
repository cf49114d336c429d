//! Formatting changes the layout and nothing else, wherever it is asked for: in every fixture, every example, and every
//! file of the folder that `OAM_CORPUS` names, if it names one.
//!
//! What the documents hold is asked of a parser that is not ours. Blanks that are put in at random are found and removed.

use std::path::{Path, PathBuf};

use oam_ide::{FileEdit, FilePosition, FileSpan, FormatConfig, FormatObstacle, Formatted};
use oam_model::workspace::{FileId, Settings, Workspace};
use oam_syntax::{Offset, SourceText, Span};
use oam_tests::check::edited;
use oam_tests::fixture::{FEATURES, Fixture, change, fixtures, tests_folder};
use oam_tests::scatter::{Random, scattered};
use similar::TextDiff;
use walkdir::WalkDir;
use yaml_rust2::{Yaml, YamlLoader};

const FILE: FileId = FileId(0);

/// All texts there are, each with its name.
fn corpus() -> Vec<(String, String)> {
    let of = |it: Fixture| {
        let name = it.name.clone();
        it.files.into_iter().map(move |(path, text)| (format!("{name}: {path}"), text))
    };
    let features = FEATURES.into_iter().flat_map(|it| fixtures(it, 0));
    let cases = features.chain(fixtures("rules", 1)).chain(fixtures("documents", 1));
    let mut found: Vec<(String, String)> = cases.flat_map(of).collect();
    let more = std::env::var_os("OAM_CORPUS").map(PathBuf::from);
    for folder in [tests_folder().join("../examples"), tests_folder().join("rules")].into_iter().chain(more) {
        let is_fixture = folder.ends_with("rules");
        for entry in WalkDir::new(&folder).sort_by_file_name() {
            let path = entry.expect("an entry").into_path();
            let name = path.to_string_lossy().into_owned();
            let is_wanted = if is_fixture { name.ends_with(".fixed.yaml") } else { is_yaml(&path) };
            if is_wanted {
                found.push((name, std::fs::read_to_string(&path).expect("a readable file")));
            }
        }
    }
    found
}

fn is_yaml(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|it| it == "yaml" || it == "yml")
}

fn workspace(text: &str) -> Workspace {
    Workspace::new(Settings::default()).with([change(FILE.0, "a.yaml", text)])
}

fn format(text: &str) -> Formatted {
    oam_ide::format(&workspace(text), FILE, FormatConfig::default())
}

fn formatted(text: &str) -> String {
    edited(text, FILE, &format(text).edits)
}

/// What each document of a text holds; nothing for one that the other parser does not read, such as a template.
fn data(text: &str) -> Vec<Option<Vec<Yaml>>> {
    let read = |text: &str| YamlLoader::load_from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok();
    SourceText::new(text).documents().iter().map(|it| read(it.document.text())).collect()
}

fn comments(text: &str) -> Vec<String> {
    let source = SourceText::new(text);
    let slots = source.documents().iter();
    slots
        .flat_map(|slot| {
            slot.document.comments().iter().map(|it| it.of(slot.document.text()).trim_end().to_owned())
        })
        .collect()
}

/// Documents of other kinds, and those with errors: byte by byte.
fn others(text: &str) -> Vec<String> {
    let workspace = workspace(text);
    let documents = workspace.file(FILE).expect("the file").documents();
    let is_other =
        |it: &oam_model::file::DocumentModel| it.object().is_none() || !it.source().errors().is_empty();
    documents.iter().filter(|it| is_other(it)).map(|it| it.source().text().to_owned()).collect()
}

fn check(name: &str, before: &str, after: &str, found: &Formatted) {
    assert!(
        !found.left_alone.iter().any(|it| it.obstacle == FormatObstacle::Unsure),
        "{name}: the result differs"
    );
    assert!(found.edits.windows(2).all(|it| it[0].span.end <= it[1].span.start), "{name}: edits overlap");
    assert_eq!(data(before), data(after), "{name}: the data differ\n{after}");
    assert_eq!(comments(before), comments(after), "{name}: the comments differ\n{after}");
    assert_eq!(others(before), others(after), "{name}: another document changed");
}

#[test]
fn whole_files_say_the_same_and_settle_at_once() {
    let (mut n_files, mut n_changed) = (0, 0);
    for (name, text) in corpus() {
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            let found = format(&text);
            let once = edited(&text, FILE, &found.edits);
            check(&name, &text, &once, &found);
            assert_eq!(format(&once).edits, Vec::<FileEdit>::new(), "{name}: formatted once\n{once}");
            if text.contains('\r') {
                assert_eq!(once.matches('\n').count(), once.matches("\r\n").count(), "{name}: line ends");
            }
            n_files += 1;
            n_changed += usize::from(once != text);
        }
    }
    println!("{n_files} texts formatted, {n_changed} of them changed, none refused");
    assert!(n_files > 1500 && n_changed * 20 > n_files, "nothing was tested");
}

#[test]
fn parts_say_the_same() {
    let mut random = Random(7);
    let (mut n_parts, mut n_edits) = (0, 0);
    for (name, text) in corpus() {
        let text = scattered(&text, &mut random).unwrap_or(text);
        let workspace = workspace(&text);
        let starts: Vec<usize> = lines(&text).map(|(start, _)| start).collect();
        for first in (random.below(2)..starts.len()).step_by(2) {
            let last = (first + random.below(4)).min(starts.len() - 1);
            let end = starts[last] + text[starts[last]..].find('\n').unwrap_or(0);
            let span = Span::new(Offset::new(starts[first]), Offset::new(end));
            let found =
                oam_ide::format_range(&workspace, FileSpan { file: FILE, span }, FormatConfig::default());
            n_parts += 1;
            n_edits += found.edits.len();
            if !found.edits.is_empty() || !found.left_alone.is_empty() {
                let name = format!("{name}, lines {first} to {last}");
                check(&name, &text, &edited(&text, FILE, &found.edits), &found);
            }
        }
    }
    println!("{n_parts} parts formatted by {n_edits} edits, none refused");
    assert!(n_parts > 5000 && n_edits > 5000, "nothing was tested");
}

#[test]
fn blanks_put_in_at_random_are_removed() {
    let mut random = Random(1);
    let (mut n_tried, mut n_lines) = (0, 0);
    for (name, text) in corpus() {
        let clean = formatted(&text);
        for _ in 0..4 {
            let Some(scattered) = scattered(&clean, &mut random) else { continue };
            n_tried += 1;
            n_lines += clean.lines().zip(scattered.lines()).filter(|(a, b)| a != b).count();
            assert_eq!(data(&clean), data(&scattered), "{name}: a mutation changed the data\n{scattered}");
            let again = formatted(&scattered);
            let difference = TextDiff::from_lines(&clean, &again).unified_diff().to_string();
            assert!(again == clean, "{name}\n{difference}--- from\n{scattered}");
        }
    }
    println!("{n_tried} texts with {n_lines} odd lines came back as they were");
    assert!(n_tried > 1000 && n_lines > 5000, "nothing was tested");
}

#[test]
fn typing_touches_the_fresh_line_alone() {
    let mut random = Random(3);
    let (mut n_places, mut n_edits) = (0, 0);
    for (name, text) in corpus() {
        for (start, line) in lines(&text).step_by(1 + random.below(2)) {
            let blanks = &line[..line.len() - line.trim_start_matches(' ').len()];
            let deeper = format!("{blanks}  ");
            let ways = [("\n", blanks), ("\n", ""), ("-", blanks), ("-", &deeper)];
            for (typed, indent) in [ways[random.below(2)], ways[2 + random.below(2)]] {
                let end = start + line.len();
                let fresh = if typed == "-" { format!("\n{indent}-") } else { format!("\n{indent}") };
                let text = format!("{}{fresh}{}", &text[..end], &text[end..]);
                let at = FilePosition { file: FILE, offset: Offset::new(end + fresh.len()) };
                n_places += 1;
                let found = oam_ide::format_on_type(&workspace(&text), at, typed, FormatConfig::default());
                let Some(edit) = found else { continue };
                n_edits += 1;
                let span = (edit.span.start.index(), edit.span.end.index());
                assert_eq!(
                    span,
                    (end + 1, end + 1 + indent.len()),
                    "{name}: another place than the fresh line"
                );
                assert!(edit.text.chars().all(|it| it == ' ') && edit.text != indent, "{name}: {edit:?}");
                let after = edited(&text, FILE, &[edit]);
                if typed == "\n" {
                    assert_eq!(data(&text), data(&after), "{name}: the data differ\n{after}");
                }
            }
        }
    }
    println!("{n_places} places typed at, {n_edits} lines moved");
    assert!(n_places > 20_000 && n_edits > 4000, "nothing was tested");
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |it| {
        let own = start;
        start += it.len();
        (own, it.trim_end_matches(['\n', '\r']))
    })
}
