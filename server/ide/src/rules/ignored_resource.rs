//! Hardware that nobody provides.

use oam_model::value::{Data, Value};

use super::platform::lack;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A container asks for a GPU or for special hardware.
    ///
    /// ## Why
    ///
    /// The specification wants an application refused where the hardware is missing. The reference controller reads
    /// `gpu` and `extended` and does nothing with them: the container starts on any node.
    ///
    /// Label the nodes that have the hardware and place the pod by hand, or choose a platform that reads these keys.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: train
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Task
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         gpu:
    ///           required: 1
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: train
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Task
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    /// ```
    pub(super) static IGNORED_RESOURCE = {
        id: "ignored-resource", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(lack) = lack(ctx, |it| &it.gpu) else { return };
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let Some(resources) = ctx.source.node(container.node).get("resources") else { continue };
        for name in ["gpu", "extended"] {
            let Some(entry) = resources.value.get(name) else { continue };
            let value = Value::read(entry.value);
            let is_there = !value.entries().is_empty() || !value.items().is_empty();
            let is_none =
                value.get("required").is_some_and(|it| matches!(it.data, Data::Int(0) | Data::Unknown))
                    || entry.value.is_open();
            if is_there && !is_none {
                let message =
                    format!("{} ignores `{name}`: the container may land on any node", lack.subject);
                findings.report(&IGNORED_RESOURCE, entry.key.span(), message).help(lack.help.clone());
            }
        }
    }
}
