//! A variable that is no string.

use oam_model::value::{Data, Value};
use oam_model::variable::whole_call;
use oam_syntax::edit::quote_scalar;

use super::undefined_variable::callers;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The value of a variable is not a string.
    ///
    /// ## Why
    ///
    /// By the specification the value of a variable is a string. Controllers that believe it refuse the application, or turn the
    /// number into a string of their own making.
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
    ///     - name: version
    ///       value: 1.10
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: "v[fromVariable(version)].example.com"
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
    ///     - name: version
    ///       value: "1.10"
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: "v[fromVariable(version)].example.com"
    ///             servicePort: 80
    /// ```
    pub(super) static NON_STRING_VARIABLE = {
        id: "non-string-variable", level: Warning, group: Parameters, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application() else { return };
    for variable in &application.variables {
        let (Some(name), Some(value)) = (&variable.name, &variable.value) else { continue };
        if matches!(value.data, Data::String(_) | Data::Null | Data::Unknown) {
            continue;
        }
        let span =
            if matches!(value.data, Data::Sequence(_) | Data::Mapping(_)) { name.span } else { value.span };
        let edits = quote_scalar(ctx.source.node(value.node));
        let message = format!("variable `{}` is a {}, but must be a string", name.value, value.type_name());
        let report = findings.report(&NON_STRING_VARIABLE, span, message);
        if edits.is_empty() {
            continue;
        }
        let report = report.help("write it in quotes".to_owned());
        // Where the value stands alone, its type may be wanted.
        if callers(application).into_iter().any(|it| is_whole_call(it, &name.value)) {
            report.unsafe_fix("put it in quotes", edits);
        } else {
            report.safe_fix("put it in quotes", edits);
        }
    }
}

fn is_whole_call(value: &Value, name: &str) -> bool {
    match &value.data {
        Data::String(text) => whole_call(text).is_some_and(|it| it == name),
        Data::Sequence(items) => items.iter().any(|it| is_whole_call(it, name)),
        Data::Mapping(entries) => entries.iter().any(|(_, it)| is_whole_call(it, name)),
        _ => false,
    }
}
