//! Spellings of the past.
//!
//! What lowering understood, and names and keys of traits, for which the catalogue is needed. How each is mended is in
//! [`fix`].

mod definition;
mod fix;

use oam_model::object::{Legacy, LegacyForm, Shape, TraitUse};

use super::invalid_trait_properties::rename;
use crate::finding::{Severity, Tag};
use crate::rule::{Findings, RuleContext, declare_rule};
use oam_syntax::Span;
use oam_syntax::edit::replace_scalar;

declare_rule! {
    /// A document uses a spelling of the past.
    ///
    /// ## Why
    ///
    /// Between June 2019 and March 2020 keys, kinds and names of v1alpha1 changed several times. The last controllers read
    /// the last spelling only: some refuse what is older (``missing field `componentName` ``), most ignore it without a word,
    /// as they do with `parameterValues` of a trait. Here both are understood, and the fix writes what is read everywhere.
    ///
    /// ## Old and new
    ///
    /// | old | today |
    /// |---|---|
    /// | group `core.hydra.io` | `core.oam.dev` |
    /// | kinds `Component`, `Configuration`, `OperationalConfiguration` | `ComponentSchematic`, `ApplicationConfiguration` |
    /// | workload types of `core.hydra.io`, for example `ReplicatedService` | those of `core.oam.dev/v1alpha1`, for example `Server` |
    /// | `metadata.version`, `metadata.description` | annotations of that name |
    /// | `spec.name` of a component | nothing: `metadata.name` counts |
    /// | `os`, `ostype` | `osType` |
    /// | `type` of a port | `protocol`, in upper case |
    /// | `port`, `value` of a port | `containerPort` |
    /// | `default` of a workload setting | `value` |
    /// | `name` of an item of `components` | `componentName` |
    /// | an item of `applicationScopes` with `name` and `type` | the name alone |
    /// | `parameterValues` of a trait or scope | `properties` |
    /// | `properties` of a trait as a list of `name` and `value` | a mapping |
    /// | `type` of a trait | its `name` |
    /// | names such as `ManualScaler` and `autoscaler` | `manual-scaler`, `auto-scaler` |
    /// | `service_port`, `tls_hosts`, `tls_secret_name` of `ingress` | `servicePort`, `tlsHosts`, `tlsSecretName` |
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
    ///     - name: web
    ///       instanceName: shop-web
    /// ```
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: manual-scaler
    ///           parameterValues:
    ///             - name: replicaCount
    ///               value: 2
    /// ```
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
    ///           containerPort: 80
    ///           type: tcp
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: manual-scaler
    ///           properties:
    ///             replicaCount: 2
    /// ```
    pub(super) static LEGACY_SPELLING = {
        id: "legacy-spelling", level: Warning, group: Dialect, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    definition::check(ctx, findings);
    for legacy in &ctx.object.legacy {
        let (message, help) = words(legacy);
        let (title, edits) = fix::fix(ctx, legacy);
        findings
            .report(&LEGACY_SPELLING, span(ctx, legacy), message)
            .severity(severity(ctx, legacy))
            .help(help)
            .tag(Tag::Deprecated)
            .safe_fix(title, edits);
    }
    let usages = ctx.application().into_iter().flat_map(|it| &it.components);
    for it in usages.flat_map(|it| &it.traits) {
        check_name(ctx, it, findings);
        check_keys(ctx, it, findings);
    }
}

/// What is wrong, and what to do.
fn words(legacy: &Legacy) -> (String, String) {
    let Legacy { written, canonical, .. } = legacy;
    let old = format!("`{written}` is an old spelling of `{canonical}`");
    let message = match legacy.form {
        LegacyForm::ComponentKey
        | LegacyForm::PortNumber
        | LegacyForm::TraitName
        | LegacyForm::TraitKey
        | LegacyForm::Group
        | LegacyForm::Kind
        | LegacyForm::WorkloadType
        | LegacyForm::OsType
        | LegacyForm::ScopeParameterValues
        | LegacyForm::SettingDefault => old,
        LegacyForm::TraitParameterValues => {
            return (
                format!("`{written}` of a trait is an old spelling of the mapping `{canonical}`"),
                format!("write `{canonical}` with one key for each property"),
            );
        }
        LegacyForm::TraitParameterValuesMapping => format!("a trait has no `{written}`"),
        LegacyForm::TraitPropertiesArray => {
            return (
                format!("`{written}` of a trait is a mapping, not a list"),
                "write one key for each property".to_owned(),
            );
        }
        LegacyForm::PortType => format!("a port has no `{written}`"),
        LegacyForm::MetadataAnnotation => {
            format!("`{written}` beside the name is an old spelling of an annotation")
        }
        LegacyForm::SpecName => {
            return (
                format!("`{written}` is never read: a component is called by its `metadata.name`"),
                format!("remove `{written}`"),
            );
        }
        LegacyForm::ScopeReference => "a scope is named by a string, not by a mapping".to_owned(),
        LegacyForm::TraitType if canonical == "name" => {
            return (format!("`{written}` of a trait is not read any more"), format!("remove `{written}`"));
        }
        LegacyForm::TraitType => {
            return (
                format!("`{written}` of a trait is an old spelling of `name`"),
                format!("write `name: {canonical}`"),
            );
        }
    };
    (message, format!("write `{canonical}`"))
}

fn severity(ctx: &RuleContext<'_>, legacy: &Legacy) -> Severity {
    match legacy.form {
        LegacyForm::TraitType if legacy.canonical == "name" => Severity::Hint,
        // Controllers refuse the whole document, or do not take it for theirs.
        LegacyForm::TraitParameterValuesMapping
        | LegacyForm::PortNumber
        | LegacyForm::Group
        | LegacyForm::Kind
        | LegacyForm::WorkloadType
        | LegacyForm::ScopeReference
        | LegacyForm::TraitType => Severity::Error,
        // Ignored, so that the protocol is TCP: harmless if that was meant.
        LegacyForm::PortType => {
            let value = ctx.source.node(legacy.node).entry().map(|it| it.value.text().into_owned());
            if value.is_some_and(|it| it.eq_ignore_ascii_case("tcp")) {
                Severity::Warning
            } else {
                Severity::Error
            }
        }
        LegacyForm::ComponentKey
        | LegacyForm::TraitParameterValues
        | LegacyForm::TraitPropertiesArray
        | LegacyForm::TraitName
        | LegacyForm::TraitKey
        | LegacyForm::MetadataAnnotation
        | LegacyForm::SpecName
        | LegacyForm::OsType
        | LegacyForm::ScopeParameterValues
        | LegacyForm::SettingDefault => Severity::Warning,
    }
}

/// The word; of a mapping that goes over many lines its first key.
fn span(ctx: &RuleContext<'_>, legacy: &Legacy) -> Span {
    let first = ctx.source.node(legacy.node).entries().next();
    first.map_or(legacy.span, |it| it.key.span())
}

/// A former name of a trait.
fn check_name(ctx: &RuleContext<'_>, it: &TraitUse, findings: &mut Findings<'_>) {
    let Some(name) = &it.name else { return };
    let node = ctx.source.node(name.node);
    let is_type = node.entry().is_some_and(|it| it.key.text() == "type");
    let entries = ctx.workspace.traits_named(&name.value);
    let Some(today) = entries.first().filter(|_| !is_type && entries.iter().all(|it| it.name != name.value))
    else {
        return;
    };
    findings
        .report(
            &LEGACY_SPELLING,
            name.span,
            format!("`{}` is an old name of trait `{}`", name.value, today.name),
        )
        .help(format!("write `{}`", today.name))
        .tag(Tag::Deprecated)
        .safe_fix(format!("replace `{}` by `{}`", name.value, today.name), replace_scalar(node, &today.name));
}

/// Former keys of a trait's properties.
fn check_keys(ctx: &RuleContext<'_>, it: &TraitUse, findings: &mut Findings<'_>) {
    if it.properties.entries.is_empty() || matches!(it.properties.shape, Shape::Scalar) {
        return;
    }
    let entries = it.name.as_ref().map(|it| ctx.workspace.traits_named(&it.value)).unwrap_or_default();
    for (key, _) in &it.properties.entries {
        let is_current = |view: oam_catalog::SchemaView<'_>| {
            view.property(&key.text).is_some_and(|it| !it.is_deprecated())
        };
        let mut legacy = entries.iter().flat_map(|it| &it.legacy_properties);
        let Some(legacy) = legacy.find(|it| it.name == key.text) else { continue };
        if entries.iter().any(|it| is_current(it.properties.view())) {
            continue;
        }
        let edits = match it.properties.get(&legacy.canonical) {
            None => rename(ctx, key, &legacy.canonical),
            Some(_) => Vec::new(),
        };
        findings
            .report(
                &LEGACY_SPELLING,
                key.span,
                format!("`{}` is an old spelling of `{}`", key.text, legacy.canonical),
            )
            .help(format!("write `{}`", legacy.canonical))
            .tag(Tag::Deprecated)
            .safe_fix(format!("replace `{}` by `{}`", key.text, legacy.canonical), edits);
    }
}
