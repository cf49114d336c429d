//! A default that the platform never reads.

use oam_model::object::ComponentUse;

use super::platform::{Lack, lack};
use super::usage::{definitions, may_give};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application relies on the default of a parameter, on a platform that applies no defaults.
    ///
    /// ## Why
    ///
    /// The controller of `harmonycloud` looks at the values that the application gives and at nothing else. The parameter is
    /// an empty text there, whatever default the component declares. Repeat the value in the application.
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
    ///     - name: greeting
    ///       type: string
    ///       default: hello
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: GREETING
    ///           fromParam: greeting
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
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
    ///     - name: greeting
    ///       type: string
    ///       default: hello
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: GREETING
    ///           fromParam: greeting
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
    ///       parameterValues:
    ///         - name: greeting
    ///           value: hello
    /// ```
    pub(super) static UNAPPLIED_DEFAULT = {
        id: "unapplied-default", level: Warning, group: Portability, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(lack) = lack(ctx, |it| &it.parameter_defaults) else { return };
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        check_usage(ctx, usage, &lack, findings);
    }
}

fn check_usage(ctx: &RuleContext<'_>, usage: &ComponentUse, lack: &Lack, findings: &mut Findings<'_>) {
    let definitions = definitions(ctx, usage);
    let (Some((first, others)), Some(component)) = (definitions.split_first(), &usage.component) else {
        return;
    };
    for (name, parameter) in first.parameters() {
        let Some(default) = &parameter.default else { continue };
        let all_have =
            others.iter().all(|it| it.parameter(&name.value).is_some_and(|it| it.default.is_some()));
        // An empty text is what the parameter is anyway.
        let is_empty = default.as_str() == Some("");
        if !all_have || is_empty || may_give(ctx, usage, &name.value) {
            continue;
        }
        let message = format!("{} does not apply the default of parameter `{}`", lack.subject, name.value);
        findings
            .report(&UNAPPLIED_DEFAULT, component.span, message)
            .help(format!("add `{}` to `parameterValues`", name.value))
            .related(first.document, default.span, format!("the default of `{}` is here", name.value));
    }
}
