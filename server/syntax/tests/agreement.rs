//! Valid documents mean the same to us and to a strict parser of another make.
//!
//! Only for text that is valid: about other text the two disagree on purpose.

#![cfg(test)]

use oam_syntax::{Node, NodeKind, Scalar, SourceText};
use yaml_rust2::{Yaml, YamlLoader};

/// What a node says, in the other parser's terms.
fn value(node: Node<'_>) -> Yaml {
    let node = node.resolved();
    match node.kind() {
        NodeKind::Mapping => Yaml::Hash(node.entries().map(|it| (value(it.key), value(it.value))).collect()),
        NodeKind::Sequence => Yaml::Array(node.items().map(value).collect()),
        NodeKind::Template | NodeKind::Alias => Yaml::BadValue,
        NodeKind::Scalar | NodeKind::Missing => match node.scalar().expect("a scalar has a value") {
            Scalar::Null => Yaml::Null,
            Scalar::Bool(it) => Yaml::Boolean(it),
            Scalar::Int(it) => Yaml::Integer(it),
            Scalar::Float(it) => Yaml::Real(it.to_string()),
            Scalar::Str(it) => Yaml::String(it),
        },
    }
}

/// Numbers are compared as numbers, not as they are written.
fn normal(yaml: &Yaml) -> Yaml {
    match yaml {
        Yaml::Real(_) => Yaml::Real(yaml.as_f64().expect("a number").to_string()),
        Yaml::Array(items) => Yaml::Array(items.iter().map(normal).collect()),
        Yaml::Hash(entries) => {
            Yaml::Hash(entries.iter().map(|(key, value)| (normal(key), normal(value))).collect())
        }
        _ => yaml.clone(),
    }
}

fn check(text: &str) {
    let theirs = YamlLoader::load_from_str(text).unwrap_or_else(|error| panic!("not valid: {error}\n{text}"));
    let source = SourceText::new(text);
    for slot in source.documents() {
        let errors: Vec<String> = slot.document.errors().iter().map(ToString::to_string).collect();
        assert_eq!(errors, [""; 0], "{text}");
    }
    let roots = source.documents().iter().map(|slot| slot.document.root());
    let ours: Vec<Yaml> = roots.map(|root| root.map_or(Yaml::Null, value)).collect();
    let theirs: Vec<Yaml> = theirs.iter().map(normal).collect();
    assert_eq!(ours, theirs, "{text}");
}

/// Documents between lines of `====`; in them `␣` is a space at a line's end, `→` a tab, `∎` the end of the text.
fn check_all(texts: &str) {
    for text in texts.split("====\n") {
        let text = text.replace('␣', " ").replace('→', "\t").replace("∎\n", "");
        check(&text);
        check(&text.replace('\n', "\r\n"));
    }
}

#[test]
fn block_collections() {
    check_all(include_str!("agreement/collections.txt"));
}

#[test]
fn scalars() {
    check_all(include_str!("agreement/scalars.txt"));
}

#[test]
fn block_scalars() {
    check_all(include_str!("agreement/block_scalars.txt"));
}

#[test]
fn flow_collections() {
    check_all(include_str!("agreement/flow.txt"));
}

#[test]
fn anchors_and_tags() {
    check_all(include_str!("agreement/anchors.txt"));
}

#[test]
fn several_documents() {
    check("a: 1\n---\nb: 2\n---\n- c\n");
    check("--- a\n--- b\n...\n--- |\n  c\n--- {d: e}\n");
    check("%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n");
    check("# a comment\n---\n# another\na: 1 # and more\n---\n# the end\nb: 2\n");
}
