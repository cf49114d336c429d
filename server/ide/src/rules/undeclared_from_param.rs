//! `fromParam` with a name that the component does not declare.

use oam_model::object::Component;
use oam_model::value::Text;
use oam_syntax::edit::replace_scalar;

use super::declare::declare;
use super::usage::{declared, is_template, may_declare_more};
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::nearest_or_all;

declare_rule! {
    /// A component reads a parameter that it does not declare.
    ///
    /// ## Why
    ///
    /// No application can ever set the value: an environment variable stays empty or takes the `value` beside it, and
    /// for a file without a `value` the controller crashes.
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
    ///       env:
    ///         - name: LOG_LEVEL
    ///           fromParam: log_level
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
    ///       env:
    ///         - name: LOG_LEVEL
    ///           fromParam: log-level
    /// ```
    pub(super) static UNDECLARED_FROM_PARAM = {
        id: "undeclared-from-param", level: Error, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component().filter(|it| !may_declare_more(ctx.source, it)) else { return };
    for name in from_params(component) {
        if is_template(&name.value) || declared(component).any(|it| it == name.value) {
            continue;
        }
        let (nearest, help) = nearest_or_all(&name.value, "it declares", declared(component));
        let help = help.or_else(|| Some("declare it under `parameters`".to_owned()));
        let message = format!("the component declares no parameter `{}`", name.value);
        let report = findings.report(&UNDECLARED_FROM_PARAM, name.span, message).help(help);
        if let Some(it) = nearest {
            let edits = replace_scalar(ctx.source.node(name.node), it);
            report.unsafe_fix(format!("replace `{}` by `{it}`", name.value), edits);
        } else {
            let edits = declare(ctx.source, component, &name.value, "string", None);
            report.unsafe_fix(format!("declare parameter `{}`", name.value), edits);
        }
    }
}

/// Every parameter that a component reads.
fn from_params(component: &Component) -> impl Iterator<Item = &Text> {
    let containers = component.containers.iter().flat_map(|it| {
        let env = it.env.iter().filter_map(|it| it.from_param.as_ref());
        env.chain(it.config.iter().filter_map(|it| it.from_param.as_ref()))
    });
    containers.chain(component.settings.iter().filter_map(|it| it.from_param.as_ref()))
}
