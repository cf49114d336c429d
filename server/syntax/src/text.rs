//! Text: what an editor has open, how it changes, and places in it.
//!
//! Knows where YAML documents start and end, and nothing else of YAML.
//!
//! The trap: an editor's column counts 16-bit units unless client and server agreed on something else; see
//! [`Encoding`].

mod lines;
mod position;
mod source;

use std::sync::Arc;

use ropey::Rope;

pub use position::{Encoding, LineCol, Offset, Span};
pub use source::{DocumentSlot, SourceText};

pub(crate) use lines::{LineTable, line_breaks};

use crate::document::SourceDocument;
use crate::parse::split::split;

/// A change an editor makes to a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextChange {
    /// What is replaced, from the first place to the second; nothing replaces the whole text.
    pub range: Option<(LineCol, LineCol)>,
    /// What stands there afterwards.
    pub text: String,
}

/// The text an editor has open: changes go in, a [`SourceText`] comes out.
#[derive(Clone, Debug)]
pub struct Buffer {
    rope: Rope,
    text: SourceText,
}

/// A replacement in bytes: `start..end` of the old text becomes `start..new_end` of the new one.
#[derive(Clone, Copy)]
struct Splice {
    start: usize,
    end: usize,
    new_end: usize,
}

impl Splice {
    /// Where a place behind the change has moved.
    fn moved(self, at: usize) -> usize {
        at + self.new_end - self.end
    }
}

impl Buffer {
    /// Opens a text.
    pub fn new(text: &str) -> Buffer {
        Buffer { rope: Rope::from_str(text), text: SourceText::new(text) }
    }

    /// The text as it is now.
    pub fn text(&self) -> &SourceText {
        &self.text
    }

    /// Makes the changes one after the other. Documents they do not touch are shared with the text before.
    pub fn apply(&mut self, changes: &[TextChange], encoding: Encoding) {
        for change in changes {
            let Some((from, to)) = change.range else {
                self.replace_all(&change.text);
                continue;
            };
            let start = self.text.offset(from, encoding).index();
            let end = self.text.offset(to, encoding).index().max(start);
            self.replace(start, end, &change.text);
        }
    }

    /// Takes a new text, and keeps the documents that did not change in it.
    fn replace_all(&mut self, text: &str) {
        self.rope = Rope::from_str(text);
        let old: Vec<Arc<SourceDocument>> = self.shared(0, usize::MAX);
        self.text = SourceText::from_documents(reuse(&old, &split(text)).into_iter());
    }

    fn replace(&mut self, start: usize, end: usize, text: &str) {
        let (first, last) = (self.rope.byte_to_char(start), self.rope.byte_to_char(end));
        self.rope.remove(first..last);
        self.rope.insert(first, text);
        self.split_again(Splice { start, end, new_end: start + text.len() });
    }

    /// Splits what the change may have touched. A document's end depends on how the next one begins, so the document
    /// before the change is looked at as well; from there on the text is split until an old boundary is met behind
    /// the change, for what follows a boundary is split the same way whatever precedes it.
    fn split_again(&mut self, splice: Splice) {
        let slots = self.text.documents();
        let first = self.text.document_at(Offset::new(splice.start)).saturating_sub(1);
        let last = self.text.document_at(Offset::new(splice.end));
        let region_start = slots.get(first).map_or(0, |slot| slot.start.index());
        let mut reach = 1;
        loop {
            let region_end =
                slots.get(last + reach).map_or(self.rope.len_bytes(), |s| splice.moved(s.end().index()));
            let region = self.rope.byte_slice(region_start..region_end).to_string();
            let mut pieces = split(&region);
            let met = slots.iter().enumerate().skip(last + 1).take(reach).find_map(|(index, slot)| {
                let boundary = splice.moved(slot.start.index()) - region_start;
                pieces_before(&pieces, boundary).map(|count| (index, count))
            });
            let kept_from = match met {
                Some((index, count)) => {
                    pieces.truncate(count);
                    index
                }
                None if last + reach < slots.len() => {
                    reach *= 2;
                    continue;
                }
                None => slots.len(),
            };
            let between = reuse(&self.shared(first, kept_from), &pieces);
            let documents =
                self.shared(0, first).into_iter().chain(between).chain(self.shared(kept_from, usize::MAX));
            self.text = SourceText::from_documents(documents);
            return;
        }
    }

    fn shared(&self, from: usize, to: usize) -> Vec<Arc<SourceDocument>> {
        let slots = self.text.documents().iter().skip(from).take(to.saturating_sub(from));
        slots.map(|slot| Arc::clone(&slot.document)).collect()
    }
}

/// How many pieces stand before a boundary; nothing if no boundary is there.
fn pieces_before(pieces: &[&str], boundary: usize) -> Option<usize> {
    let mut at = 0;
    for (index, piece) in pieces.iter().enumerate() {
        if at >= boundary {
            return (at == boundary).then_some(index);
        }
        at += piece.len();
    }
    (at == boundary).then_some(pieces.len())
}

/// Documents of these texts: the old ones, as far as they agree from the front and from the back.
fn reuse(old: &[Arc<SourceDocument>], pieces: &[&str]) -> Vec<Arc<SourceDocument>> {
    let same = |(document, piece): &(&Arc<SourceDocument>, &&str)| document.text() == **piece;
    let front = old.iter().zip(pieces).take_while(same).count();
    let back_limit = old.len().min(pieces.len()) - front;
    let back = old.iter().rev().zip(pieces.iter().rev()).take(back_limit).take_while(same).count();
    let fresh = pieces.iter().skip(front).take(pieces.len() - front - back);
    let kept = |documents: &[Arc<SourceDocument>]| documents.to_vec();
    let mut documents = kept(old.get(..front).unwrap_or_default());
    documents.extend(fresh.map(|piece| Arc::new(SourceDocument::new(piece))));
    documents.extend(kept(old.get(old.len() - back..).unwrap_or_default()));
    documents
}
