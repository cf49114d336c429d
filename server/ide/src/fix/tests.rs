//! The rounds, with findings made up from words of the text, so that every case can be had.

use std::collections::{BTreeMap, BTreeSet};

use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_syntax::{Offset, SourceText, Span};

use super::{FixConfig, Fixed, Obstacle, Safety, fix};
use crate::finding::{Finding, Fix, Reach, Severity};
use crate::position::FileEdit;

/// A finding at every place of `word`, with a fix that puts `text` there.
struct Made {
    word: &'static str,
    text: &'static str,
    is_safe: bool,
    reach: Reach,
    rule: &'static str,
}

const fn word(word: &'static str, text: &'static str) -> Made {
    Made { word, text, is_safe: true, reach: Reach::Place, rule: "made-up" }
}

fn workspace(texts: &[&str]) -> Workspace {
    let change = |(text, id): (&&str, u32)| Change {
        file: FileId(id),
        path: format!("{id}.yaml").into(),
        text: Some(SourceText::new(text)),
    };
    Workspace::new(Settings::default()).with(texts.iter().zip(0..).map(change))
}

fn text(fixed: &Fixed, file: u32) -> String {
    fixed.workspace.file(FileId(file)).unwrap().text().text()
}

fn finding(made: &Made, file: FileId, text: &str, at: usize) -> Finding {
    let span = Span::new(Offset::new(at), Offset::new(at + made.word.len()));
    let replaced =
        if made.reach == Reach::Document { Span::new(Offset::ZERO, Offset::new(text.len())) } else { span };
    let new =
        if made.reach == Reach::Document { text.replace(made.word, made.text) } else { made.text.to_owned() };
    let edits = vec![FileEdit { file, span: replaced, text: new }];
    Finding {
        rule: made.rule,
        severity: Severity::Hint,
        message: made.word.to_owned(),
        help: None,
        span,
        related: Vec::new(),
        fix: Some(Fix { title: String::new(), is_safe: made.is_safe, reach: made.reach, edits }),
        tag: None,
        is_plain_yaml: false,
        is_failure: false,
    }
}

fn run(texts: &[&str], made: &[Made], safety: Safety) -> Fixed {
    let files: BTreeSet<_> = (0..texts.len()).map(|it| FileId(u32::try_from(it).unwrap())).collect();
    run_in(texts, made, safety, &files)
}

fn run_in(texts: &[&str], made: &[Made], safety: Safety, files: &BTreeSet<FileId>) -> Fixed {
    let check = |workspace: &Workspace, files: &BTreeSet<FileId>| {
        let findings = |file: FileId| {
            let text = workspace.file(file).unwrap().text().text();
            let places = |it: &'_ Made| text.match_indices(it.word).map(|(at, _)| at).collect::<Vec<_>>();
            let all = made.iter().flat_map(|it| places(it).into_iter().map(move |at| (it, at)));
            all.map(|(it, at)| finding(it, file, &text, at)).collect::<Vec<_>>()
        };
        files.iter().map(|it| (*it, findings(*it))).collect::<BTreeMap<_, _>>()
    };
    fix(&workspace(texts), &FixConfig { files, safety, is_wanted: &|it| it != "unwanted", check: &check })
}

fn obstacles(fixed: &Fixed) -> Vec<Obstacle> {
    fixed.left.iter().map(|it| it.obstacle).collect()
}

#[test]
fn fixes_of_later_rounds_see_what_earlier_ones_wrote() {
    let fixed = run(&["a: one\nb: one\n"], &[word("one", "two"), word("two", "three")], Safety::Safe);
    assert_eq!(text(&fixed, 0), "a: three\nb: three\n");
    assert_eq!(fixed.rules, BTreeMap::from([("made-up", 4)]));
    assert!(fixed.is_settled && fixed.left.is_empty());
}

#[test]
fn a_fix_that_breaks_the_text_is_left_out_alone() {
    let fixed =
        run(&["a: bad\nb: good\n", "c: good\n"], &[word("bad", "'"), word("good", "better")], Safety::Safe);
    assert_eq!(
        (text(&fixed, 0), text(&fixed, 1)),
        ("a: bad\nb: better\n".to_owned(), "c: better\n".to_owned())
    );
    assert_eq!(obstacles(&fixed), [Obstacle::Refused]);
    assert!(fixed.is_settled);
}

#[test]
fn a_whole_document_goes_first_even_where_it_is_broken() {
    let document = Made { reach: Reach::Document, ..word("'", "\"\"") };
    let fixed = run(&["a: one\nb: '\n"], &[word("one", "two"), document], Safety::Safe);
    assert_eq!(text(&fixed, 0), "a: two\nb: \"\"\n");
    assert_eq!(fixed.rules, BTreeMap::from([("made-up", 2)]));
}

#[test]
fn broken_documents_are_left_alone_and_their_neighbours_are_not() {
    let texts = ["a: one\nb: '\n", "a: one\n"];
    let fixed = run(&texts, &[word("one", "two")], Safety::All);
    assert_eq!((text(&fixed, 0).as_str(), text(&fixed, 1).as_str()), (texts[0], "a: two\n"));
    assert_eq!(obstacles(&fixed), [Obstacle::BrokenDocument]);
    let fixed = run(&["b: '\n"], &[Made { rule: "syntax-error", ..word("'", "\"\"") }], Safety::Safe);
    assert_eq!(text(&fixed, 0), "b: \"\"\n");
}

#[test]
fn doubtful_fixes_wait_until_they_are_asked_for() {
    let made = || [Made { is_safe: false, ..word("one", "two") }, word("uno", "due")];
    let fixed = run(&["a: one\nb: uno\n"], &made(), Safety::Safe);
    assert_eq!(text(&fixed, 0), "a: one\nb: due\n");
    assert_eq!(obstacles(&fixed), [Obstacle::Unsafe]);
    assert_eq!(text(&run(&["a: one\nb: uno\n"], &made(), Safety::All), 0), "a: two\nb: due\n");
}

#[test]
fn what_was_not_given_or_not_wanted_stays() {
    let unwanted = Made { rule: "unwanted", ..word("uno", "due") };
    let files = BTreeSet::from([FileId(1)]);
    let fixed =
        run_in(&["a: one\n", "a: one\nb: uno\n"], &[word("one", "two"), unwanted], Safety::Safe, &files);
    assert_eq!((text(&fixed, 0).as_str(), text(&fixed, 1).as_str()), ("a: one\n", "a: two\nb: uno\n"));
    assert_eq!((fixed.files, fixed.left.len()), (files, 0));
}

#[test]
fn it_ends_even_if_fixes_do_not() {
    let fixed = run(&["a: one\n"], &[word("one", "uno"), word("uno", "one")], Safety::Safe);
    assert!(!fixed.is_settled);
    assert_eq!(obstacles(&fixed), [Obstacle::TooManyRounds]);
}

#[test]
fn line_ends_and_marks_of_the_rest_stay() {
    let fixed = run(&["\u{feff}a: one # é\r\nb: 'x'\r\n"], &[word("one", "two")], Safety::Safe);
    assert_eq!(text(&fixed, 0), "\u{feff}a: two # é\r\nb: 'x'\r\n");
}
