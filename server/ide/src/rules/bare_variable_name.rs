//! The name of a variable where its value may be meant.

use oam_model::object::Application;
use oam_model::value::{Data, Value};
use oam_syntax::edit::replace_scalar;

use super::undefined_variable::defined;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A property of a trait is the bare name of a variable.
    ///
    /// ## Why
    ///
    /// Variables are put in place only where they are called, as in `[fromVariable(domain)]`. A host called `domain` is seldom
    /// what was meant.
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
    ///             hostname: domain
    ///             servicePort: 8080
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
    ///             servicePort: 8080
    /// ```
    pub(super) static BARE_VARIABLE_NAME = {
        id: "bare-variable-name", level: Hint, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application().filter(|it| !it.variables.is_empty()) else { return };
    for value in bare_names(application) {
        let Some(name) = value.as_str() else { continue };
        let call = format!("[fromVariable({name})]");
        findings
            .report(&BARE_VARIABLE_NAME, value.span, format!("this is the word `{name}`, not the variable"))
            .help(format!("did you mean `{call}`?"))
            .unsafe_fix(
                format!("replace `{name}` by `{call}`"),
                replace_scalar(ctx.source.node(value.node), &call),
            );
    }
}

/// The properties of traits that are nothing but the name of a variable.
pub(super) fn bare_names(application: &Application) -> Vec<&Value> {
    let traits = application.components.iter().flat_map(|it| &it.traits);
    let mut rest: Vec<&Value> =
        traits.flat_map(|it| it.properties.entries.iter().map(|(_, it)| it)).collect();
    let mut found = Vec::new();
    while let Some(value) = rest.pop() {
        match &value.data {
            Data::Sequence(items) => rest.extend(items),
            Data::Mapping(entries) => rest.extend(entries.iter().map(|(_, it)| it)),
            Data::String(text) if defined(application).any(|it| it == text) => found.push(value),
            _ => {}
        }
    }
    found
}
