//! Two instances of the same name.

use std::collections::HashMap;

use oam_catalog::Namespace;
use oam_model::object::Object;
use oam_model::symbol::SymbolKey;
use oam_model::value::Text;
use oam_model::workspace::DocumentId;

use super::neighbours::is_neighbour;
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two instances have the same name, in one application or in two of the same namespace.
    ///
    /// ## Why
    ///
    /// All that the platform creates is named after the instance. Of two with one name, the second finds its objects
    /// already there, or takes those of the first.
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
    ///     - componentName: web
    ///       instanceName: shop-web
    ///     - componentName: api
    ///       instanceName: shop-web
    /// ```
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: web
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: blog
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: web
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///     - componentName: api
    ///       instanceName: shop-api
    /// ```
    pub(super) static DUPLICATE_INSTANCE = {
        id: "duplicate-instance", level: Error, group: References, since: "0.1.0", fix: None, check: check,
    }
}

/// An instance of another application.
struct Other<'w> {
    place: (&'w str, u32),
    application: &'w str,
    document: DocumentId,
    name: &'w Text,
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut seen: HashMap<&str, &Text> = HashMap::new();
    for name in instances(ctx.object) {
        let first = *seen.entry(&name.value).or_insert(name);
        if first.span != name.span {
            let message = format!("the application already has an instance `{}`", name.value);
            findings.report(&DUPLICATE_INSTANCE, name.span, message).related(
                ctx.document,
                first.span,
                format!("`{}` is first named here", name.value),
            );
        }
    }
    if seen.is_empty() {
        return;
    }
    for (name, other) in earlier(ctx, &seen) {
        let Some(own) = seen.get(name) else { continue };
        let message = format!("application `{}` already has an instance `{name}`", other.application);
        findings.report(&DUPLICATE_INSTANCE, own.span, message).severity(Severity::Warning).related(
            other.document,
            other.name.span,
            format!("`{name}` is first named here"),
        );
    }
}

fn instances(object: &Object) -> impl Iterator<Item = &Text> {
    object.application().into_iter().flat_map(|it| &it.components).filter_map(|it| it.instance.as_ref())
}

/// The first instance of each name in an earlier application, by path and place.
fn earlier<'w>(ctx: &RuleContext<'w>, used: &HashMap<&str, &Text>) -> HashMap<&'w str, Other<'w>> {
    let own_place = place(ctx, ctx.document);
    let mut found: HashMap<&str, Other<'_>> = HashMap::new();
    for used_name in used.keys() {
        let key = SymbolKey::global(Namespace::InstanceName, used_name);
        for document in ctx.workspace.index().references(&key).map(|it| it.document) {
            let place = place(ctx, document);
            let is_later = place >= own_place || found.get(used_name).is_some_and(|it| it.place <= place);
            let Some(object) = ctx.workspace.object(document).filter(|_| !is_later) else { continue };
            let Some(application) = object.name().filter(|_| is_neighbour(ctx.object, object)) else {
                continue;
            };
            if let Some(name) = instances(object).find(|it| it.value == *used_name) {
                found.insert(&name.value, Other { place, application, document, name });
            }
        }
    }
    found
}

/// Where a document stands among all: the path of its file, then its number.
pub(super) fn place<'w>(ctx: &RuleContext<'w>, document: DocumentId) -> (&'w str, u32) {
    (ctx.workspace.path(document.file).unwrap_or_default(), document.index)
}
