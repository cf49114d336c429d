//! Edits are applied and the result is parsed again: the text, the data and the absence of errors are checked.

mod insert;
mod nest;
mod pairs;
mod remove;
mod replace;
mod rest;

use super::{BlockStyle, Edit, YamlValue, apply_edits};
use crate::{Entry, Node, NodeKind, SourceDocument, SourceText, Span};
use std::sync::Arc;

fn parse(text: &str) -> Arc<SourceDocument> {
    Arc::clone(&SourceText::new(text).documents()[0].document)
}

fn node<'d>(document: &'d SourceDocument, path: &str) -> Node<'d> {
    document.find(&path.parse().unwrap()).unwrap_or_else(|| panic!("no `{path}` in {:?}", document.text()))
}

fn entry<'d>(document: &'d SourceDocument, path: &str) -> Entry<'d> {
    node(document, path).entry().unwrap_or_else(|| panic!("`{path}` is no entry"))
}

/// What a node means, on one line; strings in quotes.
fn data(node: Node<'_>) -> String {
    match node.kind() {
        NodeKind::Mapping => {
            let entries: Vec<String> =
                node.entries().map(|it| format!("{}: {}", it.key.text(), data(it.value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        NodeKind::Sequence => format!("[{}]", node.items().map(data).collect::<Vec<_>>().join(", ")),
        _ => match node.scalar() {
            Some(crate::Scalar::Str(text)) => format!("{text:?}"),
            Some(crate::Scalar::Int(value)) => value.to_string(),
            Some(crate::Scalar::Float(value)) => format!("{value:?}"),
            Some(crate::Scalar::Bool(value)) => value.to_string(),
            Some(crate::Scalar::Null) => "null".to_owned(),
            None => node.raw().to_owned(),
        },
    }
}

/// What [`data`] makes of a new value.
fn expected_data(value: &YamlValue) -> String {
    match value {
        YamlValue::Null => "null".to_owned(),
        YamlValue::Bool(value) => value.to_string(),
        YamlValue::Int(value) => value.to_string(),
        YamlValue::Float(value) => format!("{value:?}"),
        YamlValue::Str(text) => format!("{text:?}"),
        YamlValue::Seq(items) => {
            format!("[{}]", items.iter().map(expected_data).collect::<Vec<_>>().join(", "))
        }
        YamlValue::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key}: {}", expected_data(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Applies edits to a text and compares the result; it must be valid and mean `expected_data`.
#[track_caller]
fn check(text: &str, edits: impl Fn(&SourceDocument) -> Vec<Edit>, expected: &str, expected_data: &str) {
    // A text of one line does not show how its lines end.
    for newline in ["\n", "\r\n"].into_iter().take(if text.contains('\n') { 2 } else { 1 }) {
        let document = parse(&text.replace('\n', newline));
        let after = apply_edits(document.text(), &edits(&document));
        assert_eq!(
            after,
            expected.replace('\n', newline),
            "\n--- before\n{text}\n--- after\n{after}\n--- expected\n{expected}"
        );
        let parsed = parse(&after);
        assert_eq!(parsed.errors(), [], "\n{after}");
        assert_eq!(parsed.root().map_or_else(|| "nothing".to_owned(), data), expected_data, "\n{after}");
    }
}

fn map(entries: &[(&str, YamlValue)]) -> YamlValue {
    YamlValue::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

#[test]
fn edits_are_applied_from_the_left_and_overlaps_left_out() {
    let edit = |start, end, text: &str| Edit::new(start, end, text);
    assert_eq!(apply_edits("abcdef", &[edit(4, 5, "X"), edit(0, 1, ""), edit(2, 2, "--")]), "b--cdXf");
    assert_eq!(apply_edits("abcdef", &[edit(1, 3, "1"), edit(2, 4, "2"), edit(3, 3, "3")]), "a13def");
    assert_eq!(apply_edits("abc", &[edit(3, 3, "d"), edit(9, 9, "no")]), "abcd");
    assert_eq!(apply_edits("é", &[edit(1, 1, "no"), edit(0, 1, "no")]), "é");
    assert_eq!(apply_edits("ab", &[edit(1, 2, ""), edit(1, 1, "x")]), "ax");
}

#[test]
fn the_style_of_a_document_is_what_most_of_it_does() {
    let style = |text: &str| {
        let BlockStyle { width, list_offset, quote, newline } = BlockStyle::of(&parse(text));
        (width, list_offset, quote, newline)
    };
    assert_eq!(style(""), (2, 2, '"', "\n"));
    assert_eq!(style("a:\n    b: 'x'\n"), (4, 4, '\'', "\n"));
    assert_eq!(style("a:\r\n  - b: \"x\"\r\n"), (2, 2, '"', "\r\n"));
    assert_eq!(style("a:\n- b:\n     c: 1\nd:\n- x\ne:\n  - x\n"), (3, 0, '"', "\n"));
    assert_eq!(style("a: {b: {c: [d]}}\n"), (2, 2, '"', "\n"));
}

#[test]
fn values_are_written_so_that_they_read_back() {
    let strings = [
        "",
        "a",
        "true",
        "1",
        "a: b",
        "two\nlines",
        "two\nlines\n",
        "keep\n\n\n\n",
        " a\n b",
        "a\n\n  b\n",
        "\n",
        "- x",
        "tab\tin",
        "é\u{85}漢",
        "{{ x }}",
        "a\r\nb",
        "'q'",
        "trailing ",
        "x \ny",
        "# no",
        "\u{2028}",
        "a\n \nb",
    ];
    for text in strings {
        let value = map(&[
            ("s", text.into()),
            ("list", YamlValue::Seq(vec![text.into(), "z".into()])),
            (text, YamlValue::Null),
        ]);
        let document = parse("root:\n");
        let edits = super::set_value(node(&document, "root"), &value);
        let after = apply_edits(document.text(), &edits);
        let parsed = parse(&after);
        assert_eq!(parsed.errors(), [], "{after}");
        assert_eq!(node(&parsed, "root.s").text(), text, "{after}");
        assert_eq!(node(&parsed, "root.list[0]").text(), text, "{after}");
        assert_eq!(
            parsed.find(&crate::YamlPath::root().key("root").key(text)).map(data),
            Some("null".to_owned()),
            "{after}"
        );
    }
    let numbers = map(&[
        ("f", YamlValue::Float(1.0)),
        ("i", YamlValue::Int(-3)),
        ("e", YamlValue::Float(1e300)),
        ("inf", YamlValue::Float(f64::NEG_INFINITY)),
        ("b", YamlValue::Bool(true)),
        ("m", YamlValue::Map(vec![])),
        (
            "l",
            YamlValue::Seq(vec![
                YamlValue::Seq(vec![YamlValue::Seq(vec![]), YamlValue::Int(1)]),
                map(&[("x", YamlValue::Seq(vec![YamlValue::Null]))]),
            ]),
        ),
    ]);
    check(
        "root: # c\n",
        |document| super::set_value(node(document, "root"), &numbers),
        "root: # c\n  f: 1.0\n  i: -3\n  e: 1e300\n  inf: -.inf\n  b: true\n  m: {}\n  l:\n    - - []\n      - 1\n    - x:\n        - null\n",
        "{root: {f: 1.0, i: -3, e: 1e300, inf: -inf, b: true, m: {}, l: [[[], 1], {x: [null]}]}}",
    );
}

/// No edit of any node of any text, however broken, panics or points outside of the text.
#[test]
fn every_edit_of_odd_texts_stays_inside() {
    let texts = [
        "",
        "a",
        "a:\n  - b: {c: [d, e]\n    f\n  g\n",
        "- - - x\n- ? y\n",
        "[a: b, {c: d}, : e]",
        "a: |+\n x\n\n\n",
        "a: *a\n",
        "? a\n: - b\n",
        "é: {漢: [😀]}",
        "a: &x !!str\nb",
        "traits:\n  - name: x\n  pr\n",
        "a: \"x\nb: 'y",
        "{",
        "{{ x }}: y\n",
    ];
    for text in texts {
        let document = parse(text);
        for node in document.nodes() {
            let mut edits = Vec::new();
            let value = map(&[("k", YamlValue::Seq(vec!["v".into()]))]);
            edits.extend(super::set_value(node, &value));
            edits.extend(super::insert_entry(node, "k", &value));
            edits.extend(super::insert_item(node, &value));
            edits.extend(super::replace_scalar(node, "x\ny"));
            edits.extend(super::quote_scalar(node));
            edits.extend(super::unquote_scalar(node));
            edits.extend(super::remove_item(node));
            if let Some(entry) = node.entry() {
                edits.extend(super::insert_entry_after(entry, "k", &value));
                edits.extend(super::remove_entry(entry));
                edits.extend(super::rename_key(entry, "k"));
                let others: Vec<Entry<'_>> = node.parent().into_iter().flat_map(Node::entries).collect();
                edits.extend(super::nest_entries(entry, &others));
                let keys = super::PairKeys { name: "name", value: "value" };
                edits.extend(super::pairs_to_mapping(entry, "k", keys).unwrap_or_default());
            }
            for Edit { span: Span { start, end }, .. } in edits {
                assert!(start <= end && end.index() <= text.len(), "{text:?}");
                assert!(
                    text.is_char_boundary(start.index()) && text.is_char_boundary(end.index()),
                    "{text:?}"
                );
            }
        }
    }
}
