//! `fromParam` where a value is given.

use oam_model::object::Application;
use oam_syntax::Entry;
use oam_syntax::edit::{Edit, YamlValue, remove_entry, rename_key, set_value};

use super::undefined_variable::defined;
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application gives `fromParam` as the value of a parameter.
    ///
    /// ## Why
    ///
    /// `fromParam` reads a parameter of the component, and applications have none. The controller says `could not resolve
    /// fromParam:… for …` and deploys nothing of the application; where a `value` stands beside it, that one counts.
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
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       env:
    ///         - name: REGION
    ///           fromParam: region
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: region
    ///       value: eu-west-1
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: region
    ///           fromParam: region
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
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       env:
    ///         - name: REGION
    ///           fromParam: region
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: region
    ///       value: eu-west-1
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: region
    ///           value: "[fromVariable(region)]"
    /// ```
    pub(super) static FROM_PARAM_IN_PARAMETER_VALUES = {
        id: "from-param-in-parameter-values", level: Error, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application() else { return };
    for given in application.components.iter().flat_map(|it| &it.parameter_values) {
        let (Some(name), Some(entry)) = (&given.from_param, ctx.source.node(given.node).get("fromParam"))
        else {
            continue;
        };
        if given.value.is_some() {
            findings
                .report(
                    &FROM_PARAM_IN_PARAMETER_VALUES,
                    entry.key.span(),
                    "`fromParam` has no effect beside `value`",
                )
                .severity(Severity::Warning)
                .unsafe_fix("remove `fromParam`", remove_entry(entry));
            continue;
        }
        let message = format!("an application has no parameters, so `{}` gives no value", name.value);
        let report = findings.report(&FROM_PARAM_IN_PARAMETER_VALUES, entry.key.span(), message);
        if defined(application).any(|it| it == name.value) {
            let call = format!("[fromVariable({})]", name.value);
            report
                .help(format!("to use the variable, write `value: \"{call}\"`"))
                .unsafe_fix(format!("use the variable `{}`", name.value), replaced(entry, &call));
        } else {
            report.help(help(application));
        }
    }
}

fn help(application: &Application) -> String {
    let what = if application.variables.is_empty() {
        "give a `value`"
    } else {
        "give a `value`, or call a variable in it"
    };
    what.to_owned()
}

/// Puts another entry in the place of one, as two edits that do not touch.
fn replaced(entry: Entry<'_>, value: &str) -> Vec<Edit> {
    let mut edits = rename_key(entry, "value");
    edits.extend(set_value(entry.value, &YamlValue::Str(value.to_owned())));
    edits
}
