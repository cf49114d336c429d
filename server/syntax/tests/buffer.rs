//! Edits: the text after them is what it would be from scratch, and shares what they did not touch.

#![cfg(test)]

use std::sync::Arc;

use oam_syntax::{Buffer, Encoding, LineCol, Offset, SourceText, TextChange};

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

fn change(text: &SourceText, start: usize, end: usize, new: &str, encoding: Encoding) -> TextChange {
    let range = (text.line_col(Offset::new(start), encoding), text.line_col(Offset::new(end), encoding));
    TextChange { range: Some(range), text: new.to_owned() }
}

/// The slots of both, compared in all they say.
fn assert_same(edited: &SourceText, fresh: &SourceText, context: &str) {
    let parts = |text: &SourceText| -> Vec<(Offset, u32, String)> {
        let slots = text.documents().iter();
        slots.map(|slot| (slot.start, slot.first_line, slot.document.text().to_owned())).collect()
    };
    assert_eq!(parts(edited), parts(fresh), "{context}");
    assert_eq!((edited.len(), edited.line_count()), (fresh.len(), fresh.line_count()), "{context}");
}

#[test]
fn random_edits_equal_a_fresh_start() {
    let pieces = [
        "a: 1\n",
        "---\n",
        "...\n",
        "--- x\n",
        "%YAML 1.2\n",
        "%x\n",
        "# c\n",
        "\n",
        "é漢😀",
        "b",
        "-",
        "--",
        ".",
        "\r\n",
        "\r",
        "\n---",
        "x: |\n  y\n",
        " ",
        "%TAG ! x\n---\n",
        "\u{feff}",
    ];
    let mut dice = Dice(7);
    for round in 0..300 {
        let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][round % 3];
        let mut text: String = (0..dice.roll(40)).map(|_| pieces[dice.roll(pieces.len())]).collect();
        let mut buffer = Buffer::new(&text);
        for _ in 0..40 {
            let mut places: Vec<usize> = text.char_indices().map(|it| it.0).chain([text.len()]).collect();
            // Behind the CR of a CRLF there is no place an editor could name.
            places.retain(|&at| text.get(at.saturating_sub(1)..=at) != Some("\r\n"));
            let first = dice.roll(places.len());
            let last = (first + [0, 0, 1, 3, 30][dice.roll(5)]).min(places.len() - 1);
            let (start, end) = (places[first], places[last]);
            let new: String = (0..dice.roll(3)).map(|_| pieces[dice.roll(pieces.len())]).collect();
            let context = format!("{text:?}, {start}..{end} becomes {new:?}");
            buffer.apply(&[change(buffer.text(), start, end, &new, encoding)], encoding);
            text.replace_range(start..end, &new);
            assert_eq!(buffer.text().text(), text, "{context}");
            assert_same(buffer.text(), &SourceText::new(&text), &context);
        }
    }
}

fn documents(count: usize) -> String {
    let documents = (0..count).map(|n| format!("---\nname: document {n}\nlist:\n  - é\n"));
    documents.collect::<Vec<_>>().concat()
}

/// How many documents of the one are pointer-equal to one of the other.
fn shared(before: &SourceText, after: &SourceText) -> usize {
    let is_old = |document| before.documents().iter().any(|slot| Arc::ptr_eq(&slot.document, document));
    after.documents().iter().filter(|slot| is_old(&slot.document)).count()
}

#[test]
fn an_edit_shares_the_documents_it_does_not_touch() {
    let text = documents(100);
    for index in [0, 1, 50, 98, 99] {
        let mut buffer = Buffer::new(&text);
        let before = buffer.text().clone();
        let start = before.documents()[index].start.index() + "---\nname: ".len();
        buffer.apply(&[change(&before, start, start + 1, "D", Encoding::Utf16)], Encoding::Utf16);
        assert_eq!(buffer.text().documents().len(), 100);
        assert_eq!(shared(&before, buffer.text()), 99, "document {index}");
    }
}

#[test]
fn a_new_boundary_splits_one_document() {
    let mut buffer = Buffer::new(&documents(10));
    let before = buffer.text().clone();
    let start = before.documents()[4].start.index() + "---\nname: document 4\n".len();
    buffer.apply(&[change(&before, start, start, "---\n", Encoding::Utf16)], Encoding::Utf16);
    assert_eq!(buffer.text().documents().len(), 11);
    assert_eq!(shared(&before, buffer.text()), 9);
    // And without it, two are one again.
    let between = buffer.text().clone();
    buffer.apply(&[change(&between, start, start + 4, "", Encoding::Utf16)], Encoding::Utf16);
    assert_same(buffer.text(), &before, "taken back");
    assert_eq!(shared(&between, buffer.text()), 9);
}

#[test]
fn the_same_whole_text_shares_everything() {
    let text = documents(10);
    let mut buffer = Buffer::new(&text);
    let before = buffer.text().clone();
    buffer.apply(&[TextChange { range: None, text: text.replace("document 3", "another") }], Encoding::Utf16);
    assert_eq!(shared(&before, buffer.text()), 9);
    assert!(buffer.text().text().contains("another"));
}

#[test]
fn changes_of_one_message_build_on_each_other() {
    let mut buffer = Buffer::new("a: 😀\nb: 2\n");
    let at = |line, column| LineCol::new(line, column);
    let edit = |from, to, text: &str| TextChange { range: Some((from, to)), text: text.to_owned() };
    let changes = [
        edit(at(0, 3), at(0, 5), "x\ny: 1"), // The smile is two columns wide.
        edit(at(1, 0), at(1, 1), "z"),
        edit(at(2, 99), at(99, 0), "3"), // Behind the end of the line, and of the text.
    ];
    buffer.apply(&changes, Encoding::Utf16);
    assert_eq!(buffer.text().text(), "a: x\nz: 1\nb: 23");
}
