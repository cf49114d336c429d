//! Two ways for one request.

use oam_model::object::{Application, TraitUse};
use oam_model::value::Value;
use oam_model::workspace::DocumentId;
use oam_syntax::Span;

use super::attached::attached_in;
use super::neighbours::Neighbours;
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two ingresses of a namespace have the same host name and path.
    ///
    /// ## Why
    ///
    /// One of the two wins, and which one is up to the ingress controller. Where the host name is missing, the
    /// reference controller takes `example.com`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    ///     - componentName: web
    ///       instanceName: shop-admin
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    ///     - componentName: web
    ///       instanceName: shop-admin
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    ///             path: /admin
    /// ```
    pub(super) static DUPLICATE_ROUTE = {
        id: "duplicate-route", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

/// Where requests for a host name and path go.
#[derive(Clone, Copy)]
struct Route<'w> {
    host: &'w str,
    path: &'w str,
    instance: &'w str,
    span: Span,
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let own = ctx.application().map(|it| routes(ctx, ctx.document, it, None)).unwrap_or_default();
    if own.is_empty() {
        return;
    }
    let neighbours = Neighbours::of(ctx);
    for (position, route) in own.iter().enumerate() {
        let is_same = |it: &Route<'_>| it.host == route.host && it.path == route.path;
        let here = own.iter().take(position).find(|it| is_same(it)).map(|it| (ctx.document, *it));
        let elsewhere = || {
            let first = |document, it| routes(ctx, document, it, Some(route.host)).into_iter().find(is_same);
            // This one is meant where none is written.
            let is_default = route.host == "example.com";
            let mut others = neighbours.earlier((!is_default).then_some(("hostname", route.host)));
            others.find_map(|(document, it)| Some((document, first(document, it)?)))
        };
        let Some((document, first)) = here.or_else(elsewhere) else { continue };
        let message =
            format!("`{}{}` already leads to instance `{}`", route.host, route.path, first.instance);
        // Two applications of a workspace may be for two clusters.
        let severity = if document == ctx.document { Severity::Warning } else { Severity::Info };
        findings.report(&DUPLICATE_ROUTE, route.span, message).severity(severity).related(
            document,
            first.span,
            "by this trait",
        );
    }
}

/// The routes of an application; only those for one host name, if it is given.
fn routes<'w>(
    ctx: &RuleContext<'w>,
    document: DocumentId,
    application: &'w Application,
    host: Option<&str>,
) -> Vec<Route<'w>> {
    let Some(model) = ctx.workspace.document(document) else { return Vec::new() };
    let mut found = Vec::new();
    for usage in &application.components {
        // Most instances of most applications end here, before anything is looked up.
        let may_be = |it: &TraitUse| match (it.properties.get("hostname").map(Value::as_str), host) {
            (Some(written), Some(host)) => written == Some(host),
            (None, Some(host)) => host == "example.com",
            (_, None) => true,
        };
        if !usage.traits.iter().any(may_be) {
            continue;
        }
        for ingress in
            attached_in(ctx, model.source(), usage).iter().filter(|it| it.is("ingress") && it.is_visible())
        {
            let named = ingress
                .property("hostname")
                .map_or(Some("example.com"), |_| Some(ingress.text("hostname")?.0));
            let path = ingress.property("path").map_or(Some("/"), |_| Some(ingress.text("path")?.0));
            let (Some(named), Some(path)) = (named, path) else { continue };
            let instance = usage.instance.as_ref().map_or("", |it| &it.value);
            let span = ingress.property("hostname").map_or(ingress.name.span, |it| it.span);
            found.push(Route { host: named, path, instance, span });
        }
    }
    found
}
