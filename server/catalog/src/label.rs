//! Plain words for JSON types and lists of names. No message is put together anywhere else in the crate.

use std::fmt::Write;

/// How many names a message shows at most.
const SHOWN_NAMES: usize = 7;
/// How many characters of a value a message shows at most.
const SHOWN_CHARACTERS: usize = 60;

/// The words for a JSON type, without an article.
pub(crate) fn of_type(name: &str) -> &str {
    match name {
        "integer" => "whole number",
        "boolean" => "true or false",
        "array" => "list",
        "object" => "mapping",
        "null" => "empty",
        other => other,
    }
}

/// The words for many values of a JSON type: `strings`.
pub(crate) fn of_types(name: &str) -> &str {
    match name {
        "integer" => "whole numbers",
        "number" => "numbers",
        "string" => "strings",
        "boolean" => "true or false",
        "array" => "lists",
        "object" => "mappings",
        _ => "values",
    }
}

/// The words for a JSON type in a sentence: `a list`.
pub(crate) fn a_type(name: &str) -> String {
    match name {
        "boolean" => "`true` or `false`".to_owned(),
        "null" => "empty".to_owned(),
        other => format!("a {}", of_type(other)),
    }
}

/// The words for a choice of JSON types; `null` is only mentioned when it stands alone.
pub(crate) fn any_type(names: &[&str]) -> String {
    let mut names = names.to_vec();
    if names.contains(&"number") {
        names.retain(|it| *it != "integer");
    }
    let without_null: Vec<_> = names.iter().filter(|it| **it != "null").map(|it| a_type(it)).collect();
    match without_null.as_slice() {
        [] => "empty".to_owned(),
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        only => only.concat(),
    }
}

/// Some names in backticks: at most seven, then how many more there are.
pub(crate) fn names(names: &[String]) -> String {
    let mut text = String::new();
    for (n, name) in names.iter().take(SHOWN_NAMES).enumerate() {
        let comma = if n == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}`{name}`");
    }
    if let Some(more @ 1..) = names.len().checked_sub(SHOWN_NAMES) {
        let _ = write!(text, " and {more} more");
    }
    text
}

/// A value as it may appear in a message: one line, not too long.
pub(crate) fn shortened(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    if line.chars().count() <= SHOWN_CHARACTERS && line.len() == value.len() {
        return line.to_owned();
    }
    line.chars().take(SHOWN_CHARACTERS).chain(['…']).collect()
}
