//! A name of more characters than a name can have.
//!
//! The names of applications have a rule of their own, `long-application-name`. Those of containers, and names of more than
//! 253 characters, fail by the schema.

use oam_model::value::Text;

use super::usage::is_template;
use crate::kubernetes_names::{LONGEST_LABEL, LONGEST_SUBDOMAIN};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The name of a component, a definition, an instance or a volume has more than 63 characters.
    ///
    /// ## Why
    ///
    /// The specification allows 63. The name of an instance becomes the name of a Service and the value of a label, and that
    /// of a volume stands in the pod: Kubernetes refuses both when they are longer. It would take the
    /// name of a component or a definition up to 253 characters, other platforms need not.
    ///
    /// Find a shorter name.
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
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: the-mailer-of-the-shop-that-sends-all-mails-about-orders-and-returns
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
    /// ---
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: mailer
    ///       instanceName: shop-mailer
    /// ```
    pub(super) static LONG_NAME = {
        id: "long-name", level: Error, group: Schema, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let object = &ctx.object.header;
    if let Some(name) = object.name.as_ref().filter(|_| object.role.is_some() && ctx.application().is_none())
    {
        // What Kubernetes does not take either is reported by the schema.
        if name.value.chars().count() <= LONGEST_SUBDOMAIN {
            report(findings, name, "a name");
        }
    }
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        usage.instance.iter().for_each(|it| report(findings, it, "the name of an instance"));
    }
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let volumes = container.volumes.iter().filter_map(|it| it.name.as_ref());
        volumes.for_each(|it| report(findings, it, "the name of a volume"));
    }
}

fn report(findings: &mut Findings<'_>, name: &Text, what: &str) {
    let length = name.value.chars().count();
    if length > LONGEST_LABEL && !is_template(&name.value) {
        let message = format!("{what} has at most {LONGEST_LABEL} characters, this one has {length}");
        findings.report(&LONG_NAME, name.span, message);
    }
}
