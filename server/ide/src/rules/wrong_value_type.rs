//! A parameter value, or a default, of another type than the parameter declares.

use oam_model::object::{ComponentUse, Parameter, ParameterValue};
use oam_model::value::{Data, Text, Value};
use oam_model::variable::variable_calls;
use oam_syntax::Span;

use super::malformed_variable_call::unquoted_call;
use super::requote::offer;
use super::usage::definitions;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A value has another type than the parameter declares.
    ///
    /// ## Why
    ///
    /// The controller converts nothing, neither `"8080"` into a number nor `8080` into a string. It says
    /// `validation failed` and `expected numeric value for …`, and deploys nothing of the application.
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
    ///     - name: batch-size
    ///       type: number
    ///       required: true
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: batch-size
    ///           value: "50"
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
    ///     - name: batch-size
    ///       type: number
    ///       required: true
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: batch-size
    ///           value: 50
    /// ```
    ///
    /// A default must be of the type as well:
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: version
    ///       type: string
    ///       default: 1.10
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    /// ```
    pub(super) static WRONG_VALUE_TYPE = {
        id: "wrong-value-type", level: Error, group: Parameters, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for parameter in ctx.component().into_iter().flat_map(|it| &it.parameters) {
        if let (Some(name), Some(default), Some(kind)) =
            (&parameter.name, &parameter.default, contradicted(parameter, parameter.default.as_ref()))
        {
            let message = format!(
                "the default of parameter `{}` is {}, but must be {}",
                name.value,
                a(default),
                a_type(kind)
            );
            let report = findings.report(&WRONG_VALUE_TYPE, span(default), message);
            offer(report, ctx.source.node(default.node), |it| it == kind);
        }
    }
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        for given in &usage.parameter_values {
            check_given(ctx, usage, given, findings);
        }
    }
}

fn check_given(
    ctx: &RuleContext<'_>,
    usage: &ComponentUse,
    given: &ParameterValue,
    findings: &mut Findings<'_>,
) {
    let (Some(name), Some(value)) = (&given.name, &given.value) else { return };
    // `[fromVariable(NAME)]` without quotes is a list, which `malformed-variable-call` explains better.
    if unquoted_call(ctx, value).is_some() {
        return;
    }
    let definitions = definitions(ctx, usage);
    let wrong = |parameter: &Parameter| contradicted(parameter, Some(value)).is_some();
    if !definitions.iter().all(|it| it.parameter(&name.value).is_some_and(wrong)) {
        return;
    }
    let Some((definition, parameter)) =
        definitions.first().and_then(|it| Some((it, it.parameter(&name.value)?)))
    else {
        return;
    };
    let Some(kind) = &parameter.kind else { return };
    let message = format!(
        "the value of parameter `{}` is {}, but must be {}",
        name.value,
        a(value),
        a_type(&kind.value)
    );
    let declared = format!("`{}` is declared as `{}` here", name.value, kind.value);
    let report = findings.report(&WRONG_VALUE_TYPE, span(value), message).related(
        definition.document,
        kind.span,
        declared,
    );
    offer(report, ctx.source.node(value.node), |it| it == kind.value);
}

/// The declared type, where the value certainly is of another one. Unknown types are another rule's business.
fn contradicted<'p>(parameter: &'p Parameter, value: Option<&Value>) -> Option<&'p str> {
    let (kind, value) = (parameter.kind.as_ref().map(Text::as_str)?, value?);
    let fits = match (&value.data, kind) {
        (Data::Unknown | Data::Null, _)
        | (Data::Bool(_), "boolean")
        | (Data::Int(_) | Data::Float(_), "number")
        | (Data::String(_), "string")
        | (Data::Mapping(_), "object")
        | (Data::Sequence(_), "array") => true,
        // What a variable or a template puts here is not known.
        (Data::String(text), _) if text.contains("{{") || !variable_calls(text).is_empty() => true,
        (_, "boolean" | "number" | "string" | "object" | "array" | "null") => false,
        _ => true,
    };
    (!fits).then_some(kind)
}

/// The value; of a list or mapping over many lines only the first key or item.
fn span(value: &Value) -> Span {
    match &value.data {
        Data::Mapping(entries) => entries.first().map_or(value.span, |(key, _)| key.span),
        Data::Sequence(items) => items.first().map_or(value.span, span),
        _ => value.span,
    }
}

fn a(value: &Value) -> String {
    format!("a {}", value.type_name())
}

fn a_type(kind: &str) -> &str {
    match kind {
        "boolean" => "`true` or `false`",
        "number" => "a number",
        "string" => "a string",
        "object" => "a mapping",
        "array" => "a list",
        _ => "empty",
    }
}
