//! Names of the workspace that contain some letters in their order, the likeliest first.
//!
//! Matching is that of `nucleo`; this only says what is searched, and what comes first among equals.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use oam_catalog::Namespace;
use oam_model::workspace::Workspace;

use super::{SymbolKind, WorkspaceSymbol};
use crate::definition::name_span;

/// The defined names that match, the best first, at most `limit`. Every word of the query must match the name; with
/// several words, or a `/`, what the name belongs to may match too. An empty query matches every name.
pub fn workspace_symbols(workspace: &Workspace, query: &str, limit: usize) -> Vec<WorkspaceSymbol> {
    let mut search = Search::new(query);
    let is_list = query.trim().is_empty();
    let mut found: Vec<_> = workspace
        .index()
        .all()
        .filter_map(|(key, place)| {
            let owner = key.owner.as_deref().filter(|it| !it.is_empty());
            let score = search.score(&key.name, owner)?;
            // Of names that match alike the shorter one is likelier; without a query they are a plain list.
            let length = if is_list { 0 } else { key.name.chars().count() };
            Some((Reverse(score), length, key, place, owner))
        })
        .collect();
    found.sort_by(|a, b| {
        let rank = (a.0, a.1, &a.2.name, a.3, Reverse(a.2.namespace));
        rank.cmp(&(b.0, b.1, &b.2.name, b.3, Reverse(b.2.namespace)))
    });
    // The name of an application with `scopes` is a scope's name too; it is one thing in one place.
    found.dedup_by(|a, b| a.3 == b.3);
    let symbols = found.into_iter().map(|(_, _, key, place, owner)| WorkspaceSymbol {
        name: key.name.clone(),
        kind: kind_of(key.namespace),
        container: owner.map(str::to_owned),
        at: name_span(workspace, place),
    });
    symbols.take(limit).collect()
}

/// The names that match what is typed, the best first, at most `limit`; of names that match alike the first ones.
pub(crate) fn best_matches<'n>(
    names: impl Iterator<Item = &'n str>,
    typed: &str,
    limit: usize,
) -> Vec<&'n str> {
    let mut search = Search::new(typed);
    let mut found: Vec<_> = names.filter_map(|it| Some((Reverse(search.score(it, None)?), it))).collect();
    found.sort_by_key(|it| it.0);
    found.into_iter().map(|it| it.1).take(limit).collect()
}

/// A query at work.
struct Search {
    pattern: Pattern,
    has_container: bool,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Search {
    fn new(query: &str) -> Self {
        let words = query.replace('/', " ");
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            pattern: Pattern::new(&words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy),
            has_container: words.split_whitespace().count() > 1,
            matcher: Matcher::new(config),
            buffer: Vec::new(),
        }
    }

    /// How well a name matches; nothing if letters are missing.
    fn score(&mut self, name: &str, owner: Option<&str>) -> Option<u32> {
        let text = Utf32Str::new(name, &mut self.buffer);
        let own = self.pattern.score(text, &mut self.matcher);
        let Some(owner) = owner.filter(|_| own.is_none() && self.has_container) else { return own };
        let whole = format!("{owner} {name}");
        self.pattern.score(Utf32Str::new(&whole, &mut self.buffer), &mut self.matcher)
    }
}

/// What a defined name is.
pub(crate) fn kind_of(namespace: Namespace) -> SymbolKind {
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

#[cfg(test)]
mod tests {
    use super::Search;

    fn best<'n>(query: &str, names: &[&'n str]) -> Vec<&'n str> {
        let mut search = Search::new(query);
        let mut found: Vec<_> =
            names.iter().filter_map(|it| Some((search.score(it, Some("shop"))?, *it))).collect();
        found.sort_by_key(|(score, name)| (std::cmp::Reverse(*score), name.len()));
        found.into_iter().map(|(_, it)| it).collect()
    }

    #[test]
    fn letters_match_in_order_and_without_case() {
        assert_eq!(best("gfe", &["guestbook-frontend", "egf", "Guest-Front-End"]).len(), 2);
        assert_eq!(best("GUEST", &["guestbook", "gust"]), ["guestbook"]);
    }

    #[test]
    fn a_whole_name_comes_before_a_longer_one() {
        assert_eq!(best("web", &["my-website", "web-api", "web"]), ["web", "web-api", "my-website"]);
    }

    #[test]
    fn several_words_may_match_what_the_name_belongs_to() {
        assert_eq!(best("shop web", &["web", "api"]), ["web"]);
        assert_eq!(best("shop/web", &["web", "api"]), ["web"]);
        assert!(best("shop", &["web"]).is_empty());
    }

    #[test]
    fn marks_of_other_searches_are_letters() {
        assert_eq!(best("^web", &["web"]), Vec::<&str>::new());
        assert_eq!(best("!web", &["api"]), Vec::<&str>::new());
    }
}
