//! The client that can do everything: all capabilities of the meta model announced, with all values they may have.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::protocol::meta::meta;

/// Every capability that the protocol knows.
pub fn all_capabilities() -> Value {
    sample(&json!({ "kind": "reference", "name": "ClientCapabilities" }), "", &mut HashSet::new())
}

fn sample(kind: &Value, name: &str, above: &mut HashSet<String>) -> Value {
    let text = |member: &str| kind[member].as_str().unwrap_or_default().to_owned();
    match text("kind").as_str() {
        "base" => match text("name").as_str() {
            "boolean" => json!(true),
            "string" => json!("all"),
            "null" => Value::Null,
            _ => json!(1),
        },
        "stringLiteral" => kind["value"].clone(),
        "array" => all_of(&kind["element"], name, above),
        "map" => json!({}),
        // The fuller alternative comes last in the meta model.
        "or" => sample(&kind["items"][kind["items"].as_array().map_or(0, Vec::len) - 1], name, above),
        "literal" => {
            let properties = kind["value"]["properties"].as_array().into_iter().flatten();
            object(properties.map(|it| (it["name"].as_str().expect("a name"), it)), above)
        }
        "reference" => named(&text("name"), name, above),
        other => panic!("no sample of {other} for {name}"),
    }
}

fn named(kind: &str, name: &str, above: &mut HashSet<String>) -> Value {
    if matches!(kind, "LSPAny" | "LSPObject") {
        return json!({});
    }
    if let Some(alias) = meta().alias(kind) {
        return sample(alias, name, above);
    }
    if let Some(enumeration) = meta().enumeration(kind) {
        return enumeration["values"][0]["value"].clone();
    }
    if !above.insert(kind.to_owned()) {
        return json!({});
    }
    let mut properties: Vec<_> = meta().properties(kind).into_iter().collect();
    properties.sort_by_key(|it| it.0);
    let found = object(properties.into_iter(), above);
    above.remove(kind);
    found
}

fn object<'a>(properties: impl Iterator<Item = (&'a str, &'a Value)>, above: &mut HashSet<String>) -> Value {
    let members = properties.map(|(name, it)| (name.to_owned(), sample(&it["type"], name, above)));
    Value::Object(members.collect::<Map<_, _>>())
}

/// A list with everything that may be in it.
fn all_of(element: &Value, name: &str, above: &mut HashSet<String>) -> Value {
    let enumeration = element["name"].as_str().and_then(|it| meta().enumeration(it));
    if let Some(enumeration) = enumeration {
        return enumeration["values"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| it["value"].clone())
            .collect();
    }
    match name {
        "tokenTypes" => json!([
            "namespace",
            "type",
            "class",
            "enum",
            "interface",
            "struct",
            "parameter",
            "variable",
            "property",
            "enumMember",
            "event",
            "function",
            "keyword",
            "string",
            "number",
            "comment"
        ]),
        "tokenModifiers" => json!(["declaration", "definition", "readonly", "deprecated", "defaultLibrary"]),
        "itemDefaults" => {
            json!(["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"])
        }
        "properties" => {
            json!(["edit", "command", "documentation", "detail", "tooltip", "location", "location.range"])
        }
        _ => json!([sample(element, name, above)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_of_its_type_and_knows_the_parts() {
        let all = all_capabilities();
        let kind = json!({ "kind": "reference", "name": "ClientCapabilities" });
        let problems = meta().check(&all, &kind, "$");
        assert!(problems.is_empty(), "{problems:?}\n{all:#}");
        for path in [
            "/workspace/diagnostics/refreshSupport",
            "/textDocument/completion/completionItem/snippetSupport",
            "/window/showDocument/support",
            "/workspace/workspaceEdit/documentChanges",
        ] {
            assert_eq!(all.pointer(path), Some(&json!(true)), "{path}");
        }
        assert_eq!(all["general"]["positionEncodings"], json!(["utf-8", "utf-16", "utf-32"]));
    }
}
