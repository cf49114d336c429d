//! The published schemas of Kubernetes: which fields an object of a kind has, and of which types.
//!
//! Strict: a field that is not there is a problem. Only the kinds that applications become are known, of one stated
//! release. It does not know what schemas cannot say, such as the form of names; that is the renderer's check.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde_json::{Value, json};

use crate::load;
use crate::problem::SchemaProblem;
use crate::validate::{Calls, Validator};

/// The release whose schemas these are.
const RELEASE: &str = "1.33";

/// A kind and its schema, compiled when somebody asks for it.
struct Kind {
    schema: Value,
    validator: OnceLock<Validator>,
}

/// `apps/v1 Deployment` → its schema.
static KINDS: LazyLock<BTreeMap<String, Kind>> = LazyLock::new(|| {
    let text = load::file(&format!("kubernetes/{RELEASE}.json")).unwrap_or_default();
    let Ok(bundle) = serde_json::from_str::<Value>(text) else { return BTreeMap::new() };
    let Some(kinds) = bundle.get("kinds").and_then(Value::as_object) else { return BTreeMap::new() };
    let entry = |(name, definition): (&String, &Value)| {
        let definition = definition.as_str()?;
        let schema = json!({"$ref": format!("#/$defs/{definition}"), "$defs": bundle.get("$defs")?});
        Some((name.clone(), Kind { schema, validator: OnceLock::new() }))
    };
    kinds.iter().filter_map(entry).collect()
});

/// The release of Kubernetes that [`kubernetes_problems`] speaks about, such as `1.33`.
pub fn kubernetes_release() -> &'static str {
    RELEASE
}

/// Everything about an object that contradicts the schema of its kind; `None` for a kind that is not known here.
pub fn kubernetes_problems(object: &Value) -> Option<Vec<SchemaProblem>> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let name = format!("{} {}", text("apiVersion")?, text("kind")?);
    let kind = KINDS.get(&name)?;
    let validator = kind.validator.get_or_init(|| Validator::new(&kind.schema));
    Some(validator.problems(&kind.schema, object, Calls::AreText))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_checked() {
        assert_eq!(KINDS.len(), 17);
        for name in KINDS.keys() {
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
