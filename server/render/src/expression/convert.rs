//! Data of ours as values of CEL, and back.
//!
//! The trap: mappings lose their order on the way; what comes back is sorted by key.

use std::collections::HashMap;
use std::sync::Arc;

use cel::Value;
use cel::objects::{Key, Map};
use oam_model::datum::{Data, Datum};

/// Data for an expression to read.
pub(crate) fn to_cel(datum: &Datum) -> Value {
    match &datum.data {
        Data::Null => Value::Null,
        Data::Bool(it) => Value::Bool(*it),
        Data::Int(it) => Value::Int(*it),
        Data::Float(it) => Value::Float(*it),
        Data::String(it) => Value::String(Arc::new(it.clone())),
        Data::Sequence(items) => Value::List(Arc::new(items.iter().map(to_cel).collect())),
        Data::Mapping(entries) => {
            let entries = entries.iter().map(|(key, it)| (Key::String(Arc::new(key.clone())), to_cel(it)));
            Value::Map(Map { map: Arc::new(entries.collect::<HashMap<_, _>>()) })
        }
    }
}

/// What an expression gave; else the name of a type that YAML does not have.
pub(crate) fn from_cel(value: &Value) -> Result<Datum, String> {
    let data = match value {
        Value::Null => Data::Null,
        Value::Bool(it) => Data::Bool(*it),
        Value::Int(it) => Data::Int(*it),
        Value::UInt(it) => i64::try_from(*it).map(Data::Int).map_err(|_| "a number that is too large")?,
        Value::Float(it) => Data::Float(*it),
        Value::String(it) => Data::String(it.as_str().to_owned()),
        Value::List(items) => Data::Sequence(items.iter().map(from_cel).collect::<Result<_, _>>()?),
        Value::Map(it) => {
            let mut entries = Vec::new();
            for (key, value) in it.map.iter() {
                let key = match key {
                    Key::String(it) => it.as_str().to_owned(),
                    Key::Int(it) => it.to_string(),
                    Key::Uint(it) => it.to_string(),
                    Key::Bool(it) => it.to_string(),
                };
                entries.push((key, from_cel(value)?));
            }
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Data::Mapping(entries)
        }
        other => return Err(format!("a value of type {}", other.type_of())),
    };
    Ok(Datum::new(data))
}
