//! More applications than the platform takes.

use oam_catalog::Role;

use super::platform::lack;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// There are several application configurations, on a platform that takes only one.
    ///
    /// ## Why
    ///
    /// The command of Amazon ECS reads all documents it is given and refuses more than one application configuration among
    /// them. Keep each application in a folder of its own.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: ecs
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components: []
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: blog
    /// spec:
    ///   components: []
    /// ```
    ///
    /// ```yaml valid
    /// # platform: ecs
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components: []
    /// ```
    pub(super) static SEVERAL_APPLICATIONS = {
        id: "several-applications", level: Error, group: Portability, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    if ctx.application().is_none() {
        return;
    }
    let Some(lack) = lack(ctx, |it| &it.several_applications) else { return };
    // Only documents of one file are certainly deployed together.
    let mut all = ctx.workspace.with_role(Role::Application);
    let first = all.find(|(document, _)| document.file == ctx.document.file);
    let Some((document, object)) = first.filter(|(document, _)| *document != ctx.document) else { return };
    let span = ctx.object.header.name.as_ref().or(ctx.object.header.kind.as_ref());
    let Some(span) = span.map(|it| it.span) else { return };
    let other = object.header.name.as_ref().map_or(object.header.span, |it| it.span);
    findings
        .report(
            &SEVERAL_APPLICATIONS,
            span,
            format!("{} takes only one application configuration", lack.subject),
        )
        .help(lack.help)
        .related(document, other, "the first application is here");
}
