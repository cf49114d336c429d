//! The cursor in many texts. Each case is a text with `¦` at the cursor and the answer in one line:
//! place, path (`.` for the root), what is replaced with the cursor in it, and what differs from the usual.

#![expect(clippy::string_slice, reason = "a test that would cut a character in two should fail")]

mod accept;
mod blank;
mod broken;
mod flow;
mod line;
mod typing;

use super::{Cursor, Place, cursor};
use crate::layout::Layout;
use crate::{Offset, SourceText, YamlPath};

const MARK: char = '¦';

/// Compares the answers with the expected ones, all at once, and asks for every other offset of the texts as well.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (marked, expected) in cases {
        let found = answer(marked);
        if found != *expected {
            wrong.push(format!("\n{marked:?}\n  expected: {expected}\n  found:    {found}\n"));
        }
        every_offset(&marked.replace(MARK, ""));
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

/// The answer for the document and place of the mark.
fn answer(marked: &str) -> String {
    let at = marked.find(MARK).expect("a mark");
    let source = SourceText::new(&marked.replace(MARK, ""));
    let slot = &source.documents()[source.document_at(Offset::new(at))];
    let at = at - slot.start.index();
    describe(&cursor(&slot.document, Offset::new(at)), slot.document.text(), at)
}

fn describe(cursor: &Cursor<'_>, text: &str, at: usize) -> String {
    let (name, path) = match &cursor.place {
        Place::Key { mapping: Some(mapping), path } => {
            assert_eq!(mapping.path(), *path);
            ("key", path)
        }
        Place::Key { mapping: None, path } => ("new key", path),
        Place::Value { path } => ("value", path),
        Place::Item { path } => ("item", path),
        Place::Comment => return "comment".to_owned(),
        Place::Nothing => return "nothing".to_owned(),
    };
    let path = if *path == YamlPath::root() { ".".to_owned() } else { path.to_string() };
    let (start, end) = (cursor.replace.start.index(), cursor.replace.end.index());
    let replaced = format!("<{}{MARK}{}>", &text[start..at], &text[at..end]);
    let quote = cursor.quote.map(|quote| format!("in {quote}"));
    let lead = format!("lead {:?}", cursor.lead);
    let siblings = format!("beside {}", cursor.siblings.join(","));
    let parts = [
        Some(format!("{name} {path}")),
        (start < end).then_some(replaced),
        Some(format!("@{}", cursor.indent)),
        quote,
        cursor.is_unclosed.then(|| "unclosed".to_owned()),
        cursor.is_flow.then(|| "flow".to_owned()),
        cursor.has_colon.then(|| "colon".to_owned()),
        (!cursor.lead.is_empty()).then_some(lead),
        (!cursor.siblings.is_empty()).then_some(siblings),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whatever the text and the offset, there is an answer, and what it says of the text is true.
fn every_offset(text: &str) {
    for slot in SourceText::new(text).documents() {
        let text = slot.document.text();
        let layout = Layout::new(text);
        for offset in 0..=text.len() + 1 {
            let at = layout.cursor(offset);
            let found = cursor(&slot.document, Offset::new(offset));
            let (start, end) = (found.replace.start.index(), found.replace.end.index());
            assert!(start <= at && at <= end, "{text:?} at {at}: {found:?}");
            assert!(layout.same_line(start, end), "{text:?} at {at}: {found:?}");
            assert!(
                text.is_char_boundary(start) && text.is_char_boundary(end),
                "{text:?} at {at}: {found:?}"
            );
            assert_eq!(found.prefix, &text[start..at], "{text:?} at {at}: {found:?}");
        }
    }
}
