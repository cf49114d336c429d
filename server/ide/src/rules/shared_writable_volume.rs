//! Many copies that write to one volume.

use oam_model::object::{ComponentUse, TraitUse, Volume};

use oam_model::value::Value;

use super::usage::{definitions, hides};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application runs many copies of a component that writes to a shared volume.
    ///
    /// ## Why
    ///
    /// With the sharing policy `Shared` all copies see the same files. Whether the program gets along with others that
    /// write at the same time only its author knows; most do not.
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
    ///       image: registry.example.com/mailer:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: spool
    ///             mountPath: /var/spool
    ///             accessMode: RW
    ///             sharingPolicy: Shared
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
    ///       traits:
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 3
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
    ///       image: registry.example.com/mailer:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: templates
    ///             mountPath: /usr/share/mailer
    ///             accessMode: RO
    ///             sharingPolicy: Shared
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
    ///       traits:
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 3
    /// ```
    pub(super) static SHARED_WRITABLE_VOLUME = {
        id: "shared-writable-volume", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let scaler = usage.traits.iter().find(|it| runs_many(ctx, it));
        if let Some(name) = scaler.and_then(|it| it.name.as_ref()) {
            check_volumes(ctx, usage, name.span, findings);
        }
    }
}

fn check_volumes(
    ctx: &RuleContext<'_>,
    usage: &ComponentUse,
    at: oam_syntax::Span,
    findings: &mut Findings<'_>,
) {
    // Of several definitions it is unclear which one runs.
    let definitions = definitions(ctx, usage);
    let [definition] = definitions.as_slice() else { return };
    let volumes = definition.component.containers.iter().flat_map(|it| &it.volumes);
    for volume in volumes.filter(|it| is_shared_and_writable(it)) {
        if volume.sharing_policy.as_ref().is_some_and(|it| hides(definition.source, it.node, "accessMode")) {
            continue;
        }
        let name = volume.name.as_ref().map_or("", |it| it.value.as_str());
        let span = volume.sharing_policy.as_ref().map_or(volume.span, |it| it.span);
        findings
            .report(&SHARED_WRITABLE_VOLUME, at, format!("all copies write to the shared volume `{name}`"))
            .help("make sure that the program gets along with others that write".to_owned())
            .related(definition.document, span, format!("`{name}` is shared here"));
    }
}

fn runs_many(ctx: &RuleContext<'_>, usage: &TraitUse) -> bool {
    let Some(name) = &usage.name else { return false };
    let is = |wanted: &str| ctx.workspace.traits_named(&name.value).iter().any(|it| it.name == wanted);
    let more_than_one = |key| usage.properties.get(key).and_then(Value::as_int).is_some_and(|it| it > 1);
    (is("manual-scaler") && more_than_one("replicaCount")) || (is("auto-scaler") && more_than_one("maximum"))
}

fn is_shared_and_writable(volume: &Volume) -> bool {
    let is_shared = volume.sharing_policy.as_ref().is_some_and(|it| it.value == "Shared");
    is_shared && volume.access_mode.as_ref().is_none_or(|it| it.value == "RW")
}
