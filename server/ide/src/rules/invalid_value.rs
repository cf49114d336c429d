//! A value of the right type that is not allowed.

use oam_catalog::SchemaProblemKind;
use oam_syntax::edit::replace_scalar;

use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::{did_you_mean, nearest};

declare_rule! {
    /// A value has the right type, but is none of those that are allowed.
    ///
    /// ## Why
    ///
    /// Names are compared letter by letter: for `protocol: tcp` the controller says
    /// ``unknown variant `tcp`, expected one of `TCP`, `UDP`, `SCTP` `` and refuses the whole document.
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
    ///           containerPort: 80
    ///           protocol: tcp
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
    ///           protocol: TCP
    /// ```
    pub(super) static INVALID_VALUE = {
        id: "invalid-value", level: Error, group: Schema, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for it in ctx.schema_problems() {
        match &it.problem.kind {
            SchemaProblemKind::Missing { .. }
            | SchemaProblemKind::Unknown { .. }
            | SchemaProblemKind::WrongType { .. } => {}
            SchemaProblemKind::NotInEnum { allowed, actual } => {
                let report = findings.report(&INVALID_VALUE, it.span, it.problem.to_string());
                let same = allowed.iter().find(|it| it.eq_ignore_ascii_case(actual)).map(String::as_str);
                let Some(suggestion) = same.or_else(|| nearest(actual, allowed.iter().map(String::as_str)))
                else {
                    continue;
                };
                let (title, edits) = (
                    format!("replace `{actual}` by `{suggestion}`"),
                    replace_scalar(ctx.source.node(it.node), suggestion),
                );
                let report = report.help(did_you_mean(suggestion));
                if same.is_some() {
                    report.safe_fix(title, edits)
                } else {
                    report.unsafe_fix(title, edits)
                };
            }
            SchemaProblemKind::OutOfRange { .. }
            | SchemaProblemKind::Pattern { .. }
            | SchemaProblemKind::TooFew { .. }
            | SchemaProblemKind::Other { .. } => {
                findings.report(&INVALID_VALUE, it.span, it.problem.to_string());
            }
        }
    }
}
