//! A document of a later version of OAM that shares names with documents of v1alpha1.
//!
//! Later versions are another model. Nothing else is said about them, and a workspace without v1alpha1 hears nothing at all.

use oam_catalog::Namespace;
use oam_model::symbol::SymbolKey;
use oam_model::workspace::DocumentId;
use oam_syntax::Span;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A document of v1alpha2 or v1beta1 and one of v1alpha1 refer to each other.
    ///
    /// ## Why
    ///
    /// The later versions are another model with other kinds and other controllers. An application of v1alpha1 cannot use a
    /// `Component` of v1alpha2, nor the other way round: each controller looks for objects of its own kinds and finds none.
    /// Here the names meet, so the two were probably meant to work together.
    ///
    /// Write both for the same version. A folder of samples for both versions can say so with a suppression comment.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha2
    /// kind: Component
    /// metadata:
    ///   name: web
    /// spec:
    ///   workload:
    ///     apiVersion: core.oam.dev/v1alpha2
    ///     kind: ContainerizedWorkload
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    /// ```
    pub(super) static NEWER_VERSION = {
        id: "newer-version", level: Info, group: Dialect, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let header = &ctx.object.header;
    let Some(written) = &header.api_version else { return };
    let Some((group, version)) = written.value.split_once('/') else { return };
    if header.role.is_some() || group != "core.oam.dev" || !matches!(version, "v1alpha2" | "v1beta1") {
        return;
    }
    let Some((document, span, name)) = neighbour(ctx) else { return };
    let message =
        format!("`{version}` and `v1alpha1` do not find each other, although both speak of `{name}`");
    findings
        .report(&NEWER_VERSION, written.span, message)
        .help("they are different models: write both documents for one version".to_owned())
        .related(document, span, "the document of `v1alpha1`");
}

/// A place in a document of v1alpha1 that was meant for this document, or that this document means, and the name they share.
fn neighbour<'w>(ctx: &RuleContext<'w>) -> Option<(DocumentId, Span, &'w str)> {
    let index = ctx.workspace.index();
    let defined = |it: &str, space| index.definitions(&SymbolKey::global(space, it)).next().copied();
    match ctx.object.header.kind.as_ref()?.as_str() {
        "ApplicationConfiguration" | "Application" => {
            let components = ctx.value()?.get("spec")?.get("components")?;
            components.items().iter().find_map(|it| {
                let key = it.get("componentName").or_else(|| it.get("name"))?.as_str()?;
                let is_newer =
                    |_: &_| is_newer_component(ctx, key) || index.may_define(Namespace::ComponentName, key);
                let place = defined(key, Namespace::ComponentName).filter(|it| !is_newer(it))?;
                let name = ctx.workspace.object(place.document)?.name()?;
                Some((place.document, place.span, name))
            })
        }
        kind => {
            let space = match kind {
                "Component" => Namespace::ComponentName,
                "TraitDefinition" => Namespace::TraitType,
                _ => return None,
            };
            let name = ctx.object.name()?;
            // A name that v1alpha1 defines as well is found there.
            if defined(name, space).is_some() || index.may_define(space, name) {
                return None;
            }
            let place = index.references(&SymbolKey::global(space, name)).next()?;
            Some((place.document, place.span, name))
        }
    }
}

/// Whether a document of a later version defines the component too. It is asked only where the two versions share a name.
fn is_newer_component(ctx: &RuleContext<'_>, name: &str) -> bool {
    let documents = ctx.workspace.files().flat_map(|it| it.documents());
    // Documents of later versions play no part of ours.
    let newer = documents.filter(|it| it.names().is_oam && it.names().role.is_none());
    newer.filter_map(|it| it.object()).any(|it| {
        let header = &it.header;
        it.name() == Some(name) && header.kind.as_ref().is_some_and(|it| it.value == "Component")
    })
}
