//! A `volume-mounter` on a component with a volume that asks for no disk.

use oam_syntax::Node;

use super::usage::{definitions, has_hole};
use super::volumes::{mounters, volumes};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A `volume-mounter` is attached to a component with a volume that has no `disk`.
    ///
    /// ## Why
    ///
    /// The reference controller looks at the `disk` of every volume of the component to find the one that is named, and crashes
    /// over the first that has none.
    ///
    /// Give every volume of the component a `disk`, with `ephemeral: true` where the data need not last.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
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
    ///             accessMode: RW
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
    /// # platform: rudr
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
    pub(super) static VOLUME_WITHOUT_DISK = {
        id: "volume-without-disk", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for mounter in mounters(ctx) {
        let definitions = definitions(ctx, mounter.usage);
        let mut without = Vec::new();
        for definition in &definitions {
            let mut list = volumes(definition.component).filter(|(name, it)| {
                let item = definition.source.node(name.node).parent().map(Node::id);
                it.disk.is_none() && !has_hole(definition.source, item, "disk")
            });
            without.extend(list.next().map(|it| (definition.document, it.0)));
        }
        let Some((document, name)) = without.first().filter(|_| without.len() == definitions.len()) else {
            continue;
        };
        let span = mounter.binding.name.as_ref().map_or(mounter.value.span, |it| it.span);
        findings
            .report(
                &VOLUME_WITHOUT_DISK,
                span,
                format!(
                    "volume `{}` of the component has no `disk`, and the reference controller crashes on it",
                    name.value
                ),
            )
            .help(format!("add `disk` with `required` and `ephemeral` to volume `{}`", name.value))
            .related(*document, name.span, format!("`{}` is declared here", name.value));
    }
}
