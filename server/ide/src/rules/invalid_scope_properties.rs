//! Properties of a scope that contradict its type.
//!
//! Types that nobody knows are the business of `unknown-scope-type`.

use std::sync::Arc;

use oam_catalog::ScopeEntry;
use oam_model::object::{ScopeBinding, Shape};
use oam_model::value::{Data, Value};

use oam_syntax::{Node, NodeId};

use super::contradictions::{Subject, rename, report};
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The properties of a scope contradict its type: one is unknown, missing, of the wrong type or out of range.
    ///
    /// ## Why
    ///
    /// The controller says `probe-method does not exist in params …` or `network-id is not exist` and creates no scope. Keys that
    /// it does not know, it ignores; they are written in kebab-case, although its own chart writes some of them otherwise.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-health
    /// spec:
    ///   scopes:
    ///     - name: health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpiont
    ///           value: .status
    /// ```
    ///
    /// A property is missing:
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-health
    /// spec:
    ///   scopes:
    ///     - name: health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-health
    /// spec:
    ///   scopes:
    ///     - name: health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpoint
    ///           value: .status
    /// ```
    pub(super) static INVALID_SCOPE_PROPERTIES = {
        id: "invalid-scope-properties", level: Error, group: References, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for scope in ctx.application().into_iter().flat_map(|it| &it.scopes) {
        let Some(kind) = &scope.kind else { continue };
        let entries = candidates(ctx, &kind.value);
        let Some(first) = entries.first() else { continue };
        let root = Value {
            data: Data::Mapping(scope.properties.entries.clone()),
            span: scope.properties.value.as_ref().map_or(kind.span, |it| it.span),
            node: kind.node,
        };
        let short = first.name.rsplit('.').next().unwrap_or(&first.name);
        let subject = Subject {
            words: format!("scope type `{short}`"),
            key: "property",
            root: &root,
            span: kind.span,
            has_hole: has_hole(scope) || is_open(ctx, scope, kind.node),
            severity: Severity::Error,
        };
        report(ctx, &INVALID_SCOPE_PROPERTIES, &subject, entries.iter().map(|it| &it.properties), findings);
        if !has_hole(scope) {
            report_other_case(ctx, scope, &entries, findings);
        }
    }
}

/// The definitions that a type may stand for: the user's own, and those of the platforms, whose controllers may look at
/// nothing but their own.
fn candidates(ctx: &RuleContext<'_>, kind: &str) -> Vec<Arc<ScopeEntry>> {
    let mut entries: Vec<_> = ctx.workspace.scope_type(kind).into_iter().collect();
    for platform in ctx.workspace.catalog().selected(ctx.workspace.platform()) {
        let new = platform.scope_named(kind).filter(|it| !entries.iter().any(|old| Arc::ptr_eq(old, it)));
        entries.extend(new.cloned());
    }
    entries
}

/// Whether a template may give more properties, or a scalar stands where they should be.
fn has_hole(scope: &ScopeBinding) -> bool {
    let Some(value) = &scope.properties.value else { return false };
    match (&value.data, scope.properties.shape) {
        (Data::Unknown, _) | (_, Shape::Scalar) => true,
        (Data::Sequence(items), _) => items.len() != scope.properties.entries.len(),
        (Data::Mapping(entries), _) => entries.iter().any(|(key, _)| key.text.contains("{{")),
        _ => false,
    }
}

/// Old spellings that the schema still accepts, and no controller reads.
fn report_other_case(
    ctx: &RuleContext<'_>,
    scope: &ScopeBinding,
    entries: &[Arc<ScopeEntry>],
    findings: &mut Findings<'_>,
) {
    for (key, _) in &scope.properties.entries {
        let today =
            |it: &Arc<ScopeEntry>| it.properties.view().property(&key.text)?.canonical().map(str::to_owned);
        let mut all = entries.iter().map(today);
        let Some(Some(first)) = all.next() else { continue };
        if !all.all(|it| it.is_some()) || scope.properties.get(&first).is_some() {
            continue;
        }
        findings
            .report(
                &INVALID_SCOPE_PROPERTIES,
                key.span,
                format!("the property `{}` is called `{first}`", key.text),
            )
            .severity(Severity::Warning)
            .safe_fix(format!("replace `{}` by `{first}`", key.text), rename(ctx, key, &first));
    }
}

/// Whether the properties, or the scope if it has none, may hold more than can be seen.
fn is_open(ctx: &RuleContext<'_>, scope: &ScopeBinding, kind: NodeId) -> bool {
    match &scope.properties.value {
        Some(value) => ctx.source.node(value.node).is_open(),
        None => ctx.source.node(kind).parent().is_some_and(Node::is_open),
    }
}
