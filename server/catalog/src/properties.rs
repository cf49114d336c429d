//! The JSON Schema of some `properties`, with its validator.
//!
//! The schema may come from a stranger: it is never allowed to reach outside itself, and a schema that
//! cannot be used is an error value.

use std::fmt;
use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use crate::problem::SchemaProblem;
use crate::schema::SchemaView;
use crate::tolerant;
use crate::validate::{self, Calls, Validator};

/// Why a schema cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// What is wrong, in our words.
    pub text: String,
    /// Byte offset in the schema's text, where known.
    pub offset: Option<usize>,
}

impl SchemaError {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        SchemaError { text: text.into(), offset: None }
    }
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for SchemaError {}

/// One property in the old list form: `{name, type, required, description, default}`.
#[derive(Clone, Copy, Debug)]
pub struct Descriptor<'a> {
    /// The key.
    pub name: &'a str,
    /// A type in one of the spellings that were in use: `int`, `string`, `[]string`, …
    pub kind: &'a str,
    /// Whether the key must be there.
    pub required: bool,
    /// What it means.
    pub description: Option<&'a str>,
    /// The value that counts when none is written.
    pub default: Option<&'a Value>,
}

/// A schema and, once somebody validates, its compiled validator.
#[derive(Debug)]
pub struct PropertySchema {
    schema: Value,
    tolerated: bool,
    validator: OnceLock<Validator>,
}

impl PropertySchema {
    /// The schema that accepts anything.
    pub fn any() -> Self {
        Self::trusted(json!({}))
    }

    /// A schema out of a document. It is checked at once.
    pub fn from_json(schema: Value) -> Result<Self, SchemaError> {
        let validator = validate::checked(&schema)?;
        Ok(PropertySchema { schema, tolerated: false, validator: OnceLock::from(validator) })
    }

    /// A schema out of JSON text. A comma before `}` or `]` is tolerated and remembered.
    pub fn from_text(text: &str) -> Result<Self, SchemaError> {
        let (schema, tolerated) = tolerant::parse(text)?;
        Ok(PropertySchema { tolerated, ..Self::from_json(schema)? })
    }

    /// A schema out of the list form that definitions had before they held JSON Schema. A type that
    /// nobody knows accepts anything.
    pub fn from_descriptors(descriptors: &[Descriptor<'_>]) -> Self {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for descriptor in descriptors {
            let mut property = type_of_descriptor(descriptor.kind);
            if let Some(description) = descriptor.description {
                property.insert("description".to_owned(), description.into());
            }
            if let Some(default) = descriptor.default {
                property.insert("default".to_owned(), default.clone());
            }
            if descriptor.required && !properties.contains_key(descriptor.name) {
                required.push(Value::from(descriptor.name));
            }
            properties.insert(descriptor.name.to_owned(), property.into());
        }
        Self::trusted(json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }))
    }

    /// A schema of our own making; it is compiled when it is first used.
    pub(crate) fn trusted(schema: Value) -> Self {
        PropertySchema { schema, tolerated: false, validator: OnceLock::new() }
    }

    /// What is known about the whole value.
    pub fn view(&self) -> SchemaView<'_> {
        SchemaView::new(&self.schema)
    }

    /// The JSON Schema.
    pub fn json(&self) -> &Value {
        &self.schema
    }

    /// Whether the schema accepts anything.
    pub fn is_any(&self) -> bool {
        self.schema.as_bool() == Some(true) || self.schema.as_object().is_some_and(Map::is_empty)
    }

    /// Whether the text it was read from had commas that JSON does not allow.
    pub fn tolerated(&self) -> bool {
        self.tolerated
    }

    /// Everything about `value` that contradicts the schema. A string such as `[fromVariable(NAME)]` stands
    /// for a value that is not known yet, and never contradicts.
    pub fn validate(&self, value: &Value) -> Vec<SchemaProblem> {
        if self.is_any() {
            return Vec::new();
        }
        self.validator.get_or_init(|| Validator::new(&self.schema)).problems(
            &self.schema,
            value,
            Calls::AreUnknownValues,
        )
    }
}

fn type_of_descriptor(kind: &str) -> Map<String, Value> {
    let json_type = |name: &str| match name {
        "int" | "integer" | "int32" | "int64" => Some("integer"),
        "number" | "double" | "float" | "numeric" => Some("number"),
        "string" | "str" => Some("string"),
        "boolean" | "bool" => Some("boolean"),
        "object" | "map" => Some("object"),
        "array" | "list" => Some("array"),
        _ => None,
    };
    let kind = kind.trim().to_ascii_lowercase();
    let mut schema = Map::new();
    if let Some(items) = kind.strip_prefix("[]") {
        schema.insert("type".to_owned(), "array".into());
        if let Some(items) = json_type(items) {
            schema.insert("items".to_owned(), json!({ "type": items }));
        }
    } else if let Some(name) = json_type(&kind) {
        schema.insert("type".to_owned(), name.into());
    }
    schema
}
