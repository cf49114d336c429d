//! An architecture that no node has.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The architecture `i386` is the label of no node.
    ///
    /// ## Why
    ///
    /// Kubernetes labels nodes with 32-bit x86 processors `386`. The reference controller copies `arch` into the node
    /// selector as it is, so the pod waits for a node forever.
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
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   arch: i386
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   arch: amd64
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ```
    pub(super) static ARCH_WITHOUT_NODE = {
        id: "arch-without-node", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(arch) = ctx.component().and_then(|it| it.arch.as_ref()).filter(|it| it.value == "i386") else {
        return;
    };
    findings
        .report(&ARCH_WITHOUT_NODE, arch.span, "no Kubernetes node has the architecture `i386`")
        .help("the nodes call it `386`, which the specification does not know".to_owned());
}
