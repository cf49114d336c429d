//! A `volume-mounter` that writes the name of the volume with other capitals.

use oam_syntax::edit::replace_scalar;

use super::usage::definitions;
use super::volumes::{mounters, volume};
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

declare_rule! {
    /// A `volume-mounter` and the component write the name of a volume with different capitals.
    ///
    /// ## Why
    ///
    /// The controller finds the volume, since it ignores case. But it names the claim as the trait writes it, the pods ask for
    /// the claim that the component writes, and so they wait forever.
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
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /var/lib/data
    ///             disk:
    ///               required: 1G
    ///               ephemeral: false
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
    ///         - name: volume-mounter
    ///           properties:
    ///             volumeName: Data
    ///             storageClass: standard
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
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /var/lib/data
    ///             disk:
    ///               required: 1G
    ///               ephemeral: false
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
    ///         - name: volume-mounter
    ///           properties:
    ///             volumeName: data
    ///             storageClass: standard
    /// ```
    pub(super) static VOLUME_CASE_MISMATCH = {
        id: "volume-case-mismatch", level: Warning, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for mounter in mounters(ctx) {
        let definitions = definitions(ctx, mounter.usage);
        let found: Vec<_> =
            definitions.iter().filter_map(|it| Some((it, volume(it, mounter.volume)?.0))).collect();
        let Some((definition, name)) = found.first() else { continue };
        if found.len() < definitions.len() || found.iter().any(|it| it.1.value == mounter.volume) {
            continue;
        }
        let edits = replace_scalar(ctx.source.node(mounter.value.node), &name.value);
        let message =
            format!("the component writes `{}`, the claim is called `{}`", name.value, mounter.volume);
        findings
            .report(&VOLUME_CASE_MISMATCH, mounter.value.span, message)
            .help(did_you_mean(&name.value))
            .related(definition.document, name.span, format!("volume `{}` is declared here", name.value))
            .safe_fix(format!("replace `{}` by `{}`", mounter.volume, name.value), edits);
    }
}
