//! Two instances whose component instances get one name.

use std::collections::HashMap;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two instances of different components lead to one name, since component and instance are joined by `-`.
    ///
    /// ## Why
    ///
    /// The controller keeps a `ComponentInstance` named after component and instance. The instance `c` of component `a-b` and the
    /// instance `b-c` of component `a` are both `a-b-c`: they share one object, and removing one of them removes what belongs to
    /// the other.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: api-blue
    ///     - componentName: web-api
    ///       instanceName: blue
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: api-blue
    ///     - componentName: web-api
    ///       instanceName: green
    /// ```
    pub(super) static COMPONENT_INSTANCE_NAME_COLLISION = {
        id: "component-instance-name-collision", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut seen = HashMap::new();
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        let (Some(component), Some(instance)) = (&usage.component, &usage.instance) else { continue };
        if is_template(&component.value) || is_template(&instance.value) {
            continue;
        }
        let joined = format!("{}-{}", component.value, instance.value);
        let (first, at) = *seen.entry(joined.clone()).or_insert((component.value.as_str(), instance.span));
        // The same component and instance is the business of `duplicate-instance`.
        if first == component.value {
            continue;
        }
        findings
            .report(
                &COMPONENT_INSTANCE_NAME_COLLISION,
                instance.span,
                format!("the component instance is called `{joined}`, as another one is"),
            )
            .help("rename one of the instances".to_owned())
            .related(ctx.document, at, format!("an instance of `{first}` has this name too"));
    }
}
