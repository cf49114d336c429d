//! An instance that sees the machine it runs on.

use oam_model::value::Data;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The trait `host-policy` lets an instance share a namespace with the machine.
    ///
    /// ## Why
    ///
    /// A program in the network, the processes or the memory of the machine can listen to and end what other instances do
    /// there. A mistake in it is a mistake in all of them. Only tools for the machine itself need this.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: harmonycloud
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: host-policy
    ///           properties:
    ///             hostNetwork: true
    /// ```
    ///
    /// ```yaml valid
    /// # platform: harmonycloud
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: host-policy
    ///           properties:
    ///             hostNetwork: false
    /// ```
    pub(super) static HOST_NAMESPACES = {
        id: "host-namespaces", level: Warning, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let traits = ctx.application().into_iter().flat_map(|it| &it.components).flat_map(|it| &it.traits);
    for usage in traits.filter(|it| it.name.as_ref().is_some_and(|it| it.value == "host-policy")) {
        for (key, value) in &usage.properties.entries {
            let shared = match key.text.as_str() {
                "hostNetwork" => "the network",
                "hostPid" => "the processes",
                "hostIpc" => "the memory",
                _ => continue,
            };
            let is_on = match &value.data {
                Data::Bool(it) => *it,
                Data::String(it) => it == "true",
                _ => false,
            };
            if is_on {
                let message = format!("`{}` gives the instance {shared} of the machine", key.text);
                findings
                    .report(&HOST_NAMESPACES, value.span, message)
                    .help("leave it out unless the program is a tool for the machine itself".to_owned());
            }
        }
    }
}
