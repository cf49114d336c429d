//! An instance in two scopes of a type that allows one.

use oam_catalog::{Namespace, ScopeEntry};
use oam_model::symbol::SymbolKey;
use std::sync::Arc;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An instance joins two scopes of a type that must not overlap.
    ///
    /// ## Why
    ///
    /// An instance can be in one network only, for example. The controller says `scope … do not allow overlap` and deploys
    /// nothing of the application.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: blue
    /// spec:
    ///   scopes:
    ///     - name: network
    ///       type: core.oam.dev/v1alpha1.NetworkScope
    ///       properties:
    ///         - name: network-id
    ///           value: vpc-1
    ///         - name: subnet-id
    ///           value: subnet-1
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: green
    /// spec:
    ///   scopes:
    ///     - name: network
    ///       type: core.oam.dev/v1alpha1.NetworkScope
    ///       properties:
    ///         - name: network-id
    ///           value: vpc-1
    ///         - name: subnet-id
    ///           value: subnet-1
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
    ///         - blue
    ///         - green
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: blue
    /// spec:
    ///   scopes:
    ///     - name: network
    ///       type: core.oam.dev/v1alpha1.NetworkScope
    ///       properties:
    ///         - name: network-id
    ///           value: vpc-1
    ///         - name: subnet-id
    ///           value: subnet-1
    /// ---
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
    ///         - blue
    ///         - shop-health
    /// ```
    pub(super) static SCOPE_OVERLAP = {
        id: "scope-overlap", level: Error, group: References, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let mut seen: Vec<(Arc<ScopeEntry>, &oam_model::value::Text)> = Vec::new();
        for name in &usage.scopes {
            let Some(entry) = exclusive_type(ctx, &name.value) else { continue };
            let Some((_, first)) = seen.iter().find(|it| it.0.name == entry.name && it.1.value != name.value)
            else {
                seen.push((entry, name));
                continue;
            };
            let kind = entry.name.rsplit('.').next().unwrap_or(&entry.name);
            let message = format!(
                "scopes `{}` and `{}` are both of type `{kind}`, which allows one",
                first.value, name.value
            );
            findings.report(&SCOPE_OVERLAP, name.span, message).help("leave one of them".to_owned()).related(
                ctx.document,
                first.span,
                format!("`{}` is joined here", first.value),
            );
        }
    }
}

/// The type that a name certainly stands for, if an instance can be in one scope of it only.
fn exclusive_type(ctx: &RuleContext<'_>, name: &str) -> Option<Arc<ScopeEntry>> {
    let key = SymbolKey::global(Namespace::ScopeName, name);
    let mut found: Option<Arc<ScopeEntry>> = None;
    for place in ctx.workspace.index().definitions(&key) {
        let object = ctx.workspace.object(place.document)?;
        let is_application = object.header.name.as_ref().is_some_and(|it| it.span == place.span);
        let scopes = &object.application()?.scopes;
        let mut types = scopes
            .iter()
            .filter(|it| is_application || it.name.as_ref().is_some_and(|it| it.span == place.span));
        let entry = ctx.workspace.scope_type(&types.next()?.kind.as_ref()?.value)?;
        if types.next().is_some() || found.is_some_and(|it| it.name != entry.name) {
            return None;
        }
        found = Some(entry);
    }
    found.filter(|it| !it.allows_overlap)
}
