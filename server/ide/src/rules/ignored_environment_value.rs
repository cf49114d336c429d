//! A value that does not reach the function.

use oam_model::object::{Component, WorkloadSetting};
use oam_model::value::Value;
use oam_syntax::edit::{Edit, rename_key, replace_scalar};

use super::declare::declare;
use super::usage::{declared, may_declare_more};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An environment variable of a function has a value and no parameter.
    ///
    /// ## Why
    ///
    /// The reference controller passes on only what comes from a parameter: an item without `fromParam` is dropped
    /// without a word.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: fn
    /// spec:
    ///   workloadType: openfaas.com/v1alpha2.Function
    ///   workloadSettings:
    ///     - name: image
    ///       type: string
    ///       value: functions/nodeinfo:1.0.0
    ///     - name: environment
    ///       type: array
    ///       value:
    ///         - name: REGION
    ///           type: string
    ///           value: eu-west-1
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: fn
    /// spec:
    ///   workloadType: openfaas.com/v1alpha2.Function
    ///   workloadSettings:
    ///     - name: image
    ///       type: string
    ///       value: functions/nodeinfo:1.0.0
    ///     - name: environment
    ///       type: array
    ///       value:
    ///         - name: REGION
    ///           type: string
    ///           fromParam: region
    /// ```
    pub(super) static IGNORED_ENVIRONMENT_VALUE = {
        id: "ignored-environment-value", level: Warning, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(written) = &component.workload_type else { return };
    let workload = ctx.workspace.workload(&written.value);
    if workload.is_none_or(|it| it.name != "openfaas.com/v1alpha2.Function") {
        return;
    }
    let is_environment = |it: &&WorkloadSetting| it.name.as_ref().is_some_and(|it| it.value == "environment");
    let settings = component.settings.iter().filter(is_environment).filter_map(|it| it.value.as_ref());
    let mapped = component.settings_mapping.as_ref().and_then(|it| it.get("environment"));
    for item in settings.chain(mapped).flat_map(Value::items) {
        let Some(value) = item.get("value").filter(|_| item.get("fromParam").is_none()) else { continue };
        let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
        let edits = from_parameter(ctx, component, name, value);
        findings
            .report(
                &IGNORED_ENVIRONMENT_VALUE,
                value.span,
                format!("the function does not get `{name}`: it has no `fromParam`"),
            )
            .help("declare a parameter with this default, and name it in `fromParam`".to_owned())
            .unsafe_fix("make the value the default of a parameter", edits);
    }
}

/// Moves a text into the default of a new parameter. No edit where the name is taken or the value is no text.
fn from_parameter(ctx: &RuleContext<'_>, component: &Component, name: &str, value: &Value) -> Vec<Edit> {
    let parameter = name.to_lowercase().replace('_', "-");
    let entry = ctx.source.node(value.node).entry();
    let (Some(text), Some(entry)) = (value.as_str(), entry) else { return Vec::new() };
    if parameter.is_empty()
        || declared(component).any(|it| it == parameter)
        || may_declare_more(ctx.source, component)
    {
        return Vec::new();
    }
    let mut edits = declare(ctx.source, component, &parameter, "string", Some(text.into()));
    edits.extend(rename_key(entry, "fromParam"));
    edits.extend(replace_scalar(entry.value, &parameter));
    edits
}
