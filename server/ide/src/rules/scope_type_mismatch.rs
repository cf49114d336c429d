//! A scope type in a spelling that not everybody knows.

use oam_model::object::Body;
use oam_syntax::edit::replace_scalar;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The type of a scope is written otherwise than its definition writes it.
    ///
    /// ## Why
    ///
    /// Specification and examples write `Health` for `HealthScope` and `v1` for `v1alpha1` in places. The reference controller
    /// compares the whole word: it says `unknown scope … type …` for any other spelling.
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
    ///       type: core.oam.dev/v1alpha1.Health
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
    pub(super) static SCOPE_TYPE_MISMATCH = {
        id: "scope-type-mismatch", level: Warning, group: References, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    check_definition(ctx, findings);
    for kind in ctx.application().into_iter().flat_map(|it| &it.scopes).filter_map(|it| it.kind.as_ref()) {
        let Some(entry) = ctx.workspace.scope_type(&kind.value).filter(|it| it.name != kind.value) else {
            continue;
        };
        if is_template(&kind.value) {
            continue;
        }
        let edits = replace_scalar(ctx.source.node(kind.node), &entry.name);
        findings
            .report(
                &SCOPE_TYPE_MISMATCH,
                kind.span,
                format!("the scope type `{}` is called `{}`", kind.value, entry.name),
            )
            .safe_fix(format!("replace `{}` by `{}`", kind.value, entry.name), edits);
    }
}

/// A definition of a type that the platform has under another name.
fn check_definition(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Body::Scope(defined) = &ctx.object.body else { return };
    let entry = ctx.workspace.catalog().scope(ctx.workspace.platform(), &defined.name);
    let Some(entry) = entry.filter(|it| it.name != defined.name) else { return };
    let written = ctx.source.root().and_then(|it| it.get("spec")?.value.get("type"));
    let Some(written) = written else { return };
    findings
        .report(
            &SCOPE_TYPE_MISMATCH,
            written.value.span(),
            format!("the scope type `{}` is called `{}`", defined.name, entry.name),
        )
        .unsafe_fix(
            format!("replace `{}` by `{}`", defined.name, entry.name),
            replace_scalar(written.value, &entry.name),
        );
}
