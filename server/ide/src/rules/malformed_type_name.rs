//! A name of a type that is not written as one.

use oam_catalog::{Namespace, SchemaView};
use oam_model::value::{Data, Key, Text, Value};
use oam_syntax::Node;
use oam_syntax::edit::replace_scalar;

use super::usage::is_template;
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The type of a scope, a resource, or of what a trait applies to is not written `GROUP/VERSION.KIND`.
    ///
    /// ## Why
    ///
    /// Types are compared letter by letter, group and version included: `Server` alone is no type, and a trait for it applies
    /// to nothing. The workload type of a component is checked by `unknown-workload-type`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: log-level
    /// spec:
    ///   appliesTo:
    ///     - Server
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: log-level
    /// spec:
    ///   appliesTo:
    ///     - core.oam.dev/v1alpha1.Server
    /// ```
    pub(super) static MALFORMED_TYPE_NAME = {
        id: "malformed-type-name", level: Error, group: References, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for &(key, value, view) in ctx.places() {
        if view.is_deprecated() {
            continue;
        }
        match &value.data {
            Data::Sequence(items) => {
                let names = |it: SchemaView<'_>| names_type(key, it);
                if view.items().is_some_and(names) {
                    for it in items {
                        check_name(ctx, it, findings);
                    }
                }
            }
            _ if names_type(key, view) => check_name(ctx, value, findings),
            _ => {}
        }
    }
    if let Some(name) = ctx.component().and_then(|it| it.workload_type.as_ref()) {
        check_kind(name, findings);
    }
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let resources = ctx.source.node(container.node).get("resources");
        let extended = resources.and_then(|it| it.value.get("extended")).map(|it| it.value);
        for name in extended.into_iter().flat_map(Node::items).filter_map(|it| it.get("name")) {
            check_name(ctx, &Value::read(name.value), findings);
        }
    }
}

/// Whether the schema says that the name of a type stands here. Workload types of components have a rule of their own.
fn names_type(key: &Key, view: SchemaView<'_>) -> bool {
    let is_type = |it| matches!(it, Namespace::WorkloadType | Namespace::ScopeType);
    key.text != "workloadType"
        && (view.refers().is_some_and(is_type) || view.defines() == Some(Namespace::ScopeType))
}

fn check_name(ctx: &RuleContext<'_>, value: &Value, findings: &mut Findings<'_>) {
    let Some(name) = value.as_str() else { return };
    if name == "*" || is_template(name) || is_type_name(name) {
        return;
    }
    let message = format!("`{name}` is no type; one is written `GROUP/VERSION.KIND`");
    let report = findings.report(&MALFORMED_TYPE_NAME, value.span, message);
    let workloads = ctx.workspace.all_workloads().into_iter().map(|it| it.name.clone());
    let scopes = ctx.workspace.all_scope_types().into_iter().map(|it| it.name.clone());
    let mut meant =
        workloads.chain(scopes).filter(|it| it.rsplit_once('.').is_some_and(|(_, kind)| kind == name));
    if let (Some(it), None) = (meant.next(), meant.next()) {
        report.help(format!("write `{it}`")).safe_fix(
            format!("replace `{name}` by `{it}`"),
            replace_scalar(ctx.source.node(value.node), &it),
        );
    }
}

/// A kind with other characters than letters and digits: no object of such a kind can exist.
fn check_kind(name: &Text, findings: &mut Findings<'_>) {
    let Some((_, kind)) = name.value.rsplit_once('.').filter(|_| is_type_name(&name.value)) else { return };
    let is_plain = kind.starts_with(|it: char| it.is_ascii_uppercase())
        && kind.chars().all(|it| it.is_ascii_alphanumeric());
    if !is_plain && !is_template(&name.value) {
        let message = format!("`{kind}` is no kind: one has letters and digits, and begins with a capital");
        findings.report(&MALFORMED_TYPE_NAME, name.span, message).severity(Severity::Warning);
    }
}

/// Whether a name has the form `GROUP/VERSION.KIND`: a slash, and behind it a dot.
fn is_type_name(name: &str) -> bool {
    let parts = name.split_once('/').and_then(|(group, rest)| Some((group, rest.split_once('.')?)));
    parts.is_some_and(|(group, (version, kind))| {
        ![group, version, kind].iter().any(|it| it.is_empty() || it.contains([' ', '/']))
    })
}
