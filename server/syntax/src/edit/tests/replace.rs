//! Other keys and values.

use super::{check, entry, map, node, parse};
use crate::edit::{YamlValue, quote_scalar, rename_key, replace_scalar, set_value, unquote_scalar};

#[test]
fn keys_keep_their_quotes() {
    let rename = |before: &str, new: &'static str, after: &str, data: &str| {
        check(
            before,
            |document| rename_key(document.root().unwrap().entries().next().unwrap(), new),
            after,
            data,
        );
    };
    rename("a: 1 # note\n", "b", "b: 1 # note\n", "{b: 1}");
    rename("'a': 1\n", "it's", "'it''s': 1\n", "{it's: 1}");
    rename("\"a\": 1\n", "b\"", "\"b\\\"\": 1\n", "{b\": 1}");
    rename("a: 1\n", "no", "\"no\": 1\n", "{no: 1}");
    rename("{a: 1}\n", "b,c", "{\"b,c\": 1}\n", "{b,c: 1}");
    check(
        "spec:\n  - parameterValues: # note\n      - x\n",
        |document| rename_key(entry(document, "spec[0].parameterValues"), "properties"),
        "spec:\n  - properties: # note\n      - x\n",
        "{spec: [{properties: [\"x\"]}]}",
    );
}

#[test]
fn scalars_keep_their_quotes_and_type() {
    let replace = |before: &str, new: &'static str, after: &str, data: &str| {
        check(before, |document| replace_scalar(node(document, "a"), new), after, data);
    };
    replace("a: old # note\n", "new", "a: new # note\n", "{a: \"new\"}");
    replace("a: old\n", "1", "a: \"1\"\n", "{a: \"1\"}");
    replace("b: 'x'\na: old\n", "1", "b: 'x'\na: '1'\n", "{b: \"x\", a: \"1\"}");
    replace("a: 1\n", "2", "a: 2\n", "{a: 2}");
    replace("a: 1\n", "x", "a: x\n", "{a: \"x\"}");
    replace("a: 'old'\n", "it's", "a: 'it''s'\n", "{a: \"it's\"}");
    replace("a: \"old\"\n", "é \\ \"", "a: \"é \\\\ \\\"\"\n", "{a: \"é \\\\ \\\"\"}");
    replace("a:\nb: 1\n", "x", "a: x\nb: 1\n", "{a: \"x\", b: 1}");
    replace("a: # note\n", "x", "a: x # note\n", "{a: \"x\"}");
    replace("a: |\n  one\n  two\nb: 1\n", "x", "a: x\nb: 1\n", "{a: \"x\", b: 1}");
    replace("a: |\n  one\n\nb: 1\n", "x\ny\n", "a: |\n  x\n  y\n\nb: 1\n", "{a: \"x\\ny\\n\", b: 1}");
    replace("a: two\n  lines\n", "x", "a: x\n", "{a: \"x\"}");
    check(
        "a: [x, y]\n",
        |it| replace_scalar(node(it, "a[1]"), "y,z"),
        "a: [x, \"y,z\"]\n",
        "{a: [\"x\", \"y,z\"]}",
    );
}

#[test]
fn quotes_come_and_go() {
    check("a: 1 # note\n", |it| quote_scalar(node(it, "a")), "a: \"1\" # note\n", "{a: \"1\"}");
    check(
        "b: 'x'\na: yes\n",
        |it| quote_scalar(node(it, "a")),
        "b: 'x'\na: 'yes'\n",
        "{b: \"x\", a: \"yes\"}",
    );
    check("a: \"0.5\"\n", |it| unquote_scalar(node(it, "a")), "a: 0.5\n", "{a: 0.5}");
    check("a: 'x'\n", |it| unquote_scalar(node(it, "a")), "a: x\n", "{a: \"x\"}");
    for text in ["a: 'x: y'\n", "a: x\n", "a: \"\"\n", "a: [\"x,y\"]\n", "a: \" x\"\n"] {
        let document = parse(text);
        let scalar = document.nodes().filter(|it| it.style().is_some()).last().unwrap();
        assert_eq!(unquote_scalar(scalar), [], "{text}");
    }
    let document = parse("a: \"x\"\nb: {c: d}\n");
    assert_eq!(quote_scalar(node(&document, "a")), []);
    assert_eq!(quote_scalar(node(&document, "b")), []);
}

#[test]
fn values_of_any_kind() {
    let block = &map(&[("x", YamlValue::Int(1)), ("w", YamlValue::Seq(vec!["z".into()]))]);
    let check_block = |before: &str, path: &'static str, after: &str, data: &str| {
        check(before, |document| set_value(node(document, path), block), after, data);
    };
    check_block(
        "a: old # note\nb: 1\n",
        "a",
        "a: # note\n  x: 1\n  w:\n    - z\nb: 1\n",
        "{a: {x: 1, w: [\"z\"]}, b: 1}",
    );
    check_block(
        "- old # note\n- b\n",
        "[0]",
        "- x: 1 # note\n  w:\n    - z\n- b\n",
        "[{x: 1, w: [\"z\"]}, \"b\"]",
    );
    check_block("a: [old]\n", "a[0]", "a: [{x: 1, w: [z]}]\n", "{a: [{x: 1, w: [\"z\"]}]}");
    check_block("old\n", "", "x: 1\nw:\n  - z\n", "{x: 1, w: [\"z\"]}");
    let scalar = |before: &str, path: &'static str, after: &str, data: &str| {
        check(before, |document| set_value(node(document, path), &YamlValue::Int(2)), after, data);
    };
    scalar("a: # note\n  x: 1 # gone\n\n  y: 2\n\nb: 1\n", "a", "a: 2 # note\n\nb: 1\n", "{a: 2, b: 1}");
    scalar("a:\n  - x: 1\n    y: 1\n  - b\n", "a[0]", "a:\n  - 2\n  - b\n", "{a: [2, \"b\"]}");
    scalar("a: {b: 1, c:}\n", "a.c", "a: {b: 1, c: 2}\n", "{a: {b: 1, c: 2}}");
    scalar("a: {b: {c: 1}}\n", "a.b", "a: {b: 2}\n", "{a: {b: 2}}");
    scalar("a: {b: {c: 1}} # note\n", "a", "a: 2 # note\n", "{a: 2}");
    scalar("a:\n", "a", "a: 2\n", "{a: 2}");
    scalar("a:", "a", "a: 2", "{a: 2}");
    scalar("-\n- b\n", "[0]", "- 2\n- b\n", "[2, \"b\"]");
}
