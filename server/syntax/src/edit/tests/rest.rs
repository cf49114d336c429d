//! Every edit of every node of some documents: the result is valid, the edit is there, and all the rest is as it was,
//! comments included.

use std::collections::BTreeMap;

use super::{data, map, parse};
use crate::edit::{self, Edit, YamlValue, apply_edits};
use crate::{Entry, Node, NodeKind, SourceDocument};

const DOCUMENTS: &[&str] = &[
    "# top\napiVersion: v1\nmetadata:\n    name: é漢 # name\n    labels: {a: 1, b: \"x\"}\n\n# about spec\nspec:\n    list:\n    - a # one\n    # two\n    - \
     b\n    -\n    - {}\n    run: |\n        echo\n\n          more\n    empty:\n    last: 'q'\n",
    "traits:\n  - name: x\n    # inner\n    properties:\n      a: 1\n      b: [1, {c: 2}, []]\n  - - y\n    - - z\n      - w: 1\n        v: 2\n  - k:\n    - \
     deep: >-\n        folded\n        text\n    l: |+\n      keep\n\n  - m: two\n      lines\nend: \"quoted\n  lines\"",
    "- a: 1 # first\n  b: 2\n- c:\n    d:\n      e: null\n  # f\n  f: ~\n# end\n",
];

/// The leaves of a document by path, with what they mean.
fn leaves(document: &SourceDocument) -> BTreeMap<String, String> {
    let values = document.nodes().filter(|node| !node.is_key() && node.children().next().is_none());
    values.map(|node| (node.path().to_string(), data(node))).collect()
}

/// Applies the edits and hands the result to `check`; what is outside of `path` must have stayed as it was.
fn keeps_the_rest(
    document: &SourceDocument,
    what: &str,
    path: &str,
    edits: &[Edit],
    check: impl Fn(&SourceDocument) -> bool,
) {
    let text = apply_edits(document.text(), edits);
    let after = parse(&text);
    let context = format!("{what} `{path}`\n--- before\n{}\n--- after\n{text}", document.text());
    assert_eq!(after.errors(), [], "{context}");
    assert!(check(&after), "{context}");
    let outside = |leaves: BTreeMap<String, String>| -> BTreeMap<String, String> {
        leaves.into_iter().filter(|(leaf, _)| !leaf.starts_with(path)).collect()
    };
    assert_eq!(outside(leaves(&after)), outside(leaves(document)), "{context}");
}

fn values(document: &SourceDocument) -> impl Iterator<Item = Node<'_>> {
    document.nodes().filter(|node| !node.is_key() && node.parent().is_some())
}

fn new_values() -> Vec<YamlValue> {
    vec![
        YamlValue::Int(7),
        "some: text".into(),
        "two\nlines\n".into(),
        YamlValue::Seq(vec!["i".into(), map(&[("j", YamlValue::Int(1)), ("k", YamlValue::Seq(vec![]))])]),
        map(&[("l", map(&[("m", "o".into())])), ("p", YamlValue::Bool(true))]),
    ]
}

#[test]
fn values_set() {
    for document in DOCUMENTS.iter().map(|text| parse(text)) {
        for (node, new) in
            values(&document).flat_map(|node| new_values().into_iter().map(move |new| (node, new)))
        {
            let path = node.path();
            let expected = super::expected_data(&new);
            keeps_the_rest(&document, "set", &path.to_string(), &edit::set_value(node, &new), |after| {
                after.find(&path).is_some_and(|node| data(node) == expected)
            });
        }
    }
}

#[test]
fn entries_and_items_inserted() {
    for document in DOCUMENTS.iter().map(|text| parse(text)) {
        for new in new_values() {
            let expected = super::expected_data(&new);
            for node in document.nodes().filter(|node| node.kind() == NodeKind::Mapping) {
                let path = node.path().key("new");
                let has_it =
                    |after: &SourceDocument| after.find(&path).is_some_and(|node| data(node) == expected);
                // A mapping without entries is a leaf that disappears.
                let prefix =
                    if node.entries().next().is_none() { node.path() } else { path.clone() }.to_string();
                keeps_the_rest(&document, "insert", &prefix, &edit::insert_entry(node, "new", &new), has_it);
                for entry in node.entries() {
                    let edits = edit::insert_entry_after(entry, "new", &new);
                    keeps_the_rest(&document, "insert after", &path.to_string(), &edits, has_it);
                }
            }
            for node in document.nodes().filter(|node| node.kind() == NodeKind::Sequence) {
                let n_items = node.items().count();
                let path = node.path().index(n_items);
                let has_it =
                    |after: &SourceDocument| after.find(&path).is_some_and(|node| data(node) == expected);
                let prefix = if n_items == 0 { node.path() } else { path.clone() }.to_string();
                keeps_the_rest(&document, "insert", &prefix, &edit::insert_item(node, &new), has_it);
            }
        }
    }
}

#[test]
fn entries_and_items_removed() {
    for document in DOCUMENTS.iter().map(|text| parse(text)) {
        for node in values(&document) {
            let Some(parent) = node.parent() else { continue };
            // The items behind a removed one move up, so that the whole list is left out of the comparison.
            let (edits, prefix) = match node.entry() {
                Some(entry) if parent.entries().count() > 1 => (edit::remove_entry(entry), node.path()),
                Some(entry) => (edit::remove_entry(entry), parent.path()),
                None => (edit::remove_item(node), parent.path()),
            };
            let n_before = parent.children().count();
            let size = if parent.kind() == NodeKind::Mapping { 2 } else { 1 };
            let path = parent.path();
            keeps_the_rest(&document, "remove", &prefix.to_string(), &edits, |after| {
                after.find(&path).is_some_and(|parent| parent.children().count() == n_before - size)
            });
        }
    }
}

#[test]
fn entries_nested() {
    for text in DOCUMENTS {
        let document = parse(text);
        for mapping in document.nodes().filter(|node| node.kind() == NodeKind::Mapping && !node.is_flow()) {
            let Some(first) = mapping.entries().next() else { continue };
            // A key without value to nest below, as if it had just been typed.
            let with_owner =
                apply_edits(document.text(), &edit::insert_entry_after(first, "owner", &YamlValue::Null));
            let document = parse(&with_owner);
            let Some(mapping) = document.find(&mapping.path()) else {
                panic!("`{}` is gone", mapping.path())
            };
            let Some(owner) = mapping.get("owner") else { panic!("no owner in\n{with_owner}") };
            let others: Vec<Entry<'_>> =
                mapping.entries().filter(|entry| entry.value != owner.value).collect();
            let moved: Vec<(String, String)> =
                others.iter().map(|entry| (entry.key.text().into_owned(), data(entry.value))).collect();
            for (some, expected) in
                [(&others[..1], &moved[..1]), (&others[1..], &moved[1..]), (&others[..], &moved[..])]
            {
                let edits = edit::nest_entries(owner, some);
                let path = mapping.path();
                keeps_the_rest(&document, "nest", &path.to_string(), &edits, |after| {
                    let owner = after.find(&path).and_then(|mapping| mapping.get("owner"));
                    expected.iter().all(|(key, value)| {
                        owner
                            .and_then(|owner| owner.value.get(key))
                            .is_some_and(|entry| data(entry.value) == *value)
                    })
                });
                let after = parse(&apply_edits(document.text(), &edits));
                assert_eq!(after.comments().len(), document.comments().len(), "{}", after.text());
            }
        }
    }
}
