//! Fields of objects on their way to a server and back: what a preview cannot know, and what a server throws away.

use serde_json::Value;

/// Owners are told by a number that only a cluster gives them; the preview of a controller's objects leaves it out.
pub(super) fn name_owners(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, it) in map {
                match it.as_array_mut().filter(|_| key == "ownerReferences") {
                    Some(owners) => owners.iter_mut().filter_map(Value::as_object_mut).for_each(|it| {
                        it.entry("uid").or_insert_with(|| "00000000-0000-4000-8000-000000000000".into());
                    }),
                    None => name_owners(it),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(name_owners),
        _ => {}
    }
}

/// Fields that were sent and are not in what the server would store. What is empty says nothing and may go.
pub(super) fn losses(sent: &Value, stored: &Value, path: &str, lost: &mut Vec<String>) {
    match sent {
        Value::Object(map) => {
            for (key, it) in map {
                let path = format!("{path}.{key}");
                match stored.get(key) {
                    Some(stored) => losses(it, stored, &path, lost),
                    None if says_something(it) => lost.push(path),
                    None => {}
                }
            }
        }
        Value::Array(items) => {
            for (index, it) in items.iter().enumerate() {
                losses(it, stored.get(index).unwrap_or(&Value::Null), &format!("{path}[{index}]"), lost);
            }
        }
        _ => {}
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Bool(true) => true,
        Value::Number(it) => it.as_f64() != Some(0.0),
        Value::String(it) => !it.is_empty(),
        Value::Array(it) => it.iter().any(says_something),
        Value::Object(it) => it.values().any(says_something),
    }
}
