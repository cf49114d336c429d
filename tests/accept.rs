//! Accepting a completion never makes the text worse: afterwards there are no more syntax errors than before.
//!
//! Asked at every place of every fixture, for the first candidates, with tab stops and without; and again with the text
//! as it is while somebody types: without the rest of the line, and without all that follows.

use oam_ide::{CompletionConfig, CompletionItem, FilePosition};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Buffer, Encoding, Offset, TextChange};
use oam_tests::fixture::{Fixture, change, fixtures};
use oam_tests::markers::is_in_marker;
use oam_tests::snippet::expand;

/// How many candidates of a place are tried.
const N_CANDIDATES: usize = 5;

#[test]
fn accepting_breaks_no_feature_fixture() {
    let everywhere: usize = fixtures("completion", 0).iter().map(|it| accept_everywhere(it, 1)).sum();
    // The rest is much like these.
    let others = ["definition", "hover", "references", "symbols"].into_iter().flat_map(|it| fixtures(it, 0));
    let n_accepted: usize = everywhere + others.map(|it| accept_everywhere(&it, 7)).sum::<usize>();
    assert!(n_accepted > 10_000, "only {n_accepted}: nothing was tested");
}

#[test]
fn accepting_breaks_no_rule_fixture() {
    let n_accepted: usize = fixtures("rules", 1).iter().map(|it| accept_everywhere(it, 29)).sum();
    assert!(n_accepted > 2_000, "only {n_accepted}: nothing was tested");
}

/// How many candidates were accepted.
fn accept_everywhere(fixture: &Fixture, step: usize) -> usize {
    let whole = fixture.workspace();
    let mut n_accepted = 0;
    for ((path, text), id) in fixture.files.iter().zip(0..) {
        let buffer = Buffer::new(text);
        let places = text.char_indices().map(|(at, _)| at).filter(|at| !is_in_marker(text, *at));
        for (n, at) in places.step_by(step).enumerate() {
            let case = format!("{}/{path}, line {}, offset {at}", fixture.name, text[..at].lines().count());
            let file = FileId(id);
            n_accepted += accept(&whole, file, &buffer, at, &case);
            if n % 3 != 0 {
                continue;
            }
            let rest = text[at..].find(['\r', '\n']).map_or("", |it| &text[at + it..]);
            let without_line = (!begins_with_word(rest)).then(|| format!("{}{rest}", &text[..at]));
            for cut in without_line.into_iter().chain([text[..at].to_owned()]) {
                let workspace = whole.with([change(id, path, &cut)]);
                n_accepted += accept(&workspace, file, &Buffer::new(&cut), at, &case);
            }
        }
    }
    n_accepted
}

fn accept(workspace: &Workspace, file: FileId, buffer: &Buffer, at: usize, case: &str) -> usize {
    let text = buffer.text().text();
    let errors = n_errors(buffer);
    let position = FilePosition { file, offset: Offset::new(at) };
    let items = oam_ide::completion(workspace, position, CompletionConfig { snippets: at.is_multiple_of(2) });
    // The first ones, and some from further down.
    let chosen: Vec<_> =
        items.iter().take(N_CANDIDATES).chain(items.iter().skip(N_CANDIDATES).step_by(9)).collect();
    for item in &chosen {
        let label = &item.label;
        let after = accepted(buffer, item);
        let (n_after, after) = (n_errors(&after), after.text().text());
        assert!(n_after <= errors, "{case}: accepting `{label}` breaks\n{text}\n=> {after}");
        let blanks = " ".repeat(item.indentation as usize);
        assert!(
            item.text.split('\n').skip(1).all(|it| it.starts_with(&blanks)),
            "{case}: `{label}` is indented too little"
        );
        let bare = |it: &str| it.matches('\n').count() - it.matches("\r\n").count();
        assert!(!text.contains("\r\n") || bare(&after) == bare(&text), "{case}: `{label}` mixes line ends");
    }
    chosen.len()
}

/// Whether the next line is a word without a colon. With a word above, the two are one scalar and no error; whatever
/// makes a key of either shows that the other one is none.
fn begins_with_word(rest: &str) -> bool {
    let line = rest.lines().map(str::trim).find(|it| !it.is_empty() && !it.starts_with('#'));
    line.is_some_and(|it| !it.contains(':') && !it.starts_with('-'))
}

/// The text after an item is accepted. Only the document that it changes is parsed again.
fn accepted(buffer: &Buffer, item: &CompletionItem) -> Buffer {
    let place = |at| buffer.text().line_col(at, Encoding::Utf8);
    let text = if item.is_snippet { expand(&item.text) } else { item.text.clone() };
    let range = Some((place(item.replace.start), place(item.replace.end)));
    let mut buffer = buffer.clone();
    buffer.apply(&[TextChange { range, text }], Encoding::Utf8);
    buffer
}

fn n_errors(buffer: &Buffer) -> usize {
    buffer.text().documents().iter().map(|it| it.document.errors().len()).sum()
}
