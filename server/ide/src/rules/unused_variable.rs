//! A variable that nothing calls.

use oam_model::variable::variable_calls;
use oam_syntax::Node;
use oam_syntax::edit::remove_item;

use super::bare_variable_name::bare_names;
use super::undefined_variable::defined;
use super::usage::is_template;
use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application defines a variable and never calls it.
    ///
    /// ## Why
    ///
    /// It does no harm, but readers look for its effect. Often the call was misspelt or taken away.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   variables:
    ///     - name: domain
    ///       value: shop.example.com
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: "[fromVariable(domain)]"
    ///             servicePort: 8080
    /// ```
    pub(super) static UNUSED_VARIABLE = {
        id: "unused-variable", level: Info, group: Parameters, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application().filter(|it| !it.variables.is_empty()) else { return };
    let text = ctx.source.text();
    let calls = variable_calls(text);
    let is_defined = |name: &str| defined(application).any(|it| it == name);
    // A call that was meant for the variable is the business of other rules; what a template writes is not known.
    let has_other_mistake =
        calls.iter().any(|it| !is_defined(&it.name)) || !bare_names(application).is_empty();
    let is_hidden = ctx.source.tree().has_holes() || !ctx.source.errors().is_empty();
    if is_hidden || has_other_mistake || text.matches("fromVariable(").count() != calls.len() {
        return;
    }
    for variable in &application.variables {
        let Some(name) = variable.name.as_ref().filter(|it| !is_template(&it.value)) else { continue };
        if calls.iter().any(|it| it.name == name.value) || is_mentioned(text, &name.value) {
            continue;
        }
        let edits =
            ctx.source.node(name.node).parent().map(Node::resolved).map(remove_item).unwrap_or_default();
        findings
            .report(&UNUSED_VARIABLE, name.span, format!("variable `{}` is never used", name.value))
            .tag(Tag::Unnecessary)
            .safe_fix(format!("remove variable `{}`", name.value), edits);
    }
}

/// Whether something that is nearly a call has the name in it, or `fromParam` of the first releases.
fn is_mentioned(text: &str, name: &str) -> bool {
    let is_opening = |it: &str| {
        let before = it.trim_end();
        before.ends_with(['(', '{', '$']) || before.ends_with("fromParam:")
    };
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(name) {
        if is_opening(before) {
            return true;
        }
        rest = after;
    }
    false
}
