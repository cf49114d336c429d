//! A value that is taken from an instance that does not exist.

use oam_model::value::Text;
use oam_syntax::edit::replace_scalar;

use super::usage::{has_hole, is_template};
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::nearest_or_all;

declare_rule! {
    /// A parameter value is taken `from` an instance that the application does not have.
    ///
    /// ## Why
    ///
    /// Controllers made with `oam-go-sdk` fill the parameter once the named instance runs. They wait forever for one that is not
    /// there.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: database
    ///       instanceName: shop-database
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: address
    ///           from:
    ///             component: shop-databse
    ///             fieldPath: status.address
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: database
    ///       instanceName: shop-database
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       parameterValues:
    ///         - name: address
    ///           from:
    ///             component: shop-database
    ///             fieldPath: status.address
    /// ```
    pub(super) static UNKNOWN_FROM_INSTANCE = {
        id: "unknown-from-instance", level: Error, group: References, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application() else { return };
    let instances = || application.components.iter().filter_map(|it| it.instance.as_ref()).map(Text::as_str);
    let is_hidden = has_hole(ctx.source, application.spec, "components");
    if is_hidden
        || application.components.iter().any(|it| it.instance.is_none())
        || instances().any(is_template)
    {
        return;
    }
    for given in application.components.iter().flat_map(|it| &it.parameter_values) {
        let from = ctx.source.node(given.node).get("from").map(|it| it.value.resolved());
        let Some(name) = from.and_then(|it| it.get("component")).and_then(|it| Text::read(it.value)) else {
            continue;
        };
        if is_template(&name.value) || instances().any(|it| it == name.value) {
            continue;
        }
        let (nearest, help) = nearest_or_all(&name.value, "instances are", instances());
        let message = format!("the application has no instance `{}`", name.value);
        let report = findings.report(&UNKNOWN_FROM_INSTANCE, name.span, message).help(help);
        if let Some(it) = nearest {
            let edits = replace_scalar(ctx.source.node(name.node), it);
            report.unsafe_fix(format!("replace `{}` by `{it}`", name.value), edits);
        }
    }
}
