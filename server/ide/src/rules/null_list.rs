//! A list that is not there.

use oam_model::value::Key;
use oam_syntax::NodeKind;
use oam_syntax::edit::{YamlValue, remove_entry, set_value};

use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A key that takes a list has nothing after it.
    ///
    /// ## Why
    ///
    /// Nothing is `null` and not the empty list. For `parameters`, `containers`, `workloadSettings`, `env` and `ports` the
    /// controller says `invalid type: null, expected a sequence` and refuses the whole document. For the other lists it
    /// takes `null` as empty; there this is only a hint.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env:
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       env: []
    /// ```
    pub(super) static NULL_LIST = {
        id: "null-list", level: Error, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (key, value, view) in ctx.places() {
        if !value.is_null() {
            continue;
        }
        let types = view.types();
        let node = ctx.source.node(value.node);
        if !types.contains(&"array") || node.kind() == NodeKind::Alias {
            continue;
        }
        let is_tolerated = view.allows_null();
        // Where something else than a list may stand, nobody knows what was meant; old spellings have a rule of their own.
        let is_only_list = !types.contains(&"string") && !types.contains(&"object");
        if (is_tolerated && (!is_only_list || view.is_deprecated())) || is_filled_by_template(ctx, key) {
            continue;
        }
        let report = findings
            .report(&NULL_LIST, key.span, format!("`{}` has no value, but takes a list", key.text))
            .severity(if is_tolerated { Severity::Hint } else { Severity::Error });
        // In an application with `scopes: []` the reference controller deploys nothing.
        if key.text == "scopes" && ctx.application().is_some() {
            let edits = ctx.source.node(key.node).entry().map(remove_entry).unwrap_or_default();
            report.help("remove the key".to_owned()).safe_fix("remove `scopes`", edits);
        } else {
            let edits = set_value(node, &YamlValue::Seq(Vec::new()));
            let title = format!("write `{}: []`", key.text);
            report.help("write `[]`, or remove the key".to_owned()).safe_fix(title, edits);
        }
    }
}

/// Whether a line that only instructs a template engine follows: it may write the list.
fn is_filled_by_template(ctx: &RuleContext<'_>, key: &Key) -> bool {
    let rest = ctx.source.text().get(key.span.end.index()..).unwrap_or_default();
    let mut lines = rest.lines().skip(1).map(str::trim_start);
    lines.find(|it| !it.is_empty() && !it.starts_with('#')).is_some_and(|it| it.starts_with("{{"))
}
