//! Which places of texts are alike: for tests that would else ask the same thing thousands of times.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::fixture::Fixture;

/// A number for a value.
pub fn hash(it: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    it.hash(&mut hasher);
    hasher.finish()
}

/// How many bytes are between a place and the start of its line.
pub fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |it| it + 1)
}

/// A number for what is around a place: the line with the place in it, the lines next to it, the keys that it is below,
/// and what the document says about itself. Words that are no keys count as alike.
pub fn neighbourhood(case: &Fixture, text: &str, at: usize) -> u64 {
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let (above, below) = (&text[..start], &text[start..]);
    let mut hasher = DefaultHasher::new();
    let line = below.lines().next().unwrap_or_default();
    let column = (at - start).min(line.len());
    (&case.platform, shape(&line[..column]), shape(&line[column..])).hash(&mut hasher);
    let is_text = |it: &&str| !it.trim().is_empty() && !it.trim_start().starts_with('#');
    below.lines().skip(1).find(is_text).map(shape).hash(&mut hasher);
    let mut indentation = usize::MAX;
    for (n, line) in above.lines().rev().take_while(|it| !it.starts_with("---")).filter(is_text).enumerate() {
        let own = line.len() - line.trim_start_matches([' ', '-']).len();
        let says_what = ["apiVersion:", "kind:", "  workloadType:"].iter().any(|it| line.starts_with(it));
        if says_what {
            line.hash(&mut hasher);
        } else if n < 1 || own < indentation {
            shape(line).hash(&mut hasher);
        }
        indentation = indentation.min(own);
    }
    hasher.finish()
}

/// A line without what makes it differ from its like: words that are no keys.
fn shape(line: &str) -> String {
    let mut found = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-');
        let word = &rest[..rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())];
        if word.is_empty() || word == "-" {
            found.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        rest = &rest[word.len()..];
        found.push_str(if rest.starts_with(':') { word } else { "w" });
    }
    found
}
