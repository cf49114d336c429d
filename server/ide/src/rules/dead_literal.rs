//! A value beside `fromParam` that is never used.

use oam_model::value::{Text, Value};
use oam_syntax::edit::remove_entry;

use super::usage::declared;
use crate::finding::Tag;
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
    let (Some(value), Some(parameter), Some(component)) = (value, parameter, ctx.component()) else { return };
    // Beside a parameter that nobody declares the value does count.
    if !declared(component).any(|it| it == parameter.value) {
        return;
    }
    let edits = ctx.source.node(value.node).entry().map(remove_entry).unwrap_or_default();
    findings
        .report(
            &DEAD_LITERAL,
            value.span,
            format!("this value is never used: parameter `{}` takes its place", parameter.value),
        )
        .tag(Tag::Unnecessary)
        .related(ctx.document, parameter.span, format!("`{}` is read here", parameter.value))
        .safe_fix("remove the value", edits);
}
