//! Properties of a trait that contradict its schema.
//!
//! Old spellings of keys and lost indentation are findings of other rules.

use oam_catalog::{PathStep, PropertySchema, SchemaProblem, SchemaProblemKind, TraitEntry};
use oam_model::object::{ComponentUse, Properties, Shape, TraitUse};
use oam_model::value::{Data, Key, Text, Value};
use oam_syntax::NodeId;
use oam_syntax::edit::{Edit, YamlValue, insert_entry, rename_key, replace_scalar};
use serde_json::Value as Json;

use super::contradictions::locate;
use super::ingress_port_mismatch::service_port;
use super::malformed_variable_call::unquoted_call;
use super::misindented_properties::misplaced;
use super::requote::offer;
use super::usage::is_template;
use crate::finding::Severity;
use crate::rule::{Findings, Report, RuleContext, declare_rule};
use crate::schema_problems::is_about_all;
use crate::suggest::{did_you_mean, is_other_case, names, nearest};

declare_rule! {
    /// The properties of a trait contradict its schema: one is unknown, missing, of the wrong type or out of range.
    ///
    /// ## Why
    ///
    /// The reference controller takes its own default in the place of what is missing or of the wrong type, and only
    /// its log says so: an `ingress` without `servicePort` leads to port 80, whatever the component listens on. Keys that it
    /// does not know, it ignores. Other controllers refuse the application.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: "2"
    /// ```
    ///
    /// A required property is missing:
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    /// ```
    ///
    /// Keys are case-sensitive:
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: auto-scaler
    ///           properties:
    ///             Minimum: 2
    ///             maximum: 4
    ///             cpu: 60
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    ///         - name: auto-scaler
    ///           properties:
    ///             minimum: 2
    ///             maximum: 4
    ///             cpu: 60
    /// ```
    pub(super) static INVALID_TRAIT_PROPERTIES = {
        id: "invalid-trait-properties", level: Error, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

/// A trait that is used, and the properties that it is used with.
struct Usage<'u> {
    of: &'u ComponentUse,
    name: &'u Text,
    properties: &'u Properties,
    /// The binding.
    node: NodeId,
    /// What is checked: one mapping, whatever the spelling.
    root: Value,
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let usages = ctx.application().into_iter().flat_map(|it| &it.components);
    for (of, it) in usages.flat_map(|of| of.traits.iter().map(move |it| (of, it))) {
        let Some(usage) = usage(of, it).filter(|_| misplaced(ctx, it).is_empty()) else { continue };
        let json = usage.root.to_json();
        let entries = ctx.workspace.traits_named(&usage.name.value);
        let problems = entries.iter().map(|it| problems(ctx, it, &usage, &json));
        for problem in problems.min_by_key(Vec::len).unwrap_or_default() {
            report(ctx, &usage, &problem, findings);
        }
    }
}

fn usage<'u>(of: &'u ComponentUse, it: &'u TraitUse) -> Option<Usage<'u>> {
    let name = it.name.as_ref()?;
    let mapping = Data::Mapping(it.properties.entries.clone());
    let data = match (&it.properties.shape, &it.properties.value) {
        (Shape::Scalar, Some(value)) => value.data.clone(),
        _ => mapping,
    };
    let root =
        Value { data, span: it.properties.value.as_ref().map_or(name.span, |it| it.span), node: name.node };
    Some(Usage { of, name, properties: &it.properties, node: it.node, root })
}

/// What one trait of that name finds wrong, apart from what cannot be known.
fn problems(ctx: &RuleContext<'_>, entry: &TraitEntry, usage: &Usage<'_>, json: &Json) -> Vec<SchemaProblem> {
    let schema: &PropertySchema = &entry.properties;
    let is_empty = matches!(usage.properties.shape, Shape::Absent | Shape::Null);
    let is_reported = |it: &SchemaProblem| match &it.kind {
        SchemaProblemKind::Unknown { .. } => !entry.open,
        kind if is_about_all(kind) && may_hold_more(ctx, usage, &it.path) => false,
        SchemaProblemKind::Missing { .. } => {
            locate(&usage.root, &it.path).is_some_and(|(_, it)| it.data != Data::Unknown)
        }
        // Where nothing is written, nothing can be of the wrong type.
        _ => !is_empty && locate(&usage.root, &it.path).is_some_and(|(_, it)| is_known(ctx, it)),
    };
    let mut problems: Vec<_> = schema.validate(json).into_iter().filter(is_reported).collect();
    if entry.open {
        problems.extend(other_case(schema, &usage.root));
    }
    let misspelt: Vec<_> =
        problems.iter().filter_map(|it| Some((it.path.clone(), meant(usage, it)?.to_owned()))).collect();
    // One mistake, one finding: a key that is written `ServicePort` is not missing as well.
    problems.retain(|it| match &it.kind {
        SchemaProblemKind::Missing { property } => !misspelt.contains(&(it.path.clone(), property.clone())),
        _ => true,
    });
    problems
}

/// Keys of an open schema that differ from a known one in case only: no platform has both.
fn other_case(schema: &PropertySchema, root: &Value) -> Vec<SchemaProblem> {
    let allowed: Vec<String> = schema.view().properties().iter().map(|(it, _)| (*it).to_owned()).collect();
    let is_misspelt =
        |it: &&Key| !allowed.contains(&it.text) && allowed.iter().any(|known| is_other_case(&it.text, known));
    let unknown =
        |it: &Key| SchemaProblemKind::Unknown { property: it.text.clone(), allowed: allowed.clone() };
    let misspelt = root.entries().iter().map(|(it, _)| it).filter(is_misspelt);
    misspelt.map(|it| SchemaProblem { path: Vec::new(), kind: unknown(it) }).collect()
}

/// The key that is meant by an unknown one.
fn meant<'p>(usage: &Usage<'_>, problem: &'p SchemaProblem) -> Option<&'p str> {
    let SchemaProblemKind::Unknown { property, allowed } = &problem.kind else { return None };
    let (_, value) = locate(&usage.root, &problem.path)?;
    nearest(property, allowed.iter().map(String::as_str).filter(|it| value.get(it).is_none()))
}

/// Whether nobody else will write a part of the value. (Without quotes the call of a variable is a list, which
/// `malformed-variable-call` explains better.)
fn is_known(ctx: &RuleContext<'_>, value: &Value) -> bool {
    !value.has_unknown() && !value.as_str().is_some_and(is_template) && unquoted_call(ctx, value).is_none()
}

/// Whether the collection at a path may hold more than can be seen.
fn may_hold_more(ctx: &RuleContext<'_>, usage: &Usage<'_>, path: &[PathStep]) -> bool {
    if path.is_empty() {
        let is_open = |node| ctx.source.node(node).is_open();
        let value = usage.properties.value.as_ref();
        return has_hole(usage.properties) || is_open(value.map_or(usage.node, |it| it.node));
    }
    locate(&usage.root, path).is_some_and(|(_, it)| ctx.source.node(it.node).is_open())
}

/// Whether a list of names and values may hold more than could be read.
fn has_hole(properties: &Properties) -> bool {
    let Some(value) = &properties.value else { return false };
    match &value.data {
        Data::Unknown => true,
        Data::Sequence(items) => items.len() != properties.entries.len(),
        _ => false,
    }
}

fn report(ctx: &RuleContext<'_>, usage: &Usage<'_>, problem: &SchemaProblem, findings: &mut Findings<'_>) {
    let Some((key, value)) = locate(&usage.root, &problem.path) else { return };
    let is_root = problem.path.is_empty();
    let name = &usage.name.value;
    match &problem.kind {
        SchemaProblemKind::Missing { property } if is_root => {
            let report = findings
                .report(
                    &INVALID_TRAIT_PROPERTIES,
                    usage.name.span,
                    format!("trait `{name}` needs the property `{property}`"),
                )
                .help(format!("add `{property}` below `properties`"));
            // The trait works without it, if what it then takes happens to be right.
            let entries = ctx.workspace.traits_named(name);
            let mut views = entries.iter().filter_map(|it| it.properties.view().property(property));
            let report = match views.find_map(|it| it.default()) {
                Some(default) => report.severity(Severity::Warning).help(format!(
                    "add `{property}` below `properties`; without it `{}` is taken",
                    plain(default)
                )),
                None => report,
            };
            add_port(ctx, usage, property, report);
        }
        SchemaProblemKind::Missing { .. } => {
            let first = value.entries().first().map(|(it, _)| it.span);
            let span = first.or(key.map(|it| it.span)).unwrap_or(value.span);
            findings.report(&INVALID_TRAIT_PROPERTIES, span, problem.to_string());
        }
        SchemaProblemKind::Unknown { property, allowed } => {
            let Some((key, _)) = value.entries().iter().rev().find(|(it, _)| it.text == *property) else {
                return;
            };
            let message = match (is_root, allowed.is_empty()) {
                (false, _) => problem.to_string(),
                (true, true) => format!("trait `{name}` has no property `{property}`, nor any other"),
                (true, false) => {
                    let allowed = names(allowed.iter().map(String::as_str));
                    format!("trait `{name}` has no property `{property}`; allowed are {allowed}")
                }
            };
            let report =
                findings.report(&INVALID_TRAIT_PROPERTIES, key.span, message).severity(Severity::Warning);
            let Some(suggestion) = meant(usage, problem) else { return };
            let (title, edits) =
                (format!("replace `{property}` by `{suggestion}`"), rename(ctx, key, suggestion));
            let report = report.help(did_you_mean(suggestion));
            if is_other_case(property, suggestion) {
                report.safe_fix(title, edits);
            } else {
                report.unsafe_fix(title, edits);
            }
        }
        kind => report_value(ctx, usage, problem, kind, value, findings),
    }
}

/// A default as somebody would write it.
fn plain(default: &Json) -> String {
    default.as_str().map_or_else(|| default.to_string(), str::to_owned)
}

/// Offers the port of the component where the one of an ingress is missing.
fn add_port(ctx: &RuleContext<'_>, usage: &Usage<'_>, property: &str, report: Report<'_>) {
    let Some(value) = usage.properties.value.as_ref().filter(|_| property == "servicePort") else { return };
    let Some(port) = service_port(ctx, usage.of).filter(|_| usage.properties.shape == Shape::Mapping) else {
        return;
    };
    let edits = insert_entry(ctx.source.node(value.node), property, &YamlValue::Int(port));
    report
        .help(format!("the Service of the instance offers port {port}"))
        .safe_fix(format!("add `servicePort: {port}`"), edits);
}

/// A value of the wrong type, out of range or otherwise not allowed.
fn report_value(
    ctx: &RuleContext<'_>,
    usage: &Usage<'_>,
    problem: &SchemaProblem,
    kind: &SchemaProblemKind,
    value: &Value,
    findings: &mut Findings<'_>,
) {
    let message = if problem.path.is_empty() {
        SchemaProblem { path: vec![PathStep::Key("properties".to_owned())], kind: kind.clone() }.to_string()
    } else {
        problem.to_string()
    };
    let span = match &value.data {
        Data::Mapping(entries) if !problem.path.is_empty() => {
            entries.first().map_or(value.span, |(key, _)| key.span)
        }
        _ if value.span.is_empty() => usage.name.span,
        _ => value.span,
    };
    let report = findings.report(&INVALID_TRAIT_PROPERTIES, span, message);
    let node = ctx.source.node(value.node);
    match kind {
        SchemaProblemKind::WrongType { expected, .. } => {
            offer(report, node, |it| expected.iter().any(|expected| expected == it));
        }
        SchemaProblemKind::NotInEnum { allowed, actual } => {
            let Some(suggestion) = nearest(actual, allowed.iter().map(String::as_str)) else { return };
            let (title, edits) =
                (format!("replace `{actual}` by `{suggestion}`"), replace_scalar(node, suggestion));
            let report = report.help(did_you_mean(suggestion));
            if is_other_case(actual, suggestion) {
                report.safe_fix(title, edits);
            } else {
                report.unsafe_fix(title, edits);
            }
        }
        _ => {}
    }
}

/// Gives a property another name: a key, or in the old list form the value of `name`.
pub(super) fn rename(ctx: &RuleContext<'_>, key: &Key, new: &str) -> Vec<Edit> {
    let node = ctx.source.node(key.node);
    match node.entry() {
        Some(entry) if node.is_key() => rename_key(entry, new),
        _ => replace_scalar(node, new),
    }
}
