//! Editing: what is known after some edits is what a look from scratch would know.
//!
//! Parts of the input: the text, then what is typed into it; where, and in place of what, follows from the bytes.

use oam_syntax::{Buffer, Encoding, Offset, SourceDocument, SourceText, TextChange};

use crate::input::{Random, parts};

const MOST_EDITS: usize = 8;

pub(crate) fn check(data: &[u8]) {
    let mut random = Random::new(data);
    let mut parts = parts(data, MOST_EDITS + 1).into_iter();
    let mut text = parts.next().unwrap_or_default();
    let mut buffer = Buffer::new(&text);
    let typed: Vec<_> = parts.collect();
    let typed = if typed.is_empty() { vec![String::new(), "\n---\n".to_owned()] } else { typed };
    for new in typed {
        let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][random.below(3)];
        if random.below(12) == 0 {
            buffer.apply(&[TextChange { range: None, text: new.clone() }], encoding);
            text = new;
        } else {
            let from = random.place(&text);
            let length = [0, 0, random.below(6), random.below(text.len() + 1)][random.below(4)];
            let to = (from + length).min(text.len());
            let to = (to..text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or(text.len());
            let source = buffer.text();
            let at = |it: usize| source.line_col(Offset::new(it), encoding);
            // No place of the protocol lies between `\r` and `\n`.
            if [from, to].iter().any(|it| source.offset(at(*it), encoding).index() != *it) {
                continue;
            }
            let range = Some((at(from), at(to)));
            buffer.apply(&[TextChange { range, text: new.clone() }], encoding);
            text.replace_range(from..to, &new);
        }
        same(buffer.text(), &SourceText::new(&text));
    }
}

fn same(kept: &SourceText, fresh: &SourceText) {
    let slots = |it: &SourceText| -> Vec<_> {
        it.documents().iter().map(|it| (it.start, it.first_line, it.document.text().to_owned())).collect()
    };
    assert_eq!(slots(kept), slots(fresh), "the documents differ");
    assert_eq!(kept.line_count(), fresh.line_count());
    for (kept, fresh) in kept.documents().iter().zip(fresh.documents()) {
        assert_eq!(tree(&kept.document), tree(&fresh.document), "the trees differ");
    }
}

fn tree(document: &SourceDocument) -> Vec<String> {
    let nodes = document.nodes().map(|it| format!("{:?} {:?}", it.kind(), it.span()));
    nodes.chain(document.errors().iter().map(|it| format!("{it} {:?}", it.span))).collect()
}
