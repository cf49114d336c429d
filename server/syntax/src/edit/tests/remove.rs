//! Taking entries and items away.

use super::{check, entry, node};
use crate::edit::{remove_entry, remove_item};

#[test]
fn entries_with_their_lines_and_comments() {
    let remove = |before: &str, path: &'static str, after: &str, data: &str| {
        check(before, |document| remove_entry(entry(document, path)), after, data);
    };
    remove(
        "a: 1\n# about b\n# more\nb: 2 # note\n\n# about c\nc: 3\n",
        "b",
        "a: 1\n\n# about c\nc: 3\n",
        "{a: 1, c: 3}",
    );
    remove("a: 1\n# about a and b\n\nb: 2\n", "b", "a: 1\n# about a and b\n\n", "{a: 1}");
    remove("# License\na: 1\nb: 2\n", "a", "# License\nb: 2\n", "{b: 2}");
    remove("s:\n  # about a\n  a: 1\n  b: 2\n", "s.a", "s:\n  b: 2\n", "{s: {b: 2}}");
    remove("a: 1\nb:\n  c:\n    - d # x\n  # y\n", "b", "a: 1\n  # y\n", "{a: 1}");
    remove("a: 1\nb: 2", "b", "a: 1", "{a: 1}");
    remove("a: 1\nb: |+\n  x\n\n\nc: 3\n", "b", "a: 1\nc: 3\n", "{a: 1, c: 3}");
    remove(
        "a: |\n  # no comment\nb: 2\nc: 3\n",
        "b",
        "a: |\n  # no comment\nc: 3\n",
        "{a: \"# no comment\\n\", c: 3}",
    );
    remove("- a: 1 # one\n  # two\n  b: 2\n", "[0].a", "- # two\n  b: 2\n", "[{b: 2}]");
    remove("- a:\n    x: 1\n  b: 2\n  c: 3\n", "[0].a", "- b: 2\n  c: 3\n", "[{b: 2, c: 3}]");
    remove("- a: 1\n  b: 2\n", "[0].b", "- a: 1\n", "[{a: 1}]");
}

#[test]
fn the_last_one_leaves_brackets() {
    check(
        "a: # note\n  b: 1\nc: 2\n",
        |it| remove_entry(entry(it, "a.b")),
        "a: {} # note\nc: 2\n",
        "{a: {}, c: 2}",
    );
    check("- a: 1\n- b\n", |it| remove_entry(entry(it, "[0].a")), "- {}\n- b\n", "[{}, \"b\"]");
    check("a:\n- x # note\nb: 1\n", |it| remove_item(node(it, "a[0]")), "a: []\nb: 1\n", "{a: [], b: 1}");
    check("a: 1\n", |it| remove_entry(entry(it, "a")), "", "nothing");
    check("- - a\n- b\n", |it| remove_item(node(it, "[0][0]")), "- []\n- b\n", "[[], \"b\"]");
}

#[test]
fn entries_and_items_in_brackets() {
    let data = "{a: {c: 2}}";
    check("a: {b: 1, c: 2} # note\n", |it| remove_entry(entry(it, "a.b")), "a: {c: 2} # note\n", data);
    check("a: {c: 2, b: [1, 2]}\n", |it| remove_entry(entry(it, "a.b")), "a: {c: 2}\n", data);
    check("a: {b: 1}\n", |it| remove_entry(entry(it, "a.b")), "a: {}\n", "{a: {}}");
    check("a: [x, y, z]\n", |it| remove_item(node(it, "a[1]")), "a: [x, z]\n", "{a: [\"x\", \"z\"]}");
    check("a: [x, y]\n", |it| remove_item(node(it, "a[1]")), "a: [x]\n", "{a: [\"x\"]}");
    check("a: ['x']\n", |it| remove_item(node(it, "a[0]")), "a: []\n", "{a: []}");
}

#[test]
fn items_with_their_lines_and_comments() {
    let remove = |before: &str, path: &'static str, after: &str, data: &str| {
        check(before, |document| remove_item(node(document, path)), after, data);
    };
    remove(
        "l:\n  - a\n  # about b\n  - b: 1\n    c: 2 # x\n  # about d\n  - d\n",
        "l[1]",
        "l:\n  - a\n  # about d\n  - d\n",
        "{l: [\"a\", \"d\"]}",
    );
    remove("l:\n- a\n- b\nk: 1\n", "l[1]", "l:\n- a\nk: 1\n", "{l: [\"a\"], k: 1}");
    remove("l:\n- a\n- b\n", "l[0]", "l:\n- b\n", "{l: [\"b\"]}");
    remove("l:\n- a\n-\n- b\n", "l[1]", "l:\n- a\n- b\n", "{l: [\"a\", \"b\"]}");
    remove("- - a\n  - b\n- c\n", "[0][0]", "- - b\n- c\n", "[[\"b\"], \"c\"]");
    remove("- a\n- b", "[1]", "- a", "[\"a\"]");
}
