//! Findings about what a completion has inserted that do not speak against it.

use oam_catalog::Namespace;
use oam_ide::{CompletionItem, CompletionKind, Finding};
use oam_model::workspace::Workspace;
use oam_syntax::SourceText;

use crate::damage::Replacement;

/// Rules that say that something is not there. What a candidate brings must be complete in itself; what is around it was
/// incomplete before.
const MISSING: [&str; 13] = [
    "autoscaler-without-metric",
    "incomplete-tls",
    "invalid-scope-properties",
    "invalid-trait-properties",
    "invalid-workload-settings",
    "missing-property",
    "missing-required-value",
    "missing-value-source",
    "no-containers",
    "nothing-to-deploy",
    "server-without-port",
    "unknown-kind",
    "unset-optional-parameter",
];

/// Rules about the whole of an application, or about platforms: what they find is right at its place, and offered for
/// other platforms and for what may be written next.
const ABOUT_ELSE: [&str; 12] = [
    "arch-without-node",
    "colliding-config",
    "components-beside-scopes",
    "duplicate-route",
    "ignored-resource",
    "plaintext-secret",
    "scaled-exclusive-volume",
    "scope-entry-name",
    "two-health-scopes",
    "unprovisioned-volume",
    "unsubstituted-variable",
    "unsupported-feature",
];

/// Whether a finding about a candidate does not speak against it.
pub fn is_excused(
    workspace: &Workspace,
    after: &SourceText,
    edit: Replacement,
    item: &CompletionItem,
    finding: &Finding,
) -> bool {
    let after = after.text();
    let inserted = &after[edit.after.start.index()..edit.after.end.index()];
    // The cursor is behind the colon or the dash: the user writes the value now.
    let waits = n_open(inserted) == 1 && inserted.trim_end().ends_with([':', '-']);
    let is_empty = finding.message.contains("is empty")
        || finding.rule == "null-list"
        || finding.message.contains("gets no value")
        || finding.message.contains("names no variable");
    // A bare value brings nothing along, and a key is about the mapping that it stands in as soon as it is the first.
    let first = edit.after.start.index() + inserted.len() - inserted.trim_start_matches([' ', '-']).len();
    let is_bare = !inserted.contains('\n') && !inserted.contains([':', '{']);
    let is_around = item.kind == CompletionKind::Key && finding.span.start.index() <= first;
    let is_missing = MISSING.contains(&finding.rule) && !finding.message.contains(" must be ");
    // What the component or the workspace has not, no candidate can name.
    let is_nowhere = match finding.rule {
        "unknown-volume" => inserted.contains("volumeName: data"),
        "ingress-port-mismatch" | "unknown-probe-port" => inserted.contains("ort: 8080"),
        "unknown-component" => workspace.index().names(Namespace::ComponentName).next().is_none(),
        _ => false,
    };
    // A variable, or a value that others put into their text, does not know that text.
    let is_put_together = finding.rule == "rejected-by-kubernetes"
        && is_bare
        && matches!(item.kind, CompletionKind::Variable | CompletionKind::Value);
    ABOUT_ELSE.contains(&finding.rule)
        || ((waits || is_bare) && is_empty)
        || (is_missing && (is_bare || is_around))
        || is_nowhere
        || is_put_together
}

/// How many keys and dashes of a text have nothing behind or below them.
fn n_open(text: &str) -> usize {
    let indentation = |it: &str| it.len() - it.trim_start_matches(' ').len();
    let lines: Vec<&str> = text.lines().filter(|it| !it.trim().is_empty()).collect();
    let below = lines.iter().skip(1).map(|it| Some(*it)).chain([None]);
    let is_open = |(line, below): &(&&str, Option<&str>)| {
        let is_filled =
            below.is_some_and(|it| indentation(it) > indentation(line) || it.trim_start().starts_with('-'));
        line.trim_end().ends_with([':', '-']) && !is_filled
    };
    lines.iter().zip(below).filter(is_open).count()
}
