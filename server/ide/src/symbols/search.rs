//! Names of the workspace that contain some letters in their order.
//!
//! A plain subsequence search without regard to case: workspaces have thousands of names, not millions.

use std::cmp::Reverse;

use oam_catalog::Namespace;
use oam_model::workspace::Workspace;

use super::{SymbolKind, WorkspaceSymbol};
use crate::definition::name_span;

/// The defined names that match, the best first, at most `limit`. An empty query matches every name.
pub fn workspace_symbols(workspace: &Workspace, query: &str, limit: usize) -> Vec<WorkspaceSymbol> {
    let query: Vec<char> =
        query.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut found: Vec<_> = workspace
        .index()
        .all()
        .filter_map(|(key, place)| {
            let kind = kind(key.namespace);
            let score = score(&key.name, &query)?;
            Some((Reverse(score), key, kind, place))
        })
        .collect();
    found.sort_by(|a, b| {
        (a.0, &a.1.name, a.3, Reverse(a.1.namespace)).cmp(&(b.0, &b.1.name, b.3, Reverse(b.1.namespace)))
    });
    // The name of an application with `scopes` is a scope's name too; it is one thing in one place.
    found.dedup_by(|a, b| a.3 == b.3);
    let symbols = found.into_iter().map(|(_, key, kind, place)| WorkspaceSymbol {
        name: key.name.clone(),
        kind,
        container: key.owner.clone().filter(|it| !it.is_empty()),
        at: name_span(workspace, place),
    });
    symbols.take(limit).collect()
}

/// What a defined name is.
fn kind(namespace: Namespace) -> SymbolKind {
    match namespace {
        Namespace::ComponentName => SymbolKind::Component,
        Namespace::InstanceName => SymbolKind::Instance,
        Namespace::ParameterName => SymbolKind::Parameter,
        Namespace::VariableName => SymbolKind::Variable,
        Namespace::TraitType => SymbolKind::TraitDefinition,
        Namespace::WorkloadType => SymbolKind::WorkloadDefinition,
        Namespace::ScopeType => SymbolKind::ScopeDefinition,
        Namespace::ApplicationName => SymbolKind::Application,
        Namespace::ScopeName => SymbolKind::Scope,
    }
}

/// How well a name matches: letters in a row and at the start of a word count more; nothing if letters are missing.
fn score(name: &str, query: &[char]) -> Option<i64> {
    let mut left = query.iter().peekable();
    let (mut score, mut before, mut was_hit) = (0, ' ', false);
    for c in name.chars() {
        let is_word_start = !before.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        let is_hit = left.peek().is_some_and(|it| c.to_lowercase().eq([**it]));
        if is_hit {
            left.next();
            score += 1 + i64::from(was_hit) * 4 + i64::from(is_word_start) * 3;
        }
        (before, was_hit) = (c, is_hit);
    }
    let n_letters = i64::try_from(name.chars().count()).unwrap_or(i64::MAX);
    // Among equal hits the shorter name is the more likely one.
    left.peek().is_none().then(|| score * 64 - n_letters.min(63))
}

#[cfg(test)]
mod tests {
    use super::score;

    fn best<'n>(query: &str, names: &[&'n str]) -> Vec<&'n str> {
        let query: Vec<char> = query.chars().collect();
        let mut found: Vec<_> = names.iter().filter_map(|it| Some((score(it, &query)?, *it))).collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, it)| it).collect()
    }

    #[test]
    fn letters_match_in_order_and_without_case() {
        assert_eq!(
            best("gfe", &["guestbook-frontend", "egf", "GuestFrontEnd"]),
            ["GuestFrontEnd", "guestbook-frontend"]
        );
    }

    #[test]
    fn a_whole_name_comes_before_a_longer_one() {
        assert_eq!(best("web", &["my-website", "web-api", "web"]), ["web", "web-api", "my-website"]);
    }
}
