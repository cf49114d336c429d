//! What is flagged, where, and in which words; and that valid text is not.

#![cfg(test)]

use oam_syntax::{STRICT_LIMIT, SourceText, SyntaxErrorKind};

/// The errors of a text as `text it is about: message`.
fn errors(text: &str) -> Vec<String> {
    let source = SourceText::new(text);
    let documents = source.documents().iter().map(|slot| &slot.document);
    documents
        .flat_map(|it| it.errors().iter().map(|error| format!("{}: {error}", error.span.of(it.text()))))
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(errors(text), expected, "{text}");
}

#[test]
fn errors_name_the_text_they_are_about() {
    check("a: 1\nnam\nb: 2\n", &["nam: this key has no value, add `:` behind it"]);
    check("a: \"b\nc: d\n", &["\"b: this `\"` has no closing `\"`"]);
    check("a: [b\nc: d\n", &["[: this `[` has no closing `]`"]);
    check("a: {b: c]\n", &["]: `]` closes the wrong bracket, write `}`"]);
    check("a: [b,, c]\n", &[",: there is nothing before this `,`"]);
    check("a: ['b' 'c']\n", &["': a `,` is missing before this"]);
    check("a: b: c\n", &["b: c: a value with `: ` in it needs quotes; a mapping starts on the next line"]);
    check("a: 'b' c\n", &["c: the value is complete before this text"]);
    check("a: @b\n", &["@: plain text cannot start with `@`, put it in quotes"]);
    check("a: |x\n  b\n", &["x: only `+`, `-` or a digit from 1 to 9 can follow `|` or `>` on their line"]);
    check("a: *b\n", &["*b: no anchor `&b` stands before this"]);
    check("a: *\n", &["*: this `*` has no anchor's name behind it"]);
    check("a: &b &c d\n", &["&c: a value can have only one tag and one anchor"]);
    check("a: - b\n", &["- b: a list cannot start on the line of its key, put `- ` on the next line"]);
    check(
        "a: 1\n\tb: 2\n",
        &[
            "\t: tabs cannot indent YAML, use spaces",
            "b: 2: this line is indented further than the lines it belongs to",
        ],
    );
    check("- a\nb\n", &["b: this value stands between list items, write `- ` before it"]);
    check("a: 1\n- b\n", &["- b: this value has no key, write `key:` before it"]);
    check("[a]\nb: 1\n", &["b: 1: the document is complete before this, start a new one with `---`"]);
    check(
        "  a: 1\nb: 2\n",
        &["b: 2: this indentation matches none of the lines above, use the same as the line's neighbours"],
    );
    check(
        "- a: 1\nb: 2\n",
        &["b: 2: this key of a list item stands below the dash, indent it like the item's first key"],
    );
    check("a: 1\n<<<<<<< x\n", &["<<<<<<< x: this is a mark of an unresolved merge conflict"]);
    check("a: \"\u{7}\"\n", &["\u{7}: the control character U+0007 is not allowed in YAML"]);
    check("a\n... b\n", &["b: nothing can follow `...` on its line"]);
    check("\"a\n b\": c\n", &[": c: a key must fit on one line"]);
}

/// The text before the strict parser's objection.
fn objection(text: &str) -> Option<String> {
    let source = SourceText::new(text);
    let document = &source.documents().first().expect("a document").document;
    let [error] = document.errors() else { return None };
    let SyntaxErrorKind::Strict(words) = &error.kind else { return None };
    assert_eq!(error.to_string(), format!("this is not valid YAML: {words}"));
    document.text().get(..error.span.start.index()).map(str::to_owned)
}

#[test]
fn the_strict_parser_is_asked_when_the_tolerant_one_is_content() {
    for (text, before) in [
        ("a: \"\\q\"\n", "a: "),
        // What stands before it on its line, or above it, does not move it.
        ("é: \"\\q\"\n", "é: "),
        ("\u{feff}é: \"\\q\"\n", "\u{feff}é: "),
        ("é: |\n  漢\n😀: \"\\q\"\n", "é: |\n  漢\n😀: "),
        ("a: 1\r\nb: \"\\q\"\r\n", "a: 1\r\nb: "),
        ("a:\tb\nc: \"\\q\"\n", "a:\tb\nc: "),
    ] {
        assert_eq!(objection(text).as_deref(), Some(before), "{text}");
    }
    assert!(objection("%YAML 1.2\na: 1\n").is_some());
    assert_eq!(objection("a: [\"\\q\"\n"), None);
}

#[test]
fn valid_text_that_strict_parsers_are_known_to_reject() {
    check("a:\tb\nc: \td\n", &[]);
    check(&format!("a: {}{}\n", "[".repeat(300), "]".repeat(300)), &[]);
}

#[test]
fn templates_are_not_flagged() {
    check("a: {{ .Values.b }}\n{{- if .c }}\nd: {{ .e }}-{{ .f }}\n{{- end }}\ng: [{{ h }}, i]\n", &[]);
    check("{{ .key }}: {{ .value }}\n", &[]);
    check("{{/* a: b: c\n d */}}\ne: f\n", &[]);
}

#[test]
fn huge_documents_are_not_shown_to_the_strict_parser() {
    let broken = "a: \"\\q\"\n";
    assert_eq!(errors(broken).len(), 1);
    check(&format!("# {}\n{broken}", "x".repeat(STRICT_LIMIT)), &[]);
}
