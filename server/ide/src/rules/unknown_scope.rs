//! A scope that no application creates.

use oam_catalog::Namespace;
use oam_model::symbol::SymbolKey;
use oam_syntax::edit::replace_scalar;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::nearest_or_all;

declare_rule! {
    /// An instance joins a scope that no application creates.
    ///
    /// ## Why
    ///
    /// The scope must be there first: without it the controller deploys nothing of the application. Scopes are created by
    /// the `scopes` of an application, and the reference controller knows them by the name of that application.
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
    ///         - name: probe-endpoint
    ///           value: .status
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       applicationScopes:
    ///         - shop-helth
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
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       applicationScopes:
    ///         - shop-health
    /// ```
    pub(super) static UNKNOWN_SCOPE = {
        id: "unknown-scope", level: Error, group: References, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application().filter(|_| !ctx.may_be_unread()) else { return };
    for name in application.components.iter().flat_map(|it| &it.scopes) {
        let key = SymbolKey::global(Namespace::ScopeName, &name.value);
        if is_template(&name.value)
            || ctx.workspace.index().definitions(&key).next().is_some()
            || ctx.workspace.index().may_define(Namespace::ScopeName, &name.value)
        {
            continue;
        }
        let known = ctx.workspace.index().names(Namespace::ScopeName).map(|it| it.name.as_str());
        let (nearest, help) = nearest_or_all(&name.value, "scopes are", known);
        let message = format!("no application creates a scope `{}`", name.value);
        let report = findings.report(&UNKNOWN_SCOPE, name.span, message).help(help);
        if let Some(it) = nearest {
            let edits = replace_scalar(ctx.source.node(name.node), it);
            report.unsafe_fix(format!("replace `{}` by `{it}`", name.value), edits);
        }
    }
}
