//! A comment that switches a rule off and does not say why.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A comment allows a finding without saying why.
    ///
    /// ## Why
    ///
    /// Who reads the comment later cannot tell whether it still holds. Any dash or a colon stands between the rules and the
    /// reason.
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
    ///       # oam: allow latest-tag
    ///       image: nginx:latest
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
    ///       # oam: allow latest-tag — this is a playground
    ///       image: nginx:latest
    /// ```
    pub(super) static SUPPRESSION_WITHOUT_REASON = {
        id: "suppression-without-reason", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for comment in ctx.suppressions.chunk_by(|a, b| a.directive.span == b.directive.span) {
        let Some(first) = comment.first().map(|it| &it.directive) else { continue };
        if first.reason.is_none() && !first.rule.is_empty() {
            findings
                .report(
                    &SUPPRESSION_WITHOUT_REASON,
                    first.span,
                    "the comment does not say why this is allowed",
                )
                .help("add the reason behind a dash: `— reason`".to_owned());
        }
    }
}
