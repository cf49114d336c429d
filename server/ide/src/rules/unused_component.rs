//! A component that no application of the workspace uses.
//!
//! A workspace of nothing but components is a library, of which nobody knows the users.

use oam_catalog::Namespace;
use oam_model::symbol::SymbolKey;

use super::usage::is_template;
use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// No application of the workspace uses a component, although there are applications.
    ///
    /// ## Why
    ///
    /// Components do nothing by themselves. One that was left over, or that an application forgets, is easily taken for something
    /// that runs.
    ///
    /// Use it in an application, or remove it. Where components are written for others to use, and the applications of the
    /// workspace are only examples, switch the rule off in `.oam-ls.yaml`.
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
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: database
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
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
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: database
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///     - componentName: database
    ///       instanceName: shop-database
    /// ```
    pub(super) static UNUSED_COMPONENT = {
        id: "unused-component", level: Info, group: References, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(name) = ctx.component().and(ctx.object.header.name.as_ref()) else { return };
    let index = ctx.workspace.index();
    let is_used =
        |name: &str| index.references(&SymbolKey::global(Namespace::ComponentName, name)).next().is_some();
    // Without any application the workspace is a library.
    if ctx.may_be_unread()
        || is_template(&name.value)
        || is_used(&name.value)
        || !index.defines_any(Namespace::ApplicationName)
        || index.may_mention(Namespace::ComponentName, &name.value)
    {
        return;
    }
    // A name that nothing defines was probably meant for this component: the business of `unknown-component`.
    let is_defined =
        |name: &str| index.definitions(&SymbolKey::global(Namespace::ComponentName, name)).next().is_some();
    let mut usages = ctx.workspace.uses_in(ctx.document.file);
    if usages.any(|it| it.component.as_ref().is_none_or(|it| !is_defined(&it.value))) {
        return;
    }
    findings
        .report(&UNUSED_COMPONENT, name.span, format!("no application uses component `{}`", name.value))
        .help("use it in an application, or remove it".to_owned())
        .tag(Tag::Unnecessary);
}
