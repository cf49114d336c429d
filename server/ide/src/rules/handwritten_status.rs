//! A status that no controller wrote.

use oam_catalog::Role;
use oam_syntax::edit::remove_entry;

use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A document has a `status`.
    ///
    /// ## Why
    ///
    /// Controllers write the status into the object in the cluster. What stands in a file is ignored or overwritten; it is
    /// mostly left from `kubectl get -o yaml`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    /// status:
    ///   phase: synced
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
    pub(super) static HANDWRITTEN_STATUS = {
        id: "handwritten-status", level: Warning, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    // Kinds that only controllers write are looked at by whoever keeps a copy of the cluster.
    let is_authors =
        ctx.object.header.role.is_some_and(|it| !matches!(it, Role::ComponentInstance | Role::HealthScope));
    let entry = ctx.source.root().and_then(|it| it.get("status"));
    let Some(entry) = entry.filter(|_| is_authors) else { return };
    findings
        .report(
            &HANDWRITTEN_STATUS,
            entry.key.span(),
            "`status` is written by controllers, and has no effect here",
        )
        .help("remove `status`".to_owned())
        .tag(Tag::Unnecessary)
        .safe_fix("remove `status`", remove_entry(entry));
}
