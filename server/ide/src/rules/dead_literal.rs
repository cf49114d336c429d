//! A value beside `fromParam` that is never used.

use oam_model::value::{Text, Value};
use oam_syntax::Entry;
use oam_syntax::edit::remove_entry;

use super::usage::declared;
use crate::finding::{Severity, Tag};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An environment variable, file or setting has a `value` beside the `fromParam` that replaces it.
    ///
    /// ## Why
    ///
    /// The parameter counts, even where it is empty; the value is dead text that misleads readers. A value for when nobody sets
    /// the parameter is the `default` of the parameter.
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
    ///   parameters:
    ///     - name: region
    ///       type: string
    ///       default: eu-west-1
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       env:
    ///         - name: REGION
    ///           fromParam: region
    ///           value: us-east-2
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: region
    ///       type: string
    ///       default: eu-west-1
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       env:
    ///         - name: REGION
    ///           fromParam: region
    /// ```
    pub(super) static DEAD_LITERAL = {
        id: "dead-literal", level: Info, group: Parameters, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    for container in &component.containers {
        for it in &container.env {
            report(ctx, it.value.as_ref(), it.from_param.as_ref(), findings);
        }
        for it in &container.config {
            report(ctx, it.value.as_ref(), it.from_param.as_ref(), findings);
        }
    }
    for it in &component.settings {
        report(ctx, it.value.as_ref(), it.from_param.as_ref(), findings);
    }
}

fn report(
    ctx: &RuleContext<'_>,
    value: Option<&Value>,
    parameter: Option<&Text>,
    findings: &mut Findings<'_>,
) {
    let (Some(parameter), Some(component)) = (parameter, ctx.component()) else { return };
    // A value of nothing counts as none, but it is there to be wondered about.
    let empty = || ctx.source.node(parameter.node).parent()?.get("value").filter(|it| is_null(*it));
    let entry = match value {
        Some(value) => ctx.source.node(value.node).entry(),
        None => empty(),
    };
    let span = value.map(|it| it.span).or_else(|| entry.map(|it| it.key.span()));
    // Beside a parameter that nobody declares the value does count.
    let Some(span) = span.filter(|_| declared(component).any(|it| it == parameter.value)) else { return };
    let edits = entry.map(remove_entry).unwrap_or_default();
    findings
        .report(
            &DEAD_LITERAL,
            span,
            format!("this value is never used: parameter `{}` takes its place", parameter.value),
        )
        .severity(if value.is_some() { Severity::Info } else { Severity::Hint })
        .tag(Tag::Unnecessary)
        .related(ctx.document, parameter.span, format!("`{}` is read here", parameter.value))
        .safe_fix("remove the value", edits);
}

fn is_null(entry: Entry<'_>) -> bool {
    Value::read(entry.value).is_null()
}
