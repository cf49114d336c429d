//! New scalars in the quotes that the file has.
//!
//! What needs quotes is decided elsewhere; where something in a scalar would have to be written otherwise in other quotes,
//! it keeps its own.

use super::insert::Part;

/// A scalar in the quotes of the file, if it has any quotes and needs no escapes.
pub(super) fn requoted(parts: &[Part], quote: char) -> Vec<Part> {
    let text = |it: &String| match parts.len() {
        1 => in_quotes(it, quote),
        // The quotes are parts of their own.
        _ if it == "\"" => quote.to_string(),
        _ => it.clone(),
    };
    let has_escapes = parts.iter().any(|it| match it {
        Part::Text(it) | Part::Hole(it) => it.contains(['\'', '\\']),
        Part::Choice(texts) => texts.iter().any(|it| it.contains(['\'', '\\'])),
    });
    if quote == '"' || has_escapes {
        return parts.to_vec();
    }
    let requoted = parts.iter().map(|it| match it {
        Part::Text(it) => Part::Text(text(it)),
        Part::Hole(it) => Part::Hole(text(it)),
        Part::Choice(texts) => Part::Choice(texts.iter().map(text).collect()),
    });
    requoted.collect()
}

/// A scalar in double quotes in other ones, where nothing in it has to be written otherwise then.
pub(super) fn in_quotes(yaml: &str, quote: char) -> String {
    match yaml.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(inner) if quote == '\'' && !inner.contains(['\'', '"', '\\']) => format!("'{inner}'"),
        _ => yaml.to_owned(),
    }
}
