//! A port that is there twice.

use oam_model::object::Port;
use oam_model::value::Value;

use super::usage::{hides, is_template};
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two ports of a component have the same name or the same number.
    ///
    /// ## Why
    ///
    /// Kubernetes refuses a container that has two ports of one name. Two containers of a component share one network:
    /// of two that listen on the same port, the second fails.
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
    ///         - name: http
    ///           containerPort: 9090
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
    ///         - name: admin
    ///           containerPort: 9090
    /// ```
    pub(super) static DUPLICATE_PORT = {
        id: "duplicate-port", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let containers = || ctx.component().into_iter().flat_map(|it| &it.containers).enumerate();
    let ports: Vec<(usize, &Port)> =
        containers().flat_map(|(index, it)| it.ports.iter().map(move |it| (index, it))).collect();
    let hides_protocol =
        |it: &Port| it.container_port.as_ref().is_some_and(|it| hides(ctx.source, it.node, "protocol"));
    for (position, &(container, port)) in ports.iter().enumerate() {
        let earlier = || ports.iter().take(position);
        let twin = |is_same: fn(&Port, &Port) -> bool| {
            // The one in the same container is the worse one.
            let same: Vec<_> = earlier().filter(|(_, it)| is_same(it, port)).collect();
            same.iter().find(|(it, _)| *it == container).or_else(|| same.first()).map(|it| **it)
        };
        if let (Some((other, first)), Some(name)) = (twin(has_same_name), &port.name) {
            let message = format!("{} already has a port `{}`", whose(other == container), name.value);
            let span = first.name.as_ref().map_or(first.span, |it| it.span);
            findings
                .report(&DUPLICATE_PORT, name.span, message)
                .severity(severity(other == container))
                .related(ctx.document, span, "the name is first used here");
        } else if let (Some((other, first)), Some(number)) = (twin(has_same_number), &port.container_port)
            && !hides_protocol(port)
            && !hides_protocol(first)
        {
            let shown = number.as_int().unwrap_or_default();
            let message = format!("{} already has port {shown}", whose(other == container));
            let span = first.container_port.as_ref().map_or(first.span, |it| it.span);
            findings
                .report(&DUPLICATE_PORT, number.span, message)
                .severity(severity(other == container))
                .related(ctx.document, span, "the number is first used here");
        }
    }
}

fn whose(is_same_container: bool) -> &'static str {
    if is_same_container { "the container" } else { "another container" }
}

fn severity(is_same_container: bool) -> Severity {
    if is_same_container { Severity::Error } else { Severity::Warning }
}

fn has_same_name(a: &Port, b: &Port) -> bool {
    let name = |it: &Port| it.name.as_ref().map(|it| it.value.clone()).filter(|it| !is_template(it));
    name(a).is_some() && name(a) == name(b)
}

/// One number may be used twice, by TCP and by UDP.
fn has_same_number(a: &Port, b: &Port) -> bool {
    let number = |it: &Port| it.container_port.as_ref().and_then(Value::as_int);
    let protocol = |it: &Port| it.protocol.as_ref().map_or("TCP".to_owned(), |it| it.value.to_uppercase());
    number(a).is_some() && number(a) == number(b) && protocol(a) == protocol(b)
}
