//! A name that the specification allows and Kubernetes does not.

use oam_catalog::WorkloadEntry;
use oam_model::object::ComponentUse;
use oam_model::value::Text;
use oam_syntax::edit::replace_scalar;

use super::usage::definitions;
use crate::finding::Severity;
use crate::kubernetes_names::{LONGEST_LABEL, is_label};
use crate::rule::{Findings, Report, RuleContext, declare_rule};

/// What of it is left where a number and a hash come behind it.
const MOST_OF_SINGLETON: usize = 52;

declare_rule! {
    /// The name of an instance, a container or a volume cannot be used in Kubernetes.
    ///
    /// ## Why
    ///
    /// What the platform creates gets these names, and Kubernetes takes only lower-case letters, digits and `-` in
    /// them. The specification allows more, so the documents are valid, and the objects are refused. A Service must
    /// have a name that starts with a letter; the pods of a singleton need eleven characters of the 63 themselves.
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
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: Shop_Web
    /// ```
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: Main.1
    ///       image: registry.example.com/web:1.4.2
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
    pub(super) static NOT_A_DNS_LABEL = {
        id: "not-a-dns-label", level: Error, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for usage in ctx.application().into_iter().flat_map(|it| &it.components) {
        if let Some(name) = usage.instance.as_ref().filter(|it| is_name(&it.value)) {
            check_instance(ctx, usage, name, findings);
        }
    }
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let volumes = container.volumes.iter().filter_map(|it| Some(("volume", it.name.as_ref()?)));
        let names = container.name.iter().map(|it| ("container", it)).chain(volumes);
        for (what, name) in names.filter(|(_, it)| is_name(&it.value) && !is_label(&it.value)) {
            let message = format!("Kubernetes does not take `{}` as the name of a {what}", name.value);
            report(ctx, name, message, findings);
        }
    }
}

fn check_instance(ctx: &RuleContext<'_>, usage: &ComponentUse, name: &Text, findings: &mut Findings<'_>) {
    let definitions = definitions(ctx, usage);
    let is_all = |test: fn(&WorkloadEntry) -> bool| {
        let types = definitions.iter().map(|it| it.component.workload_type.as_ref());
        let known = types.map(|it| ctx.workspace.workload(&it?.value)).collect::<Option<Vec<_>>>();
        known.is_some_and(|it| !it.is_empty() && it.iter().all(|it| it.is_core && test(it)))
    };
    let is_server = is_all(|it| it.has_endpoint);
    if !is_label(&name.value) {
        let message = format!("Kubernetes does not take `{}` as the name of an instance", name.value);
        let severity = if is_server { Severity::Error } else { Severity::Warning };
        report(ctx, name, message, findings).severity(severity);
    } else if is_server && name.value.starts_with(|it: char| it.is_ascii_digit()) {
        let message =
            format!("a Service cannot be called `{}`: its name must start with a letter", name.value);
        findings.report(&NOT_A_DNS_LABEL, name.span, message);
    } else if name.value.len() > MOST_OF_SINGLETON && is_all(|it| it.is_daemon && !it.is_replicable) {
        let message = format!(
            "the instance has a name of {} characters; a singleton can have {MOST_OF_SINGLETON}",
            name.value.len()
        );
        findings.report(&NOT_A_DNS_LABEL, name.span, message).severity(Severity::Warning);
    }
}

fn report<'f>(
    ctx: &RuleContext<'_>,
    name: &Text,
    message: String,
    findings: &'f mut Findings<'_>,
) -> Report<'f> {
    let slug = slug(&name.value);
    let edits = if is_label(&slug) { replace_scalar(ctx.source.node(name.node), &slug) } else { Vec::new() };
    findings
        .report(&NOT_A_DNS_LABEL, name.span, message)
        .help(
            "a name has at most 63 lower-case letters, digits and `-`, with a letter or digit at both ends"
                .to_owned(),
        )
        .unsafe_fix(format!("replace `{}` by `{slug}`", name.value), edits)
}

/// Whether the specification takes it as a name; what it does not take is the business of the schema.
fn is_name(name: &str) -> bool {
    let is_end = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
    let is_inner = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    is_end(name.chars().next())
        && is_end(name.chars().last())
        && name.chars().all(is_inner)
        && name.len() <= LONGEST_LABEL
}

fn slug(name: &str) -> String {
    name.to_ascii_lowercase().replace(['_', '.'], "-")
}
