//! A document that mixes spellings of revisions which no platform reads together.
//!
//! Each old spelling alone is the business of `legacy-spelling`, each feature that is missing that of `unsupported-feature`.

use oam_model::object::{Application, Component, LegacyForm};
use oam_model::value::Value;
use oam_syntax::{NodeId, Span};

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A document mixes spellings of different revisions of v1alpha1.
    ///
    /// ## Why
    ///
    /// There never was one v1alpha1: the first releases of the reference controller, its final one, the draft 0.3.0 and the
    /// SDK of EDAS each have keys that the others ignore or refuse. A document that takes some from one and some from another
    /// was mostly put together from two examples, and no known platform reads all of it: part of it is without effect, whichever
    /// you choose.
    ///
    /// Decide for one revision. Quick fixes turn what the first releases wrote into today's spelling.
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
    ///           type: tcp
    ///           containerPort: 8080
    ///       startupProbe:
    ///         tcpSocket:
    ///           port: 8080
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
    ///           protocol: TCP
    ///           containerPort: 8080
    ///       startupProbe:
    ///         tcpSocket:
    ///           port: 8080
    /// ```
    pub(super) static MIXED_DIALECTS = {
        id: "mixed-dialects", level: Info, group: Dialect, since: "0.1.0", fix: None, check: check,
    }
}

/// A revision with spellings that the others do not read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Dialect {
    /// Until the end of 2019.
    First,
    /// 2020. It is today's spelling: evidence of it counts only beside that of the first releases.
    Final,
    /// Never released.
    Draft,
    /// Alibaba's SDK.
    Edas,
}

/// A word that only one revision has.
struct Evidence {
    dialect: Dialect,
    what: String,
    span: Span,
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let mut evidence = old_spellings(ctx);
    match (ctx.component(), ctx.application()) {
        (Some(component), _) => of_component(ctx, component, &mut evidence),
        (_, Some(application)) => of_application(ctx, application, &mut evidence),
        _ => return,
    }
    evidence.sort_by_key(|it| (it.dialect, it.span));
    evidence.dedup_by_key(|it| it.dialect);
    let is_first = |it: &Evidence| it.dialect == Dialect::First;
    if !evidence.iter().any(is_first) {
        evidence.retain(|it| it.dialect != Dialect::Final);
    }
    let ([one, other] | [one, other, ..]) = evidence.as_slice() else { return };
    let Some(kind) = &ctx.object.header.kind else { return };
    let shown = |it: &Evidence| format!("{} ({})", it.dialect.name(), it.what);
    let message = format!("the document mixes spellings of {} and of {}", shown(one), shown(other));
    let mut report =
        findings.report(&MIXED_DIALECTS, kind.span, message).help("write it for one of them".to_owned());
    for it in &evidence {
        report = report.related(ctx.document, it.span, format!("this is of {}", it.dialect.name()));
    }
}

impl Dialect {
    fn name(self) -> &'static str {
        match self {
            Self::First => "the first releases",
            Self::Final => "the final revision",
            Self::Draft => "the draft 0.3.0",
            Self::Edas => "EDAS",
        }
    }
}

fn old_spellings(ctx: &RuleContext<'_>) -> Vec<Evidence> {
    let is_of_first = |form: LegacyForm| match form {
        LegacyForm::ComponentKey
        | LegacyForm::TraitParameterValues
        | LegacyForm::TraitParameterValuesMapping
        | LegacyForm::PortType
        | LegacyForm::TraitKey
        | LegacyForm::Group
        | LegacyForm::Kind
        | LegacyForm::WorkloadType
        | LegacyForm::MetadataAnnotation
        | LegacyForm::SpecName
        | LegacyForm::ScopeReference
        | LegacyForm::SettingDefault
        | LegacyForm::TraitType => true,
        // EDAS wrote a list too; the other spellings were mistakes at any time.
        LegacyForm::TraitPropertiesArray
        | LegacyForm::PortNumber
        | LegacyForm::TraitName
        | LegacyForm::OsType
        | LegacyForm::ScopeParameterValues => false,
    };
    let found = ctx.object.legacy.iter().filter(|it| is_of_first(it.form));
    found
        .map(|it| Evidence { dialect: Dialect::First, what: format!("`{}`", it.written), span: it.span })
        .collect()
}

fn of_component(ctx: &RuleContext<'_>, component: &Component, evidence: &mut Vec<Evidence>) {
    let mut add = |dialect, what: &str, span: Option<Span>| {
        evidence.extend(span.map(|span| Evidence { dialect, what: what.to_owned(), span }));
    };
    let key = |mapping: Option<NodeId>, key: &str| {
        mapping.and_then(|it| ctx.source.node(it).get(key)).map(|it| it.key.span())
    };
    add(Dialect::Draft, "`expose`", key(component.spec, "expose"));
    add(Dialect::Draft, "`consume`", key(component.spec, "consume"));
    for container in &component.containers {
        add(Dialect::Edas, "`startupProbe`", key(Some(container.node), "startupProbe"));
        let Some(cpu) = &container.cpu else { continue };
        match cpu.as_str() {
            Some(text) if text.ends_with('m') => add(Dialect::Edas, &format!("`{text}`"), Some(cpu.span)),
            None if is_number(cpu) => add(Dialect::Final, "CPUs without quotes", Some(cpu.span)),
            _ => {}
        }
    }
}

fn is_number(value: &Value) -> bool {
    value.type_name() == "number"
}

fn of_application(ctx: &RuleContext<'_>, application: &Application, evidence: &mut Vec<Evidence>) {
    for usage in &application.components {
        let node = ctx.source.node(usage.node);
        let reference = node.get("refName").map(|it| it.key.span());
        evidence.extend(reference.map(|span| Evidence {
            dialect: Dialect::Edas,
            what: "`refName`".to_owned(),
            span,
        }));
        for name in usage.traits.iter().filter_map(|it| it.name.as_ref()) {
            let dialect = match name.as_str() {
                // The name changed together with `properties`.
                "auto-scaler" => Dialect::Final,
                "rollout" | "servicebinding" => Dialect::Edas,
                _ => continue,
            };
            evidence.push(Evidence { dialect, what: format!("trait `{}`", name.value), span: name.span });
        }
    }
}
