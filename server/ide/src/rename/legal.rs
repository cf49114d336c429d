//! Whether a new name may stand where the old one does: by the schema of each place, and by what becomes of the name.

use oam_catalog::Namespace;
use oam_model::variable::variable_calls;
use oam_model::workspace::Workspace;
use regex::Regex;

use super::names::{Subject, noun, with_article};
use super::places::Place;
use super::{RenameRefused, refused};
use crate::context::DocumentContext;

/// Longest name of an object (Kubernetes, RFC 1123 subdomain).
const MOST_OF_OBJECT: usize = 253;

/// Longest name of an instance, which becomes a label of what is created.
const MOST_OF_LABEL: usize = 63;

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
    let is_lower = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit();
    let is_label = |label: &str| {
        label.bytes().all(|it| is_lower(it) || it == b'-')
            && [label.bytes().next(), label.bytes().last()].into_iter().all(|it| it.is_some_and(is_lower))
    };
    match namespace {
        Namespace::InstanceName => (!is_label(new) || new.len() > MOST_OF_LABEL)
            .then_some("Kubernetes takes at most 63 lower-case letters, digits and `-`, with a letter or digit at both ends"),
        Namespace::ComponentName | Namespace::ApplicationName | Namespace::ScopeName | Namespace::TraitType => {
            (!new.split('.').all(is_label) || new.len() > MOST_OF_OBJECT).then_some(
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
