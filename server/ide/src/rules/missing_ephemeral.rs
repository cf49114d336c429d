//! A disk that does not say whether its data may be lost.

use oam_syntax::NodeKind;
use oam_syntax::edit::{YamlValue, insert_entry};

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A disk does not say whether it is `ephemeral`.
    ///
    /// ## Why
    ///
    /// The specification lets you leave it out. The reference controller says ``missing field `ephemeral` `` and refuses the
    /// whole document.
    ///
    /// Write `ephemeral: false` if the data must last, `ephemeral: true` if it may be lost with the pod.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: store
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.SingletonWorker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/store:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /data
    ///             disk:
    ///               required: 10G
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: store
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.SingletonWorker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/store:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /data
    ///             disk:
    ///               required: 10G
    ///               ephemeral: false
    /// ```
    pub(super) static MISSING_EPHEMERAL = {
        id: "missing-ephemeral", level: Warning, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    let volumes = containers.filter_map(|it| {
        ctx.source.node(it.node).get("resources").and_then(|it| it.value.get("volumes")).map(|it| it.value)
    });
    for disk in volumes.flat_map(oam_syntax::Node::items).filter_map(|it| it.get("disk")) {
        let node = disk.value;
        if node.kind() != NodeKind::Mapping || node.get("ephemeral").is_some() || node.is_open() {
            continue;
        }
        findings
            .report(
                &MISSING_EPHEMERAL,
                disk.key.span(),
                "the disk does not say whether it is `ephemeral`, and the reference controller refuses it",
            )
            .help("write `ephemeral: false` if the data must last".to_owned())
            .safe_fix("write `ephemeral: false`", insert_entry(node, "ephemeral", &YamlValue::Bool(false)));
    }
}
