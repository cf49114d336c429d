//! A claim that two instances share without saying so.

use oam_model::object::Application;
use oam_model::workspace::DocumentId;
use oam_syntax::Span;

use super::attached::attached_in;
use super::neighbours::Neighbours;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two instances of a namespace ask for a volume of the same name.
    ///
    /// ## Why
    ///
    /// The claim is named after the volume, not after the instance. The second instance finds the claim of the first
    /// and writes into its data, or waits forever for a disk that another node holds.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /data
    ///             disk:
    ///               required: 1G
    ///               ephemeral: false
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: mailer-a
    ///       traits:
    ///         - name: volume-mounter
    ///           properties:
    ///             volumeName: data
    ///             storageClass: fast
    ///     - componentName: mailer
    ///       instanceName: mailer-b
    ///       traits:
    ///         - name: volume-mounter
    ///           properties:
    ///             volumeName: data
    ///             storageClass: fast
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /data
    ///             disk:
    ///               required: 1G
    ///               ephemeral: false
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: mailer-a
    ///       traits:
    ///         - name: volume-mounter
    ///           properties:
    ///             volumeName: data
    ///             storageClass: fast
    /// ```
    pub(super) static SHARED_CLAIM = {
        id: "shared-claim", level: Info, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

/// The claim of an instance.
#[derive(Clone, Copy)]
struct Claim<'w> {
    volume: &'w str,
    instance: &'w str,
    /// Which of the instances of its application it is.
    position: usize,
    span: Span,
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let own = ctx.application().map(|it| claims(ctx, ctx.document, it, None)).unwrap_or_default();
    if own.is_empty() {
        return;
    }
    let neighbours = Neighbours::of(ctx);
    for claim in &own {
        let here = own.iter().find(|it| it.volume == claim.volume && it.position < claim.position);
        let elsewhere = || {
            let first = |document, it| claims(ctx, document, it, Some(claim.volume)).into_iter().next();
            let mut others = neighbours.earlier(Some(("volumeName", claim.volume)));
            others.find_map(|(document, it)| Some((document, first(document, it)?)))
        };
        let Some((document, first)) = here.map(|it| (ctx.document, *it)).or_else(elsewhere) else { continue };
        let message = format!("instance `{}` already has a claim `{}`", first.instance, claim.volume);
        findings
            .report(&SHARED_CLAIM, claim.span, message)
            .help("give the volumes of the two components different names".to_owned())
            .related(document, first.span, "the claim is first asked for here");
    }
}

/// The claims of an application; only those for one volume, if it is given.
fn claims<'w>(
    ctx: &RuleContext<'w>,
    document: DocumentId,
    application: &'w Application,
    volume: Option<&str>,
) -> Vec<Claim<'w>> {
    let Some(model) = ctx.workspace.document(document) else { return Vec::new() };
    let mut found = Vec::new();
    for (position, usage) in application.components.iter().enumerate() {
        // Most instances of most applications end here, before anything is looked up.
        let names = usage.traits.iter().filter_map(|it| it.properties.get("volumeName")?.as_str());
        if !names.into_iter().any(|it| volume.is_none_or(|volume| volume == it)) {
            continue;
        }
        for mounter in attached_in(ctx, model.source(), usage).iter().filter(|it| it.is("volume-mounter")) {
            let Some((name, value)) = mounter.text("volumeName") else { continue };
            if volume.is_some_and(|it| it != name) {
                continue;
            }
            let instance = usage.instance.as_ref().map_or("", |it| &it.value);
            found.push(Claim { volume: name, instance, position, span: value.span });
        }
    }
    found
}
