//! Parsing: any text gives a tree whose places lie in the text, and nothing of the text is lost.

use oam_syntax::{Encoding, Node, NodeKind, Offset, SourceDocument, SourceText};

use crate::input::{Random, inside, text};

pub(crate) fn check(data: &[u8]) {
    let text = text(data);
    let source = SourceText::new(&text);
    assert_eq!(source.text(), text, "the documents are not the text");
    let mut start = Offset::ZERO;
    for slot in source.documents() {
        assert_eq!(slot.start, start, "a gap between documents");
        start = slot.end();
        document(&slot.document);
    }
    assert_eq!(start, source.len());
    places(&text, &source, &mut Random::new(data));
}

fn document(document: &SourceDocument) {
    let text = document.text();
    for node in document.nodes() {
        inside(text, node.span());
        assert_eq!(node.raw(), node.span().of(text));
        let _ = (node.text(), node.scalar(), node.tag(), node.anchor(), node.style(), node.is_open());
        for child in node.children() {
            assert_eq!(child.parent().map(Node::id), Some(node.id()), "a child of somebody else");
        }
        if node.kind() == NodeKind::Mapping {
            assert_eq!(node.entries().count() * 2, node.children().count(), "a key without a value");
        }
        let _ = node.resolved();
    }
    if let Some(root) = document.root() {
        assert!(root.parent().is_none());
    }
    let comments = document.comments();
    comments.iter().for_each(|it| inside(text, *it));
    assert!(comments.windows(2).all(|it| it[0].end <= it[1].start), "comments overlap");
    for error in document.errors() {
        inside(text, error.span);
        assert!(!error.to_string().is_empty());
    }
    for pair in document.duplicate_keys() {
        let _ = pair;
    }
}

/// Lines and columns of the protocol lead back to where they came from.
fn places(text: &str, source: &SourceText, random: &mut Random) {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        for _ in 0..4 {
            let at = random.place(text);
            let found = source.offset(source.line_col(Offset::new(at), encoding), encoding).index();
            // No place of the protocol lies between `\r` and `\n`.
            let is_inside_break = text[..at].ends_with('\r') && text[at..].starts_with('\n');
            assert_eq!(found, if is_inside_break { at - 1 } else { at }, "{encoding:?}");
        }
    }
}
