//! A key that its kind does not know.

use oam_catalog::SchemaProblemKind;
use oam_model::value::Value;
use oam_syntax::edit::rename_key;

use super::misindented_properties::is_misplaced;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::schema_problems::fits_under;
use crate::suggest::{did_you_mean, nearest};

declare_rule! {
    /// A key means nothing at this place.
    ///
    /// ## Why
    ///
    /// The controller ignores keys that it does not know, without a word: what they were meant to say never happens.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       imagePullSecrets: registry
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27
    ///       imagePullSecret: registry
    /// ```
    pub(super) static UNKNOWN_PROPERTY = {
        id: "unknown-property", level: Warning, group: Schema, since: "0.1.0", fix: Unsafe, check: check,
    }
}

/// Keys of containers in Kubernetes: what they are called here, or what to do without them.
const KUBERNETES: [(&str, Option<&str>, &str); 6] = [
    ("command", Some("cmd"), "the key is called `cmd`"),
    ("envFrom", None, "list the variables one by one under `env`"),
    (
        "imagePullPolicy",
        None,
        "the platform decides when to pull; a tag that never moves makes it irrelevant",
    ),
    ("securityContext", None, "v1alpha1 has nothing like it"),
    ("volumeMounts", None, "volumes of a container are listed under `resources.volumes`, with `mountPath`"),
    ("workingDir", None, "v1alpha1 has nothing like it; change the folder in `cmd`"),
];

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for it in ctx.schema_problems() {
        let SchemaProblemKind::Unknown { property, allowed } = &it.problem.kind else { continue };
        if it.key.is_some_and(|key| is_misplaced(ctx, key)) {
            continue;
        }
        let report = findings.report(&UNKNOWN_PROPERTY, it.span, it.problem.to_string());
        let mapping = it.node;
        let is_container = allowed.iter().any(|it| it == "imagePullSecret");
        let known = KUBERNETES.iter().find(|(key, _, _)| is_container && key == property);
        let own = known.and_then(|(_, own, _)| *own).filter(|it| ctx.source.node(mapping).get(it).is_none());
        let near = || nearest(property, allowed.iter().map(String::as_str));
        let Some(suggestion) = own.or_else(|| near().filter(|_| known.is_none())) else {
            report.help(known.map(|(_, _, help)| (*help).to_owned()));
            continue;
        };
        let entry = it.key.and_then(|key| ctx.source.node(key).entry());
        let fits = entry.filter(|entry| {
            fits_under(ctx.workspace, ctx.object, &Value::read(entry.value), &it.problem, suggestion)
        });
        let edits = fits.map(|it| rename_key(it, suggestion)).unwrap_or_default();
        report
            .help(did_you_mean(suggestion))
            .unsafe_fix(format!("replace `{property}` by `{suggestion}`"), edits);
    }
}
