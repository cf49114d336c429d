//! The cursor in many texts. Each case is a text with `¦` at the cursor and the answer in one line:
//! place, path (`.` for the root), what is replaced with the cursor in it, and what differs from the usual.

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
    let mut wrong = String::new();
    for (marked, expected) in cases {
        let found = answer(marked);
        if found != *expected {
            wrong += &format!("\n{marked:?}\n  expected: {expected}\n  found:    {found}\n");
        }
        every_offset(&marked.replace(MARK, ""));
    }
    assert!(wrong.is_empty(), "{wrong}");
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
    let mut line = format!("{name} {}", if *path == YamlPath::root() { ".".to_owned() } else { path.to_string() });
    let (start, end) = (cursor.replace.start.index(), cursor.replace.end.index());
    if start < end {
        line += &format!(" <{}{MARK}{}>", &text[start..at], &text[at..end]);
    }
    line += &format!(" @{}", cursor.indent);
    if let Some(quote) = cursor.quote {
        line += &format!(" in {quote}{}", if cursor.is_unclosed { " unclosed" } else { "" });
    }
    let marks = [(cursor.is_flow, " flow"), (cursor.has_colon, " colon")];
    line.extend(marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| *mark));
    if !cursor.lead.is_empty() {
        line += &format!(" lead {:?}", cursor.lead);
    }
    if !cursor.siblings.is_empty() {
        line += &format!(" beside {}", cursor.siblings.join(","));
    }
    line
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
            assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{text:?} at {at}: {found:?}");
            assert_eq!(found.prefix, &text[start..at], "{text:?} at {at}: {found:?}");
        }
    }
}
