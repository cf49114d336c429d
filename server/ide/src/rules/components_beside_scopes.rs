//! Components in an application that creates scopes.

use oam_model::object::Application;
use oam_syntax::Node;
use oam_syntax::edit::{Edit, remove_entry, scalar_text};

use super::append::append;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application has both `scopes` and `components`.
    ///
    /// ## Why
    ///
    /// The reference controller takes an application with `scopes`, be the list empty or not, for one that creates scopes and
    /// nothing else: none of its components is deployed. It says nothing about it. Put the scopes into an application of their own,
    /// and join them by its name.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   scopes:
    ///     - name: health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpoint
    ///           value: .status
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-health
    /// spec:
    ///   scopes:
    ///     - name: health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpoint
    ///           value: .status
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       applicationScopes:
    ///         - shop-health
    /// ```
    pub(super) static COMPONENTS_BESIDE_SCOPES = {
        id: "components-beside-scopes", level: Info, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application().filter(|it| it.has_scopes && !it.components.is_empty()) else {
        return;
    };
    let Some(spec) = application.spec.map(|it| ctx.source.node(it)) else { return };
    let key = |name: &str| spec.get(name).map(|it| it.key).map(Node::span);
    let (Some(components), Some(scopes)) = (key("components"), key("scopes")) else { return };
    findings
        .report(
            &COMPONENTS_BESIDE_SCOPES,
            components,
            "the reference controller ignores the components of an application that has `scopes`",
        )
        .help("move the scopes to an application of their own, and join it in `applicationScopes`".to_owned())
        .related(ctx.document, scopes, "the scopes are here")
        .unsafe_fix("move the components to an application of their own", apart(ctx, application, spec));
}

/// Moves the components to a document behind this one. No edit where variables would have to go along, or for brackets.
fn apart(ctx: &RuleContext<'_>, application: &Application, spec: Node<'_>) -> Vec<Edit> {
    let (Some(name), Some(entry)) = (ctx.object.name(), spec.get("components")) else { return Vec::new() };
    if !application.variables.is_empty() || spec.is_flow() {
        return Vec::new();
    }
    let mut edits = remove_entry(entry);
    // What is taken away, comments included, comes back in the other document.
    let text = ctx.source.text();
    let removed = edits.iter().filter_map(|it| text.get(it.span.start.index()..it.span.end.index()));
    let moved: String = removed.collect();
    let moved = moved.trim_start_matches(['\n', '\r']).trim_end();
    let api_version = ctx.object.header.api_version.as_ref().map_or("", |it| it.as_str());
    let document = format!(
        "apiVersion: {api_version}\nkind: ApplicationConfiguration\nmetadata:\n  name: {}\nspec:\n{moved}\n",
        scalar_text(&format!("{name}-components"))
    );
    edits.extend(append(ctx.source, &document));
    edits
}
