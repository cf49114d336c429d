//! An environment variable or a file that nothing fills.

use oam_model::value::Text;
use oam_syntax::{Node, NodeKind, Scalar};

use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An environment variable, a file or a workload setting has neither `value` nor `fromParam`.
    ///
    /// ## Why
    ///
    /// The specification asks for one of the two. The reference controller sets a variable without a value, and crashes over
    /// a file without contents.
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
    ///       env:
    ///         - name: REGION
    /// ```
    ///
    /// Nothing behind the key is no value either:
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
    ///       config:
    ///         - path: /etc/web/site.conf
    ///           value:
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
    ///       env:
    ///         - name: REGION
    ///           value: ""
    ///       config:
    ///         - path: /etc/web/site.conf
    ///           value: listen 80
    /// ```
    pub(super) static MISSING_VALUE_SOURCE = {
        id: "missing-value-source", level: Error, group: Parameters, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        for it in container.env.iter().filter(|it| it.value.is_none() && it.from_param.is_none()) {
            report(ctx, it.name.as_ref(), "environment variable", findings);
        }
        for it in container.config.iter().filter(|it| it.value.is_none() && it.from_param.is_none()) {
            report(ctx, it.path.as_ref(), "file", findings);
        }
    }
    let settings = ctx.component().into_iter().flat_map(|it| &it.settings);
    for it in settings.filter(|it| it.value.is_none() && it.from_param.is_none()) {
        // A workload type may have a value of its own for it.
        report_at(ctx, it.name.as_ref(), "setting", Severity::Warning, findings);
    }
}

/// An item without a name is the business of `missing-property`, one with a misspelt key of `unknown-property`.
fn report(ctx: &RuleContext<'_>, name: Option<&Text>, what: &str, findings: &mut Findings<'_>) {
    report_at(ctx, name, what, Severity::Error, findings);
}

fn report_at(
    ctx: &RuleContext<'_>,
    name: Option<&Text>,
    what: &str,
    severity: Severity,
    findings: &mut Findings<'_>,
) {
    let Some(name) = name else { return };
    let Some(item) = ctx.source.node(name.node).parent() else { return };
    if item.entries().any(|it| !is_known(&it.key.text())) || is_hidden(item) || item.is_open() {
        return;
    }
    let message = format!("{what} `{}` gets no value", name.value);
    findings
        .report(&MISSING_VALUE_SOURCE, name.span, message)
        .help("add `value` or `fromParam`".to_owned())
        .severity(severity);
}

fn is_known(key: &str) -> bool {
    matches!(key, "name" | "path" | "value" | "fromParam" | "type" | "description" | "required")
}

/// Whether a value is there that cannot be read: a template, or a parameter without a scalar for a name.
fn is_hidden(item: Node<'_>) -> bool {
    let is_written = |key: &str| {
        item.get(key).is_some_and(|it| match it.value.resolved().kind() {
            NodeKind::Missing => false,
            NodeKind::Scalar => it.value.resolved().scalar() != Some(Scalar::Null),
            _ => true,
        })
    };
    is_written("value") || is_written("fromParam")
}
