//! A trait that nobody offers.

use oam_catalog::Namespace;
use oam_model::value::Text;
use oam_syntax::edit::replace_scalar;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::{names, nearest_or_all};

declare_rule! {
    /// An application attaches a trait that neither the platform offers nor any file defines.
    ///
    /// ## Why
    ///
    /// The controller says `unknown trait …` and does not deploy the component. Without a configured platform, a trait
    /// that any known platform offers is accepted.
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
    ///       traits:
    ///         - name: manual-scalar
    ///           properties:
    ///             replicaCount: 2
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
    ///       traits:
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 2
    /// ```
    ///
    /// A trait of another platform:
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: rollout
    ///           properties:
    ///             canaryReplicas: 1
    /// ```
    pub(super) static UNKNOWN_TRAIT = {
        id: "unknown-trait", level: Error, group: References, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let catalog = ctx.workspace.catalog();
    // Of a platform that the catalogue does not know, nothing can be said.
    if ctx.may_be_unread() || catalog.selected(ctx.workspace.platform()).is_empty() {
        return;
    }
    let usages = ctx.application().into_iter().flat_map(|it| &it.components);
    for name in usages.flat_map(|it| &it.traits).filter_map(|it| it.name.as_ref()) {
        if !is_template(&name.value)
            && ctx.workspace.traits_named(&name.value).is_empty()
            && !ctx.workspace.index().may_define(Namespace::TraitType, &name.value)
        {
            report(ctx, name, findings);
        }
    }
}

fn report(ctx: &RuleContext<'_>, name: &Text, findings: &mut Findings<'_>) {
    let platforms = ctx.workspace.catalog().platforms();
    let elsewhere: Vec<&str> =
        platforms.filter(|it| it.trait_named(&name.value).is_some()).map(|it| it.name.as_str()).collect();
    let message = match ctx.workspace.platform() {
        Some(platform) => {
            format!("platform `{platform}` has no trait `{}`, and no file defines it", name.value)
        }
        None => format!("no platform has a trait `{}`, and no file defines it", name.value),
    };
    let all = ctx.workspace.all_traits();
    let (nearest, help) = nearest_or_all(&name.value, "traits are", all.iter().map(|it| it.name.as_str()));
    let help = match elsewhere.as_slice() {
        [] => help,
        [one] => Some(format!("platform `{one}` has it")),
        many => Some(format!("platforms {} have it", names(many.iter().copied()))),
    };
    let report = findings.report(&UNKNOWN_TRAIT, name.span, message).help(help);
    if let Some(it) = nearest.filter(|_| elsewhere.is_empty()) {
        let edits = replace_scalar(ctx.source.node(name.node), it);
        report.unsafe_fix(format!("replace `{}` by `{it}`", name.value), edits);
    }
}
