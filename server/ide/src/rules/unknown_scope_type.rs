//! A scope of a type that nobody knows.

use oam_catalog::Namespace;
use oam_syntax::edit::replace_scalar;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::nearest_or_all;

declare_rule! {
    /// An application creates a scope of a type that neither the platform nor an `ApplicationScope` defines.
    ///
    /// ## Why
    ///
    /// The controller says `unknown scope … type …` and creates nothing. Every instance that joins the scope fails with
    /// it.
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
    ///       type: core.oam.dev/v1alpha1.HelthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpoint
    ///           value: .status
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
    pub(super) static UNKNOWN_SCOPE_TYPE = {
        id: "unknown-scope-type", level: Error, group: References, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application().filter(|_| !ctx.may_be_unread()) else { return };
    for kind in application.scopes.iter().filter_map(|it| it.kind.as_ref()) {
        if is_template(&kind.value)
            || ctx.workspace.scope_type(&kind.value).is_some()
            || ctx.workspace.index().may_define(Namespace::ScopeType, &kind.value)
        {
            continue;
        }
        let known = ctx.workspace.all_scope_types();
        let known = known.iter().map(|it| it.name.as_str());
        let (nearest, help) = nearest_or_all(&kind.value, "scope types are", known);
        let help = elsewhere(ctx, &kind.value).or(help);
        let message = match ctx.workspace.platform() {
            Some(platform) => format!("platform `{platform}` has no scope type `{}`", kind.value),
            None => format!("no platform has a scope type `{}`", kind.value),
        };
        let report = findings.report(&UNKNOWN_SCOPE_TYPE, kind.span, message).help(help);
        if let Some(it) = nearest {
            let edits = replace_scalar(ctx.source.node(kind.node), it);
            report.unsafe_fix(format!("replace `{}` by `{it}`", kind.value), edits);
        }
    }
}

/// The platforms that know the type, if the selected one does not.
fn elsewhere(ctx: &RuleContext<'_>, kind: &str) -> Option<String> {
    let catalog = ctx.workspace.catalog();
    let mut platforms = catalog.platforms().filter(|it| it.scope_named(kind).is_some());
    platforms.next().map(|it| format!("platform `{}` has it", it.name))
}
