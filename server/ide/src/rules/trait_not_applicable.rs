//! A trait on a workload that it is not for.

use oam_catalog::{AppliesTo, TraitEntry};
use oam_model::object::ComponentUse;
use oam_model::value::Text;
use oam_syntax::edit::replace_scalar;

use super::usage::{Definition, definitions};
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::names;

declare_rule! {
    /// An application attaches a trait to a component whose workload type the trait is not for.
    ///
    /// ## Why
    ///
    /// The specification wants such an application refused. The reference controller does not look: it creates what
    /// the trait asks for, which then waits for an object that never comes, or does nothing without a word.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.SingletonWorker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
    ///       traits:
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 3
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
    ///       traits:
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 3
    /// ```
    pub(super) static TRAIT_NOT_APPLICABLE = {
        id: "trait-not-applicable", level: Error, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        check_usage(ctx, usage, findings);
    }
}

fn check_usage(ctx: &RuleContext<'_>, usage: &ComponentUse, findings: &mut Findings<'_>) {
    let definitions = definitions(ctx, usage);
    let (Some(first), Some(component)) = (definitions.first(), &usage.component) else { return };
    let Some(workload) = &first.component.workload_type else { return };
    for name in usage.traits.iter().filter_map(|it| it.name.as_ref()) {
        let entries = ctx.workspace.traits_named(&name.value);
        let may_apply = |entry: &TraitEntry| definitions.iter().any(|it| may_apply(ctx, it, entry));
        if entries.is_empty() || entries.iter().any(|it| may_apply(it)) {
            continue;
        }
        let types = entries.iter().flat_map(|it| match &it.applies_to {
            AppliesTo::Any => &[][..],
            AppliesTo::Only(types) => types,
        });
        let allowed = names(types.map(String::as_str));
        let message = format!("trait `{}` does not apply to `{}`", name.value, workload.value);
        let message = if allowed.is_empty() { message } else { format!("{message}; allowed are {allowed}") };
        let report = findings.report(&TRAIT_NOT_APPLICABLE, name.span, message).related(
            first.document,
            workload.span,
            format!("`{}` gets its workload type here", component.value),
        );
        // A singleton and the type that may run many times differ in nothing else.
        let many = ctx.workspace.workload(&workload.value).map(|it| it.name.replace(".Singleton", "."));
        let Some(many) = many.filter(|it| entries.iter().all(|entry| entry.applies_to(it))) else { continue };
        if definitions.len() == 1 {
            report.help(format!("a `{many}` may run many times")).unsafe_fix_in(
                first.document,
                format!("replace `{}` by `{many}`", workload.value),
                replace_scalar(first.source.node(workload.node), &many),
            );
        }
    }
}

/// Whether a trait is for a component, or nobody can tell.
pub(super) fn may_apply(ctx: &RuleContext<'_>, definition: &Definition<'_>, entry: &TraitEntry) -> bool {
    let Some(written) = definition.component.workload_type.as_ref().map(Text::as_str) else { return true };
    let Some(workload) = ctx.workspace.workload(written) else { return true };
    // Definitions of 2019 list bare kinds: `Server`.
    let kind = workload.name.rsplit_once('.').map_or("", |(_, it)| it);
    let mut spellings = workload.aliases.iter().map(String::as_str).chain([written, &workload.name, kind]);
    spellings.any(|it| entry.applies_to(it))
}
