//! From tree to object: what a document means, whatever its dialect.
//!
//! Never fails: what cannot be read is absent. It reads no other document and no catalogue entry, so a change elsewhere
//! never makes it stale. One file a version below; shared readers in `fields`.

mod application;
mod component;
mod definition;
mod fields;
mod names;

use oam_catalog::{Catalog, Role};
use oam_syntax::{Node, NodeKind, SourceDocument};

use crate::file::Names;
use crate::name_hole::name_holes;
use crate::object::{Body, Header, Legacy, LegacyForm, Object};
use crate::value::{Key, Text, Value};
use fields::{Fields, Lowerer};

/// What a document says to others.
pub(crate) fn names(source: &SourceDocument, object: &Object) -> Names {
    let (symbols, references) = names::names(source, object);
    Names {
        is_oam: true,
        role: object.header.role,
        has_holes: source.tree().has_holes(),
        symbols: symbols.into(),
        references: references.into(),
        holes: name_holes(source, object).into(),
    }
}

/// Works out what a document means; nothing for other YAML.
pub(crate) fn object(source: &SourceDocument) -> Option<Object> {
    // Most YAML is not OAM: a look at the raw text is a hundred times cheaper than a tree.
    if !(source.text().contains("oam.dev") || source.text().contains("hydra.io")) {
        return None;
    }
    let root = source.root()?;
    if root.kind() != NodeKind::Mapping {
        return None;
    }
    let mut lowerer = Lowerer::new();
    let fields = Fields::of(root);
    let api_version = fields.text("apiVersion");
    let group = api_version.as_ref()?.value.split('/').next()?.to_owned();
    let catalog = Catalog::builtin();
    if !catalog.is_oam_group(&group) {
        return None;
    }
    let kind = fields.text("kind");
    let role = role(catalog, &mut lowerer, api_version.as_ref(), kind.as_ref());
    let header = header(&mut lowerer, root, role, api_version, kind);
    let spec = fields.get("spec").map(Fields::of);
    let body = match role {
        Some(Role::Application) => Body::Application(application::application(&mut lowerer, spec)),
        Some(Role::Component) => Body::Component(component::component(&mut lowerer, spec)),
        Some(Role::TraitDefinition) => {
            definition::trait_entry(source, &header, spec).map_or(Body::Other, Body::Trait)
        }
        Some(Role::WorkloadDefinition) => {
            definition::workload_entry(&header, spec).map_or(Body::Other, Body::Workload)
        }
        Some(Role::ScopeDefinition) => {
            definition::scope_entry(&header, spec).map_or(Body::Other, Body::Scope)
        }
        Some(Role::ComponentInstance | Role::HealthScope) | None => Body::Other,
    };
    let mut legacy = lowerer.into_legacy();
    legacy.sort_by_key(|it| it.span);
    Some(Object { header, body, legacy })
}

fn role(
    catalog: &Catalog,
    lowerer: &mut Lowerer,
    api_version: Option<&Text>,
    kind: Option<&Text>,
) -> Option<Role> {
    let (api_version, kind) = (api_version?, kind?);
    let (group, version) = api_version.value.split_once('/').unwrap_or((&api_version.value, ""));
    if let Some(schema) = catalog.kind(group, version, &kind.value) {
        return Some(schema.role);
    }
    let schema = catalog.legacy_kind(group, &kind.value).filter(|_| version == "v1alpha1")?;
    let today = format!("{}/{}", schema.group, schema.version);
    if api_version.value != today {
        lowerer.legacy(LegacyForm::Group, api_version.span, api_version.node, &api_version.value, &today);
    }
    if kind.value != schema.kind {
        lowerer.legacy(LegacyForm::Kind, kind.span, kind.node, &kind.value, &schema.kind);
    }
    Some(schema.role)
}

fn header(
    lowerer: &mut Lowerer,
    root: Node<'_>,
    role: Option<Role>,
    api_version: Option<Text>,
    kind: Option<Text>,
) -> Header {
    let metadata = Fields::of(root).get("metadata").map(Fields::of);
    let pairs = |key: &str| -> Vec<(Key, Value)> {
        let Some(node) = metadata.and_then(|it| it.get(key)) else { return Vec::new() };
        node.merged_entries().into_iter().map(|it| (Key::read(it.key), Value::read(it.value))).collect()
    };
    let mut annotations = pairs("annotations");
    for key in ["version", "description"] {
        // Drafts of 2019 kept these two beside the name.
        let Some(entry) = metadata.and_then(|it| it.entry(key)) else { continue };
        let node = entry.key;
        let canonical = format!("annotations.{key}");
        lowerer.legacy(LegacyForm::MetadataAnnotation, node.span(), node.id(), key, &canonical);
        if !annotations.iter().any(|(it, _)| it.text == key) {
            annotations.push((Key::read(node), Value::read(entry.value)));
        }
    }
    Header {
        api_version,
        kind,
        role,
        name: metadata.and_then(|it| it.text("name")),
        namespace: metadata.and_then(|it| it.text("namespace")),
        labels: pairs("labels"),
        annotations,
        span: root.span(),
    }
}

impl Lowerer {
    fn into_legacy(self) -> Vec<Legacy> {
        self.legacy
    }
}
