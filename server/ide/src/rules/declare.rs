//! A new parameter for a component, as a change of its document; no rule of its own.
//!
//! Which component it should be, and whether the parameter is missing, is the caller's knowledge.

use oam_model::object::Component;
use oam_model::value::{Data, Value};
use oam_syntax::SourceDocument;
use oam_syntax::edit::{Edit, YamlValue, insert_entry, insert_entry_after, insert_item};

/// The edits that declare a parameter of a type, with a default if there is one. None for a component without `spec`.
pub(crate) fn declare(
    source: &SourceDocument,
    component: &Component,
    name: &str,
    kind: &str,
    default: Option<YamlValue>,
) -> Vec<Edit> {
    let Some(spec) = component.spec.map(|it| source.node(it)) else { return Vec::new() };
    let mut entries: Vec<_> = [("name", name), ("type", kind)].map(text).into();
    entries.extend(default.map(|it| ("default".to_owned(), it)));
    let parameter = YamlValue::Map(entries);
    if let Some(entry) = spec.get("parameters") {
        return insert_item(entry.value, &parameter);
    }
    let list = YamlValue::Seq(vec![parameter]);
    match spec.get("workloadType") {
        Some(entry) => insert_entry_after(entry, "parameters", &list),
        None => insert_entry(spec, "parameters", &list),
    }
}

fn text((key, value): (&str, &str)) -> (String, YamlValue) {
    (key.to_owned(), YamlValue::from(value))
}

/// The type of a parameter that takes this value, if it is one of the three that every platform knows.
pub(crate) fn type_of(value: &Value) -> Option<&'static str> {
    match &value.data {
        Data::String(_) => Some("string"),
        Data::Int(_) | Data::Float(_) => Some("number"),
        Data::Bool(_) => Some("boolean"),
        Data::Null | Data::Sequence(_) | Data::Mapping(_) | Data::Unknown => None,
    }
}
