//! Something that the platform refuses or ignores.
//!
//! Hardware that is asked for in vain is the business of `ignored-resource`.

use oam_model::object::{Application, Component, Shape};
use oam_syntax::{NodeId, Span};

use super::platform::{Question, lack};
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A document uses something that the configured platform refuses or ignores.
    ///
    /// ## Why
    ///
    /// Platforms agree on the outline of the model and differ in its corners. Some leave out a probe or the files under
    /// `config`, some read a list where others read a mapping, and few say a word about what they leave out. What each
    /// of them can do is written down, with its source, in its `platform.yaml`.
    ///
    /// Without a configured platform only that is reported which works nowhere.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-network
    /// spec:
    ///   scopes:
    ///     - name: network
    ///       type: core.oam.dev/v1alpha1.NetworkScope
    ///       properties:
    ///         - name: network-id
    ///           value: vpc-1
    ///         - name: subnet-id
    ///           value: subnet-1
    /// ```
    ///
    /// ```yaml valid
    /// # platform: spec
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop-network
    /// spec:
    ///   scopes:
    ///     - name: network
    ///       type: core.oam.dev/v1alpha1.NetworkScope
    ///       properties:
    ///         network-id: vpc-1
    ///         subnet-ids: subnet-1
    /// ```
    ///
    /// The draft with `expose` was never released:
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   expose: mailer-secret
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    /// ```
    pub(super) static UNSUPPORTED_FEATURE = {
        id: "unsupported-feature", level: Warning, group: Portability, since: "0.1.0", fix: None, check: check,
    }
}

/// Something in a document that not every platform can do.
struct Feature {
    /// As the object of a sentence: "platform `x` does not support …".
    what: String,
    span: Span,
    /// Information where few platforms have it and a component can do without, else a warning.
    severity: Severity,
    question: Question,
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut features = Vec::new();
    if let Some(component) = ctx.component() {
        component_features(ctx, component, &mut features);
    }
    if let Some(application) = ctx.application() {
        scope_features(ctx, application, &mut features);
    }
    for feature in features {
        if let Some(lack) = lack(ctx, feature.question) {
            let message = match ctx.workspace.platform() {
                Some(_) => format!("{} does not support {}", lack.subject, feature.what),
                None => format!("{} supports {}", lack.subject, feature.what),
            };
            findings
                .report(&UNSUPPORTED_FEATURE, feature.span, message)
                .help(lack.help)
                .severity(feature.severity);
        }
    }
}

fn component_features(ctx: &RuleContext<'_>, component: &Component, features: &mut Vec<Feature>) {
    let key = |mapping: Option<NodeId>, key: &str| {
        mapping.and_then(|it| ctx.source.node(it).get(key)).map(|it| it.key.span())
    };
    let mut add = |severity: Severity, what: &str, span: Option<Span>, question: Question| {
        features.extend(span.map(|span| Feature { what: what.to_owned(), span, severity, question }));
    };
    add(Severity::Warning, "`expose`", key(component.spec, "expose"), |it| &it.expose_consume);
    add(Severity::Warning, "`consume`", key(component.spec, "consume"), |it| &it.expose_consume);
    let settings = component.settings_mapping.as_ref().and(key(component.spec, "workloadSettings"));
    add(Severity::Warning, "`workloadSettings` as a mapping", settings, |it| &it.settings_as_mapping);
    for kind in component.parameters.iter().filter_map(|it| it.kind.as_ref()) {
        if matches!(kind.as_str(), "object" | "array") {
            let what = format!("parameters of type `{}`", kind.value);
            add(Severity::Info, &what, Some(kind.span), |it| &it.structured_parameters);
        }
    }
    for container in &component.containers {
        let node = Some(container.node);
        if !container.config.is_empty() {
            add(Severity::Warning, "`config`", key(node, "config"), |it| &it.config_files);
        }
        add(Severity::Info, "`startupProbe`", key(node, "startupProbe"), |it| &it.startup_probe);
        add(Severity::Warning, "`readinessProbe`", key(node, "readinessProbe"), |it| &it.readiness_probe);
        let protocols = container.ports.iter().filter_map(|it| it.protocol.as_ref());
        for protocol in protocols.filter(|it| it.value == "SCTP") {
            add(Severity::Info, "the protocol `SCTP`", Some(protocol.span), |it| &it.sctp);
        }
    }
}

/// At most one feature for each scope: of one that is not read its form does not matter.
fn scope_features(ctx: &RuleContext<'_>, application: &Application, features: &mut Vec<Feature>) {
    for scope in &application.scopes {
        let kind = scope.kind.as_ref();
        let is_network = kind.is_some_and(|it| {
            ctx.workspace
                .catalog()
                .scope(Some("spec"), &it.value)
                .is_some_and(|it| it.name.ends_with(".NetworkScope"))
        });
        let name = scope.name.as_ref().or(kind).map_or(scope.span, |it| it.span);
        let properties = scope.properties.key.as_ref().map_or(name, |it| it.span);
        let mut asked: Vec<(&str, Span, Question)> =
            vec![("scopes", kind.map_or(name, |it| it.span), |it| &it.application_scopes)];
        if is_network {
            asked.push(("network scopes", kind.map_or(name, |it| it.span), |it| &it.network_scope));
        }
        match scope.properties.shape {
            Shape::Mapping => {
                asked.push(("`properties` of a scope as a mapping", properties, |it| {
                    &it.scope_properties_as_mapping
                }));
            }
            Shape::Array => {
                asked.push(("`properties` of a scope as a list", properties, |it| {
                    &it.scope_properties_as_list
                }));
            }
            _ => {}
        }
        let first = asked.into_iter().find(|(_, _, question)| lack(ctx, *question).is_some());
        features.extend(first.map(|(what, span, question)| Feature {
            what: what.to_owned(),
            span,
            severity: Severity::Warning,
            question,
        }));
    }
}
