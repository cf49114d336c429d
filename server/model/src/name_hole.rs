//! Names that nobody can read yet, because a template engine writes them or a part of them.
//!
//! They neither define nor mention anything; but where they stand, a name that seems to be missing may be defined, and one that
//! seems to be unused may be mentioned.

use oam_catalog::Namespace;
use oam_syntax::{Node, NodeKind, SourceDocument, may_become};

use crate::object::{Body, Object};

/// A name with holes. Holes stand for any characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHole {
    /// What kind of name it is.
    pub namespace: Namespace,
    /// Whether it defines something, or mentions it.
    pub defines: bool,
    /// The name as it is written.
    pub pattern: String,
}

/// Any name at all.
const ANYTHING: &str = "{{ }}";

impl NameHole {
    /// Whether it may turn out to be a name.
    pub fn may_be(&self, name: &str) -> bool {
        may_become(&self.pattern, name)
    }
}

/// The names with holes of a document.
pub(crate) fn name_holes(source: &SourceDocument, object: &Object) -> Vec<NameHole> {
    let mut found = Vec::new();
    if !source.tree().has_holes() {
        return found;
    }
    let Some(root) = source.root() else { return found };
    if let Some(pattern) = name_pattern(root) {
        let spaces: &[Namespace] = match (&object.body, object.header.role) {
            (Body::Component(_), _) => &[Namespace::ComponentName],
            (Body::Application(_), _) => &[Namespace::ApplicationName, Namespace::ScopeName],
            (Body::Trait(_), _) => &[Namespace::TraitType],
            (Body::Workload(_), _) => &[Namespace::WorkloadType],
            (Body::Scope(_), _) => &[Namespace::ScopeType, Namespace::ScopeName],
            (Body::Other, _) => &[
                Namespace::ComponentName,
                Namespace::ScopeName,
                Namespace::ScopeType,
                Namespace::TraitType,
                Namespace::WorkloadType,
            ],
        };
        found.extend(spaces.iter().map(|it| NameHole {
            namespace: *it,
            defines: true,
            pattern: pattern.clone(),
        }));
    }
    if matches!(object.body, Body::Other) && (root.is_open() || is_hole(root, "kind")) {
        found.push(NameHole {
            namespace: Namespace::ComponentName,
            defines: false,
            pattern: ANYTHING.to_owned(),
        });
    }
    if object.application().is_some() {
        found.extend(names_in(root, "scopes", &["name"]).map(|pattern| NameHole {
            namespace: Namespace::ScopeName,
            defines: true,
            pattern,
        }));
        found.extend(names_in(root, "components", &["componentName", "name"]).map(|pattern| NameHole {
            namespace: Namespace::ComponentName,
            defines: false,
            pattern,
        }));
    }
    found
}

/// What the object may be called, if that cannot be read. Types are named by several fields; a hole in any of them will do.
fn name_pattern(root: Node<'_>) -> Option<String> {
    let anything = || Some(ANYTHING.to_owned());
    if root.is_open() || is_hole(root, "kind") {
        return anything();
    }
    let is_type_hidden = root.get("spec").is_some_and(|it| {
        let spec = it.value;
        let names = spec.get("names").map(|it| it.value);
        spec.is_open()
            || ["group", "version", "type", "names"].into_iter().any(|it| is_hole(spec, it))
            || names.is_some_and(|it| it.is_open() || is_hole(it, "kind"))
    });
    let is_component = root.get("kind").is_some_and(|it| it.value.text().starts_with("Component"));
    if is_type_hidden && !is_component {
        return anything();
    }
    let metadata = root.get("metadata")?.value;
    if metadata.is_open() {
        return anything();
    }
    let name = metadata.get("name")?.value.resolved();
    (name.kind() == NodeKind::Template).then(|| name.text().into_owned())
}

/// The names in a list of an application that cannot be read; any of the keys holds one.
fn names_in<'d>(root: Node<'d>, list: &str, keys: &'static [&str]) -> impl Iterator<Item = String> + use<'d> {
    let spec = root.get("spec").map(|it| it.value);
    let entry = spec.and_then(|it| it.get(list));
    let is_hidden = match entry {
        Some(it) => it.value.is_open(),
        None => root.is_open() || spec.is_some_and(Node::is_open),
    };
    let names = entry.into_iter().flat_map(|it| it.value.items()).filter_map(|item| {
        match keys.iter().find_map(|it| item.get(it)) {
            Some(name) if name.value.resolved().kind() == NodeKind::Template => {
                Some(name.value.text().into_owned())
            }
            Some(_) => None,
            None => item.is_open().then(|| ANYTHING.to_owned()),
        }
    });
    is_hidden.then(|| ANYTHING.to_owned()).into_iter().chain(names)
}

fn is_hole(mapping: Node<'_>, key: &str) -> bool {
    mapping.get(key).is_some_and(|it| it.value.resolved().kind() == NodeKind::Template || it.value.is_open())
}
