//! Adding all that an instance, or another document, lacks: required properties of its traits, keys of its entry, values of
//! required parameters.
//!
//! Values are those that fit: what the document itself says, the default, the first of a closed list, an example, else an empty
//! one of the right type. It adds one thing at a time and looks again, as each may bring others along.

use oam_catalog::{PathStep, SchemaProblem, SchemaProblemKind, SchemaView, Step, walk};
use oam_model::object::{ComponentUse, Shape, TraitUse};
use oam_model::value::{Data, Text, Value};
use oam_model::workspace::{Change, DocumentId, Workspace};
use oam_syntax::edit::{Edit, YamlValue, apply_edits, insert_entry};
use oam_syntax::{Node, NodeKind, PathSegment, SourceText};

use super::refactoring::{Refactored, Spot};
use super::yaml_value::from_json;
use crate::changes::changes;
use crate::context::DocumentContext;
use crate::rule::{Contents, RuleContext};
use crate::rules::evident::evident;
use crate::rules::ingress_port_mismatch::service_port;
use crate::rules::missing_required_value::value_edits;
use crate::rules::usage::{definitions, may_give};

/// The rules that find something missing.
const RULES: [&str; 3] = ["missing-property", "invalid-trait-properties", "missing-required-value"];

/// Most things that are added.
const MOST: usize = 50;

/// How deep a new value may be nested.
const DEPTH: usize = 5;

/// Something that is missing: its name, and the edits that add it.
type Addition = (String, Vec<Edit>);

pub(super) fn title(spot: &Spot<'_>) -> Option<String> {
    let findings = spot.findings();
    let mut here = findings.iter().filter(|it| RULES.contains(&it.rule) && it.touches(spot.place.span));
    let is_mended = here.next()?.fix.is_some();
    let (names, _) = added(spot)?;
    match names.as_slice() {
        [] => None,
        // The finding's own fix does the same.
        [_] if is_mended => None,
        [one] => Some(format!("add `{one}`")),
        many => {
            let quoted: Vec<_> = many.iter().take(4).map(|it| format!("`{it}`")).collect();
            let more = if many.len() > 4 { ", …" } else { "" };
            Some(format!("add all that is missing: {}{more}", quoted.join(", ")))
        }
    }
}

pub(super) fn apply(spot: &Spot<'_>) -> Option<Refactored> {
    let file = spot.place.file;
    let (_, after) = added(spot)?;
    let text = |workspace: &Workspace| Some(workspace.file(file)?.text().text());
    Some(Refactored { edits: changes(file, &text(spot.workspace)?, &text(&after)?), new_file: None })
}

/// The names of what is added, and the workspace afterwards.
fn added(spot: &Spot<'_>) -> Option<(Vec<String>, Workspace)> {
    let document = spot.ctx.document;
    let components = spot.ctx.object?.application().map(|it| &it.components);
    let usage = components.and_then(|it| it.iter().position(|it| it.span.contains(spot.at)));
    let mut workspace = spot.workspace.clone();
    let mut names = Vec::new();
    while names.len() < MOST {
        let Some((name, edits)) = next(&workspace, document, usage) else { break };
        let Some(after) = edited(&workspace, document, &edits) else { break };
        workspace = after;
        names.push(name);
    }
    Some((names, workspace))
}

fn edited(workspace: &Workspace, document: DocumentId, edits: &[Edit]) -> Option<Workspace> {
    let file = workspace.file(document.file)?;
    let before = file.text().text();
    let in_file = |it: &Edit| Edit { span: workspace.in_file(document, it.span), text: it.text.clone() };
    let after = apply_edits(&before, &edits.iter().map(in_file).collect::<Vec<_>>());
    let change = Change { file: file.id(), path: file.path().into(), text: Some(SourceText::new(&after)) };
    (before != after).then(|| workspace.with([change]))
}

/// The first thing that is missing, of which it is known what to write.
fn next(workspace: &Workspace, document: DocumentId, usage: Option<usize>) -> Option<Addition> {
    let model = workspace.document(document)?;
    let contents = Contents::default();
    let ctx = RuleContext::new(workspace, document, model.source(), model.object()?, &contents);
    let application = ctx.application();
    if let Some(it) = of_kind(&ctx, usage) {
        return Some(it);
    }
    let usage = application?.components.get(usage?)?;
    usage.traits.iter().find_map(|it| of_trait(&ctx, usage, it)).or_else(|| of_parameters(&ctx, usage))
}

/// A key that the kind asks for.
fn of_kind(ctx: &RuleContext<'_>, usage: Option<usize>) -> Option<Addition> {
    let within: Vec<PathStep> = match usage {
        Some(it) => vec![key("spec"), key("components"), PathStep::Index(it)],
        None => Vec::new(),
    };
    let document = DocumentContext::new(ctx.workspace, ctx.document)?;
    let problems = ctx.schema_problems().iter().filter(|it| it.problem.path.starts_with(&within));
    problems.into_iter().find_map(|it| {
        let SchemaProblemKind::Missing { property } = &it.problem.kind else { return None };
        let path = it.problem.path.iter().map(segment).chain([PathSegment::Key(property.clone())]);
        let facts = document.facts(&path.collect::<Vec<_>>());
        let fitting = || fitting(facts.as_ref()?.view()?, DEPTH);
        let value = evident(ctx, &it.problem.path, it.node, property).or_else(fitting)?;
        addition(ctx.source.node(it.node), property, &value)
    })
}

/// A property that a trait asks for.
fn of_trait(ctx: &RuleContext<'_>, usage: &ComponentUse, it: &TraitUse) -> Option<Addition> {
    let entries = ctx.workspace.traits_named(&it.name.as_ref()?.value);
    let is_plain = matches!(it.properties.shape, Shape::Absent | Shape::Null | Shape::Mapping);
    if !is_plain || !it.stray.is_empty() {
        return None;
    }
    let binding = ctx.source.node(it.node);
    let data = Data::Mapping(it.properties.entries.clone());
    let root = Value { data, span: it.span, node: it.node };
    let json = root.to_json();
    // Of several platforms' traits the one that finds least, as the rule does.
    let checked = entries.iter().map(|it| (it, it.properties.validate(&json)));
    let (entry, problems) = checked.min_by_key(|(_, it)| it.len())?;
    problems.iter().find_map(|problem| {
        let SchemaProblemKind::Missing { property } = &problem.kind else { return None };
        let port = || service_port(ctx, usage).filter(|_| property == "servicePort").map(YamlValue::Int);
        let value = port().or_else(|| fitting(view(entry.properties.view(), problem, property)?, DEPTH))?;
        match binding.get("properties") {
            Some(held) => addition(find(held.value, &problem.path)?, property, &value),
            None if problem.path.is_empty() => {
                let whole = YamlValue::Map(vec![(property.clone(), value)]);
                Some((property.clone(), addition(binding, "properties", &whole)?.1))
            }
            None => None,
        }
    })
}

/// A value for a parameter that the component requires.
fn of_parameters(ctx: &RuleContext<'_>, usage: &ComponentUse) -> Option<Addition> {
    let definitions = definitions(ctx, usage);
    let [only] = definitions.as_slice() else { return None };
    only.parameters().into_iter().find_map(|(name, parameter)| {
        let is_needed = parameter.required == Some(true)
            && parameter.default.is_none()
            && !may_give(ctx, usage, Text::as_str(name));
        let edits = if is_needed { value_edits(ctx, usage, parameter) } else { Vec::new() };
        (!edits.is_empty()).then(|| (name.value.clone(), edits))
    })
}

fn addition(mapping: Node<'_>, property: &str, value: &YamlValue) -> Option<Addition> {
    let is_shared = mapping.kind() == NodeKind::Alias || mapping.is_open();
    let edits = if is_shared { Vec::new() } else { insert_entry(mapping, property, value) };
    (!edits.is_empty()).then(|| (property.to_owned(), edits))
}

/// A value that a schema accepts. Nothing for a name that only the author knows.
fn fitting(view: SchemaView<'_>, depth: usize) -> Option<YamlValue> {
    let depth = depth.checked_sub(1)?;
    if view.refers().is_some() {
        return None;
    }
    let known = view.default().into_iter().chain(view.enum_values()).chain(view.examples());
    if let Some(it) = known.into_iter().find(|it| !it.is_null()) {
        return Some(from_json(it));
    }
    let types = view.types();
    let has = |name: &str| types.contains(&name);
    if has("string") {
        Some(YamlValue::Str(String::new()))
    } else if has("integer") || has("number") {
        #[expect(clippy::cast_possible_truncation, reason = "limits in schemas are small")]
        Some(YamlValue::Int(view.minimum().map_or(0, |it| it.ceil() as i64)))
    } else if has("boolean") {
        Some(YamlValue::Bool(false))
    } else if has("array") {
        let item = view.items().and_then(|it| fitting(it, depth));
        Some(YamlValue::Seq(item.into_iter().collect()))
    } else {
        let entry = |key: &str| Some((key.to_owned(), fitting(view.property(key)?, depth)?));
        Some(YamlValue::Map(view.required().into_iter().map(entry).collect::<Option<_>>()?))
    }
}

/// What a schema says about the property that a problem is about.
fn view<'c>(root: SchemaView<'c>, problem: &SchemaProblem, property: &str) -> Option<SchemaView<'c>> {
    let steps: Vec<Step<'_>> = problem
        .path
        .iter()
        .map(|it| match it {
            PathStep::Key(key) => Step::Key(key),
            PathStep::Index(_) => Step::Index,
        })
        .collect();
    walk(root, &steps)?.property(property)
}

fn find<'d>(root: Node<'d>, path: &[PathStep]) -> Option<Node<'d>> {
    path.iter().try_fold(root, |node, step| match step {
        PathStep::Key(key) => Some(node.get(key)?.value),
        PathStep::Index(index) => node.items().nth(*index),
    })
}

fn key(name: &str) -> PathStep {
    PathStep::Key(name.to_owned())
}

fn segment(step: &PathStep) -> PathSegment {
    match step {
        PathStep::Key(key) => PathSegment::Key(key.clone()),
        PathStep::Index(index) => PathSegment::Index(*index),
    }
}
