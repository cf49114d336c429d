//! Size, depth and spite: no input takes long, and none overflows a stack.
//!
//! The times are generous, for unoptimised builds on busy machines; what they catch is growth with the square of
//! the size.

#![cfg(test)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use oam_syntax::{NodeKind, SourceText};

/// Parses everything and reads all of it.
fn read(text: &str) -> usize {
    let source = SourceText::new(text);
    let mut nodes = 0;
    for slot in source.documents() {
        slot.document.errors();
        slot.document.duplicate_keys();
        nodes += slot.document.nodes().filter(|node| node.text().len() < usize::MAX).count();
    }
    nodes
}

/// Reads a text in time.
fn check(what: &str, text: &str) {
    let start = Instant::now();
    read(text);
    let time = start.elapsed();
    assert!(time < Duration::from_secs(4), "{what} of {} bytes took {time:?}", text.len());
}

#[test]
fn deep_nesting() {
    const DEPTH: usize = 10_000;
    const KEYS: usize = 2_000;
    check("open brackets", &"[".repeat(DEPTH));
    check("brackets", &("[".repeat(DEPTH) + &"]".repeat(DEPTH)));
    check("braces", &("{a: ".repeat(DEPTH) + &"}".repeat(DEPTH)));
    check("brackets over lines", &"[\n".repeat(DEPTH));
    check("brackets in the value of a key", &format!("a: {}", "[".repeat(DEPTH)));
    check("dashes", &"- ".repeat(DEPTH));
    check("question marks", &"? ".repeat(DEPTH));
    check("dashes and keys", &"- a: ".repeat(DEPTH));
    let mut text = String::new();
    for depth in 0..KEYS {
        let _ = writeln!(text, "{:depth$}a:", "");
    }
    check("keys", &text);
    let source = SourceText::new(&text);
    let document = &source.documents()[0].document;
    let deepest =
        document.nodes().find(|it| it.kind() == NodeKind::Missing).expect("the last value is missing");
    assert_eq!(deepest.path().segments().len(), KEYS);
    assert_eq!(document.find(&deepest.path()), Some(deepest));
    assert_eq!(document.node_at(deepest.span().end), Some(deepest));
}

#[test]
fn long_lines() {
    const LENGTH: usize = 50_000;
    for piece in [
        "a",
        "a ",
        "a: ",
        "- ",
        "'",
        "\"",
        "\\",
        "\"\\",
        "[",
        "]",
        "{",
        "}",
        "{{",
        "{{ a }}",
        "{{ a }}: ",
        "[{{",
        "#",
        " #",
        "&a ",
        "!a ",
        "*a ",
        ",",
        "a,",
        "?",
        "? ",
        ": ",
        ":",
        "|",
        "'a'",
        "'a', ",
        "\"a\": ",
        "\t",
        "- \t",
        "é",
        "&a - ",
        "{a}",
        "[],",
        "a: b, ",
    ] {
        let line = piece.repeat(LENGTH / piece.len());
        check(&format!("{piece:?} on a line"), &line);
        check(&format!("{piece:?} in brackets"), &format!("[{line}"));
        check(&format!("{piece:?} in braces"), &format!("{{{line}"));
        check(&format!("{piece:?} in an item"), &format!("- a: {line}\n  b: 1\n"));
    }
}

#[test]
fn many_lines() {
    const LINES: usize = 10_000;
    for line in [
        "a",
        "a:",
        "a: b",
        "- a",
        "-",
        "  a",
        " - a",
        "\"a",
        "'a",
        "'a''",
        "k: \"a",
        "- \"a\\",
        "[",
        "]",
        "a: [",
        "a: {b",
        "&a",
        "? a",
        ": a",
        "{{ a }}",
        "a:\n  {{/*",
        "{{ a",
        "|",
        "a: |",
        "\t",
        "\ta: b",
        "a: b: c",
        "#",
        "<<<<<<< a",
        "*a",
        "a: *a",
        "a: &a b",
        "<<: *a",
        "@",
        "- - a",
        "%a",
        "...x",
        "  - a: b\n c: d",
        "a:\n    b:\n  c:",
        "- a\nb",
        "{}\na: b",
    ] {
        check(&format!("{line:?} on each line"), &format!("{line}\n").repeat(LINES));
    }
}

#[test]
fn many_documents() {
    check("empty documents", &"---\n".repeat(20_000));
    check("closed documents", &"...\n".repeat(20_000));
    check("directives", &"%YAML 1.2\n".repeat(20_000));
    check("documents", &"---\na: [1, 2]\n".repeat(20_000));
}

#[test]
fn aliases_are_not_expanded() {
    let mut text = String::from("a0: &a0 {k: v}\n");
    for level in 1..100 {
        let below = level - 1;
        let _ = writeln!(
            text,
            "a{level}: &a{level}\n  <<: [{}]\n  l{level}: *a{below}",
            format!("*a{below}, ").repeat(9)
        );
    }
    check("a bomb of aliases", &text);
    let source = SourceText::new(&text);
    let root = source.documents()[0].document.root().expect("a mapping");
    let start = Instant::now();
    let merged = root.get("a99").expect("an entry").value.merged_entries();
    assert_eq!(merged.len(), 100);
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
fn circles_of_aliases_end() {
    for text in
        ["a: &a [*a]", "a: &a\n  <<: *a\n  b: *a", "&a *a", "a: &a\n  <<: &b\n    <<: [*a, *b]\n    c: 1"]
    {
        let source = SourceText::new(text);
        for node in source.documents()[0].document.nodes() {
            assert!(node.resolved().kind() != NodeKind::Alias || node.raw() == "*a");
            node.merged_entries();
            node.get("missing");
            node.path();
        }
    }
}

#[test]
fn errors_are_limited() {
    let source = SourceText::new(&"\0".repeat(100_000));
    assert_eq!(source.documents()[0].document.errors().len(), oam_syntax::ERROR_LIMIT);
    let source = SourceText::new(&"a: b: c\n".repeat(100_000));
    assert_eq!(source.documents()[0].document.errors().len(), oam_syntax::ERROR_LIMIT);
}
