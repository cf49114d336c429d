//! A scope that is joined by the name of its entry.

use oam_catalog::Namespace;
use oam_model::object::Object;
use oam_model::symbol::SymbolKey;
use oam_model::workspace::DocumentId;
use oam_syntax::Span;
use oam_syntax::edit::replace_scalar;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An instance joins a scope by the name of its entry, not by the name of the application that creates it.
    ///
    /// ## Why
    ///
    /// The specification says that scopes have names of their own. The reference controller looks for an application with the
    /// name, finds none and deploys nothing.
    ///
    /// Write the name of the application that has the scope under `scopes`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
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
    ///         - health
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
    pub(super) static SCOPE_ENTRY_NAME = {
        id: "scope-entry-name", level: Info, group: References, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for name in ctx.application().into_iter().flat_map(|it| &it.components).flat_map(|it| &it.scopes) {
        let Some((document, span, application)) = creator(ctx, &name.value) else { continue };
        let Some(wanted) = application.name().filter(|it| *it != name.value) else { continue };
        let report = findings
            .report(
                &SCOPE_ENTRY_NAME,
                name.span,
                format!("the reference controller knows the scope `{}` as `{wanted}`", name.value),
            )
            .help("scopes are known by the name of the application that creates them".to_owned())
            .related(document, span, format!("`{}` is created by application `{wanted}`", name.value));
        let (title, edits) = (
            format!("replace `{}` by `{wanted}`", name.value),
            replace_scalar(ctx.source.node(name.node), wanted),
        );
        let is_only = application.application().is_some_and(|it| it.scopes.len() == 1);
        if is_only {
            report.safe_fix(title, edits)
        } else {
            report.unsafe_fix(title, edits)
        };
    }
}

/// The only application that creates a scope of the name, unless an application has the name itself.
fn creator<'w>(ctx: &RuleContext<'w>, name: &str) -> Option<(DocumentId, Span, &'w Object)> {
    let index = ctx.workspace.index();
    let application = SymbolKey::global(Namespace::ApplicationName, name);
    if index.definitions(&application).next().is_some() {
        return None;
    }
    let key = SymbolKey::global(Namespace::ScopeName, name);
    let mut places = index.definitions(&key);
    let place = places.next().filter(|_| places.next().is_none())?;
    Some((place.document, place.span, ctx.workspace.object(place.document)?))
}
