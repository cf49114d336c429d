//! An optional parameter without a default that an instance leaves out.

use oam_model::object::{ComponentUse, Parameter};
use oam_model::value::Text;

use super::missing_required_value::value_edits;
use super::usage::{definitions, may_give};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application gives no value for a parameter that has no default, although it is not required.
    ///
    /// ## Why
    ///
    /// By the specification the parameter is simply not set. The reference controller takes the missing value for null
    /// and compares it with the declared type: it says `expected string value for …` and deploys nothing of the
    /// application. A default in the component, even an empty one, makes the parameter optional everywhere.
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
    ///     - name: greeting
    ///       type: string
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
    ///     - name: greeting
    ///       type: string
    ///       default: ""
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
    pub(super) static UNSET_OPTIONAL_PARAMETER = {
        id: "unset-optional-parameter", level: Error, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
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
    for (name, parameter) in first.parameters() {
        let Some(wanted) = wanted(parameter) else { continue };
        let all_want =
            others.iter().all(|it| it.parameter(&name.value).is_some_and(|it| self::wanted(it).is_some()));
        if !all_want || may_give(ctx, usage, &name.value) {
            continue;
        }
        let message = format!("parameter `{}` has neither a value nor a default: {wanted}", name.value);
        findings
            .report(&UNSET_OPTIONAL_PARAMETER, component.span, message)
            .help(format!("add `{}` to `parameterValues`, or a `default` to the component", name.value))
            .related(
                first.document,
                name.span,
                format!("`{}` is declared here without `default`", name.value),
            )
            .unsafe_fix(format!("add a value for `{}`", name.value), value_edits(ctx, usage, parameter));
    }
}

/// What the reference controller says about an optional parameter without default when it gets no value.
fn wanted(parameter: &Parameter) -> Option<String> {
    if parameter.required == Some(true) || parameter.default.is_some() {
        return None;
    }
    let wanted = match parameter.kind.as_ref().map(Text::as_str)? {
        "number" => "numeric",
        it @ ("boolean" | "string" | "object" | "array") => it,
        // `null` is what a missing value is; other words are no types.
        _ => return None,
    };
    let name = parameter.name.as_ref()?;
    Some(format!("the reference controller says `expected {wanted} value for {}`", name.value))
}
