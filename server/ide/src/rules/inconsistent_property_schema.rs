//! A definition whose JSON Schema contradicts itself.

use oam_catalog::PropertySchema;
use serde_json::Value;

use super::invalid_property_schema::schema_texts;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::{names, nearest_or_all};

/// The types that JSON Schema has.
const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// How deep schemas are looked into.
const MAX_DEPTH: usize = 32;

declare_rule! {
    /// The JSON Schema of a definition requires a property that it does not describe, uses a type that does not exist, or has
    /// a default that it would not accept.
    ///
    /// ## Why
    ///
    /// The text is read, but does not say what its author meant: a required property that is described under another name has
    /// to be written and may not be written, and an unknown type makes the whole schema unusable for validators.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: log-level
    /// spec:
    ///   appliesTo: ["*"]
    ///   properties: |
    ///     {
    ///       "type": "object",
    ///       "required": ["levle"],
    ///       "properties": {
    ///         "level": {"type": "string"}
    ///       }
    ///     }
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: log-level
    /// spec:
    ///   appliesTo: ["*"]
    ///   properties: |
    ///     {
    ///       "type": "object",
    ///       "required": ["level"],
    ///       "properties": {
    ///         "level": {"type": "string", "default": "info"}
    ///       }
    ///     }
    /// ```
    pub(super) static INCONSISTENT_PROPERTY_SCHEMA = {
        id: "inconsistent-property-schema", level: Warning, group: Schema, since: "0.1.0", fix: None, check: check,
    }
}

/// A contradiction, and what to do about it.
struct Contradiction {
    message: String,
    help: Option<String>,
    is_type: bool,
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for entry in schema_texts(ctx) {
        // What cannot be read at all is reported elsewhere.
        let Ok(schema) = serde_json::from_str::<Value>(&entry.value.text()) else { continue };
        let mut found = Vec::new();
        below(&schema, 0, &mut found);
        for it in found {
            findings.report(&INCONSISTENT_PROPERTY_SCHEMA, entry.key.span(), it.message).help(it.help);
        }
    }
}

/// Whether a schema uses types that do not exist, which keeps validators from using it at all.
pub(super) fn uses_unknown_type(schema: &Value) -> bool {
    let mut found = Vec::new();
    below(schema, 0, &mut found);
    found.iter().any(|it| it.is_type)
}

fn below(schema: &Value, depth: usize, found: &mut Vec<Contradiction>) {
    let Some(object) = schema.as_object().filter(|_| depth < MAX_DEPTH) else { return };
    let properties = object.get("properties").and_then(Value::as_object);
    let is_closed = object.get("additionalProperties").is_none_or(|it| it == &Value::Bool(false));
    let composes = ["allOf", "anyOf", "oneOf", "$ref", "patternProperties", "if"];
    let is_whole = !composes.iter().any(|it| object.contains_key(*it));
    if let (Some(properties), Some(required), true) =
        (properties, object.get("required").and_then(Value::as_array), is_closed && is_whole)
    {
        for name in required.iter().filter_map(Value::as_str).filter(|it| !properties.contains_key(*it)) {
            let (_, help) = nearest_or_all(name, "described are", properties.keys().map(String::as_str));
            found.push(Contradiction {
                message: format!("the schema requires `{name}`, but does not describe it"),
                help,
                is_type: false,
            });
        }
    }
    let types = object.get("type").map(|it| it.as_array().map_or(std::slice::from_ref(it), Vec::as_slice));
    for name in types.unwrap_or_default().iter().filter_map(Value::as_str).filter(|it| !TYPES.contains(it)) {
        let meant = match name {
            "int" | "long" => Some("integer"),
            "double" | "float" => Some("number"),
            "bool" => Some("boolean"),
            "map" => Some("object"),
            "list" => Some("array"),
            _ => None,
        };
        let help = meant.map(|it| format!("write `{it}`"));
        found.push(Contradiction {
            message: format!("`{name}` is no type of JSON Schema; there are {}", names(TYPES)),
            help,
            is_type: true,
        });
    }
    if let Some(default) = object.get("default") {
        let is_refused = PropertySchema::from_json(schema.clone())
            .is_ok_and(|it| it.validate(default).iter().any(|it| it.path.is_empty()));
        if is_refused {
            found.push(Contradiction {
                message: format!("the schema would not accept its own default `{default}`"),
                help: None,
                is_type: false,
            });
        }
    }
    properties.into_iter().flat_map(serde_json::Map::values).for_each(|it| below(it, depth + 1, found));
    if let Some(items) = object.get("items") {
        below(items, depth + 1, found);
    }
}
