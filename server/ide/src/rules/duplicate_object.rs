//! Two objects of the same kind and name.

use oam_catalog::{Namespace, Role};
use oam_model::object::{Body, Object};
use oam_model::symbol::SymbolKey;
use oam_model::workspace::DocumentId;
use oam_syntax::SourceDocument;

use super::duplicate_instance::place;
use crate::finding::Severity;
use crate::kustomize::is_patch;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two documents define an object of the same kind, name and namespace.
    ///
    /// ## Why
    ///
    /// In the cluster there can only be one: the one that is applied last replaces the other, and which one that is depends
    /// on the order of the files.
    ///
    /// In different folders it is a warning only: they may never be applied together.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.26
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
    ///       image: nginx:1.27
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web-old
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.26
    /// ```
    pub(super) static DUPLICATE_OBJECT = {
        id: "duplicate-object", level: Error, group: References, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let (Some(name), Some((key, noun))) = (&ctx.object.header.name, key(ctx.object)) else { return };
    if hides_namespace(ctx, ctx.document) {
        return;
    }
    let places = ctx.workspace.index().definitions(&key).map(|it| it.document);
    let same = places.filter(|it| ctx.workspace.object(*it).is_some_and(|it| is_same(it, ctx.object)));
    // A patch of an object has its name.
    let same = same.filter(|it| !is_patch(ctx.workspace, it.file) && !hides_namespace(ctx, *it));
    let Some(first) = same.min_by_key(|it| place(ctx, *it)).filter(|it| *it != ctx.document) else { return };
    let Some(first_name) = ctx.workspace.object(first).and_then(|it| it.header.name.as_ref()) else { return };
    let report = findings
        .report(&DUPLICATE_OBJECT, name.span, format!("{noun} `{}` is already defined", name.value))
        .related(first, first_name.span, format!("{noun} `{}` is first defined here", name.value));
    if folder(ctx, first) != folder(ctx, ctx.document) {
        report.severity(Severity::Warning);
    }
}

/// Under which name the index knows the object, and a word for its kind.
fn key(object: &Object) -> Option<(SymbolKey, &'static str)> {
    let name = object.name()?;
    let global = |space, name: &str| SymbolKey::global(space, name);
    Some(match &object.body {
        Body::Application(_) => (global(Namespace::ApplicationName, name), "application"),
        Body::Component(_) => (global(Namespace::ComponentName, name), "component"),
        Body::Trait(_) => (global(Namespace::TraitType, name), "trait"),
        Body::Workload(it) => (global(Namespace::WorkloadType, &it.name), "workload type"),
        Body::Scope(it) => (global(Namespace::ScopeType, &it.name), "scope type"),
        Body::Other => return None,
    })
}

/// Whether nobody can see in which namespace an object is.
fn hides_namespace(ctx: &RuleContext<'_>, document: DocumentId) -> bool {
    let source = ctx.workspace.document(document).map(|it| it.source());
    let Some(root) = source.and_then(SourceDocument::root) else { return false };
    root.is_open()
        || root.get("metadata").is_some_and(|it| {
            it.value.is_open() || it.value.get("namespace").is_some_and(|it| it.value.is_open())
        })
}

fn is_same(a: &Object, b: &Object) -> bool {
    let identity = |it: &Object| -> (Option<Role>, Option<String>, Option<String>) {
        let namespace = it.header.namespace.as_ref().map(|it| it.value.clone());
        (it.header.role, it.name().map(str::to_owned), namespace)
    };
    identity(a) == identity(b)
}

fn folder<'w>(ctx: &RuleContext<'w>, document: DocumentId) -> &'w str {
    let path = place(ctx, document).0;
    path.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
}
