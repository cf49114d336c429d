//! A lasting volume for which nothing provides a disk.

use oam_model::object::{ComponentUse, TraitUse};
use oam_syntax::edit::{Edit, YamlValue, insert_entry, insert_item};

use super::usage::{definitions, has_hole, is_template};
use super::volumes::{is_mounter, is_partly_hidden, volume, volumes};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An instance has a volume that must outlive its pods, and no `volume-mounter` for it.
    ///
    /// ## Why
    ///
    /// The pods ask for a claim with the name of the volume, and wait until there is one. Where somebody makes the claims by
    /// hand, all is well; where nobody does, the instance never starts.
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
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /var/lib/data
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
    ///       image: nginx:1.27
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /var/lib/data
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
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: volume-mounter
    ///           properties:
    ///             volumeName: data
    ///             storageClass: standard
    /// ```
    ///
    /// A temporary volume needs no trait:
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
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /var/lib/data
    ///             disk:
    ///               required: 1G
    ///               ephemeral: true
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
    pub(super) static UNPROVISIONED_VOLUME = {
        id: "unprovisioned-volume", level: Info, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    if ctx.workspace.traits_named("volume-mounter").is_empty() {
        return;
    }
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        if !may_be_provided(ctx, usage) {
            check_usage(ctx, usage, findings);
        }
    }
}

/// Whether some trait that cannot be read may provide any volume.
fn may_be_provided(ctx: &RuleContext<'_>, usage: &ComponentUse) -> bool {
    let is_hidden = |it: &TraitUse| {
        let Some(name) = &it.name else { return true };
        let volume = || it.properties.get("volumeName").and_then(|it| it.as_str());
        is_template(&name.value)
            || ctx.workspace.traits_named(&name.value).is_empty()
            || is_mounter(ctx, it) && volume().is_none_or(|it| is_template(it) || it.contains("[from"))
    };
    has_hole(ctx.source, Some(usage.node), "traits") || usage.traits.iter().any(is_hidden)
}

fn check_usage(ctx: &RuleContext<'_>, usage: &ComponentUse, findings: &mut Findings<'_>) {
    let definitions = definitions(ctx, usage);
    let (Some((first, others)), Some(component)) = (definitions.split_first(), &usage.component) else {
        return;
    };
    // A mounter of no known volume is the business of `unknown-volume`.
    let is_lost = |it: &TraitUse| {
        let volume_name = it.properties.get("volumeName").and_then(|it| it.as_str());
        is_mounter(ctx, it) && volume_name.is_some_and(|it| volume(first, it).is_none())
    };
    if usage.traits.iter().any(is_lost) {
        return;
    }
    for (name, volume) in volumes(first.component) {
        let is_lasting = volume.disk.as_ref().is_none_or(|it| it.ephemeral == Some(false));
        let is_same = |it: &str| it.to_lowercase() == name.value.to_lowercase();
        let mounts = |it: &TraitUse| {
            is_mounter(ctx, it)
                && it.properties.get("volumeName").and_then(|it| it.as_str()).is_some_and(is_same)
        };
        if !is_lasting
            || !others.is_empty()
            || is_template(&name.value)
            || is_partly_hidden(first, volume)
            || usage.traits.iter().any(mounts)
        {
            continue;
        }
        let report = findings
            .report(
                &UNPROVISIONED_VOLUME,
                component.span,
                format!(
                    "nothing provides the disk for volume `{}` of component `{}`",
                    name.value, component.value
                ),
            )
            .related(first.document, name.span, format!("volume `{}` is declared here", name.value));
        // A `volume-mounter` asks for what `disk` says.
        if volume.disk.is_none() {
            report.help("say in `disk` what it needs, and attach a `volume-mounter`".to_owned());
            continue;
        }
        report
            .help("attach a `volume-mounter`, or make the volume `ephemeral`".to_owned())
            .unsafe_fix("attach a `volume-mounter`", mounter(ctx, usage, &name.value));
    }
}

/// Attaches the trait; the storage class is for the author to choose.
fn mounter(ctx: &RuleContext<'_>, usage: &ComponentUse, volume: &str) -> Vec<Edit> {
    let entry = |key: &str, value: YamlValue| (key.to_owned(), value);
    let properties = vec![
        entry("volumeName", volume.into()),
        entry("storageClass", YamlValue::Str("standard".to_owned())),
    ];
    let item = YamlValue::Map(vec![
        entry("name", "volume-mounter".into()),
        entry("properties", YamlValue::Map(properties)),
    ]);
    let node = ctx.source.node(usage.node);
    match node.get("traits") {
        Some(list) => insert_item(list.value, &item),
        None => insert_entry(node, "traits", &YamlValue::Seq(vec![item])),
    }
}
