//! Config files of one name.

use std::collections::HashMap;

use oam_model::object::Container;
use oam_model::value::Text;

use super::usage::{definitions, is_template};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two instances of an application have containers of one name, both with config files.
    ///
    /// ## Why
    ///
    /// The reference controller keeps each config file in a `ConfigMap` that is named after the container and nothing
    /// else. The second instance finds the `ConfigMap` of the first and reads its file.
    ///
    /// Give the containers of the two components different names.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       config:
    ///         - path: /etc/mailer/a.conf
    ///           value: a
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: sender
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       config:
    ///         - path: /etc/sender/a.conf
    ///           value: a
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
    ///     - componentName: sender
    ///       instanceName: shop-sender
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       config:
    ///         - path: /etc/mailer/a.conf
    ///           value: a
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: sender
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: sender
    ///       image: registry.example.com/web:1.4.2
    ///       config:
    ///         - path: /etc/sender/a.conf
    ///           value: a
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
    ///     - componentName: sender
    ///       instanceName: shop-sender
    /// ```
    pub(super) static COLLIDING_CONFIG = {
        id: "colliding-config", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut taken: HashMap<String, (usize, &Text)> = HashMap::new();
    let components = ctx.application().into_iter().flat_map(|it| &it.components);
    for (position, usage) in components.enumerate() {
        let Some(written) = &usage.component else { continue };
        let mut collision = None;
        // Where several documents define the component, nobody knows which one counts.
        let [definition] = definitions(ctx, usage)[..] else { continue };
        for name in definition.component.containers.iter().flat_map(config_maps) {
            let (first, place) = *taken.entry(name.clone()).or_insert((position, written));
            if first != position && collision.is_none() {
                collision = Some((name, place));
            }
        }
        if let Some((name, first)) = collision {
            findings
                .report(
                    &COLLIDING_CONFIG,
                    written.span,
                    format!("another instance already has a ConfigMap `{name}`"),
                )
                .help("give the containers different names".to_owned())
                .related(ctx.document, first.span, "by this instance");
        }
    }
}

/// The names of the config maps of a container: its own name and a number behind it.
fn config_maps(container: &Container) -> Vec<String> {
    let name = container.name.as_ref().filter(|it| !is_template(&it.value));
    let numbered =
        |name: &Text| (0..container.config.len()).map(|it| format!("{}{it}", name.value)).collect();
    name.map(numbered).unwrap_or_default()
}
