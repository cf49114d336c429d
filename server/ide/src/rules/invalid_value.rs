//! A value of the right type that is not allowed.

use oam_catalog::{PathStep, SchemaProblemKind};
use oam_syntax::edit::{YamlValue, replace_scalar, set_value};

use super::reword;
use super::usage::is_template;
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
            SchemaProblemKind::NotInEnum { actual, .. } | SchemaProblemKind::Pattern { actual, .. }
                if is_template(actual) => {}
            SchemaProblemKind::Missing { .. }
            | SchemaProblemKind::Unknown { .. }
            | SchemaProblemKind::WrongType { .. } => {}
            SchemaProblemKind::NotInEnum { allowed, actual } => {
                let report = findings.report(&INVALID_VALUE, it.span, it.problem.to_string());
                let is_same =
                    |it: &&String| it.eq_ignore_ascii_case(actual) || Some(it.as_str()) == json_type(actual);
                let same = allowed.iter().find(is_same).map(String::as_str);
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
            SchemaProblemKind::OutOfRange { minimum: Some(minimum), actual, .. }
                if actual < minimum
                    && is_key(&it.problem.path, |it| COUNTS.iter().any(|end| it.ends_with(end))) =>
            {
                findings.report(&INVALID_VALUE, it.span, it.problem.to_string()).unsafe_fix(
                    format!("replace `{actual}` by `{minimum}`"),
                    replace_scalar(ctx.source.node(it.node), &minimum.to_string()),
                );
            }
            SchemaProblemKind::TooFew { .. } if is_key(&it.problem.path, |it| it == "appliesTo") => {
                let all = YamlValue::Seq(vec![YamlValue::from("*")]);
                findings
                    .report(&INVALID_VALUE, it.span, it.problem.to_string())
                    .help("write `[\"*\"]` if it is for every workload type".to_owned())
                    .safe_fix("write `*`, every workload type", set_value(ctx.source.node(it.node), &all));
            }
            SchemaProblemKind::Pattern { .. } | SchemaProblemKind::Other { .. } => {
                let node = ctx.source.node(it.node);
                let text = node.text();
                let meant = meant(&it.problem.path, &text).filter(|it| *it != text);
                let report = findings.report(&INVALID_VALUE, it.span, it.problem.to_string());
                let Some(meant) = meant else { continue };
                report
                    .help(did_you_mean(&meant))
                    .unsafe_fix(format!("replace `{text}` by `{meant}`"), replace_scalar(node, &meant));
            }
            SchemaProblemKind::OutOfRange { .. } | SchemaProblemKind::TooFew { .. } => {
                findings.report(&INVALID_VALUE, it.span, it.problem.to_string());
            }
        }
    }
}

/// What was probably meant by a name, or an amount of memory, of the wrong form.
fn meant(path: &[PathStep], text: &str) -> Option<String> {
    let is_below = |key: &str| path.iter().any(|it| matches!(it, PathStep::Key(it) if it == key));
    let Some(PathStep::Key(key)) = path.last() else { return None };
    match key.as_str() {
        // Other programs read variables by their names.
        "name" if is_below("env") => None,
        "name" if is_below("ports") => reword::port_name(text),
        "name" if is_below("metadata") || is_below("containers") => reword::name(text),
        "instanceName" => reword::name(text),
        "required" if is_below("memory") || is_below("disk") => reword::memory(text),
        _ => None,
    }
}

/// How keys end whose value counts seconds or attempts, of which the smallest number is a good guess.
const COUNTS: [&str; 2] = ["Seconds", "Threshold"];

fn is_key(path: &[PathStep], test: impl Fn(&str) -> bool) -> bool {
    matches!(path.last(), Some(PathStep::Key(it)) if test(it))
}

/// The word of JSON for a type that other languages call differently.
fn json_type(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "int" | "integer" | "long" | "double" | "float" | "numeric" => "number",
        "bool" => "boolean",
        "str" | "text" => "string",
        "list" => "array",
        "map" => "object",
        _ => return None,
    })
}
