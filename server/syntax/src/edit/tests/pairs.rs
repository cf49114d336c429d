//! Lists of names and values turned into mappings.

use super::{check, entry, parse};
use crate::edit::{PairKeys, pairs_to_mapping};

const KEYS: PairKeys<'_> = PairKeys { name: "name", value: "value" };

#[track_caller]
fn convert(before: &str, path: &'static str, after: &str, data: &str) {
    check(
        before,
        |document| pairs_to_mapping(entry(document, path), "properties", KEYS).unwrap(),
        after,
        data,
    );
}

#[test]
fn lists_become_blocks() {
    convert(
        "- parameterValues:\n    - name: a\n      value: 1\n    - name: b\n      value: \"x\"\n  type: y\n",
        "[0].parameterValues",
        "- properties:\n    a: 1\n    b: \"x\"\n  type: y\n",
        "[{properties: {a: 1, b: \"x\"}, type: \"y\"}]",
    );
    convert(
        "p: [{name: a, value: 1}, {value: [x, {y: z}], name: no}] # note\nq: 1\n",
        "p",
        "properties: # note\n  a: 1\n  \"no\": [x, {y: z}]\nq: 1\n",
        "{properties: {a: 1, no: [\"x\", {y: \"z\"}]}, q: 1}",
    );
    convert("p: []\n", "p", "properties: {}\n", "{properties: {}}");
    convert(
        "{p: [{name: a, value: 1}, {name: b, value: }]}\n",
        "p",
        "{properties: {a: 1, b: null}}\n",
        "{properties: {a: 1, b: null}}",
    );
}

#[test]
fn nested_values_keep_their_text() {
    convert(
        "spec:\n    p:\n    - name: list\n      value: # of these\n      - x   # one\n      - y:  1\n    - value: |-\n        a\n\n          b\n      name: text\n\
         \x20   - name: map\n      value:\n        deep:\n          deeper: [1,\n            2]\n    - name: none\n      value:\n    - name: anchored\n      value: &x !!str 1\n",
        "spec.p",
        "spec:\n    properties:\n      list: # of these\n      - x   # one\n      - y:  1\n      text: |-\n        a\n\n          b\n\
         \x20     map:\n        deep:\n          deeper: [1,\n            2]\n      none:\n      anchored: &x !!str 1\n",
        "{spec: {properties: {list: [\"x\", {y: 1}], text: \"a\\n\\n  b\", map: {deep: {deeper: [1, 2]}}, none: null, anchored: \"1\"}}}",
    );
}

#[test]
fn comments_stay_with_their_entries() {
    convert(
        "p: # all\n  # above a\n  - name: a # the a\n    # its value\n    value: 1 # one\n\n  # above b\n  - name: b\n    value: 2\n# end\n",
        "p",
        "properties: # all\n  # above a\n  # the a\n  # its value\n  a: 1 # one\n  # above b\n  b: 2\n# end\n",
        "{properties: {a: 1, b: 2}}",
    );
}

#[test]
fn other_lists_are_left_alone() {
    for text in [
        "p: 1\n",
        "p: {name: a}\n",
        "p: [x]\n",
        "p: [{name: a}]\n",
        "p: [{value: 1}]\n",
        "p: [{name: a, value: 1, x: 2}]\n",
        "p: [{name: [a], value: 1}]\n",
        "p: [{name: a, value: 1}, {name: a, value: 2}]\n",
        "{p: [{name: a, # c\n  value: 1}]}\n",
    ] {
        let document = parse(text);
        assert_eq!(pairs_to_mapping(entry(&document, "p"), "q", KEYS), None, "{text}");
    }
}
