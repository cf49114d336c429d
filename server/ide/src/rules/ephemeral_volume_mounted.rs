//! A `volume-mounter` for a temporary volume.

use super::usage::definitions;
use super::volumes::{mounters, volume};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A `volume-mounter` provides a disk for a volume that is temporary.
    ///
    /// ## Why
    ///
    /// A volume with `ephemeral: true` lives and dies with its pod and needs no claim. The reference controller makes none, so
    /// the trait does nothing; other controllers refuse the application.
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
    ///               ephemeral: true
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
    pub(super) static EPHEMERAL_VOLUME_MOUNTED = {
        id: "ephemeral-volume-mounted", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for mounter in mounters(ctx) {
        let definitions = definitions(ctx, mounter.usage);
        let mut ephemeral = Vec::new();
        for it in &definitions {
            let Some((name, volume)) = volume(it, mounter.volume) else { continue };
            if volume.disk.as_ref().is_some_and(|it| it.ephemeral == Some(true)) {
                ephemeral.push((it.document, name));
            }
        }
        let Some((document, name)) = ephemeral.first().filter(|_| ephemeral.len() == definitions.len())
        else {
            continue;
        };
        findings
            .report(
                &EPHEMERAL_VOLUME_MOUNTED,
                mounter.value.span,
                format!("volume `{}` is temporary and needs no disk", name.value),
            )
            .help("remove the trait, or set `ephemeral` to false".to_owned())
            .related(*document, name.span, format!("`{}` is declared `ephemeral` here", name.value));
    }
}
