//! What a schema says should stand behind a key, or in a list, that is new.
//!
//! `x-oam-snippet` decides where there is one; else the required keys, the default, the closed list of values.

use oam_catalog::{Namespace, SchemaView};
use oam_syntax::edit::scalar_text;
use serde_json::Value;

use super::insert::{Insert, Part};

/// How many levels below a new key are filled in.
const DEPTH: usize = 5;

/// The value for a new key whose schema is `view`. A scalar that the user knows best is left to them.
pub(super) fn for_key(view: SchemaView<'_>) -> Insert {
    collection(view, DEPTH).or_else(|| closed(view)).unwrap_or_else(Insert::nothing)
}

/// A whole new item of a list, or mapping, whose schema is `view`.
pub(super) fn for_item(view: SchemaView<'_>) -> Insert {
    value(view, DEPTH)
}

/// The value for a key that must be there anyway: never empty if the schema knows any value.
fn value(view: SchemaView<'_>, depth: usize) -> Insert {
    collection(view, depth).or_else(|| closed(view)).unwrap_or_else(|| {
        let example = view.examples().into_iter().find(|it| !it.is_array() && !it.is_object());
        let example = example.filter(|_| view.refers().is_none());
        Insert::hole(example.map(yaml_text).unwrap_or_default())
    })
}

fn collection(view: SchemaView<'_>, depth: usize) -> Option<Insert> {
    let depth = depth.checked_sub(1)?;
    if let Some(it) = view.snippet() {
        return Some(from_json(it));
    }
    let types = view.types();
    let is_mapping = types.contains(&"object") || (types.is_empty() && !view.properties().is_empty());
    // Where a plain value will do as well, a block would be too much.
    if types.iter().any(|it| !matches!(*it, "object" | "array" | "null")) {
        return None;
    }
    if types.contains(&"array") {
        let item = view
            .items()
            .map_or_else(|| Insert::hole(""), |it| named_item(it).unwrap_or_else(|| value(it, depth)));
        return Some(Insert::Seq(vec![item]));
    }
    is_mapping.then(|| mapping(view, depth))
}

/// An item that is about something with a name: the name comes first, and completion knows the rest then.
fn named_item(view: SchemaView<'_>) -> Option<Insert> {
    let names = [Namespace::TraitType, Namespace::ParameterName];
    let is_name =
        |key: &&str| view.property(key).and_then(|it| it.refers()).is_some_and(|it| names.contains(&it));
    let key = view.required().into_iter().find(is_name)?;
    Some(Insert::map([(key, Insert::hole(""))]))
}

fn mapping(view: SchemaView<'_>, depth: usize) -> Insert {
    let required = view.required();
    if required.is_empty() {
        return Insert::Open;
    }
    let known =
        required.into_iter().filter_map(|key| Some((key.to_owned(), value(view.property(key)?, depth))));
    Insert::Map(known.collect())
}

/// A value out of a closed list, the default first; a flag is written in order to set it.
fn closed(view: SchemaView<'_>) -> Option<Insert> {
    let default = view.default().filter(|it| !it.is_null() && !it.is_array() && !it.is_object());
    let mut texts: Vec<String> =
        view.enum_values().into_iter().filter(|it| !it.is_null()).map(yaml_text).collect();
    if texts.is_empty() && view.types().contains(&"boolean") {
        texts = vec!["true".to_owned(), "false".to_owned()];
        if default.and_then(Value::as_bool) == Some(true) {
            texts.reverse();
        }
        return Some(Insert::choice(texts));
    }
    match (texts.is_empty(), default) {
        (false, default) => {
            let default = default.map(yaml_text);
            texts.sort_by_key(|it| Some(it) != default.as_ref());
            Some(Insert::choice(texts))
        }
        (true, Some(it)) => Some(Insert::hole(yaml_text(it))),
        (true, None) => None,
    }
}

/// A JSON value as YAML text on one line.
pub(super) fn yaml_text(value: &Value) -> String {
    match value {
        Value::String(it) => scalar_text(it),
        Value::Array(items) => format!("[{}]", items.iter().map(yaml_text).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, it)| format!("{}: {}", scalar_text(key), yaml_text(it)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// An `x-oam-snippet`: strings with `${1:text}` in them are YAML text with placeholders.
pub(super) fn from_json(snippet: &Value) -> Insert {
    match snippet {
        Value::String(it) if it.contains("${") => Insert::Scalar(parts(it)),
        Value::Array(items) => Insert::Seq(items.iter().map(from_json).collect()),
        Value::Object(entries) => {
            Insert::Map(entries.iter().map(|(key, it)| (key.clone(), from_json(it))).collect())
        }
        other => Insert::Scalar(vec![Part::Text(yaml_text(other))]),
    }
}

/// `a ${1:b} c`; a `}` within a placeholder is written `\}`.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((_, after)) = after.split_once(':') else { break };
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        let mut hole = String::new();
        let mut chars = after.chars();
        while let Some(c) = chars.next() {
            match c {
                '}' => break,
                '\\' => hole.extend(chars.next()),
                c => hole.push(c),
            }
        }
        parts.push(Part::Hole(hole));
        rest = chars.as_str();
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn placeholders_are_found_in_their_text() {
        let Insert::Scalar(parts) = from_json(&json!("\"${2:256}\"")) else { panic!("a scalar") };
        assert_eq!(parts, [Part::Text("\"".into()), Part::Hole("256".into()), Part::Text("\"".into())]);
        assert_eq!(from_json(&json!("${1:{\"a\": {\\}\\}}")), Insert::hole("{\"a\": {}}"));
    }

    #[test]
    fn required_keys_and_closed_values_are_filled_in() {
        let schema = json!({
            "type": "object", "required": ["mode", "size"],
            "properties": {
                "mode": { "type": "string", "enum": ["RW", "RO"], "default": "RO" },
                "size": { "type": "integer", "examples": [3] },
                "note": { "type": "string" },
            }
        });
        let expected = Insert::map([
            ("mode", Insert::choice(vec!["RO".into(), "RW".into()])),
            ("size", Insert::hole("3")),
        ]);
        assert_eq!(for_key(SchemaView::new(&schema)), expected);
    }
}
