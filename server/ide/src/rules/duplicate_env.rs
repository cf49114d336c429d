//! An environment variable that is set twice.

use std::collections::HashMap;

use oam_syntax::Span;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A container sets an environment variable twice.
    ///
    /// ## Why
    ///
    /// The program sees only one of the two values: Kubernetes takes the last one.
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
    ///       env:
    ///         - name: REGION
    ///           value: "0"
    ///         - name: REGION
    ///           value: "1"
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
    ///       env:
    ///         - name: REGION
    ///           value: "0"
    ///         - name: ZONE
    ///           value: "1"
    /// ```
    pub(super) static DUPLICATE_ENV = {
        id: "duplicate-env", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for name in container.env.iter().filter_map(|it| it.name.as_ref()) {
            let first = *seen.entry(&name.value).or_insert(name.span);
            if first != name.span && !is_template(&name.value) {
                let message = format!("the container already sets `{}`", name.value);
                findings.report(&DUPLICATE_ENV, name.span, message).related(
                    ctx.document,
                    first,
                    format!("`{}` is first set here", name.value),
                );
            }
        }
    }
}
