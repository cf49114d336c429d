//! Whatever the text, the tree is in shape: spans in bounds, children inside parents, every node reached once.
//!
//! Says nothing about what the tree means.

#![cfg(test)]

use oam_syntax::{Node, NodeKind, SourceDocument, SourceText, Span};

const APPLICATION: &str = include_str!("shape/application.yaml");
const DEFINITIONS: &str = include_str!("shape/definitions.yaml");
const ODD: &str = include_str!("shape/odd.yaml");

fn check_node(document: &SourceDocument, node: Node<'_>, context: &str) {
    let Span { start, end } = node.span();
    let (start, end) = (start.index(), end.index());
    let text = document.text();
    assert!(start <= end && end <= text.len(), "{node:?} out of bounds in\n{context}");
    assert!(
        text.is_char_boundary(start) && text.is_char_boundary(end),
        "{node:?} cuts a character in\n{context}"
    );
    assert!(node.kind() != NodeKind::Missing || start == end, "{node:?} is not empty in\n{context}");
    if let Some(parent) = node.parent() {
        assert!(parent.span().contains_span(node.span()), "{node:?} outside of {parent:?} in\n{context}");
    }
    if node.kind() == NodeKind::Mapping {
        assert!(
            node.children().count().is_multiple_of(2),
            "{node:?} has a key without a value in\n{context}"
        );
    }
    let mut before = None;
    for child in node.children() {
        assert_eq!(child.parent(), Some(node), "{context}");
        assert!(before <= Some(child.span().start), "{child:?} is out of order in\n{context}");
        before = Some(child.span().end);
    }
    assert!(
        document.find(&node.path()).is_some() || has_odd_path(node),
        "{node:?} is not found in\n{context}"
    );
}

/// Whether a path cannot name the node: a key on the way is a collection or repeated.
fn has_odd_path(node: Node<'_>) -> bool {
    let is_odd = |key: Node<'_>| key.kind() != NodeKind::Scalar || find(key) != Some(key);
    let mut chain = std::iter::successors(Some(node), |it| it.parent());
    chain.any(|it| it.entry().is_some_and(|entry| is_odd(entry.key)))
}

/// The key the mapping finds under a key's text.
fn find(key: Node<'_>) -> Option<Node<'_>> {
    Some(key.parent()?.get(&key.text())?.key)
}

fn check(text: &str) {
    let source = SourceText::new(text);
    assert_eq!(source.text(), text);
    for slot in source.documents() {
        let document = &slot.document;
        let mut reached = 0;
        let mut waiting: Vec<Node<'_>> = document.root().into_iter().collect();
        while let Some(node) = waiting.pop() {
            reached += 1;
            check_node(document, node, text);
            node.text();
            node.scalar();
            waiting.extend(node.children());
        }
        assert_eq!(reached, document.tree().len(), "nodes that are not in the tree of\n{text}");
        for error in document.errors() {
            let span = error.span;
            assert!(
                document.text().get(span.start.index()..span.end.index()).is_some(),
                "{error:?} in\n{text}"
            );
            assert!(!error.to_string().is_empty());
        }
        for comment in document.comments() {
            let raw = comment.of(document.text());
            let is_nothing = ["[]", "null", "~"].iter().any(|it| raw.starts_with(it));
            assert!(
                is_nothing || raw.starts_with(['#', '{', '<', '=', '>', '|']),
                "{raw:?} is a comment in\n{text}"
            );
        }
        document.duplicate_keys();
    }
}

fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    (0..=text.len()).filter_map(|end| text.get(..end))
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

#[test]
fn every_prefix() {
    for text in [APPLICATION, DEFINITIONS, ODD] {
        prefixes(text).for_each(check);
    }
}

#[test]
fn every_prefix_of_other_line_ends() {
    prefixes(&ODD.replace('\n', "\r\n")).for_each(check);
    prefixes(&ODD.replace('\n', "\r")).for_each(check);
    prefixes(&format!("\u{feff}{ODD}")).for_each(check);
}

#[test]
fn every_line_without_one_of_its_characters() {
    for text in [APPLICATION, ODD] {
        for (at, c) in text.char_indices() {
            let mut cut = text.to_owned();
            cut.replace_range(at..at + c.len_utf8(), "");
            check(&cut);
        }
    }
}

#[test]
fn arbitrary_mixtures() {
    let pieces = [
        "- ",
        "-",
        "? ",
        ": ",
        ":",
        "a",
        "b: ",
        "key",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&x ",
        "*x ",
        "!!str ",
        "| ",
        ">-",
        "\n",
        "\n",
        "\n",
        "\n  ",
        "\n  ",
        "\n    ",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "#",
        " # c",
        "---\n",
        "...\n",
        "{{ x }}",
        "{{",
        "}}",
        "<<: ",
        "\\",
        "\\x41",
        "é",
        "😀",
        "@",
        "`",
        "%",
        "%YAML 1.2\n",
        "<<<<<<< a\n",
        "=======\n",
        "\u{feff}",
        "\0",
        "12",
        "~",
    ];
    let mut dice = Dice(42);
    for _ in 0..30_000 {
        let length = 1 + dice.roll(24);
        let text: String = (0..length).map(|_| pieces[dice.roll(pieces.len())]).collect();
        check(&text);
    }
}
