//! A workload setting whose type is not said.

use oam_model::object::Component;
use oam_model::value::Data;
use oam_syntax::edit::{Edit, YamlValue, insert_entry_after};
use oam_syntax::{Node, NodeKind};

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A workload setting has no `type`.
    ///
    /// ## Why
    ///
    /// In the specification the type is `string` if it is left out. The reference controller says ``missing field `type` ``
    /// and refuses the whole document.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: resize
    /// spec:
    ///   workloadType: openfaas.com/v1alpha2.Function
    ///   workloadSettings:
    ///     - name: image
    ///       value: registry.example.com/resize:1.4.2
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: resize
    /// spec:
    ///   workloadType: openfaas.com/v1alpha2.Function
    ///   workloadSettings:
    ///     - name: image
    ///       type: string
    ///       value: registry.example.com/resize:1.4.2
    /// ```
    pub(super) static SETTING_WITHOUT_TYPE = {
        id: "setting-without-type", level: Hint, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let spec = component.spec.map(|it| ctx.source.node(it));
    let settings = spec.and_then(|it| it.get("workloadSettings")).map(|it| it.value);
    for item in settings.into_iter().flat_map(Node::items) {
        let Some(name) = item.get("name").filter(|_| item.kind() == NodeKind::Mapping) else { continue };
        if item.get("type").is_some() || item.raw().contains("{{") {
            continue;
        }
        let report = findings
            .report(
                &SETTING_WITHOUT_TYPE,
                name.value.span(),
                format!("setting `{}` has no `type`", name.value.text()),
            )
            .help("write its `type`; the reference controller refuses a setting without one".to_owned());
        if let Some(kind) = kind(component, &name.value.text()) {
            let edits: Vec<Edit> = insert_entry_after(name, "type", &YamlValue::Str(kind.clone()));
            report.safe_fix(format!("write `type: {kind}`"), edits);
        }
    }
}

/// The type of the value that is written, or of the parameter that gives it.
fn kind(component: &Component, name: &str) -> Option<String> {
    let setting = component.settings.iter().find(|it| it.name.as_ref().is_some_and(|it| it.value == name))?;
    if let Some(parameter) = &setting.from_param {
        let mut declared = component.parameters.iter();
        let declared = declared.find(|it| it.name.as_ref().is_some_and(|it| it.value == parameter.value))?;
        return declared.kind.as_ref().map(|it| it.value.clone());
    }
    let kind = match setting.value.as_ref()?.data {
        Data::Bool(_) => "boolean",
        Data::Int(_) | Data::Float(_) => "number",
        Data::String(_) => "string",
        Data::Sequence(_) => "array",
        Data::Mapping(_) => "object",
        Data::Null | Data::Unknown => return None,
    };
    Some(kind.to_owned())
}
