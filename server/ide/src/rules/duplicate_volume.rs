//! A volume that is there twice.

use std::collections::HashMap;

use oam_syntax::Span;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two volumes of a component have the same name.
    ///
    /// ## Why
    ///
    /// Volumes belong to the component as a whole. The reference controller writes both into the pod, and Kubernetes
    /// refuses a pod that has two volumes of one name.
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
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /a
    ///     - name: second
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /b
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
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /a
    ///     - name: second
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: cache
    ///             mountPath: /b
    /// ```
    pub(super) static DUPLICATE_VOLUME = {
        id: "duplicate-volume", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for name in containers.flat_map(|it| &it.volumes).filter_map(|it| it.name.as_ref()) {
        let first = *seen.entry(&name.value).or_insert(name.span);
        if first != name.span && !is_template(&name.value) {
            let message = format!("the component already has a volume `{}`", name.value);
            findings.report(&DUPLICATE_VOLUME, name.span, message).related(
                ctx.document,
                first,
                format!("`{}` is first declared here", name.value),
            );
        }
    }
}
