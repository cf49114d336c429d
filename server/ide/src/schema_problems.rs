//! Contradictions between a document and the schema of its kind, each with its place.
//!
//! Says what and where; which rule reports it, and how, is in the rules. A part that cannot be known (a template) is never
//! a contradiction.

use std::collections::HashMap;

use oam_catalog::{KindSchema, PathStep, SchemaProblem, SchemaProblemKind, validate_kind};
use oam_model::object::Object;
use oam_model::value::{Data, Key, Value};
use oam_model::workspace::Workspace;
use oam_syntax::{NodeId, SourceDocument, Span};
use serde_json::json;

/// A problem and the words it is about.
#[derive(Clone, Debug)]
pub(crate) struct LocatedProblem {
    pub(crate) problem: SchemaProblem,
    /// The offending word: a key for an unknown key, the key of the incomplete mapping for a missing one, else the value.
    pub(crate) span: Span,
    /// The node of the mapping or value that the problem is about.
    pub(crate) node: NodeId,
    /// The node of the offending key, for an unknown key.
    pub(crate) key: Option<NodeId>,
}

pub(crate) fn schema_problems(
    workspace: &Workspace,
    source: &SourceDocument,
    value: Option<&Value>,
    object: &Object,
) -> Vec<LocatedProblem> {
    let (Some(kind), Some(value)) = (kind_schema(workspace, object), value) else { return Vec::new() };
    let problems = validate_kind(kind, &value.to_json()).into_iter();
    // An old group and an old kind are spellings, not wrong values.
    let is_header =
        |it: &SchemaProblem| matches!(it.path.as_slice(), [PathStep::Key(key)] if key == "apiVersion");
    let mut keys = Keys::default();
    let located = problems.filter(|it| !is_header(it)).filter_map(|it| locate(source, value, it, &mut keys));
    // What a broken line means, only its author knows: `[]string` is no list.
    located.filter(|it| !is_about_value(&it.problem.kind) || !has_broken_line(source, it.span)).collect()
}

/// Whether a problem is with a value itself, not with the keys of a mapping.
fn is_about_value(kind: &SchemaProblemKind) -> bool {
    !matches!(kind, SchemaProblemKind::Missing { .. } | SchemaProblemKind::Unknown { .. })
}

/// Whether an error of the text begins on the line where a place begins.
fn has_broken_line(source: &SourceDocument, place: Span) -> bool {
    source.errors().iter().any(|error| {
        let (start, end) = (place.start.min(error.span.start), place.start.max(error.span.start));
        source.text().get(start.index()..end.index()).is_some_and(|it| !it.contains('\n'))
    })
}

/// The schema of a document's kind; that of today's kind for one with an old name.
pub(crate) fn kind_schema(workspace: &Workspace, object: &Object) -> Option<&'static KindSchema> {
    let (group, version) = object.header.api_version.as_ref()?.value.split_once('/')?;
    let kind = &object.header.kind.as_ref()?.value;
    let catalog = workspace.catalog();
    catalog.kind(group, version, kind).or_else(|| catalog.legacy_kind(group, kind))
}

/// Whether the value of an unknown key is right under another key of the same mapping.
pub(crate) fn fits_under(
    workspace: &Workspace,
    object: &Object,
    value: &Value,
    problem: &SchemaProblem,
    key: &str,
) -> bool {
    let Some(kind) = kind_schema(workspace, object) else { return false };
    // Nothing beside the way to it decides whether a value is right, and there may be thousands of such keys.
    let mut json = json!({ key: value.to_json() });
    let mut place = vec![PathStep::Key(key.to_owned())];
    for step in problem.path.iter().rev() {
        let (outer, step) = match step {
            PathStep::Key(name) => (json!({ name: json }), step.clone()),
            PathStep::Index(_) => (json!([json]), PathStep::Index(0)),
        };
        json = outer;
        place.insert(0, step);
    }
    !validate_kind(kind, &json).iter().any(|it| it.path.starts_with(&place))
}

/// The entries of mappings by their keys, the last one of a key that is repeated: a mapping of thousands of unknown keys is
/// asked for each of them.
#[derive(Default)]
struct Keys<'v>(HashMap<*const Value, HashMap<&'v str, &'v (Key, Value)>>);

impl<'v> Keys<'v> {
    fn entry(&mut self, mapping: &'v Value, key: &str) -> Option<&'v (Key, Value)> {
        let entries = self.0.entry(std::ptr::from_ref(mapping));
        let entries =
            entries.or_insert_with(|| mapping.entries().iter().map(|it| (it.0.text.as_str(), it)).collect());
        entries.get(key).copied()
    }
}

fn locate<'v>(
    source: &SourceDocument,
    root: &'v Value,
    problem: SchemaProblem,
    keys: &mut Keys<'v>,
) -> Option<LocatedProblem> {
    let (mut value, mut key): (&Value, Option<&Key>) = (root, None);
    for step in &problem.path {
        (value, key) = match step {
            PathStep::Key(name) => {
                let (key, value) = keys.entry(value, name)?;
                (value, Some(key))
            }
            PathStep::Index(index) => (value.items().get(*index)?, key),
        };
    }
    if value.data == Data::Unknown || is_about_all(&problem.kind) && source.node(value.node).is_open() {
        return None;
    }
    let offending = match &problem.kind {
        SchemaProblemKind::Unknown { property, .. } => Some(&keys.entry(value, property)?.0),
        _ => None,
    };
    let span = match (&problem.kind, offending) {
        (_, Some(key)) => key.span,
        // An incomplete mapping is shown by its first key, an empty one by the key that holds it.
        (SchemaProblemKind::Missing { .. }, None) => {
            value.entries().first().map(|(it, _)| it.span).or(key.map(|it| it.span)).unwrap_or(value.span)
        }
        (_, None) if value.span.is_empty() => key.map_or(value.span, |it| it.span),
        _ => first_line(value),
    };
    Some(LocatedProblem { span, node: value.node, key: offending.map(|it| it.node), problem })
}

/// Whether a problem is one only if a collection holds nothing but what is seen of it.
pub(crate) fn is_about_all(kind: &SchemaProblemKind) -> bool {
    match kind {
        SchemaProblemKind::Missing { .. }
        | SchemaProblemKind::TooFew { .. }
        | SchemaProblemKind::Other { .. } => true,
        SchemaProblemKind::Unknown { .. }
        | SchemaProblemKind::WrongType { .. }
        | SchemaProblemKind::NotInEnum { .. }
        | SchemaProblemKind::OutOfRange { .. }
        | SchemaProblemKind::Pattern { .. } => false,
    }
}

/// A collection is shown by its first key or item: squiggles over many lines help nobody.
fn first_line(value: &Value) -> Span {
    match &value.data {
        Data::Mapping(entries) => entries.first().map_or(value.span, |(it, _)| it.span),
        Data::Sequence(items) => items.first().map_or(value.span, first_line),
        _ => value.span,
    }
}
