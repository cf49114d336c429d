//! An immutable text, split into the YAML documents it holds.
//!
//! It does not change: [`crate::Buffer`] makes the next one, which shares the documents an edit did not touch.
//!
//! The trap: a document's own offsets count from its slot's start.

use std::collections::HashMap;
use std::sync::Arc;

use super::position::{Encoding, LineCol, Offset};
use crate::document::SourceDocument;
use crate::parse::split::split;

/// A text and its documents. Cloning copies a pointer.
#[derive(Clone, Debug)]
pub struct SourceText {
    slots: Arc<[DocumentSlot]>,
    len: Offset,
    line_count: u32,
}

/// A document and where it stands in the text.
#[derive(Clone, Debug)]
pub struct DocumentSlot {
    /// Where the document's text starts, in bytes of the whole text.
    pub start: Offset,
    /// The line of the whole text that the document's text starts in.
    pub first_line: u32,
    /// The document; texts that differ elsewhere share it.
    pub document: Arc<SourceDocument>,
}

impl DocumentSlot {
    /// Where the document's text ends, in bytes of the whole text.
    pub fn end(&self) -> Offset {
        self.start + Offset::new(self.document.text().len())
    }
}

impl SourceText {
    /// Splits a text into its documents; nothing is parsed yet.
    pub fn new(text: &str) -> SourceText {
        SourceText::from_documents(split(text).into_iter().map(|piece| Arc::new(SourceDocument::new(piece))))
    }

    /// Another text, which shares the documents that both have word for word.
    #[must_use]
    pub fn with_text(&self, text: &str) -> SourceText {
        let known: HashMap<&str, &Arc<SourceDocument>> =
            self.slots.iter().map(|slot| (slot.document.text(), &slot.document)).collect();
        SourceText::from_documents(split(text).into_iter().map(|piece| match known.get(piece) {
            Some(document) => Arc::clone(document),
            None => Arc::new(SourceDocument::new(piece)),
        }))
    }

    /// Puts documents in a row.
    pub(crate) fn from_documents(documents: impl Iterator<Item = Arc<SourceDocument>>) -> SourceText {
        let mut start = Offset::ZERO;
        let mut first_line = 0;
        let slots: Arc<[DocumentSlot]> = documents
            .map(|document| {
                let slot = DocumentSlot { start, first_line, document };
                start = slot.end();
                first_line += slot.document.line_breaks();
                slot
            })
            .collect();
        SourceText { slots, len: start, line_count: first_line + 1 }
    }

    /// The same text, where it has holes, with holes that are text like any other: `{{ .Values.name }}` is a name. It is for
    /// showing what becomes of a document before somebody fills the holes.
    #[must_use]
    pub fn with_holes_as_text(&self) -> SourceText {
        SourceText::from_documents(self.slots.iter().map(|slot| {
            if slot.document.tree().has_holes() {
                Arc::new(slot.document.with_holes_as_text())
            } else {
                Arc::clone(&slot.document)
            }
        }))
    }

    /// The documents in order. Together they cover the whole text without gaps, and there is always at least one:
    /// a `---` line belongs to the document it opens, a `...` line to the one it closes, directives to the one that
    /// follows them.
    pub fn documents(&self) -> &[DocumentSlot] {
        &self.slots
    }

    /// The index of the document that holds a place; the last one for places behind the end.
    pub fn document_at(&self, at: Offset) -> usize {
        self.slots.partition_point(|slot| slot.start <= at).saturating_sub(1)
    }

    /// The length of the whole text.
    pub fn len(&self) -> Offset {
        self.len
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len == Offset::ZERO
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.slots.iter().map(|slot| slot.document.text()).collect()
    }

    /// The line and column of a place. Places behind the end become the end, places inside a character or a line
    /// terminator its start.
    pub fn line_col(&self, at: Offset, encoding: Encoding) -> LineCol {
        let Some(slot) = self.slots.get(self.document_at(at)) else { return LineCol::default() };
        let local = slot.document.lines().line_col(slot.document.text(), at - slot.start, encoding);
        LineCol { line: local.line + slot.first_line, column: local.column }
    }

    /// The place of a line and column. Columns behind a line's end become its end before the terminator, lines behind
    /// the last become the end of the text.
    pub fn offset(&self, at: LineCol, encoding: Encoding) -> Offset {
        if at.line >= self.line_count {
            return self.len;
        }
        let Some(slot) = self.slot_of_line(at.line) else { return self.len };
        let local = LineCol { line: at.line - slot.first_line, column: at.column };
        slot.start + slot.document.lines().offset(slot.document.text(), local, encoding)
    }

    /// The number of lines; the one behind the last line break counts, even when it is empty.
    pub fn line_count(&self) -> u32 {
        self.line_count
    }

    /// A line without its terminator; empty for lines behind the last.
    pub fn line(&self, line: u32) -> &str {
        let Some(slot) = self.slot_of_line(line) else { return "" };
        slot.document.lines().line(slot.document.text(), (line - slot.first_line) as usize).1
    }

    /// Whether the text starts with a byte order mark. It counts as a character of the first line.
    pub fn has_bom(&self) -> bool {
        self.slots.first().is_some_and(|slot| slot.document.text().starts_with('\u{feff}'))
    }

    fn slot_of_line(&self, line: u32) -> Option<&DocumentSlot> {
        let index = self.slots.partition_point(|slot| slot.first_line <= line).saturating_sub(1);
        self.slots.get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: é\n---\nb: 漢字 x\r\n...\r\n---\rc: 😀y\rd: 1";

    #[test]
    fn every_character_reads_back_in_every_encoding() {
        let text = SourceText::new(TEXT);
        assert_eq!(text.documents().len(), 3);
        assert_eq!(text.text(), TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (at, c) in TEXT.char_indices() {
                let is_inside_break =
                    TEXT.get(at - usize::from(at > 0)..).is_some_and(|it| it.starts_with("\r\n"));
                let at = if is_inside_break { at - 1 } else { at };
                let place = text.line_col(Offset::new(at), encoding);
                assert_eq!(text.offset(place, encoding), Offset::new(at), "{c:?} at {at} in {encoding:?}");
            }
        }
    }

    #[test]
    fn columns_count_units_of_the_encoding() {
        let text = SourceText::new(TEXT);
        let at = Offset::new(TEXT.find('y').unwrap());
        assert_eq!(text.line_col(at, Encoding::Utf8), LineCol::new(5, 7));
        assert_eq!(text.line_col(at, Encoding::Utf16), LineCol::new(5, 5));
        assert_eq!(text.line_col(at, Encoding::Utf32), LineCol::new(5, 4));
    }

    #[test]
    fn places_outside_are_clamped() {
        let text = SourceText::new(TEXT);
        assert_eq!(text.line_count(), 7);
        assert_eq!(text.line(2), "b: 漢字 x");
        assert_eq!(text.line(99), "");
        assert_eq!(text.offset(LineCol::new(99, 0), Encoding::Utf16), text.len());
        assert_eq!(text.offset(LineCol::new(0, 99), Encoding::Utf16), Offset::new("a: é".len()));
        // The second half of a surrogate pair, the middle of a character's bytes, the LF of a CRLF.
        let smile = Offset::new(TEXT.find('😀').unwrap());
        assert_eq!(text.offset(LineCol::new(5, 4), Encoding::Utf16), smile);
        assert_eq!(text.line_col(smile + Offset::new(2), Encoding::Utf16), LineCol::new(5, 3));
        assert_eq!(text.line_col(text.len() + Offset::new(9), Encoding::Utf16), LineCol::new(6, 4));
    }

    #[test]
    fn another_text_shares_what_both_have() {
        let old = SourceText::new("a: 1\n---\nb: 2\n---\nc: 3\n");
        let new = old.with_text("a: 1\n---\nb: 9\n---\nc: 3\n");
        assert_eq!(new.text(), "a: 1\n---\nb: 9\n---\nc: 3\n");
        let is_shared = |idx: usize| Arc::ptr_eq(&old.slots[idx].document, &new.slots[idx].document);
        assert_eq!([is_shared(0), is_shared(1), is_shared(2)], [true, false, true]);
        assert_eq!(new.documents()[2].start, old.documents()[2].start);
    }

    #[test]
    fn the_empty_text_has_one_document_and_one_line() {
        let text = SourceText::new("");
        assert_eq!((text.documents().len(), text.line_count()), (1, 1));
        assert_eq!(text.line_col(Offset::new(3), Encoding::Utf16), LineCol::default());
        assert_eq!(text.offset(LineCol::default(), Encoding::Utf16), Offset::ZERO);
    }
}
