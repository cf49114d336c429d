//! Parameters that nobody sets.
//!
//! A parameter that nothing reads is the business of `unused-parameter`.

use oam_catalog::Namespace;
use oam_model::object::Env;
use oam_model::symbol::SymbolKey;
use oam_model::value::Text;

use super::usage::{has_hole, is_template, may_declare_more};
use crate::rule::{Findings, RuleContext, declare_rule};

/// So many parameters are no sprawl yet.
const FEW: usize = 2;

declare_rule! {
    /// Every environment variable of a component comes from a parameter, and no application sets any of them.
    ///
    /// ## Why
    ///
    /// A parameter is a promise: an application may set it, and the component must work with any value. Three or more that
    /// nobody ever sets make the component longer to read and harder to change, for a freedom that is not used.
    ///
    /// Write the values into the container, and keep parameters for what differs from one application to the next.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: host
    ///       type: string
    ///       default: mail.example.org
    ///     - name: sender
    ///       type: string
    ///       default: shop@example.org
    ///     - name: language
    ///       type: string
    ///       default: en
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: HOST
    ///           fromParam: host
    ///         - name: SENDER
    ///           fromParam: sender
    ///         - name: LANGUAGE
    ///           fromParam: language
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
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: language
    ///       type: string
    ///       default: en
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: HOST
    ///           value: mail.example.org
    ///         - name: SENDER
    ///           value: shop@example.org
    ///         - name: LANGUAGE
    ///           fromParam: language
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
    ///         - name: language
    ///           value: de
    /// ```
    pub(super) static PARAMETER_SPRAWL = {
        id: "parameter-sprawl", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(name) = ctx.object.header.name.as_ref().filter(|it| !is_template(&it.value)) else { return };
    let env: Vec<&Env> = component.containers.iter().flat_map(|it| &it.env).collect();
    let hides_env = |it: &oam_model::object::Container| has_hole(ctx.source, Some(it.node), "env");
    if env.len() <= FEW
        || env.iter().any(|it| it.from_param.is_none())
        || component.containers.iter().any(hides_env)
        || may_declare_more(ctx.source, component)
        || ctx.may_be_unread()
    {
        return;
    }
    let usages = usages(ctx, name);
    // A component that nobody uses may be meant for applications elsewhere.
    if usages.is_empty() || usages.contains(&Usage::Sets) {
        return;
    }
    let Some(key) = component.spec.and_then(|it| ctx.source.node(it).get("parameters")) else { return };
    findings
        .report(
            &PARAMETER_SPRAWL,
            key.key.span(),
            format!(
                "all {} environment variables of component `{}` come from parameters, and no application sets one",
                env.len(),
                name.value
            ),
        )
        .help("write the values into the container, and keep parameters for what differs".to_owned());
}

/// Whether an instance gives values.
#[derive(PartialEq, Eq)]
enum Usage {
    /// It gives some, or may.
    Sets,
    /// It gives none.
    Leaves,
}

fn usages(ctx: &RuleContext<'_>, name: &Text) -> Vec<Usage> {
    let key = SymbolKey::global(Namespace::ComponentName, &name.value);
    let mut documents: Vec<_> = ctx.workspace.index().references(&key).map(|it| it.document).collect();
    documents.dedup();
    let mut found = Vec::new();
    for document in documents {
        let Some(model) = ctx.workspace.document(document) else { continue };
        let Some(application) = model.object().and_then(|it| it.application()) else { continue };
        let is_own = |it: &&oam_model::object::ComponentUse| {
            it.component.as_ref().is_some_and(|it| it.value == name.value)
        };
        for usage in application.components.iter().filter(is_own) {
            // Whatever it gives: a misspelt name is the business of `undeclared-parameter-value`.
            let gives = !usage.parameter_values.is_empty()
                || has_hole(model.source(), Some(usage.node), "parameterValues");
            found.push(if gives { Usage::Sets } else { Usage::Leaves });
        }
    }
    found
}
