//! A required parameter without a value.

use oam_model::object::{ComponentUse, Parameter};
use oam_model::value::Text;
use oam_syntax::edit::{Edit, YamlValue, insert_entry, insert_item, set_value};

use super::usage::{definitions, may_give};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application gives no value for a parameter that the component requires.
    ///
    /// ## Why
    ///
    /// The controller says `validation failed` and `parameter … is required`, and deploys nothing of the application.
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
    ///         - name: region
    ///           value: eu-west-1
    /// ```
    pub(super) static MISSING_REQUIRED_VALUE = {
        id: "missing-required-value", level: Error, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        check_usage(ctx, usage, findings);
    }
}

fn check_usage(ctx: &RuleContext<'_>, usage: &ComponentUse, findings: &mut Findings<'_>) {
    let definitions = definitions(ctx, usage);
    let (Some((first, others)), Some(component)) = (definitions.split_first(), &usage.component) else {
        return;
    };
    for (name, parameter) in first.parameters().into_iter().filter(|(_, it)| needs_value(it)) {
        let all_need = others.iter().all(|it| it.parameter(&name.value).is_some_and(needs_value));
        if !all_need || may_give(ctx, usage, &name.value) {
            continue;
        }
        let message =
            format!("component `{}` requires a value for parameter `{}`", component.value, name.value);
        findings
            .report(&MISSING_REQUIRED_VALUE, component.span, message)
            .help(format!("add `{}` to `parameterValues`", name.value))
            .related(first.document, name.span, format!("`{}` is required here", name.value))
            .unsafe_fix(format!("add a value for `{}`", name.value), value_edits(ctx, usage, parameter));
    }
}

fn needs_value(parameter: &Parameter) -> bool {
    parameter.required == Some(true) && parameter.default.is_none()
}

/// Adds a value of the declared type to an instance, for the author to replace.
pub(crate) fn value_edits(ctx: &RuleContext<'_>, usage: &ComponentUse, parameter: &Parameter) -> Vec<Edit> {
    let Some(name) = &parameter.name else { return Vec::new() };
    let value = match parameter.kind.as_ref().map(Text::as_str) {
        Some("number") => YamlValue::Int(0),
        Some("boolean") => YamlValue::Bool(false),
        Some("object") => YamlValue::Map(Vec::new()),
        Some("array") => YamlValue::Seq(Vec::new()),
        _ => YamlValue::Str(String::new()),
    };
    let given =
        usage.parameter_values.iter().find(|it| it.name.as_ref().is_some_and(|it| it.value == name.value));
    if let Some(given) = given {
        let item = ctx.source.node(given.node);
        return match item.get("value") {
            Some(entry) => set_value(entry.value, &value),
            None => insert_entry(item, "value", &value),
        };
    }
    let entry = |key: &str, value| (key.to_owned(), value);
    let item = YamlValue::Map(vec![entry("name", name.value.as_str().into()), entry("value", value)]);
    let node = ctx.source.node(usage.node);
    match node.get("parameterValues") {
        Some(list) => insert_item(list.value, &item),
        None => insert_entry(node, "parameterValues", &YamlValue::Seq(vec![item])),
    }
}
