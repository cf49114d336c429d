//! A name that fits into no label.

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The name of an application has more than 63 characters.
    ///
    /// ## Why
    ///
    /// Platforms label everything that belongs to an application with its name, and the value of a label has at most 63
    /// characters. Kubernetes takes the application and refuses what is made of it.
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
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
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
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
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
    ///     - componentName: web
    ///       instanceName: shop-web
    /// ```
    pub(super) static LONG_APPLICATION_NAME = {
        id: "long-application-name", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

/// Most characters of the value of a label.
const MOST: usize = 63;

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(name) = ctx.application().and(ctx.object.header.name.as_ref()) else { return };
    let length = name.value.chars().count();
    // What Kubernetes does not take as a name at all is the business of the schema.
    if (MOST + 1..=253).contains(&length) && !is_template(&name.value) {
        findings.report(
            &LONG_APPLICATION_NAME,
            name.span,
            format!("the name has {length} characters, but a label has at most {MOST}"),
        );
    }
}
