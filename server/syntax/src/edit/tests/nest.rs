//! Moving entries below a key.

use super::{check, entry, node, parse};
use crate::edit::{Edit, nest_entries};
use crate::{Entry, SourceDocument};

/// Moves the entries with these keys below `owner`.
fn nest(document: &SourceDocument, owner: &str, keys: &[&str]) -> Vec<Edit> {
    let owner = entry(document, owner);
    let mapping = owner.key.parent().unwrap();
    let entries: Vec<Entry<'_>> = keys.iter().map(|key| mapping.get(key).unwrap()).collect();
    nest_entries(owner, &entries)
}

#[test]
fn children_that_lost_their_indentation() {
    check(
        "traits:\n  - name: ingress\n    properties: # note\n    # the host\n    hostname: x # y\n\n    paths:\n      - /\n    run: |\n      a\n\n\
         \x20     b\n  - name: other\n",
        |document| nest(document, "traits[0].properties", &["hostname", "paths", "run"]),
        "traits:\n  - name: ingress\n    properties: # note\n      # the host\n      hostname: x # y\n\n      paths:\n        - /\n      run: |\n        a\n\n\
         \x20       b\n  - name: other\n",
        "{traits: [{name: \"ingress\", properties: {hostname: \"x\", paths: [\"/\"], run: \"a\\n\\nb\\n\"}}, {name: \"other\"}]}",
    );
    check(
        "spec:\n    properties: null # note\n    a: 1\n    b: 2\n    c: 3",
        |document| nest(document, "spec.properties", &["a", "b"]),
        "spec:\n    properties: # note\n        a: 1\n        b: 2\n    c: 3",
        "{spec: {properties: {a: 1, b: 2}, c: 3}}",
    );
    check(
        "- properties: {}\n  a: {x: 1,\n    y: 2}",
        |document| nest(document, "[0].properties", &["a"]),
        "- properties:\n    a: {x: 1,\n      y: 2}",
        "[{properties: {a: {x: 1, y: 2}}}]",
    );
}

#[test]
fn children_from_elsewhere() {
    check(
        "- name: x\n  # about a\n  a: 1 # one\n  properties:\n  type: y\n  b:\n    c: 2\n",
        |document| nest(document, "[0].properties", &["a", "b"]),
        "- name: x\n  properties:\n    # about a\n    a: 1 # one\n    b:\n      c: 2\n  type: y\n",
        "[{name: \"x\", properties: {a: 1, b: {c: 2}}, type: \"y\"}]",
    );
    check(
        "- a:\n    b: 1 # x\n  properties:\n",
        |document| nest(document, "[0].properties", &["a"]),
        "- properties:\n    a:\n      b: 1 # x\n",
        "[{properties: {a: {b: 1}}}]",
    );
    check(
        "properties:\n  x: 1\ntype: y\na: 1\nb: 2",
        |document| nest(document, "properties", &["a", "b"]),
        "properties:\n  x: 1\n  a: 1\n  b: 2\ntype: y\n",
        "{properties: {x: 1, a: 1, b: 2}, type: \"y\"}",
    );
    check(
        "properties:\n  x: 1\na: 1",
        |document| nest(document, "properties", &["a"]),
        "properties:\n  x: 1\n  a: 1",
        "{properties: {x: 1, a: 1}}",
    );
}

#[test]
fn no_edit_where_it_cannot_be_done() {
    for text in ["p: 1\na: 1\n", "p: [x]\na: 1\n", "p: {x: 1}\na: 1\n", "p: |\n  x\na: 1\n", "{p: , a: 1}\n"]
    {
        let document = parse(text);
        assert_eq!(nest(&document, "p", &["a"]), [], "{text}");
    }
    let document = parse("p:\na: 1\n");
    assert_eq!(nest(&document, "p", &["p"]), []);
    assert_eq!(nest(&document, "p", &[]), []);
    assert_eq!(node(&document, "a").text(), "1");
}
