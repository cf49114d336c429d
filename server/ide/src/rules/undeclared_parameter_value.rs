//! A value for a parameter that the component does not have.

use oam_model::object::ComponentUse;
use oam_model::value::{Text, Value};
use oam_syntax::edit::replace_scalar;

use super::declare::{declare, type_of};
use super::usage::{declared, definitions, is_template};
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::{names, nearest_or_all};

declare_rule! {
    /// An application gives a value for a parameter that the component does not declare.
    ///
    /// ## Why
    ///
    /// Nobody takes the value. The reference controller drops it without a word, so that the component runs with its
    /// default; other controllers refuse the application.
    ///
    /// Some platforms understand a few parameters that no component declares, for example `replicas`. They are only
    /// reported where another platform is selected.
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
    ///     - name: log-level
    ///       type: string
    ///       default: info
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
    ///         - name: loglevel
    ///           value: debug
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
    ///     - name: log-level
    ///       type: string
    ///       default: info
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
    ///         - name: log-level
    ///           value: debug
    /// ```
    ///
    /// A parameter of another platform:
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
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
    ///         - name: replicas
    ///           value: 3
    /// ```
    pub(super) static UNDECLARED_PARAMETER_VALUE = {
        id: "undeclared-parameter-value", level: Warning, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let named = usage.parameter_values.iter().filter_map(|it| Some((it.name.as_ref()?, it)));
        for (name, given) in named.filter(|(name, _)| !is_template(&name.value)) {
            check_name(ctx, usage, (name, given.value.as_ref()), findings);
        }
    }
}

fn check_name(
    ctx: &RuleContext<'_>,
    usage: &ComponentUse,
    (name, value): (&Text, Option<&Value>),
    findings: &mut Findings<'_>,
) {
    let definitions = definitions(ctx, usage);
    let (Some(first), Some(component)) = (definitions.first(), &usage.component) else { return };
    if definitions.iter().any(|it| it.parameter(&name.value).is_some() || it.may_declare_more()) {
        return;
    }
    let catalog = ctx.workspace.catalog();
    if catalog.implicit_parameter(ctx.workspace.platform(), &name.value).is_some() {
        return;
    }
    let elsewhere: Vec<&str> = catalog
        .platforms()
        .filter(|it| it.implicit_parameter(&name.value).is_some())
        .map(|it| it.name.as_str())
        .collect();
    let is_free = |it: &&str| {
        !usage.parameter_values.iter().any(|given| given.name.as_ref().is_some_and(|n| n.value == **it))
    };
    let free: Vec<&str> = definitions.iter().flat_map(|it| declared(it.component)).filter(is_free).collect();
    let (nearest, help) = nearest_or_all(&name.value, "it declares", free.iter().copied());
    let help = match elsewhere.as_slice() {
        [] => help,
        [one] => Some(format!("platform `{one}` understands it without a declaration")),
        many => {
            Some(format!("platforms {} understand it without a declaration", names(many.iter().copied())))
        }
    };
    let message = format!("component `{}` declares no parameter `{}`", component.value, name.value);
    let report = findings.report(&UNDECLARED_PARAMETER_VALUE, name.span, message);
    let report = report.help(help).related(
        first.document,
        first.name_span(),
        format!("component `{}` is defined here", component.value),
    );
    if let Some(it) = nearest.filter(|_| elsewhere.is_empty()) {
        let edits = replace_scalar(ctx.source.node(name.node), it);
        report.unsafe_fix(format!("replace `{}` by `{it}`", name.value), edits);
    } else if let ([only], [], Some(kind)) =
        (definitions.as_slice(), elsewhere.as_slice(), value.and_then(type_of))
    {
        let edits = declare(only.source, only.component, &name.value, kind, None);
        let title = format!("declare parameter `{}` in component `{}`", name.value, component.value);
        report.unsafe_fix_in(only.document, title, edits);
    }
}
