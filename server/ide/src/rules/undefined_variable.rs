//! A call of a variable that the application does not define.

use oam_model::object::Application;
use oam_model::value::{Data, Text, Value};
use oam_model::variable::{VariableCall, variable_calls};
use oam_syntax::edit::{Edit, replace_scalar};
use oam_syntax::{Offset, Span};

use super::usage::has_hole;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::nearest_or_all;

declare_rule! {
    /// An application calls a variable that it does not define.
    ///
    /// ## Why
    ///
    /// The controller says ``parameter `"…"` references undefined variable `"…"` `` and deploys nothing of the application.
    /// Variables belong to one application: those of another one do not count.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: "[fromVariable(domian)]"
    ///             servicePort: 80
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: "[fromVariable(domain)]"
    ///             servicePort: 80
    /// ```
    pub(super) static UNDEFINED_VARIABLE = {
        id: "undefined-variable", level: Error, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application().filter(|it| !may_define_more(ctx, it)) else { return };
    let mut rest: Vec<&Value> = callers(application);
    while let Some(value) = rest.pop() {
        match &value.data {
            Data::Sequence(items) => rest.extend(items),
            Data::Mapping(entries) => rest.extend(entries.iter().map(|(_, it)| it)),
            Data::String(text) => check_text(ctx, application, value, text, findings),
            Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Unknown => {}
        }
    }
}

fn check_text(
    ctx: &RuleContext<'_>,
    application: &Application,
    value: &Value,
    text: &str,
    findings: &mut Findings<'_>,
) {
    for (position, call) in variable_calls(text).iter().enumerate() {
        if defined(application).any(|it| it == call.name) {
            continue;
        }
        let (nearest, help) = nearest_or_all(&call.name, "variables are", defined(application));
        let help = help.or_else(|| Some("define it under `variables`".to_owned()));
        let at = name_span(ctx, value, text, position);
        let message = format!("the application defines no variable `{}`", call.name);
        let report = findings.report(&UNDEFINED_VARIABLE, at.unwrap_or(value.span), message).help(help);
        if let Some(it) = nearest {
            let edits = match at {
                Some(span) => vec![Edit { span, text: it.to_owned() }],
                None => rename_whole(ctx, value, call, it),
            };
            report.unsafe_fix(format!("replace `{}` by `{it}`", call.name), edits);
        }
    }
}

/// Where the name of the n-th call is written. Escapes in quotes move it, an alias is written elsewhere.
fn name_span(ctx: &RuleContext<'_>, value: &Value, text: &str, position: usize) -> Option<Span> {
    let raw_calls = variable_calls(ctx.source.node(value.node).raw());
    let name =
        raw_calls.get(position).filter(|_| raw_calls.len() == variable_calls(text).len())?.name_range.clone();
    let start = value.span.start.index();
    Some(Span::new(Offset::new(start + name.start), Offset::new(start + name.end)))
}

/// `fromParam: NAME` of the first releases stands for a call, and is nothing but the name.
fn rename_whole(ctx: &RuleContext<'_>, value: &Value, call: &VariableCall, name: &str) -> Vec<Edit> {
    let node = ctx.source.node(value.node);
    if node.text() == call.name { replace_scalar(node, name) } else { Vec::new() }
}

/// The values in which variables may be called.
pub(crate) fn callers(application: &Application) -> Vec<&Value> {
    let mut found: Vec<&Value> = Vec::new();
    for scope in &application.scopes {
        found.extend(scope.properties.entries.iter().map(|(_, it)| it));
    }
    for usage in &application.components {
        found.extend(usage.parameter_values.iter().filter_map(|it| it.value.as_ref()));
        for it in &usage.traits {
            found.extend(it.properties.entries.iter().map(|(_, it)| it));
        }
    }
    found
}

/// The names of the variables.
pub(crate) fn defined(application: &Application) -> impl Iterator<Item = &str> {
    application.variables.iter().filter_map(|it| it.name.as_ref()).map(Text::as_str)
}

fn may_define_more(ctx: &RuleContext<'_>, application: &Application) -> bool {
    // The first draft had `parameters` of the application in the place of variables.
    let has_parameters = application.spec.is_some_and(|it| ctx.source.node(it).get("parameters").is_some());
    has_parameters
        || application.variables.iter().any(|it| it.name.is_none())
        || has_hole(ctx.source, application.spec, "variables")
}
