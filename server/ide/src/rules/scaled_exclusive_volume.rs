//! Many copies that write to one disk.

use oam_model::object::Volume;
use oam_model::value::Text;
use oam_syntax::Node;
use oam_syntax::edit::{Edit, YamlValue, insert_entry, replace_scalar};

use super::attached::{Attached, attached};
use super::autoscaler_without_deployment::is_no_deployment;
use super::usage::{Definition, definitions, hides};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An instance with several copies has a volume that only one node can write to.
    ///
    /// ## Why
    ///
    /// A volume that is `Exclusive` can be mounted by one node at a time. The copies that land on other nodes wait for
    /// it forever.
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
    ///     - componentName: web
    ///       instanceName: shop-web
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
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /data
    ///             sharingPolicy: Shared
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
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 3
    /// ```
    pub(super) static SCALED_EXCLUSIVE_VOLUME = {
        id: "scaled-exclusive-volume", level: Info, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let all = attached(ctx, usage);
        let Some(scaler) = all.iter().find(|it| may_run_twice(it)) else { continue };
        let definitions = definitions(ctx, usage);
        // An autoscaler without a Deployment scales nothing, which is worse and said by another rule.
        let types = definitions.iter().filter_map(|it| it.component.workload_type.as_ref());
        if scaler.is("auto-scaler") && types.into_iter().any(|it| is_no_deployment(ctx, &it.value)) {
            continue;
        }
        let volumes = definitions.iter().map(|it| Some((it.document, exclusive(it)?)));
        // Where several documents define the component, all must have such a volume.
        let Some(volumes) = volumes.collect::<Option<Vec<_>>>() else { continue };
        let Some((document, name)) = volumes.first() else { continue };
        let message = format!("several copies cannot all write to volume `{}`", name.value);
        let edits = match definitions.as_slice() {
            [only] => shared(only, name),
            _ => Vec::new(),
        };
        findings
            .report(&SCALED_EXCLUSIVE_VOLUME, scaler.name.span, message)
            .help("if the storage can be shared, write `sharingPolicy: Shared`".to_owned())
            .related(*document, name.span, format!("`{}` is `Exclusive`", name.value))
            .unsafe_fix_in(*document, format!("let volume `{}` be `Shared`", name.value), edits);
    }
}

/// Lets a volume of a component be shared.
fn shared(definition: &Definition<'_>, name: &Text) -> Vec<Edit> {
    let Some(volume) = definition.source.node(name.node).parent().map(Node::resolved) else {
        return Vec::new();
    };
    match volume.get("sharingPolicy") {
        Some(entry) => replace_scalar(entry.value, "Shared"),
        None => insert_entry(volume, "sharingPolicy", &YamlValue::from("Shared")),
    }
}

/// Whether a trait certainly allows more than one copy.
fn may_run_twice(it: &Attached<'_>) -> bool {
    match it.canonical() {
        "manual-scaler" => it.count("replicaCount").is_some_and(|(it, _)| it > 1),
        // Without a maximum there are ten more than the minimum.
        "auto-scaler" => match it.property("maximum") {
            Some(_) => it.count("maximum").is_some_and(|(it, _)| it > 1),
            None => it.is_complete(),
        },
        _ => false,
    }
}

fn exclusive<'w>(definition: &Definition<'w>) -> Option<&'w Text> {
    let is_exclusive = |it: &&Volume| {
        let is = |text: &Option<Text>, word: &str| text.as_ref().is_none_or(|it| it.value == word);
        let is_kept = it.disk.as_ref().is_some_and(|it| it.ephemeral != Some(true));
        let hides = |key| it.name.as_ref().is_some_and(|it| hides(definition.source, it.node, key));
        let is_hidden = hides("accessMode") || hides("sharingPolicy");
        is_kept && !is_hidden && is(&it.access_mode, "RW") && is(&it.sharing_policy, "Exclusive")
    };
    definition.component.containers.iter().flat_map(|it| &it.volumes).find(is_exclusive)?.name.as_ref()
}
