//! A container that does not say how much it needs.
//!
//! What a container asks for is judged elsewhere: an amount that is hard to believe by `implausible-resources`, a key that is
//! missing below `resources` by `missing-property`.

use oam_catalog::Support;
use oam_syntax::edit::{YamlValue, insert_entry};

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A container does not say how much CPU and memory it needs.
    ///
    /// ## Why
    ///
    /// Without `resources` the platform guesses. The reference controller asks for 0.1 CPU and 128 MiB of memory: a program
    /// that needs more is slow or is killed, one that needs less blocks room that others could use. An autoscaler measures
    /// against what was asked for, so it cannot do better than the guess.
    ///
    /// Measure what the program uses and write that down.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
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
    ///       resources:
    ///         cpu:
    ///           required: 0.25
    ///         memory:
    ///           required: 256M
    /// ```
    pub(super) static MISSING_RESOURCES = {
        id: "missing-resources", level: Info, group: Practice, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let workload = component.workload_type.as_ref().and_then(|it| ctx.workspace.workload(&it.value));
    // Functions and the like do not run their containers.
    if !workload.is_some_and(|it| it.is_core) {
        return;
    }
    for container in &component.containers {
        let node = ctx.source.node(container.node);
        let says_nothing = node.get("resources").is_none() && !node.is_open();
        let Some(name) = container.name.as_ref().filter(|_| says_nothing) else { continue };
        let required = |value| YamlValue::Map(vec![("required".to_owned(), value)]);
        let resources = YamlValue::Map(vec![
            ("cpu".to_owned(), required(YamlValue::Float(0.1))),
            ("memory".to_owned(), required(memory(ctx))),
        ]);
        findings
            .report(
                &MISSING_RESOURCES,
                name.span,
                format!("container `{}` does not say what resources it needs", name.value),
            )
            .help("add `resources` with `cpu` and `memory`".to_owned())
            .unsafe_fix(
                "add `resources` with 0.1 CPU and 128 MiB of memory",
                insert_entry(node, "resources", &resources),
            );
    }
}

/// 128 MiB in the way that the platform reads.
fn memory(ctx: &RuleContext<'_>) -> YamlValue {
    let selected = ctx.workspace.catalog().selected(ctx.workspace.platform());
    let appends_unit = |support| support == Support::Unsupported;
    let is_bare = ctx.workspace.platform().is_some()
        && selected.iter().any(|it| appends_unit(it.capabilities.bytes_without_unit.support));
    YamlValue::from(if is_bare { "128" } else { "128Mi" })
}
