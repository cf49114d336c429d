//! Data of a document or a schema as a value to be written.
//!
//! It keeps what the data is; how it was written (quotes, comments, anchors) is lost.

use oam_model::value::{Data, Value};
use oam_syntax::edit::YamlValue;
use serde_json::Value as Json;

/// A value of a document; nothing where a part of it cannot be known.
pub(super) fn yaml_value(value: &Value) -> Option<YamlValue> {
    Some(match &value.data {
        Data::Null => YamlValue::Null,
        Data::Bool(it) => YamlValue::Bool(*it),
        Data::Int(it) => YamlValue::Int(*it),
        Data::Float(it) => YamlValue::Float(*it),
        Data::String(it) => YamlValue::Str(it.clone()),
        Data::Sequence(items) => YamlValue::Seq(items.iter().map(yaml_value).collect::<Option<_>>()?),
        Data::Mapping(entries) => {
            let entries = entries.iter().map(|(key, it)| Some((key.text.clone(), yaml_value(it)?)));
            YamlValue::Map(entries.collect::<Option<_>>()?)
        }
        Data::Unknown => return None,
    })
}

/// A value of a schema.
pub(super) fn from_json(json: &Json) -> YamlValue {
    match json {
        Json::Null => YamlValue::Null,
        Json::Bool(it) => YamlValue::Bool(*it),
        Json::Number(it) => {
            it.as_i64().map_or_else(|| YamlValue::Float(it.as_f64().unwrap_or_default()), YamlValue::Int)
        }
        Json::String(it) => YamlValue::Str(it.clone()),
        Json::Array(items) => YamlValue::Seq(items.iter().map(from_json).collect()),
        Json::Object(entries) => {
            YamlValue::Map(entries.iter().map(|(key, it)| (key.clone(), from_json(it))).collect())
        }
    }
}
