//! Completion cannot break a file: every candidate at every place of every fixture and example is accepted as an editor
//! would, and the text afterwards is judged.
//!
//! It has no new syntax error; every key and value that was there stands where it stood; and what was inserted is what
//! the schema wants at its place: no rule finds a mistake in it.
//!
//! Fixtures are alike in most of their text, so a place is asked once for each neighbourhood (the line, those around it
//! and those that it belongs to), and a candidate is judged by the rules once for each such place. A sample of places is
//! asked again with the rest of the line, and with the rest of the file, not yet written.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};

use oam_ide::{CompletionConfig, CompletionItem, FilePosition, Finding, Severity};
use oam_model::workspace::{Change, FileId, Workspace};
use oam_syntax::{Buffer, Encoding, Offset, PathSegment, Span, TextChange, YamlPath};
use oam_tests::damage::{Replacement, damage};
use oam_tests::excuse::is_excused;
use oam_tests::fixture::{self, FEATURES, Fixture, change, fixtures};
use oam_tests::neighbourhood::{column, hash, neighbourhood};
use oam_tests::snippet::expand;

/// Of how many places one is asked again with less text behind it.
const CUT: u64 = 4;

/// Of how many candidates that were accepted at such a place before one is accepted again.
const AGAIN: u64 = 8;

#[derive(Default)]
struct Tried {
    places: usize,
    asked: usize,
    cut: usize,
    accepted: usize,
    judged: usize,
    seen: HashSet<u64>,
    failures: BTreeMap<String, Vec<String>>,
}

#[test]
fn feature_fixtures() {
    nothing_breaks(FEATURES.into_iter().flat_map(|it| fixtures(it, 0)), 2);
}

#[test]
fn rule_fixtures() {
    nothing_breaks(fixtures("rules", 1), 16);
}

#[test]
fn documents_and_examples() {
    nothing_breaks(fixtures("documents", 1).into_iter().chain(examples()), 3);
}

/// Of the places that are unlike any other, one in `step` is asked: how many there are depends on the fixtures, and how
/// long it takes should not.
fn nothing_breaks(cases: impl IntoIterator<Item = Fixture>, step: u64) {
    let mut tried = Tried::default();
    cases.into_iter().for_each(|it| everywhere(&it, &mut tried, step));
    println!(
        "{} places, {} of them asked for all that are alike, {} more in cut texts; {} candidates accepted, {} judged by the rules",
        tried.places, tried.asked, tried.cut, tried.accepted, tried.judged,
    );
    for (kind, examples) in &tried.failures {
        println!("{kind}: {} times, for example", examples.len());
        examples.iter().step_by(examples.len() / 4 + 1).for_each(|it| println!("{it}\n"));
    }
    assert!(tried.failures.is_empty(), "some candidates break something, see above");
    assert!(tried.asked > 1_000 && tried.accepted > 1_000, "nothing was tested");
}

fn examples() -> Vec<Fixture> {
    let folder = fixture::tests_folder().join("../examples");
    let entries = std::fs::read_dir(folder).expect("examples/").map(|it| it.expect("an entry").path());
    let mut found: Vec<_> = entries.filter(|it| it.is_dir()).map(|it| fixture::read(&it)).collect();
    found.iter_mut().for_each(|it| it.files.retain(|(path, _)| path != "rendered.yaml"));
    found
}

fn everywhere(case: &Fixture, tried: &mut Tried, step: u64) {
    let whole = case.workspace();
    for ((path, text), id) in case.files.iter().zip(0..) {
        let mut file = File { case, tried, id: FileId(id), path };
        let buffer = Buffer::new(text);
        let place = Place { workspace: &whole, buffer: &buffer, text, findings: OnceCell::new() };
        for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
            file.tried.places += 1;
            // No cursor stands between the two characters of a line end.
            if text[..at].ends_with('\r') && text[at..].starts_with('\n') {
                continue;
            }
            let shape = neighbourhood(case, text, at);
            if !shape.is_multiple_of(step) || !file.tried.seen.insert(shape) {
                continue;
            }
            file.tried.asked += 1;
            file.ask(&place, at);
            if shape.is_multiple_of(CUT) {
                file.ask_cut(&whole, text, at);
            }
        }
    }
}

/// A file at whose places is asked.
struct File<'t> {
    case: &'t Fixture,
    tried: &'t mut Tried,
    id: FileId,
    path: &'t str,
}

/// A state of its text.
struct Place<'t> {
    workspace: &'t Workspace,
    buffer: &'t Buffer,
    text: &'t str,
    findings: OnceCell<Vec<Finding>>,
}

impl File<'_> {
    /// Asks at a place of a text whose line, or whose rest, is not written yet.
    fn ask_cut(&mut self, whole: &Workspace, text: &str, at: usize) {
        let rest = text[at..].find(['\r', '\n']).map_or("", |it| &text[at + it..]);
        for cut in [format!("{}{rest}", &text[..at]), text[..at].to_owned()] {
            if cut == text {
                continue;
            }
            self.tried.cut += 1;
            let workspace = whole.with([change(self.id.0, self.path, &cut)]);
            let buffer = Buffer::new(&cut);
            self.ask(
                &Place { workspace: &workspace, buffer: &buffer, text: &cut, findings: OnceCell::new() },
                at,
            );
        }
    }

    fn ask(&mut self, place: &Place<'_>, at: usize) {
        let position = FilePosition { file: self.id, offset: Offset::new(at) };
        let config = CompletionConfig { snippets: at.is_multiple_of(2), documentation: false };
        let items = oam_ide::completion(place.workspace, position, config).items;
        if items.is_empty() {
            return;
        }
        let shape = neighbourhood(self.case, place.text, at);
        for item in &items {
            let words = &place.text[item.replace.start.index()..item.replace.end.index()];
            let sort = self.sort_of(place, at, item);
            let is_new = self.tried.seen.insert(sort);
            if !is_new && hash(&(shape, &item.text)) % AGAIN != 0 {
                continue;
            }
            let edit = (shape, column(place.text, item.replace.start.index()), words, &item.text);
            if !self.tried.seen.insert(hash(&edit)) {
                continue;
            }
            self.tried.accepted += 1;
            if let Err((kind, words)) = self.accept(place, item, is_new) {
                let (line, column) = (place.text[..at].matches('\n').count() + 1, column(place.text, at) + 1);
                let words =
                    format!("{}/{}:{line}:{column} `{}`: {words}", self.case.name, self.path, item.label);
                self.tried.failures.entry(kind).or_default().push(words);
            }
        }
    }

    fn accept(
        &mut self,
        place: &Place<'_>,
        item: &CompletionItem,
        is_new: bool,
    ) -> Result<(), (String, String)> {
        let (after, edit) = accepted(place.buffer, item);
        let text = || {
            let text = after.text().text();
            let (start, end) = (edit.after.start.index(), edit.after.end.index());
            let from = text[..start].rmatch_indices('\n').nth(4).map_or(0, |it| it.0);
            let to = text[end..].match_indices('\n').nth(4).map_or(text.len(), |it| end + it.0);
            format!("{}⟦{}⟧{}", &text[from..start], &text[start..end], &text[end..to])
        };
        let fail = |kind: &str, words: String| Err((kind.to_owned(), format!("{words}\n{}", text())));
        // A word below a word is one scalar and no error; whatever makes a key of the one shows that the other is none.
        let below = &place.text[edit.before.end.index()..];
        let below = below.find('\n').map_or("", |it| &below[it..]);
        if n_errors(&after) > n_errors(place.buffer) && !begins_with_word(below) {
            let error = after
                .text()
                .documents()
                .iter()
                .flat_map(|it| it.document.errors())
                .map(|it| format!("{:?}", it.kind))
                .collect::<Vec<_>>();
            return fail("syntax", format!("{error:?}"));
        }
        let blanks = " ".repeat(item.indentation as usize);
        if !item.text.split('\n').skip(1).all(|it| it.starts_with(&blanks)) {
            return fail("indentation", "a line is indented less than the cursor's".to_owned());
        }
        let bare = |it: &str| it.matches('\n').count() - it.matches("\r\n").count();
        if place.text.contains("\r\n") && bare(&after.text().text()) != bare(place.text) {
            return fail("line ends", "lines end in two ways".to_owned());
        }
        // Where a line is already wrong, what it belongs to is a guess.
        let is_guess = n_errors(place.buffer) > 0 && begins_with_word(below);
        if let Some(it) = damage(place.buffer.text(), after.text(), edit).filter(|_| !is_guess) {
            return fail("damage", it);
        }
        if !is_new {
            return Ok(());
        }
        self.tried.judged += 1;
        let before = place.findings.get_or_init(|| oam_ide::diagnostics(place.workspace, self.id));
        let workspace = place.workspace.with([Change {
            file: self.id,
            path: self.path.into(),
            text: Some(after.text().clone()),
        }]);
        let known: HashSet<(&str, &str)> = before.iter().map(|it| (it.rule, it.message.as_str())).collect();
        for it in oam_ide::diagnostics(&workspace, self.id) {
            let is_about = it.span.start < edit.after.end && it.span.end > edit.after.start;
            let is_known = known.contains(&(it.rule, it.message.as_str()));
            if is_about
                && !is_known
                && it.severity >= Severity::Warning
                && !is_excused(&workspace, after.text(), edit, item, &it)
            {
                return fail(it.rule, it.message);
            }
        }
        Ok(())
    }
}

impl File<'_> {
    /// A number for a candidate and its place in the schema, whatever the file.
    fn sort_of(&self, place: &Place<'_>, at: usize, item: &CompletionItem) -> u64 {
        let text = place.buffer.text();
        let slot = &text.documents()[text.document_at(Offset::new(at))];
        let cursor = oam_syntax::cursor(&slot.document, Offset::new(at - slot.start.index()));
        let path = match cursor.place {
            oam_syntax::Place::Key { path, .. }
            | oam_syntax::Place::Value { path }
            | oam_syntax::Place::Item { path } => path,
            _ => YamlPath::root(),
        };
        let keys = path.segments().iter().filter_map(|it| match it {
            PathSegment::Key(key) => Some(key.as_str()),
            PathSegment::Index(_) => None,
        });
        let keys: Vec<&str> = keys.collect();
        let kind = slot.document.text().lines().find(|it| it.starts_with("kind:"));
        let lines: Vec<&str> = item.text.lines().map(str::trim).collect();
        hash(&(kind, keys, lines, item.replace.is_empty(), slot.document.errors().is_empty()))
    }
}

/// The text after an item is accepted, and where. Only the document that it changes is parsed again.
fn accepted(buffer: &Buffer, item: &CompletionItem) -> (Buffer, Replacement) {
    let place = |at| buffer.text().line_col(at, Encoding::Utf8);
    let text = if item.is_snippet { expand(&item.text) } else { item.text.clone() };
    let end = Offset::new(item.replace.start.index() + text.len());
    let edit = Replacement { before: item.replace, after: Span::new(item.replace.start, end) };
    let range = Some((place(item.replace.start), place(item.replace.end)));
    let mut buffer = buffer.clone();
    buffer.apply(&[TextChange { range, text }], Encoding::Utf8);
    (buffer, edit)
}

fn n_errors(buffer: &Buffer) -> usize {
    buffer.text().documents().iter().map(|it| it.document.errors().len()).sum()
}

/// Whether the next line is a word without a colon.
fn begins_with_word(rest: &str) -> bool {
    let line = rest.lines().map(str::trim).find(|it| !it.is_empty() && !it.starts_with('#'));
    line.is_some_and(|it| !it.contains(':') && !it.starts_with('-'))
}
