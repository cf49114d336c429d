//! Agreement: where neither we nor a parser of another make finds anything wrong, both read the same data.
//!
//! About other texts the two disagree on purpose: see `is_comparable`.

use oam_syntax::{Node, NodeKind, Scalar, SourceDocument, SourceText};
use yaml_rust2::{Yaml, YamlLoader};

use crate::input::text;

pub(crate) fn check(data: &[u8]) {
    let text = text(data);
    // The first document is enough: where the next ones begin is compared by the test suite of YAML.
    let source = SourceText::new(&text);
    let Some(slot) = source.documents().first() else { return };
    let document = &slot.document;
    if !is_comparable(document) {
        return;
    }
    // The other parser takes the mark of the byte order for a part of the first word.
    let text = document.text();
    let Ok(theirs) = YamlLoader::load_from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) else { return };
    let ours = document.root().map_or(Yaml::Null, value);
    let theirs = theirs.into_iter().next().unwrap_or(Yaml::Null);
    assert_eq!(normal(&ours), normal(&theirs));
}

/// Whether both parsers mean to say the same about a text.
fn is_comparable(document: &SourceDocument) -> bool {
    // Holes of templates and merge conflicts are read as such; so the text means something else to us, on purpose.
    // The other parser takes some texts that are no YAML: control characters, `: key: value`. What is wrong about those that we
    // refuse is told by the test suite of YAML and by the tests of syntax errors.
    // A last line without a break has one to the other parser, if it is in a block scalar.
    !document.tree().has_holes()
        && document.duplicate_keys().is_empty()
        && document.damage().is_empty()
        && document.text().ends_with(['\n', '\r'])
        && !document.root().is_some_and(has_own_tag)
}

/// Whether there is a tag of which only the application knows what it makes of a value.
fn has_own_tag(node: Node<'_>) -> bool {
    node.tag().is_some_and(|it| !it.starts_with("!!")) || node.children().any(has_own_tag)
}

/// What a node says, in the other parser's terms.
fn value(node: Node<'_>) -> Yaml {
    let node = node.resolved();
    match node.kind() {
        NodeKind::Mapping => Yaml::Hash(node.entries().map(|it| (value(it.key), value(it.value))).collect()),
        NodeKind::Sequence => Yaml::Array(node.items().map(value).collect()),
        NodeKind::Template | NodeKind::Alias => Yaml::BadValue,
        NodeKind::Scalar | NodeKind::Missing => match node.scalar() {
            None | Some(Scalar::Null) => Yaml::Null,
            Some(Scalar::Bool(it)) => Yaml::Boolean(it),
            Some(Scalar::Int(it)) => Yaml::Integer(it),
            Some(Scalar::Float(it)) => Yaml::Real(it.to_string()),
            Some(Scalar::Str(it)) => Yaml::String(it),
        },
    }
}

/// Numbers are compared as numbers, not as they are written.
fn normal(yaml: &Yaml) -> Yaml {
    match yaml {
        Yaml::Real(it) => Yaml::Real(yaml.as_f64().map_or_else(|| it.clone(), |it| it.to_string())),
        Yaml::Array(items) => Yaml::Array(items.iter().map(normal).collect()),
        Yaml::Hash(entries) => {
            Yaml::Hash(entries.iter().map(|(key, value)| (normal(key), normal(value))).collect())
        }
        _ => yaml.clone(),
    }
}
