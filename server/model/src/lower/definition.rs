//! `Trait`, `WorkloadType` and `ApplicationScope` of v1alpha1: definitions that extend the platform in use.
//!
//! A definition whose schema cannot be read accepts anything; saying so is a rule's business.

use std::sync::Arc;

use oam_catalog::{AppliesTo, Descriptor, PropertySchema, RenderPart, ScopeEntry, TraitEntry, WorkloadEntry};
use oam_syntax::{Node, NodeKind, SourceDocument};

use super::fields::Fields;
use crate::object::Header;
use crate::value::{Text, Value};

/// The platform name of entries that come from the user's files.
const WORKSPACE: &str = "workspace";

pub(super) fn trait_entry(
    source: &SourceDocument,
    header: &Header,
    spec: Option<Fields<'_>>,
) -> Option<Arc<TraitEntry>> {
    let name = header.name.as_ref()?.value.clone();
    let applies_to = spec.and_then(|it| it.get("appliesTo"));
    Some(Arc::new(TraitEntry {
        name,
        aliases: Vec::new(),
        platform: WORKSPACE.to_owned(),
        summary: annotation(header, "description"),
        description: String::new(),
        since: None,
        applies_to: applies_to.map_or(AppliesTo::Any, read_applies_to),
        conflicts_with: Vec::new(),
        legacy_properties: Vec::new(),
        properties: spec.and_then(|it| it.get("properties")).map_or_else(PropertySchema::any, schema),
        examples: Vec::new(),
        source: String::new(),
        open: false,
        removed_api: None,
        render: spec.and_then(|it| it.get("render")).and_then(|_| render(source)),
    }))
}

/// What the trait becomes. Its expressions, `${…}`, look like holes that an environment fills, and are none.
fn render(source: &SourceDocument) -> Option<RenderPart> {
    let source = source.with_holes_as_text();
    let node = source.root()?.get("spec")?.value.get("render")?.value;
    let value = Value::read(node);
    let patch = value.get("patch").filter(|it| !it.entries().is_empty()).map(Value::to_json);
    let objects = value.get("objects").map(Value::items).unwrap_or_default();
    let objects: Vec<_> = objects.iter().filter(|it| !it.entries().is_empty()).map(Value::to_json).collect();
    (patch.is_some() || !objects.is_empty()).then_some(RenderPart { patch, objects })
}

pub(super) fn workload_entry(header: &Header, spec: Option<Fields<'_>>) -> Option<Arc<WorkloadEntry>> {
    let spec = spec?;
    let group = spec.text("group")?.value;
    let kind = Fields::of(spec.get("names")?).text("kind")?.value;
    // The version came late; without it the type is known by group and kind.
    let name = match spec.text("version") {
        Some(version) => format!("{group}/{}.{kind}", version.value),
        None => format!("{group}/*.{kind}"),
    };
    let settings = ["settings", "workloadSettings"].into_iter().find_map(|it| spec.get(it));
    Some(Arc::new(WorkloadEntry {
        name,
        aliases: Vec::new(),
        platform: WORKSPACE.to_owned(),
        summary: annotation(header, "description"),
        description: String::new(),
        since: None,
        // Nothing in the document says how such a workload runs, so no rule may conclude anything from it.
        has_endpoint: false,
        is_replicable: true,
        is_daemon: true,
        is_core: false,
        settings: settings.map_or_else(PropertySchema::any, schema),
        examples: Vec::new(),
        source: String::new(),
    }))
}

pub(super) fn scope_entry(header: &Header, spec: Option<Fields<'_>>) -> Option<Arc<ScopeEntry>> {
    let spec = spec?;
    Some(Arc::new(ScopeEntry {
        name: spec.text("type")?.value,
        aliases: Vec::new(),
        platform: WORKSPACE.to_owned(),
        summary: annotation(header, "description"),
        description: String::new(),
        since: None,
        allows_overlap: spec.bool("allowComponentOverlap").unwrap_or(true),
        properties: spec.get("parameters").map_or_else(PropertySchema::any, schema),
        examples: Vec::new(),
        source: String::new(),
    }))
}

fn annotation(header: &Header, key: &str) -> String {
    let found = header.annotations.iter().find(|(it, _)| it.text == key);
    found.and_then(|(_, it)| it.as_str()).unwrap_or_default().to_owned()
}

fn read_applies_to(node: Node<'_>) -> AppliesTo {
    let list = node.resolved();
    if list.is_open() {
        return AppliesTo::Any;
    }
    let names: Vec<String> = match list.kind() {
        NodeKind::Sequence => list.items().filter_map(Text::read).map(|it| it.value).collect(),
        NodeKind::Scalar => Text::read(list).into_iter().map(|it| it.value).collect(),
        _ => return AppliesTo::Any,
    };
    if names.iter().any(|it| it == "*") { AppliesTo::Any } else { AppliesTo::Only(names) }
}

/// A schema in any of its three forms: JSON text, a list of descriptors, or a mapping.
fn schema(node: Node<'_>) -> PropertySchema {
    let node = node.resolved();
    match node.kind() {
        NodeKind::Scalar => PropertySchema::from_text(&node.text()).unwrap_or_else(|_| PropertySchema::any()),
        NodeKind::Sequence => descriptors(node),
        NodeKind::Mapping => {
            PropertySchema::from_json(Value::read(node).to_json()).unwrap_or_else(|_| PropertySchema::any())
        }
        NodeKind::Missing | NodeKind::Alias | NodeKind::Template => PropertySchema::any(),
    }
}

fn descriptors(list: Node<'_>) -> PropertySchema {
    struct Owned {
        name: String,
        kind: String,
        required: bool,
        description: Option<String>,
        default: Option<serde_json::Value>,
    }
    let owned: Vec<Owned> = list
        .items()
        .map(Fields::of)
        .filter_map(|it| {
            Some(Owned {
                name: it.text("name")?.value,
                kind: it.text("type").map(|it| it.value).unwrap_or_default(),
                required: it.bool("required").unwrap_or(false),
                description: it.text("description").map(|it| it.value),
                default: it.value("default").map(|it| it.to_json()),
            })
        })
        .collect();
    let borrowed: Vec<Descriptor<'_>> = owned
        .iter()
        .map(|it| Descriptor {
            name: &it.name,
            kind: &it.kind,
            required: it.required,
            description: it.description.as_deref(),
            default: it.default.as_ref(),
        })
        .collect();
    PropertySchema::from_descriptors(&borrowed)
}
