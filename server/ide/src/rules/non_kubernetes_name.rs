//! A name that Kubernetes does not take.

use oam_model::value::Text;
use oam_syntax::edit::replace_scalar;

use super::usage::is_template;
use crate::finding::Severity;
use crate::kubernetes_names::is_subdomain;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

declare_rule! {
    /// The name of an object is allowed by the specification, but not by Kubernetes.
    ///
    /// ## Why
    ///
    /// The specification takes capitals and `_`. In Kubernetes the name of an object consists of lower-case letters, digits,
    /// `-` and `.`, with a letter or digit at both ends and around each dot; any other is refused.
    ///
    /// The fix writes another name here only: mentions elsewhere must follow. Renaming the object in an editor changes both.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: Order_API
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/orders:1.4.2
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: order-api
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/orders:1.4.2
    /// ```
    pub(super) static NON_KUBERNETES_NAME = {
        id: "non-kubernetes-name", level: Warning, group: Schema, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    if let Some(name) = &ctx.object.header.name {
        check_name(ctx, name, Severity::Warning, findings);
    }
    // Controllers may or may not make an object of that name.
    for name in ctx.application().into_iter().flat_map(|it| &it.scopes).filter_map(|it| it.name.as_ref()) {
        check_name(ctx, name, Severity::Hint, findings);
    }
}

fn check_name(ctx: &RuleContext<'_>, name: &Text, severity: Severity, findings: &mut Findings<'_>) {
    let text = name.as_str();
    // What the specification does not take either is reported by the schema.
    let is_allowed = text.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
        && [text.bytes().next(), text.bytes().last()]
            .iter()
            .all(|it| it.is_some_and(|it| it.is_ascii_alphanumeric()));
    if ctx.object.header.role.is_none() || is_template(text) || !is_allowed || is_subdomain(text) {
        return;
    }
    let message = format!("Kubernetes does not take `{text}` as a name");
    let report = findings.report(&NON_KUBERNETES_NAME, name.span, message).severity(severity);
    let slug = slug(text);
    if is_subdomain(&slug) {
        report.help(did_you_mean(&slug)).unsafe_fix(
            format!("replace `{text}` by `{slug}`"),
            replace_scalar(ctx.source.node(name.node), &slug),
        );
    }
}

/// `OrderAPI_v2` → `order-api-v2`.
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len() + 4);
    let mut was_lower = false;
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && was_lower {
            slug.push('-');
        }
        was_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        slug.push(if letter == '_' { '-' } else { letter.to_ascii_lowercase() });
    }
    slug
}
