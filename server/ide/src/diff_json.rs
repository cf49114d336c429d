//! A difference as data for programs: one shape for the command line and for editors.
//!
//! Places differ by who asks, so the caller says what they look like.

use oam_render::totals::Totals;
use serde_json::{Map, Value, json};

use crate::diff::{Change, Difference, FieldDifference, Located, NoteDifference, ObjectDifference};
use crate::position::FileSpan;

/// Which of the two sides a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffSide {
    /// The first.
    Old,
    /// The second.
    New,
}

impl Difference {
    /// The difference as data of version 1: `changed`, `summary`, `objects`, `notes` and `totals`. What `place` says of a place
    /// is added to what comes from there.
    pub fn data(&self, place: impl Fn(DiffSide, FileSpan) -> Vec<(String, Value)>) -> Value {
        json!({
            "version": 1,
            "changed": !self.is_empty(),
            "summary": {
                "added": self.count(Change::Added),
                "removed": self.count(Change::Removed),
                "changed": self.count(Change::Changed),
                "notes": self.notes.len(),
            },
            "totals": { "old": totals(&self.totals[0]), "new": totals(&self.totals[1]) },
            "objects": self.objects.iter().map(|it| object(it, &place)).collect::<Vec<_>>(),
            "notes": self.notes.iter().map(|it| note(it, &place)).collect::<Vec<_>>(),
        })
    }
}

type Place<'a> = &'a dyn Fn(DiffSide, FileSpan) -> Vec<(String, Value)>;

fn object(it: &ObjectDifference, place: Place<'_>) -> Value {
    let mut members = Map::new();
    let mut set = |key: &str, value: Value| members.insert(key.to_owned(), value);
    set("change", json!(it.change.name()));
    set("app", json!(it.app));
    set("apiVersion", json!(it.api_version));
    set("kind", json!(it.kind));
    set("namespace", json!(it.namespace));
    set("name", json!(it.name));
    set("instance", json!(it.instance));
    let name = if it.change == Change::Changed { None } else { Some("manifest") };
    for (side, key, located) in [(DiffSide::Old, "old", &it.old), (DiffSide::New, "new", &it.new)] {
        if let Some(located) = located {
            set(key, value(located, name, side, place));
        }
    }
    if it.change == Change::Changed {
        set("fields", it.fields.iter().map(|it| field(it, place)).collect());
    }
    Value::Object(members)
}

fn field(it: &FieldDifference, place: Place<'_>) -> Value {
    let mut members = Map::new();
    members.insert("path".to_owned(), json!(it.path));
    members.insert("change".to_owned(), json!(it.change.name()));
    for (side, key, located) in [(DiffSide::Old, "old", &it.old), (DiffSide::New, "new", &it.new)] {
        if let Some(located) = located {
            members.insert(key.to_owned(), value(located, Some("value"), side, place));
        }
    }
    Value::Object(members)
}

fn value(located: &Located, name: Option<&str>, side: DiffSide, place: Place<'_>) -> Value {
    let mut members = Map::new();
    if let Some(name) = name {
        members.insert(name.to_owned(), located.value.clone());
    }
    members.insert("origin".to_owned(), json!(located.via));
    members.extend(located.at.into_iter().flat_map(|it| place(side, it)));
    Value::Object(members)
}

fn note(it: &NoteDifference, place: Place<'_>) -> Value {
    let mut members = Map::new();
    members.insert("change".to_owned(), json!(it.change.name()));
    members.insert("app".to_owned(), json!(it.app));
    members.insert("severity".to_owned(), json!(it.severity));
    members.insert("message".to_owned(), json!(it.message));
    let side = if it.change == Change::Removed { DiffSide::Old } else { DiffSide::New };
    members.extend(it.at.into_iter().flat_map(|it| place(side, it)));
    Value::Object(members)
}

fn totals(it: &Totals) -> Value {
    json!({
        "objects": it.objects,
        "replicas": it.replicas,
        "cpuMillis": it.cpu_millis,
        "memoryBytes": it.memory_bytes,
        "storageBytes": it.storage_bytes,
        "text": it.to_string(),
    })
}
