//! New entries and items.

use super::{check, entry, map, node};
use crate::edit::{YamlValue, insert_entry, insert_entry_after, insert_item};

#[test]
fn entries_come_last_in_their_column() {
    check(
        "spec:\n    a: 1 # one\n    # about b\n    b:\n        c: 2 # two\n\n# end\nkind: x\n",
        |document| insert_entry(node(document, "spec"), "d", &map(&[("e", YamlValue::Int(1))])),
        "spec:\n    a: 1 # one\n    # about b\n    b:\n        c: 2 # two\n    d:\n        e: 1\n\n# end\nkind: x\n",
        "{spec: {a: 1, b: {c: 2}, d: {e: 1}}, kind: \"x\"}",
    );
    check(
        "- name: x",
        |document| insert_entry(node(document, "[0]"), "type", &"web".into()),
        "- name: x\n  type: web",
        "[{name: \"x\", type: \"web\"}]",
    );
    check(
        "a: 1\nrun: |+\n  x\n\n\n",
        |document| insert_entry(document.root().unwrap(), "b", &YamlValue::Int(2)),
        "a: 1\nrun: |+\n  x\n\n\nb: 2\n",
        "{a: 1, run: \"x\\n\\n\\n\", b: 2}",
    );
    check(
        "a:\n  !x b: 1\n",
        |document| insert_entry(node(document, "a"), "c", &YamlValue::Int(2)),
        "a:\n  !x b: 1\n  c: 2\n",
        "{a: {b: 1, c: 2}}",
    );
    check(
        "a: 1\nb:\n",
        |document| insert_entry(document.root().unwrap(), "é", &"x: y".into()),
        "a: 1\nb:\né: \"x: y\"\n",
        "{a: 1, b: null, é: \"x: y\"}",
    );
}

#[test]
fn entries_behind_another_one() {
    check(
        "apiVersion: v1 # one\nmetadata:\n  name: x\n",
        |document| insert_entry_after(entry(document, "apiVersion"), "kind", &"App".into()),
        "apiVersion: v1 # one\nkind: App\nmetadata:\n  name: x\n",
        "{apiVersion: \"v1\", kind: \"App\", metadata: {name: \"x\"}}",
    );
    check(
        "a: {b: 1, c: 2}\n",
        |document| insert_entry_after(entry(document, "a.b"), "x", &YamlValue::Seq(vec!["y,z".into()])),
        "a: {b: 1, x: [\"y,z\"], c: 2}\n",
        "{a: {b: 1, x: [\"y,z\"], c: 2}}",
    );
}

#[test]
fn entries_of_mappings_that_are_not_there() {
    let value = &map(&[("x", YamlValue::Null)]);
    for (before, after) in [
        ("a:\nb: 1\n", "a:\n  k:\n    x: null\nb: 1\n"),
        ("a: # note\nb: 1\n", "a: # note\n  k:\n    x: null\nb: 1\n"),
        ("a: null # note\nb: 1\n", "a: # note\n  k:\n    x: null\nb: 1\n"),
        ("a: {}\nb: 1\n", "a:\n  k:\n    x: null\nb: 1\n"),
        ("a: ~\nb: 1\n", "a:\n  k:\n    x: null\nb: 1\n"),
    ] {
        let edits = |document: &_| insert_entry(node(document, "a"), "k", value);
        check(before, edits, after, "{a: {k: {x: null}}, b: 1}");
    }
    check(
        "x: {a: }\n",
        |it| insert_entry(node(it, "x.a"), "k", &1.into()),
        "x: {a: {k: 1}}\n",
        "{x: {a: {k: 1}}}",
    );
    check(
        "x: {a: {}}\n",
        |it| insert_entry(node(it, "x.a"), "k", &1.into()),
        "x: {a: {k: 1}}\n",
        "{x: {a: {k: 1}}}",
    );
    check(
        "- \n- b\n",
        |it| insert_entry(node(it, "[0]"), "k", &1.into()),
        "- k: 1 \n- b\n",
        "[{k: 1}, \"b\"]",
    );
}

#[test]
fn items_come_last_with_the_dashes_of_the_list() {
    let value = &map(&[("name", "x".into()), ("properties", map(&[("z", YamlValue::Int(1))]))]);
    check(
        "traits:\n- name: a # one\n  # two\nkind: b\n",
        |document| insert_item(node(document, "traits"), value),
        "traits:\n- name: a # one\n- name: x\n  properties:\n    z: 1\n  # two\nkind: b\n",
        "{traits: [{name: \"a\"}, {name: \"x\", properties: {z: 1}}], kind: \"b\"}",
    );
    check(
        "list:\n- a\ntraits: []\n",
        |document| insert_item(node(document, "traits"), value),
        "list:\n- a\ntraits:\n- name: x\n  properties:\n    z: 1\n",
        "{list: [\"a\"], traits: [{name: \"x\", properties: {z: 1}}]}",
    );
    check(
        "list:\n  - a\ntraits:",
        |document| insert_item(node(document, "traits"), value),
        "list:\n  - a\ntraits:\n  - name: x\n    properties:\n      z: 1",
        "{list: [\"a\"], traits: [{name: \"x\", properties: {z: 1}}]}",
    );
    check(
        "a: [x, y] # note\n",
        |document| insert_item(node(document, "a"), &"true".into()),
        "a: [x, y, \"true\"] # note\n",
        "{a: [\"x\", \"y\", \"true\"]}",
    );
    check(
        "- - a\n- b\n",
        |document| insert_item(node(document, "[0]"), &"one\ntwo\n".into()),
        "- - a\n  - |\n    one\n    two\n- b\n",
        "[[\"a\", \"one\\ntwo\\n\"], \"b\"]",
    );
}
