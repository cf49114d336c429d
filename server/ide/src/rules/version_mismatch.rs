//! An instance named after another version of its component.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The names of an instance and of its component end in different versions.
    ///
    /// ## Why
    ///
    /// Components do not change: a new version gets a new name, like `web-v2`. Where an instance of it is called
    /// `shop-web-v1`, somebody has replaced one name and forgotten the other. Leave the version out of the name of
    /// the instance: to rename an instance is to remove it and to make another.
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
    ///     - componentName: web-v2
    ///       instanceName: shop-web-v1
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web-v2
    ///       instanceName: shop-web
    /// ```
    pub(super) static VERSION_MISMATCH = {
        id: "version-mismatch", level: Hint, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let (Some(component), Some(instance)) = (&usage.component, &usage.instance) else { continue };
        let (Some(of_component), Some(of_instance)) = (version(&component.value), version(&instance.value))
        else {
            continue;
        };
        if of_component != of_instance {
            findings
                .report(
                    &VERSION_MISMATCH,
                    instance.span,
                    format!("the instance is named `v{of_instance}`, but its component `v{of_component}`"),
                )
                .help("leave the version out of the name of the instance".to_owned())
                .related(ctx.document, component.span, "the component is named here");
        }
    }
}

/// The number at the end of `NAME-vNUMBER`.
fn version(name: &str) -> Option<&str> {
    let (_, number) = name.rsplit_once("-v")?;
    (!number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())).then_some(number)
}
