//! A trait that becomes an object which today's clusters do not know.
//!
//! What becomes of a trait, and when Kubernetes removed it, is said in the files of the platforms.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A trait becomes an object of a version that Kubernetes has removed.
    ///
    /// ## Why
    ///
    /// The controllers of v1alpha1 were written in 2019 and 2020. Some of what they create has an `apiVersion` that clusters
    /// of today refuse: the component runs, and the ingress or the autoscaler is missing.
    ///
    /// Nothing in the document can change that. Use a cluster older than the version that the message names, or deploy what
    /// `oam-ls preview` prints for the target `kubernetes`, which is written for today's clusters.
    ///
    /// ## Examples
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
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.org
    ///             servicePort: 8080
    /// ```
    ///
    /// ```yaml valid
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
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 2
    /// ```
    pub(super) static REMOVED_API = {
        id: "removed-api", level: Info, group: Portability, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    // Without a platform nobody knows what a trait becomes.
    let catalog = ctx.workspace.catalog();
    let Some(platform) = ctx.workspace.platform().and_then(|it| catalog.platform(it)) else { return };
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        for name in usage.traits.iter().filter_map(|it| it.name.as_ref()) {
            // Whatever a `Trait` in the workspace says, it is the platform that makes the object.
            let Some(made) = platform.trait_named(&name.value).and_then(|it| it.removed_api.as_ref()) else {
                continue;
            };
            findings
                .report(
                    &REMOVED_API,
                    name.span,
                    format!(
                        "platform `{}` turns this into `{}` of `{}`, which Kubernetes {} removed",
                        platform.name, made.kind, made.api_version, made.removed_in
                    ),
                )
                .help("use an older cluster, or deploy what `oam-ls preview` prints".to_owned());
        }
    }
}
