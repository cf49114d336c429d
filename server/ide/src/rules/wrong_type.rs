//! A value of another type than its key takes.

use std::collections::HashSet;

use oam_catalog::SchemaProblemKind;
use oam_model::object::LegacyForm;
use oam_syntax::NodeId;

use super::{requote, reshape};
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A value has another type than its key takes.
    ///
    /// ## Why
    ///
    /// The controller converts nothing. For a quoted port it says
    /// `invalid type: string "80", expected i32` and refuses the whole document.
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
    ///           containerPort: "80"
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
    ///           containerPort: 80
    /// ```
    pub(super) static WRONG_TYPE = {
        id: "wrong-type", level: Error, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    // `parameterValues` of a trait as a mapping is one of the old spellings, which have a rule of their own.
    let old = ctx.object.legacy.iter().filter(|it| it.form == LegacyForm::TraitParameterValuesMapping);
    let old: HashSet<NodeId> =
        old.filter_map(|it| Some(ctx.source.node(it.node).entry()?.value.id())).collect();
    for it in ctx.schema_problems() {
        let SchemaProblemKind::WrongType { expected, actual } = &it.problem.kind else { continue };
        let accepts = |kind: &str| expected.iter().any(|it| it == kind);
        // A list that is not there is no value of a wrong type: `null-list` says what to do.
        if old.contains(&it.node) || (*actual == "null" && accepts("array")) {
            continue;
        }
        let report = findings.report(&WRONG_TYPE, it.span, it.problem.to_string());
        let node = ctx.source.node(it.node);
        if let Some(report) = reshape::offer(report, node, accepts) {
            requote::offer(report, node, accepts);
        }
    }
}
