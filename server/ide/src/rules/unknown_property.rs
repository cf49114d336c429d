//! A key that its kind does not know.

use oam_catalog::SchemaProblemKind;
use oam_syntax::edit::rename_key;

use super::misindented_properties::is_misplaced;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::{did_you_mean, nearest};

declare_rule! {
    /// A key means nothing at this place.
    ///
    /// ## Why
    ///
    /// The controller ignores keys that it does not know, without a word: what they were meant to say never happens.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       imagePullSecrets: registry
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       imagePullSecret: registry
    /// ```
    pub(super) static UNKNOWN_PROPERTY = {
        id: "unknown-property", level: Warning, group: Schema, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for it in ctx.schema_problems() {
        let SchemaProblemKind::Unknown { property, allowed } = &it.problem.kind else { continue };
        if it.key.is_some_and(|key| is_misplaced(ctx, key)) {
            continue;
        }
        let report = findings.report(&UNKNOWN_PROPERTY, it.span, it.problem.to_string());
        let Some(suggestion) = nearest(property, allowed.iter().map(String::as_str)) else { continue };
        let entry = it.key.and_then(|key| ctx.source.node(key).entry());
        let edits = entry.map(|it| rename_key(it, suggestion)).unwrap_or_default();
        report
            .help(did_you_mean(suggestion))
            .unsafe_fix(format!("replace `{property}` by `{suggestion}`"), edits);
    }
}
