//! What `fix` has done, in one line for people.

use std::collections::BTreeMap;

use oam_ide::{Fixed, Obstacle};

use crate::output::counted;

/// Most rules that are named.
const SHOWN: usize = 7;

/// The line: what was mended, what could be, and what cannot.
pub(crate) fn summary(fixed: &Fixed, is_diff: bool, is_stdin: bool) -> String {
    let mut parts = vec![done(fixed, is_diff, is_stdin)];
    let mut left: BTreeMap<Obstacle, usize> = BTreeMap::new();
    for it in &fixed.left {
        *left.entry(it.obstacle).or_default() += 1;
    }
    let count = |obstacle| left.get(&obstacle).copied().unwrap_or_default();
    let cannot = count(Obstacle::NoFix) + count(Obstacle::Refused);
    for (count, words) in [
        (count(Obstacle::Unsafe), "more with --unsafe"),
        (count(Obstacle::BrokenDocument), "when the syntax errors are mended"),
        (count(Obstacle::OtherFile), "would change other files"),
        (count(Obstacle::TooManyRounds), "to go"),
        (cannot, "cannot be fixed"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {words}"));
        }
    }
    parts.join("; ")
}

fn done(fixed: &Fixed, is_diff: bool, is_stdin: bool) -> String {
    let total = fixed.rules.values().sum();
    if total == 0 {
        return "nothing to fix".to_owned();
    }
    let verb = if is_diff { "would fix" } else { "fixed" };
    let place = if is_stdin { String::new() } else { format!(" in {}", counted(fixed.files.len(), "file")) };
    let mut rules: Vec<_> = fixed.rules.iter().map(|(rule, count)| (*count, *rule)).collect();
    // The most frequent first, and equal ones by name.
    rules.sort_by_key(|(count, rule)| (usize::MAX - count, *rule));
    let mut named: Vec<_> = rules.iter().take(SHOWN).map(|(count, rule)| format!("{count} {rule}")).collect();
    let rest: usize = rules.iter().skip(SHOWN).map(|(count, _)| count).sum();
    if rest > 0 {
        named.push(format!("{rest} of other rules"));
    }
    format!("{verb} {}{place}: {}", counted(total, "finding"), named.join(", "))
}
