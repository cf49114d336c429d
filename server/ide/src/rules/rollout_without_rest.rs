//! A trial that is no trial.

use super::attached::{attached, count};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A rollout tries the new revision on as many copies as there are.
    ///
    /// ## Why
    ///
    /// The trial is meant for a few copies, and the rest follows in batches when it goes well. Here no copy of the old
    /// revision is left beside it.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: edas
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
    ///       parameterValues:
    ///         - name: replicas
    ///           value: "3"
    ///       traits:
    ///         - name: rollout
    ///           properties:
    ///             canaryReplicas: 3
    /// ```
    ///
    /// ```yaml valid
    /// # platform: edas
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
    ///       parameterValues:
    ///         - name: replicas
    ///           value: "3"
    ///       traits:
    ///         - name: rollout
    ///           properties:
    ///             canaryReplicas: 1
    /// ```
    pub(super) static ROLLOUT_WITHOUT_REST = {
        id: "rollout-without-rest", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let all = attached(ctx, usage);
        let is = |name: &str| all.iter().find(|it| it.is(name));
        let Some((trial, value)) = is("rollout").and_then(|it| it.count("canaryReplicas")) else { continue };
        let given = usage
            .parameter_values
            .iter()
            .find(|it| it.name.as_ref().is_some_and(|it| it.value == "replicas"));
        let by_trait = is("manual-scaler").and_then(|it| it.count("replicaCount"));
        let by_parameter = given.and_then(|it| it.value.as_ref()).and_then(|it| Some((count(it)?, it)));
        // Where both say how many copies there are, nobody knows how many there are.
        let (Some((copies, at)), None) = (by_trait.or(by_parameter), by_trait.and(by_parameter)) else {
            continue;
        };
        if trial > 0 && trial >= copies {
            let message = format!("`canaryReplicas` is {trial}, but there are only {copies} copies");
            findings.report(&ROLLOUT_WITHOUT_REST, value.span, message).related(
                ctx.document,
                at.span,
                "the number of copies is set here",
            );
        }
    }
}
