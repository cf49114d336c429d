//! The same key twice in one mapping.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A mapping has the same key twice.
    ///
    /// ## Why
    ///
    /// YAML forbids it, and tools that read it all the same take the last one: the first says something that nobody hears.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    ///   name: shop-2
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
    ///   components: []
    /// ```
    pub(super) static DUPLICATE_KEY = {
        id: "duplicate-key", level: Error, group: Schema, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (first, repeated) in ctx.source.duplicate_keys() {
        findings
            .report(
                &DUPLICATE_KEY,
                repeated.span(),
                format!("the key `{}` is already there", repeated.text()),
            )
            .related(ctx.document, first.span(), "first written here")
            .plain_yaml(true);
    }
}
