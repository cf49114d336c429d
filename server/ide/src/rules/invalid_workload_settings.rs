//! Settings that contradict the workload type.
//!
//! Core types have none at all: what is wrong there is another matter.

use oam_model::object::Component;
use oam_model::value::{Data, Key, Value};

use super::contradictions::{Subject, report};
use super::usage::has_hole;
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The workload settings of a component contradict its workload type: one is unknown, missing or of the wrong type.
    ///
    /// ## Why
    ///
    /// The controller hands the settings on to whatever runs the type, which ignores what it does not know and fails over what is
    /// missing: `image is required in workload setting and must be string`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: resize
    /// spec:
    ///   workloadType: openfaas.com/v1alpha2.Function
    ///   workloadSettings:
    ///     - name: handler
    ///       type: string
    ///       value: node main.js
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: resize
    /// spec:
    ///   workloadType: openfaas.com/v1alpha2.Function
    ///   workloadSettings:
    ///     - name: image
    ///       type: string
    ///       value: registry.example.com/resize:1.0.0
    ///     - name: handler
    ///       type: string
    ///       value: node main.js
    /// ```
    pub(super) static INVALID_WORKLOAD_SETTINGS = {
        id: "invalid-workload-settings", level: Warning, group: Workload, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some((component, kind)) = ctx.component().and_then(|it| Some((it, it.workload_type.as_ref()?)))
    else {
        return;
    };
    let Some(entry) = ctx.workspace.workload(&kind.value).filter(|it| !it.is_core) else { return };
    let (entries, is_list) = settings(component);
    let mut has_hole = has_hole(ctx.source, component.spec, "workloadSettings");
    has_hole |= is_list && component.settings.iter().any(|it| it.name.is_none());
    let root = Value { data: Data::Mapping(entries), span: kind.span, node: kind.node };
    let short = entry.name.rsplit('.').next().unwrap_or(&entry.name);
    let subject = Subject {
        words: format!("workload type `{short}`"),
        key: "setting",
        root: &root,
        span: kind.span,
        has_hole,
        severity: Severity::Warning,
    };
    report(ctx, &INVALID_WORKLOAD_SETTINGS, &subject, [&entry.settings], findings);
}

/// The settings as one mapping, and whether they are written as a list. What a parameter gives is not known.
fn settings(component: &Component) -> (Vec<(Key, Value)>, bool) {
    if let Some(mapping) = &component.settings_mapping {
        return (mapping.entries().to_vec(), false);
    }
    let read = |it: &oam_model::object::WorkloadSetting| {
        let name = it.name.as_ref()?;
        let key = Key { text: name.value.clone(), span: name.span, node: name.node };
        let unknown = Value { data: Data::Unknown, span: name.span, node: name.node };
        let value = if it.from_param.is_some() { None } else { it.value.clone() };
        Some((key, value.unwrap_or(unknown)))
    };
    (component.settings.iter().filter_map(read).collect(), true)
}
