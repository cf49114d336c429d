//! A `volume-mounter` for a volume that the component does not have.

use oam_syntax::edit::replace_scalar;

use super::usage::definitions;
use super::volumes::{may_have_more, mounters, volume, volumes};
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::nearest_or_all;

declare_rule! {
    /// A `volume-mounter` names a volume that no container of the component mounts.
    ///
    /// ## Why
    ///
    /// The controller finds nothing to provide a disk for, notes it in its log and goes on. The volume that was meant has no
    /// claim, and the pods that need it wait forever.
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
    ///             volumeName: date
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
    pub(super) static UNKNOWN_VOLUME = {
        id: "unknown-volume", level: Error, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for mounter in mounters(ctx) {
        let definitions = definitions(ctx, mounter.usage);
        let Some(first) = definitions.first() else { continue };
        if definitions.iter().any(|it| may_have_more(it) || volume(it, mounter.volume).is_some()) {
            continue;
        }
        let known = volumes(first.component).map(|it| it.0.as_str());
        let (nearest, help) = nearest_or_all(mounter.volume, "volumes are", known);
        let component = first.object.name().unwrap_or_default();
        let message = format!("component `{component}` has no volume `{}`", mounter.volume);
        let report = findings.report(&UNKNOWN_VOLUME, mounter.value.span, message).help(help).related(
            first.document,
            first.name_span(),
            format!("component `{component}` is defined here"),
        );
        if let Some(it) = nearest {
            let edits = replace_scalar(ctx.source.node(mounter.value.node), it);
            report.unsafe_fix(format!("replace `{}` by `{it}`", mounter.volume), edits);
        }
    }
}
