//! Old spellings of properties become part of a schema.
//!
//! A schema that knows them does not call them unknown, nor miss the key of today beside them. That they are
//! old is another finding, and not made here.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The schema with each old key as a deprecated copy of the key of today.
pub(super) fn with_legacy_properties(mut schema: Value, legacy: &BTreeMap<String, String>) -> Value {
    let mut choices = Vec::new();
    let mut required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    for (old, today) in legacy {
        let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { break };
        let Some(mut property) = properties.get(today).cloned() else { continue };
        if let Some(property) = property.as_object_mut() {
            property.insert("deprecated".to_owned(), true.into());
            property.insert("x-oam-canonical".to_owned(), today.as_str().into());
        }
        properties.insert(old.clone(), property);
        if let Some(at) = required.iter().position(|it| it == today) {
            required.remove(at);
            choices.push(json!({"anyOf": [{"required": [today]}, {"required": [old]}]}));
        }
    }
    if let (Some(map), false) = (schema.as_object_mut(), choices.is_empty()) {
        map.insert("required".to_owned(), required.into());
        map.insert("allOf".to_owned(), choices.into());
    }
    schema
}
