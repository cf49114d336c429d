//! What an application becomes, and an API server would not take.
//!
//! It renders what the document is about and reports what [`oam_render::check`] finds where it was set: in the application,
//! or in the component that it uses. Places of which another rule speaks are left to it.
//!
//! The trap: a preview is only as good as what it is made of. With holes, gaps, calls of variables without a value or
//! several components of one name nobody knows what it will be, and nothing is said.

use oam_catalog::{Namespace, PathStep};
use oam_model::datum::{Datum, Origin};
use oam_model::object::ComponentUse;
use oam_model::resolve::{Engine, ResolveConfig, resolve_some};
use oam_model::resolved::NoteSeverity;
use oam_model::symbol::SymbolKey;
use oam_model::workspace::DocumentId;
use oam_render::check::{About, Rejection, rejections};
use oam_render::rendered::{Manifest, Rendered};
use oam_render::target::Target;
use oam_render::{RenderConfig, render};
use oam_syntax::{Offset, Span};

use crate::finding::{Finding, Severity};
use crate::rule::{Findings, RuleContext, declare_rule};

/// The most applications of one component that are looked at.
const MOST_USES: usize = 16;

declare_rule! {
    /// The objects that an application becomes would be rejected by a Kubernetes API server.
    ///
    /// ## Why
    ///
    /// A document can be right by all rules of OAM and still ask for something that Kubernetes does not take: a storage class
    /// with a capital in its name, a path with an empty part, a port named like another. The application is then accepted, and
    /// a part of it never comes to be.
    ///
    /// The application is rendered, as in the preview: on platform `rudr` as the reference controller does it, else for a
    /// cluster of today. The objects are checked with the published schemas of Kubernetes and with its rules about names and
    /// values; what is wrong is reported at the place that set it. `oam-ls preview` shows the objects.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: store
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.SingletonServer
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/store:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /data
    ///             disk:
    ///               required: 10G
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
    ///     - componentName: store
    ///       instanceName: shop-store
    ///       traits:
    ///         - name: volume-mounter
    ///           properties:
    ///             volumeName: data
    ///             storageClass: Fast_SSD
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: store
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.SingletonServer
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/store:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /data
    ///             disk:
    ///               required: 10G
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
    ///     - componentName: store
    ///       instanceName: shop-store
    ///       traits:
    ///         - name: volume-mounter
    ///           properties:
    ///             volumeName: data
    ///             storageClass: fast-ssd
    /// ```
    pub(super) static REJECTED_BY_KUBERNETES = {
        id: "rejected-by-kubernetes", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

/// Takes away the findings at places where other rules have found something that is wrong.
pub(crate) fn leave_to_others(found: &mut Vec<Finding>) {
    let is_own = |it: &Finding| it.rule == REJECTED_BY_KUBERNETES.id;
    if !found.iter().any(is_own) {
        return;
    }
    let is_telling = |it: &&Finding| !is_own(it) && it.severity >= Severity::Info;
    let others: Vec<Span> = found.iter().filter(is_telling).map(|it| it.span).collect();
    found.retain(|it| {
        // What it becomes there may be told at the place where it is used.
        let places = std::iter::once(it.span).chain(it.related.iter().map(|it| it.at.span));
        let meets = |at: Span| others.iter().any(|other| other.start < at.end && at.start < other.end);
        !is_own(it) || !places.into_iter().any(meets)
    });
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    if ctx.may_be_unread() || !is_plain(ctx, ctx.document) {
        return;
    }
    let mut seen = Vec::new();
    if ctx.application().is_some() {
        let is_known = |it: &ComponentUse| {
            it.component.as_ref().is_some_and(|it| is_one_plain(ctx, &it.value)) && has_plain_traits(ctx, it)
        };
        report(ctx, ctx.document, is_known, &mut seen, findings);
    } else if let (Some(_), Some(name)) = (ctx.component(), ctx.object.name()) {
        if !is_one_plain(ctx, name) {
            return;
        }
        let key = SymbolKey::global(Namespace::ComponentName, name);
        let mut users: Vec<DocumentId> =
            ctx.workspace.index().references(&key).map(|it| it.document).collect();
        users.sort_unstable();
        users.dedup();
        for user in users.into_iter().filter(|it| is_plain(ctx, *it)).take(MOST_USES) {
            let is_meant = |it: &ComponentUse| {
                it.component.as_ref().is_some_and(|it| it.value == name) && has_plain_traits(ctx, it)
            };
            report(ctx, user, is_meant, &mut seen, findings);
        }
    }
}

/// Whether a document says all that it says: no holes, no lines for a template engine, no broken text.
fn is_plain(ctx: &RuleContext<'_>, document: DocumentId) -> bool {
    let source = ctx.workspace.document(document).map(|it| it.source());
    source.is_some_and(|it| {
        !it.tree().has_holes() && it.tree().first_engine_line().is_none() && it.errors().is_empty()
    })
}

/// Whether there is one component of a name, and no doubt what it says.
fn is_one_plain(ctx: &RuleContext<'_>, name: &str) -> bool {
    let key = SymbolKey::global(Namespace::ComponentName, name);
    let mut documents = ctx.workspace.index().definitions(&key).map(|it| it.document);
    let first = documents.next();
    first.is_some_and(|it| is_plain(ctx, it)) && documents.next().is_none()
}

/// Whether there is no doubt what the definitions of an instance's traits say, where the workspace has them.
fn has_plain_traits(ctx: &RuleContext<'_>, usage: &ComponentUse) -> bool {
    usage.traits.iter().filter_map(|it| it.name.as_ref()).all(|name| {
        let key = SymbolKey::global(Namespace::TraitType, &name.value);
        // In the part that renders, `${…}` is an expression and no hole.
        let is_plain = |document| {
            let source = ctx.workspace.document(document).map(|it| it.source());
            source.is_some_and(|it| {
                !it.text().contains("{{") && it.tree().first_engine_line().is_none() && it.errors().is_empty()
            })
        };
        ctx.workspace.index().definitions(&key).all(|it| is_plain(it.document))
    })
}

/// Reports what would be rejected of some instances of an application, as far as this document set it.
fn report(
    ctx: &RuleContext<'_>,
    application: DocumentId,
    is_wanted: impl Fn(&ComponentUse) -> bool,
    seen: &mut Vec<Span>,
    findings: &mut Findings<'_>,
) {
    let (engine, target) = match ctx.workspace.platform() {
        Some("rudr") => (Engine::Rudr, Target::Rudr),
        _ => (Engine::Specification, Target::Kubernetes),
    };
    let config = ResolveConfig { engine, overrides: Vec::new() };
    let Some(app) = resolve_some(ctx.workspace, application, &config, is_wanted) else { return };
    let rendered = render(&app, &RenderConfig { target, namespace: None });
    // The controller refuses it before Kubernetes can.
    if rendered.refused {
        return;
    }
    for it in rejections(&rendered.manifests) {
        let Some(origin) = it.origin.as_ref().filter(|it| it.document == ctx.document) else { continue };
        let Some(manifest) = rendered.manifests.get(it.manifest) else { continue };
        // What is missing is not written yet; other rules know what a document must have.
        if it.about == About::Absence {
            continue;
        }
        if is_in_gap(origin, &rendered) || is_open(manifest, &it) || seen.contains(&origin.span) {
            continue;
        }
        seen.push(origin.span);
        let (kind, name) = (manifest.kind(), manifest.name());
        let message = format!("Kubernetes would reject {kind} `{name}`: {}", it.reason);
        let help = format!("it becomes `{}`", it.field());
        let mut report =
            findings.report(&REJECTED_BY_KUBERNETES, first_line(ctx, origin.span), message).help(help);
        let uses = std::iter::successors(origin.through.as_deref(), |it| it.through.as_deref());
        for it in uses.filter(|it| it.document == ctx.document) {
            report = report.related(it.document, it.span, "used here");
        }
    }
}

/// Whether a note says already that something is missing here.
fn is_in_gap(origin: &Origin, rendered: &Rendered) -> bool {
    let gaps = rendered.notes.iter().filter(|it| it.severity == NoteSeverity::Gap);
    gaps.filter_map(|it| it.origin.as_ref()).any(|gap| {
        let meets = gap.span.start < origin.span.end && origin.span.start < gap.span.end;
        gap.document == origin.document && meets
    })
}

/// Whether the value has the call of a variable that nothing gives a value.
fn is_open(manifest: &Manifest, rejection: &Rejection) -> bool {
    let value = rejection.path.iter().try_fold(&manifest.root, |at, step| match step {
        PathStep::Key(key) => at.get(key),
        PathStep::Index(index) => at.items().get(*index),
    });
    let text = value.and_then(Datum::as_str).unwrap_or_default();
    text.contains("[fromVariable(") || manifest.name().contains("[fromVariable(")
}

/// What is missing in a whole mapping is shown where it begins.
fn first_line(ctx: &RuleContext<'_>, span: Span) -> Span {
    let text = ctx.source.text().get(span.start.index()..span.end.index()).unwrap_or_default();
    let length = text.lines().next().unwrap_or_default().len();
    Span::new(span.start, Offset::new(span.start.index() + length))
}
