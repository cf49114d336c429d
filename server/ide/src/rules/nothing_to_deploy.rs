//! An application of nothing.

use oam_syntax::{Entry, Node, NodeKind};

use super::usage::has_hole;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application has neither components nor scopes.
    ///
    /// ## Why
    ///
    /// Nothing is deployed, and nobody says so: the object is accepted and does nothing.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components: []
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
    /// ```
    pub(super) static NOTHING_TO_DEPLOY = {
        id: "nothing-to-deploy", level: Error, group: Schema, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application() else { return };
    let Some(spec) = ctx.source.root().and_then(|it| it.get("spec")) else { return };
    let holds = |key: &str| list(spec, key).is_some_and(|it| it.items().next().is_some());
    let is_hidden = |key: &str| has_hole(ctx.source, application.spec, key);
    let is_hole = !matches!(spec.value.kind(), NodeKind::Mapping | NodeKind::Missing | NodeKind::Scalar)
        || ctx.source.tree().has_holes();
    // A list that is something else has another problem.
    let is_other = |key: &str| list(spec, key).is_some_and(|it| it.kind() == NodeKind::Mapping);
    let keys = ["components", "scopes"];
    // In broken text, lines that belong below `spec` may stand elsewhere.
    let is_unclear = is_hole || !ctx.source.errors().is_empty();
    if is_unclear || keys.iter().any(|it| holds(it) || is_hidden(it) || is_other(it)) {
        return;
    }
    let span = spec.value.get("components").map_or(spec.key.span(), |it| it.key.span());
    findings
        .report(&NOTHING_TO_DEPLOY, span, "the application has neither components nor scopes")
        .help("add a component to `components`".to_owned());
}

fn list<'d>(spec: Entry<'d>, key: &str) -> Option<Node<'d>> {
    spec.value.get(key).map(|it| it.value.resolved())
}
