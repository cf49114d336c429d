//! Two health scopes in one application.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An application creates more than one health scope.
    ///
    /// ## Why
    ///
    /// The reference controller names a health scope after the application, not after its entry. Two of them are one object, and
    /// whichever is written last decides how the instances are asked.
    ///
    /// Create each health scope in an application of its own.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-health
    /// spec:
    ///   scopes:
    ///     - name: health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpoint
    ///           value: .status
    ///     - name: more-health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpoint
    ///           value: .status
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-health
    /// spec:
    ///   scopes:
    ///     - name: health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpoint
    ///           value: .status
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: more-health
    /// spec:
    ///   scopes:
    ///     - name: health
    ///       type: core.oam.dev/v1alpha1.HealthScope
    ///       properties:
    ///         - name: probe-method
    ///           value: kube-get
    ///         - name: probe-endpoint
    ///           value: .status
    /// ```
    pub(super) static TWO_HEALTH_SCOPES = {
        id: "two-health-scopes", level: Warning, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(application) = ctx.application() else { return };
    let health = application.scopes.iter().filter_map(|it| {
        let kind = it.kind.as_ref()?;
        let entry = ctx.workspace.scope_type(&kind.value)?;
        (entry.name == "core.oam.dev/v1alpha1.HealthScope").then_some(it.name.as_ref().unwrap_or(kind))
    });
    let mut health = health.collect::<Vec<_>>().into_iter();
    let Some(first) = health.next() else { return };
    let name = ctx.object.name().unwrap_or_default();
    for it in health {
        let message = format!("health scope `{}` becomes the same object as `{}`", it.value, first.value);
        findings
            .report(&TWO_HEALTH_SCOPES, it.span, message)
            .help(format!("both are named after the application `{name}`; give each one of its own"))
            .related(ctx.document, first.span, format!("`{}` is the first", first.value));
    }
}
