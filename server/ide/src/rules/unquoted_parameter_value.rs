//! A number or boolean where the platform reads text.

use oam_model::value::{Data, Value};
use oam_syntax::edit::quote_scalar;

use super::platform::{Lack, lack};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A value or default of a parameter is a number or a boolean, on a platform that reads only text.
    ///
    /// ## Why
    ///
    /// The OAM Go SDK declares values of parameters as strings. What is not in quotes is refused when the document is
    /// applied, whatever type the component declares. The reference controller wants it the other way round: only
    /// parameters of type `string` can be written in one way for all platforms.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: harmonycloud
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: batch
    ///       type: number
    ///       default: 10
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    /// ```
    ///
    /// ```yaml valid
    /// # platform: harmonycloud
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: batch
    ///       type: number
    ///       default: "10"
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    /// ```
    pub(super) static UNQUOTED_PARAMETER_VALUE = {
        id: "unquoted-parameter-value", level: Info, group: Portability, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(lack) = lack(ctx, |it| &it.typed_parameters) else { return };
    for parameter in ctx.component().into_iter().flat_map(|it| &it.parameters) {
        check_value(ctx, &lack, parameter.default.as_ref(), findings);
    }
    let platform = ctx.workspace.platform();
    let values =
        ctx.application().into_iter().flat_map(|it| &it.components).flat_map(|it| &it.parameter_values);
    for given in values {
        // What the platform itself reads has a type of its own.
        let is_implicit = given
            .name
            .as_ref()
            .is_some_and(|it| ctx.workspace.catalog().implicit_parameter(platform, &it.value).is_some());
        if !is_implicit && given.name.is_some() {
            check_value(ctx, &lack, given.value.as_ref(), findings);
        }
    }
}

fn check_value(ctx: &RuleContext<'_>, lack: &Lack, value: Option<&Value>, findings: &mut Findings<'_>) {
    let Some(value) = value.filter(|it| matches!(it.data, Data::Int(_) | Data::Float(_) | Data::Bool(_)))
    else {
        return;
    };
    let node = ctx.source.node(value.node);
    let message = format!("{} reads `{}` as a string only in quotes", lack.subject, node.text());
    findings
        .report(&UNQUOTED_PARAMETER_VALUE, value.span, message)
        .help(lack.help.clone())
        .safe_fix(format!("put `{}` in quotes", node.text()), quote_scalar(node));
}
