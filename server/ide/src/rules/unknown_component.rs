//! An instance of a component that nobody defines.

use std::collections::HashSet;

use oam_catalog::Namespace;
use oam_syntax::edit::replace_scalar;

use super::append::{append, component_for};
use super::usage::{definitions, is_template};
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::nearest_or_all;

declare_rule! {
    /// An application asks for a component that no file defines.
    ///
    /// ## Why
    ///
    /// The controller looks components up by name. It says `get component … err: …`, and what comes behind the
    /// component in the list is not deployed either.
    ///
    /// If the component is installed in the cluster by somebody else, say so in a comment:
    /// `# oam: allow unknown-component — installed by the platform team`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: order-queue
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/order-queue:1.4.2
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: order-queu
    ///       instanceName: shop-orders
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: order-queue
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/order-queue:1.4.2
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: order-queue
    ///       instanceName: shop-orders
    /// ```
    pub(super) static UNKNOWN_COMPONENT = {
        id: "unknown-component", level: Error, group: References, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application().filter(|_| !ctx.may_be_unread()) else { return };
    let mut stubs = HashSet::new();
    for usage in &application.components {
        let Some(name) = usage.component.as_ref().filter(|it| !is_template(&it.value)) else { continue };
        let may_be_defined = || ctx.workspace.index().may_define(Namespace::ComponentName, &name.value);
        if !definitions(ctx, usage).is_empty() || may_be_defined() {
            continue;
        }
        let known = ctx.workspace.index().names(Namespace::ComponentName).map(|it| it.name.as_str());
        let (nearest, help) = nearest_or_all(&name.value, "components are", known);
        let report =
            findings.report(&UNKNOWN_COMPONENT, name.span, format!("no component is named `{}`", name.value));
        let report = report.help(help);
        if let Some(it) = nearest {
            let edits = replace_scalar(ctx.source.node(name.node), it);
            report.unsafe_fix(format!("replace `{}` by `{it}`", name.value), edits);
        } else if stubs.insert(&name.value)
            && let Some(stub) = component_for(usage)
        {
            report.unsafe_fix(format!("add a component `{}`", name.value), append(ctx.source, &stub));
        }
    }
}
