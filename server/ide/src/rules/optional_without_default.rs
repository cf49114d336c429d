//! An optional parameter without a default, seen from the component.
//!
//! An application that leaves it out is the business of `unset-optional-parameter`.

use oam_model::value::Text;
use oam_syntax::edit::{YamlValue, insert_entry};

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A parameter is not required and has no default, on a platform that does not start a component without a value.
    ///
    /// ## Why
    ///
    /// The reference controller takes a missing value for null, compares that with the declared type and refuses the
    /// application. So every application must give a value, as if the parameter were required, and one that was written
    /// against an older version of the component stops working. A default, even an empty one, keeps the promise.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: greeting
    ///       type: string
    ///       required: false
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: GREETING
    ///           fromParam: greeting
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: greeting
    ///       type: string
    ///       default: ""
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    ///         - name: GREETING
    ///           fromParam: greeting
    /// ```
    pub(super) static OPTIONAL_WITHOUT_DEFAULT = {
        id: "optional-without-default", level: Hint, group: Parameters, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for parameter in ctx.component().into_iter().flat_map(|it| &it.parameters) {
        let kind = parameter.kind.as_ref().map(Text::as_str);
        let is_typed = matches!(kind, Some("array" | "boolean" | "number" | "object" | "string"));
        let Some(name) = parameter.name.as_ref().filter(|_| is_typed) else { continue };
        let Some(item) = ctx.source.node(name.node).parent() else { continue };
        if parameter.required == Some(true) || item.get("default").is_some() {
            continue;
        }
        let edits = match kind {
            Some("string") => insert_entry(item, "default", &YamlValue::Str(String::new())),
            _ => Vec::new(),
        };
        findings
            .report(
                &OPTIONAL_WITHOUT_DEFAULT,
                name.span,
                format!("every application must give a value for `{}`: it has no default", name.value),
            )
            .help("add a `default`, or write `required: true`".to_owned())
            .unsafe_fix("add an empty default", edits);
    }
}
