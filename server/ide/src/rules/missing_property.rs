//! A mapping lacks a key that its kind asks for.

use oam_catalog::SchemaProblemKind;
use oam_syntax::edit::insert_entry;

use super::evident::evident;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A key that the kind asks for is missing.
    ///
    /// ## Why
    ///
    /// The controller reads the whole document or nothing of it: without the key it answers with
    /// ``missing field `…` `` and creates no object.
    ///
    /// ## Examples
    ///
    /// A container without an image:
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
    /// ```
    pub(super) static MISSING_PROPERTY = {
        id: "missing-property", level: Error, group: Schema, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for it in ctx.schema_problems() {
        let SchemaProblemKind::Missing { property } = &it.problem.kind else { continue };
        let report = findings
            .report(&MISSING_PROPERTY, it.span, it.problem.to_string())
            .help(format!("add `{property}:` here"));
        if let Some(value) = evident(ctx, &it.problem.path, it.node, property) {
            let edits = insert_entry(ctx.source.node(it.node), property, &value);
            report.unsafe_fix(format!("add `{property}`"), edits);
        }
    }
}
