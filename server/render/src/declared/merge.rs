//! Merges a patch into an object, as `kubectl` does with a strategic merge patch.
//!
//! Mappings are merged key by key, and `null` takes a key out. The lists of [`KEYS`] are merged item by item; any other list is
//! replaced. It knows no API schemas: the name of a list decides.

use oam_model::datum::{Data, Datum};

use crate::scalar::text;

/// Lists that are merged, and the keys by which their items are known: the first that an item has.
const KEYS: [(&str, &[&str]); 11] = [
    ("containers", &["name"]),
    ("initContainers", &["name"]),
    ("ephemeralContainers", &["name"]),
    ("volumes", &["name"]),
    ("env", &["name"]),
    ("imagePullSecrets", &["name"]),
    ("volumeMounts", &["mountPath"]),
    ("volumeDevices", &["devicePath"]),
    ("ports", &["containerPort", "port"]),
    ("hostAliases", &["ip"]),
    ("topologySpreadConstraints", &["topologyKey"]),
];

/// Merges a mapping into another; gives the names of containers that are not there to be changed.
pub(super) fn merge(target: &mut Datum, patch: Datum) -> Vec<String> {
    let mut missing = Vec::new();
    merge_mapping(target, patch, &mut missing);
    missing
}

fn merge_mapping(target: &mut Datum, patch: Datum, missing: &mut Vec<String>) {
    let Data::Mapping(changes) = patch.data else {
        *target = patch;
        return;
    };
    for (key, change) in changes {
        if change.is_null() {
            if let Data::Mapping(entries) = &mut target.data {
                entries.retain(|(it, _)| *it != key);
            }
            continue;
        }
        let present = match &mut target.data {
            Data::Mapping(entries) => entries.iter_mut().find(|(it, _)| *it == key).map(|(_, it)| it),
            _ => None,
        };
        match present {
            Some(present) => merge_value(&key, present, change, missing),
            None => target.set(&key, without_nulls(change)),
        }
    }
}

fn merge_value(key: &str, present: &mut Datum, change: Datum, missing: &mut Vec<String>) {
    match (&mut present.data, change.data) {
        (Data::Mapping(_), Data::Mapping(entries)) => {
            let change = Datum { data: Data::Mapping(entries), origin: change.origin };
            merge_mapping(present, change, missing);
        }
        (Data::Sequence(items), Data::Sequence(changes)) => match keys(key) {
            Some(keys) => {
                for it in changes {
                    merge_item(key, keys, items, it, missing);
                }
            }
            None => *items = changes.into_iter().map(without_nulls).collect(),
        },
        // What stays as it is has still been said by who said it first.
        (present, data) if *present == data => {}
        (_, data) => *present = without_nulls(Datum { data, origin: change.origin }),
    }
}

fn keys(list: &str) -> Option<&'static [&'static str]> {
    KEYS.iter().find(|(name, _)| *name == list).map(|(_, keys)| *keys)
}

fn merge_item(list: &str, keys: &[&str], items: &mut Vec<Datum>, change: Datum, missing: &mut Vec<String>) {
    let same = |it: &Datum| {
        keys.iter().any(|key| match (it.get(key), change.get(key)) {
            (Some(one), Some(other)) => one.data == other.data,
            _ => false,
        })
    };
    match items.iter_mut().find(|it| same(it)) {
        Some(it) => merge_mapping(it, change, missing),
        // What it is could not be told; there is a note on that already.
        None if !keys.iter().any(|key| change.get(key).is_some()) => {}
        // A container of its own has an image; one without was meant to be there.
        None if list.ends_with("ontainers") && change.get("image").is_none() => {
            missing.push(change.get("name").map(text).unwrap_or_default());
        }
        None => items.push(without_nulls(change)),
    }
}

/// What is not there yet has nothing to take out.
fn without_nulls(mut datum: Datum) -> Datum {
    if let Data::Mapping(entries) = datum.data {
        let entries = entries.into_iter().filter(|(_, it)| !it.is_null());
        datum.data = Data::Mapping(entries.map(|(key, it)| (key, without_nulls(it))).collect());
    }
    datum
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn datum(value: &Value) -> Datum {
        let data = match value {
            Value::Null => Data::Null,
            Value::Bool(it) => Data::Bool(*it),
            Value::Number(it) => Data::Int(it.as_i64().unwrap_or_default()),
            Value::String(it) => Data::String(it.clone()),
            Value::Array(it) => Data::Sequence(it.iter().map(datum).collect()),
            Value::Object(it) => Data::Mapping(it.iter().map(|(key, it)| (key.clone(), datum(it))).collect()),
        };
        Datum::new(data)
    }

    fn merged(target: &Value, patch: &Value) -> Value {
        let mut target = datum(target);
        assert_eq!(merge(&mut target, datum(patch)), Vec::<String>::new());
        target.to_json()
    }

    #[test]
    fn mappings_are_merged_and_null_takes_out() {
        let merged = merged(
            &json!({"a": 1, "b": {"c": 2, "d": 3}}),
            &json!({"b": {"c": null, "e": 4}, "f": {"g": null}}),
        );
        assert_eq!(merged, json!({"a": 1, "b": {"d": 3, "e": 4}, "f": {}}));
    }

    #[test]
    fn items_are_known_by_their_keys() {
        let target =
            json!({"containers": [{"name": "main", "env": [{"name": "A", "value": "1"}], "args": ["x"]}]});
        let patch = json!({"containers": [
            {"name": "main", "env": [{"name": "A", "value": "2"}, {"name": "B", "value": "3"}], "args": ["y", "z"]},
            {"name": "log", "image": "log:1"}]});
        let expected = json!({"containers": [
            {"name": "main", "env": [{"name": "A", "value": "2"}, {"name": "B", "value": "3"}], "args": ["y", "z"]},
            {"name": "log", "image": "log:1"}]});
        assert_eq!(merged(&target, &patch), expected);
    }

    #[test]
    fn ports_are_known_by_their_number() {
        let merged = merged(
            &json!({"ports": [{"containerPort": 80, "name": "http"}]}),
            &json!({"ports": [{"containerPort": 80, "hostPort": 8080}, {"containerPort": 81}]}),
        );
        assert_eq!(
            merged,
            json!({"ports": [{"containerPort": 80, "name": "http", "hostPort": 8080}, {"containerPort": 81}]})
        );
    }

    #[test]
    fn a_container_that_is_not_there_is_not_made_up() {
        let mut target = datum(&json!({"containers": [{"name": "main", "image": "a"}]}));
        let missing = merge(&mut target, datum(&json!({"containers": [{"name": "mian", "tty": true}]})));
        assert_eq!(missing, ["mian"]);
        assert_eq!(target.get("containers").map_or(0, |it| it.items().len()), 1);
    }
}
