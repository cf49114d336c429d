//! The published schemas of Kubernetes: which fields an object of a kind has, and of which types.
//!
//! Strict: a field that is not there is a problem. Only the kinds that applications become are known, of one stated
//! release. It does not know what schemas cannot say, such as the form of names; that is the renderer's check.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde_json::{Map, Value, json};

use crate::load;
use crate::problem::SchemaProblem;
use crate::validate::{Calls, Validator};

/// The release whose schemas these are.
const RELEASE: &str = "1.33";

/// The schemas of all kinds, as published together.
struct Bundle {
    definitions: Map<String, Value>,
    /// `apps/v1 Deployment` → the name of its definition, and what is made of it when somebody asks.
    kinds: BTreeMap<String, (String, OnceLock<Kind>)>,
}

/// A kind: its schema with the definitions that it reaches, and a validator for it.
struct Kind {
    schema: Value,
    validator: Validator,
}

static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| {
    let text = load::file(&format!("kubernetes/{RELEASE}.json")).unwrap_or_default();
    let mut bundle = serde_json::from_str::<Value>(text).unwrap_or_default();
    let mut part = |key: &str| match bundle.get_mut(key).map(Value::take) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let kinds = part("kinds").into_iter();
    Bundle {
        kinds: kinds
            .filter_map(|(name, it)| Some((name, (it.as_str()?.to_owned(), OnceLock::new()))))
            .collect(),
        definitions: part("$defs"),
    }
});

impl Bundle {
    fn kind(&self, name: &str) -> Option<&Kind> {
        let (definition, kind) = self.kinds.get(name)?;
        Some(kind.get_or_init(|| {
            let reached = self.reached(definition);
            let schema = json!({"$ref": format!("#/$defs/{definition}"), "$defs": reached});
            Kind { validator: Validator::new(&schema), schema }
        }))
    }

    /// A definition and those that it refers to: of all of them together, most kinds need a few.
    fn reached(&self, definition: &str) -> Map<String, Value> {
        let mut reached = Map::new();
        let mut pending = vec![definition];
        while let Some(name) = pending.pop() {
            let Some(schema) = self.definitions.get(name).filter(|_| !reached.contains_key(name)) else {
                continue;
            };
            reached.insert(name.to_owned(), schema.clone());
            references(schema, &mut pending);
        }
        reached
    }
}

/// The definitions that a schema refers to.
fn references<'s>(schema: &'s Value, found: &mut Vec<&'s str>) {
    match schema {
        Value::Object(map) => {
            let target = map.get("$ref").and_then(Value::as_str);
            found.extend(target.and_then(|it| it.strip_prefix("#/$defs/")));
            map.values().for_each(|it| references(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| references(it, found)),
        _ => {}
    }
}

/// The release of Kubernetes that [`kubernetes_problems`] speaks about, such as `1.33`.
pub fn kubernetes_release() -> &'static str {
    RELEASE
}

/// Everything about an object that contradicts the schema of its kind; `None` for a kind that is not known here.
pub fn kubernetes_problems(object: &Value) -> Option<Vec<SchemaProblem>> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let name = format!("{} {}", text("apiVersion")?, text("kind")?);
    let kind = BUNDLE.kind(&name)?;
    Some(kind.validator.problems(&kind.schema, object, Calls::AreText))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_checked() {
        assert_eq!(BUNDLE.kinds.len(), 17);
        for name in BUNDLE.kinds.keys() {
            let (version, kind) = name.rsplit_once(' ').expect("a version and a kind");
            let object = json!({"apiVersion": version, "kind": kind, "extra": 1});
            let problems = kubernetes_problems(&object).expect("a known kind");
            assert!(
                problems.iter().any(|it| it.to_string().starts_with("unknown key `extra`")),
                "{name}: {problems:?}"
            );
        }
    }

    #[test]
    fn fields_and_types_are_checked_at_any_depth() {
        let object = json!({
            "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"},
            "spec": {"containers": [{"name": "main", "ports": [{"containerPort": "80"}], "comand": []}]},
        });
        let problems = kubernetes_problems(&object).expect("a known kind");
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|it| it.starts_with("unknown key `comand`")), "{told:?}");
        assert!(
            told.iter().any(|it| it == "`containerPort` is a string, but must be a whole number"),
            "{told:?}"
        );
    }

    #[test]
    fn other_kinds_are_unknown() {
        assert_eq!(
            kubernetes_problems(&json!({"apiVersion": "extensions/v1beta1", "kind": "Ingress"})),
            None
        );
        assert_eq!(kubernetes_problems(&json!([])), None);
    }
}
