//! A call of a variable that stays text.

use oam_model::value::{Data, Value};
use oam_model::variable::variable_calls;

use super::platform::{Question, lack};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application calls a variable where the platform puts none in place.
    ///
    /// ## Why
    ///
    /// The program gets the text `[fromVariable(…)]` in the place of the value. The reference controller checks that the
    /// variable exists and then throws the value away; properties of traits it does not search at all. Write the
    /// value itself.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
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
    ///
    /// ```yaml valid
    /// # platform: harmonycloud
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
    pub(super) static UNSUBSTITUTED_VARIABLE = {
        id: "unsubstituted-variable", level: Warning, group: Portability, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application() else { return };
    let usages = || application.components.iter();
    let values = usages().flat_map(|it| &it.parameter_values).filter_map(|it| it.value.as_ref());
    for value in values {
        check_value(ctx, value, |it| &it.variables, findings);
    }
    let traits = usages().flat_map(|it| &it.traits).map(|it| &it.properties);
    let properties = traits.chain(application.scopes.iter().map(|it| &it.properties));
    for (_, value) in properties.flat_map(|it| &it.entries) {
        check_value(ctx, value, |it| &it.variables_in_properties, findings);
    }
}

fn check_value(ctx: &RuleContext<'_>, value: &Value, question: Question, findings: &mut Findings<'_>) {
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        match &value.data {
            Data::Sequence(items) => rest.extend(items),
            Data::Mapping(entries) => rest.extend(entries.iter().map(|(_, it)| it)),
            Data::String(text) => check_text(ctx, value, text, question, findings),
            Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Unknown => {}
        }
    }
}

fn check_text(
    ctx: &RuleContext<'_>,
    value: &Value,
    text: &str,
    question: Question,
    findings: &mut Findings<'_>,
) {
    for call in variable_calls(text) {
        let is_word = call.name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
        let lack = lack(ctx, question).or_else(|| {
            // Where variables work, their names may still be limited.
            lack(ctx, |it| &it.variable_name_punctuation).filter(|_| !is_word)
        });
        if let Some(lack) = lack {
            findings
                .report(
                    &UNSUBSTITUTED_VARIABLE,
                    value.span,
                    format!("{} does not put the variable `{}` in place here", lack.subject, call.name),
                )
                .help(lack.help);
            // One finding for a text is enough.
            return;
        }
    }
}
