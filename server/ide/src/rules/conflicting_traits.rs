//! Traits that work against each other.

use oam_model::object::ComponentUse;
use oam_model::value::Text;

use super::attached::{Attached, attached};
use super::usage::{Definition, definitions};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An instance has two traits that work against each other, or a trait and a parameter that do.
    ///
    /// ## Why
    ///
    /// Each of the two sets the number of copies, and each undoes what the other did. Nobody refuses the application:
    /// the number of copies just never settles.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ---
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
    ///         - name: auto-scaler
    ///           properties:
    ///             minimum: 1
    ///             maximum: 5
    ///             cpu: 60
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: auto-scaler
    ///           properties:
    ///             minimum: 1
    ///             maximum: 5
    ///             cpu: 60
    /// ```
    pub(super) static CONFLICTING_TRAITS = {
        id: "conflicting-traits", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let all = attached(ctx, usage);
        for (position, second) in all.iter().enumerate() {
            let Some(first) = all.iter().take(position).find(|it| is_conflict(it, second)) else { continue };
            let message = format!(
                "traits `{}` and `{}` work against each other",
                first.canonical(),
                second.canonical()
            );
            findings.report(&CONFLICTING_TRAITS, second.name.span, message).related(
                ctx.document,
                first.name.span,
                format!("`{}` is attached here", first.name.value),
            );
        }
        let Some(scaler) = all.iter().find(|it| it.is("manual-scaler")) else { continue };
        if let Some(replicas) = implicit_replicas(ctx, usage) {
            let message = "trait `manual-scaler` and parameter `replicas` both set the number of copies";
            findings.report(&CONFLICTING_TRAITS, scaler.name.span, message).related(
                ctx.document,
                replicas.span,
                "`replicas` is given here",
            );
        }
    }
}

fn is_conflict(a: &Attached<'_>, b: &Attached<'_>) -> bool {
    let names = |a: &Attached<'_>, b: &Attached<'_>| {
        a.entries.iter().any(|it| it.conflicts_with.iter().any(|it| it == b.canonical()))
    };
    names(a, b) || names(b, a)
}

/// The value for `replicas` that the platform itself understands: no component declares it.
fn implicit_replicas<'w>(ctx: &RuleContext<'w>, usage: &'w ComponentUse) -> Option<&'w Text> {
    let platform = ctx.workspace.catalog().platform(ctx.workspace.platform()?)?;
    platform.implicit_parameters.iter().find(|it| it.name == "replicas")?;
    let definitions = definitions(ctx, usage);
    let is_own = |it: &Definition<'_>| it.may_declare_more() || it.parameter("replicas").is_some();
    if definitions.is_empty() || definitions.iter().any(is_own) {
        return None;
    }
    usage.parameter_values.iter().filter_map(|it| it.name.as_ref()).find(|it| it.value == "replicas")
}
