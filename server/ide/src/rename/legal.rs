//! Whether a new name may stand where the old one does: by the schema of each place, and by what becomes of the name.

use oam_catalog::Namespace;
use oam_model::variable::variable_calls;
use oam_model::workspace::Workspace;
use regex::Regex;

use super::names::{Subject, noun, with_article};
use super::places::Place;
use super::{RenameRefused, refused};
use crate::context::DocumentContext;
use crate::kubernetes_names::{LONGEST_SUBDOMAIN, is_label, is_subdomain};

pub(super) fn check(
    workspace: &Workspace,
    subject: &Subject,
    places: &[Place],
    new: &str,
) -> Result<(), RenameRefused> {
    let illegal = |namespace, why: &str| {
        refused(format!("`{new}` is no name for {}: {why}", with_article(noun(namespace))))
    };
    let first = subject.keys.first().map(|it| it.namespace);
    if new.trim() != new || new.is_empty() {
        return illegal(
            first.unwrap_or(Namespace::ComponentName),
            "it must not be empty nor begin or end with a blank",
        );
    }
    for key in &subject.keys {
        if let Some(why) = reason_against(key.namespace, new) {
            return illegal(key.namespace, why);
        }
    }
    for place in places.iter().filter(|it| it.is_definition) {
        if let (Some(hint), Some(namespace)) = (schema_objects(workspace, *place, new), first) {
            return illegal(namespace, &format!("expected {hint}"));
        }
    }
    Ok(())
}

/// What speaks against a name beyond the schema: it must work in a call, or as the name of a Kubernetes object.
fn reason_against(namespace: Namespace, new: &str) -> Option<&'static str> {
    match namespace {
        Namespace::InstanceName => (!is_label(new))
            .then_some("Kubernetes takes at most 63 lower-case letters, digits and `-`, with a letter or digit at both ends"),
        Namespace::ComponentName | Namespace::ApplicationName | Namespace::ScopeName | Namespace::TraitType => {
            (!is_subdomain(new) || new.len() > LONGEST_SUBDOMAIN).then_some(
                "Kubernetes takes lower-case letters, digits, `-` and `.`, with a letter or digit at both ends",
            )
        }
        Namespace::VariableName => {
            let calls = variable_calls(&format!("[fromVariable({new})]"));
            (calls.len() != 1).then_some("a call takes letters, digits, `_`, `-` and `.`")
        }
        Namespace::ParameterName | Namespace::WorkloadType | Namespace::ScopeType => None,
    }
}

/// What the schema expects at the definition, if the name is not that.
fn schema_objects(workspace: &Workspace, place: Place, new: &str) -> Option<String> {
    let ctx = DocumentContext::new(workspace, place.document)?;
    let path = place.scalar(ctx.source)?.path();
    let facts = ctx.facts(path.segments())?;
    let view = facts.view()?;
    let pattern = view.pattern()?;
    let is_match = Regex::new(pattern).is_ok_and(|it| it.is_match(new));
    (!is_match).then(|| view.pattern_hint().map_or_else(|| format!("`{pattern}`"), str::to_owned))
}
