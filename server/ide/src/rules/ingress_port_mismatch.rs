//! An ingress that leads to a port on which nothing answers.
//!
//! A missing port, and one that is no number, are the business of `invalid-trait-properties`.

use oam_model::object::{ComponentUse, TraitUse};
use oam_model::value::{Data, Value};
use oam_syntax::edit::replace_scalar;

use super::usage::{Definition, definitions, has_hole};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The `servicePort` of an `ingress` is not the port of the instance's Service.
    ///
    /// ## Why
    ///
    /// The Service of an instance has a single port: the first one of the first container that declares any. Requests for
    /// the host go to `servicePort`, and where that is another port, the ingress controller answers with an error of its own.
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
    ///       image: nginx:1.27
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
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 80
    /// ```
    ///
    /// Only the first port is reached:
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
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    ///
    ///         - name: metrics
    ///           containerPort: 9090
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
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 9090
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
    ///       image: nginx:1.27
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
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    /// ```
    pub(super) static INGRESS_PORT_MISMATCH = {
        id: "ingress-port-mismatch", level: Error, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        // Other traits may put a Service of their own in front of the instance.
        if usage.traits.iter().any(|it| it.name.as_ref().is_none_or(|it| it.value == "service")) {
            continue;
        }
        for binding in usage.traits.iter().filter(|it| is_ingress(ctx, it)) {
            check_port(ctx, usage, binding, findings);
        }
    }
}

fn is_ingress(ctx: &RuleContext<'_>, binding: &TraitUse) -> bool {
    let Some(name) = &binding.name else { return false };
    let entries = ctx.workspace.traits_named(&name.value);
    !entries.is_empty() && entries.iter().all(|it| it.name == "ingress")
}

fn check_port(ctx: &RuleContext<'_>, usage: &ComponentUse, binding: &TraitUse, findings: &mut Findings<'_>) {
    let value = ["servicePort", "service_port"].into_iter().find_map(|it| binding.properties.get(it));
    let Some(value) = value else {
        check_default(ctx, usage, binding, findings);
        return;
    };
    let Some(written) = value.as_int() else { return };
    let definitions = definitions(ctx, usage);
    let Some((first, others)) = definitions.split_first() else { return };
    let Some((port, exposed)) = exposed_port(first).filter(|it| it.1 != written) else { return };
    if others.iter().any(|it| exposed_port(it).is_none_or(|it| it.1 == written)) {
        return;
    }
    let component = first.object.name().unwrap_or_default();
    let is_declared = ports(first).any(|it| it.as_int() == Some(written));
    let (message, help) = if is_declared {
        (
            format!("port {written} of component `{component}` is not the one that its Service offers"),
            format!("only the first port is offered, which is {exposed}"),
        )
    } else {
        (
            format!("component `{component}` has no port {written}"),
            format!("its Service offers port {exposed}"),
        )
    };
    let report = findings.report(&INGRESS_PORT_MISMATCH, value.span, message).help(help).related(
        first.document,
        port.span,
        format!("the port of the Service is {exposed}"),
    );
    let (title, edits) = (
        format!("replace {written} by {exposed}"),
        replace_scalar(ctx.source.node(value.node), &exposed.to_string()),
    );
    if is_declared || !others.is_empty() {
        report.unsafe_fix(title, edits);
    } else {
        report.safe_fix(title, edits);
    }
}

/// The port that the Service of an instance offers, if all definitions of its component agree.
pub(crate) fn service_port(ctx: &RuleContext<'_>, usage: &ComponentUse) -> Option<i64> {
    let definitions = definitions(ctx, usage);
    let (_, port) = exposed_port(definitions.first()?)?;
    definitions.iter().all(|it| exposed_port(it).is_some_and(|(_, it)| it == port)).then_some(port)
}

/// Without a port the ingress takes one that the platform chose, which is seldom that of the Service.
fn check_default(
    ctx: &RuleContext<'_>,
    usage: &ComponentUse,
    binding: &TraitUse,
    findings: &mut Findings<'_>,
) {
    let Some(name) = &binding.name else { return };
    let entries = ctx.workspace.traits_named(&name.value);
    let defaults = entries.iter().map(|it| it.properties.view().property("servicePort")?.default()?.as_i64());
    let Some(taken) = defaults.reduce(|a, b| a.filter(|it| b == Some(*it))).flatten() else { return };
    let properties = binding.properties.value.as_ref();
    let is_hidden = properties.is_some_and(Value::has_unknown)
        || ctx.source.node(properties.map_or(binding.node, |it| it.node)).is_open();
    let definitions = definitions(ctx, usage);
    let (false, [only]) = (is_hidden, definitions.as_slice()) else { return };
    let Some((port, exposed)) = exposed_port(only).filter(|it| it.1 != taken) else { return };
    let component = only.object.name().unwrap_or_default();
    findings
        .report(
            &INGRESS_PORT_MISMATCH,
            name.span,
            format!("without `servicePort` the ingress takes {taken}, but component `{component}` offers {exposed}"),
        )
        .help(format!("add `servicePort: {exposed}` below `properties`"))
        .related(only.document, port.span, format!("the port of the Service is {exposed}"));
}

/// The port that the Service of an instance offers, if that can be known.
fn exposed_port<'w>(definition: &Definition<'w>) -> Option<(&'w Value, i64)> {
    let source = definition.source;
    if has_hole(source, definition.component.spec, "containers") {
        return None;
    }
    for container in &definition.component.containers {
        if has_hole(source, Some(container.node), "ports") {
            return None;
        }
        if let Some(port) = container.ports.first() {
            let value = port.container_port.as_ref()?;
            return Some((value, value.as_int()?));
        }
    }
    None
}

/// All ports of a component, those that cannot be known included.
fn ports<'w>(definition: &Definition<'w>) -> impl Iterator<Item = &'w Value> {
    let ports = definition.component.containers.iter().flat_map(|it| &it.ports);
    ports.filter_map(|it| it.container_port.as_ref()).filter(|it| it.data != Data::Null)
}
