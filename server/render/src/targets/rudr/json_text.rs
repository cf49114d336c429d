//! Data as the text that Rudr makes of it: strings as they are, anything else as compact JSON with sorted keys.
//!
//! It is for the environment and for files; typed fields are not texts.

use std::collections::BTreeMap;

use oam_model::datum::{Data, Datum};
use serde_json::Value;

/// The text of a value, with its source.
pub(super) fn json_text(datum: &Datum) -> Datum {
    let text = match &datum.data {
        Data::String(it) => it.clone(),
        _ => sorted(datum.to_json()).to_string(),
    };
    Datum::new(text).with_origin(datum.origin.clone())
}

/// Rudr keeps JSON objects in a sorted map.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(it) => it.into_iter().map(sorted).collect(),
        Value::Object(it) => {
            let entries: BTreeMap<String, Value> =
                it.into_iter().map(|(key, it)| (key, sorted(it))).collect();
            Value::Object(entries.into_iter().collect())
        }
        it => it,
    }
}
