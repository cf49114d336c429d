//! `cargo xtask kubernetes-schemas RELEASE FILE`: the part of Kubernetes' published schemas that our manifests need.
//!
//! FILE holds all definitions of a release as JSON Schemas; `schemas/README.md` says where to get it. What is taken are
//! the definitions that the kinds below reach, without their prose and without the status that only a cluster writes.
//! It fetches nothing.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

/// Definitions of the objects that a target writes, or that a component of such a workload type may ask for.
const KINDS: [&str; 17] = [
    "io.k8s.api.apps.v1.DaemonSet",
    "io.k8s.api.apps.v1.Deployment",
    "io.k8s.api.apps.v1.StatefulSet",
    "io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler",
    "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
    "io.k8s.api.batch.v1.CronJob",
    "io.k8s.api.batch.v1.Job",
    "io.k8s.api.core.v1.ConfigMap",
    "io.k8s.api.core.v1.PersistentVolumeClaim",
    "io.k8s.api.core.v1.Pod",
    "io.k8s.api.core.v1.Secret",
    "io.k8s.api.core.v1.Service",
    "io.k8s.api.core.v1.ServiceAccount",
    "io.k8s.api.networking.v1.Ingress",
    "io.k8s.api.networking.v1.NetworkPolicy",
    "io.k8s.api.policy.v1.PodDisruptionBudget",
    "io.k8s.api.storage.v1.StorageClass",
];

/// What a check needs of a schema.
const KEPT: [&str; 8] =
    ["$ref", "additionalProperties", "enum", "items", "maximum", "minimum", "required", "type"];

/// Writes `schemas/kubernetes/RELEASE.json`.
pub(crate) fn write(root: &Path, arguments: &[String]) -> Result<(), String> {
    let [release, file] = arguments else {
        return Err(
            "cargo xtask kubernetes-schemas RELEASE FILE, such as `1.33 _definitions.json`".to_owned()
        );
    };
    let text = std::fs::read_to_string(file).map_err(|it| format!("{file}: {it}"))?;
    let whole: Value = serde_json::from_str(&text).map_err(|it| format!("{file}: {it}"))?;
    let path = root.join(format!("schemas/kubernetes/{release}.json"));
    let folder = path.parent().unwrap_or(root);
    std::fs::create_dir_all(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    std::fs::write(&path, print(&bundle(release, &whole)?)).map_err(|it| format!("{}: {it}", path.display()))
}

/// The schemas of a release: a definition for every type, and which of them are whole objects.
fn bundle(release: &str, whole: &Value) -> Result<Value, String> {
    let definitions = whole.get("$defs").and_then(Value::as_object).ok_or("the file has no `$defs`")?;
    let mut found = BTreeMap::new();
    let mut kinds = Map::new();
    let mut pending: Vec<String> = KINDS.iter().map(|it| (*it).to_owned()).collect();
    while let Some(name) = pending.pop() {
        if found.contains_key(&name) {
            continue;
        }
        let written = definitions.get(&name).ok_or_else(|| format!("there is no definition of `{name}`"))?;
        let mut definition = reduced(written, &mut pending);
        if KINDS.contains(&name.as_str()) {
            if let Some(properties) = definition.get_mut("properties").and_then(Value::as_object_mut) {
                properties.shift_remove("status");
            }
            kinds.insert(
                type_name(written).ok_or_else(|| format!("`{name}` is no kind"))?,
                name.clone().into(),
            );
        }
        found.insert(name, definition);
    }
    // A status is reached by nothing else than its object.
    let (mut used, mut pending) = (Vec::new(), kinds.values().cloned().collect::<Vec<_>>());
    while let Some(name) = pending.pop() {
        let Some(name) = name.as_str().map(str::to_owned).filter(|it| !used.contains(it)) else { continue };
        found.get(&name).into_iter().for_each(|it| references(it, &mut pending));
        used.push(name);
    }
    found.retain(|name, _| used.contains(name));
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(json!({
        "$comment": "From Kubernetes, Apache-2.0; written by `cargo xtask kubernetes-schemas`, do not edit.",
        "release": release,
        "kinds": kinds.into_iter().collect::<Map<_, _>>(),
        "$defs": found,
    }))
}

/// `apps/v1 Deployment`, as the definition of an object names its type.
fn type_name(definition: &Value) -> Option<String> {
    let of = definition.get("x-kubernetes-group-version-kind")?.get(0)?;
    let text = |key: &str| of.get(key)?.as_str();
    let (group, version, kind) = (text("group")?, text("version")?, text("kind")?);
    Some(if group.is_empty() { format!("{version} {kind}") } else { format!("{group}/{version} {kind}") })
}

/// A schema without what says nothing to a check; the definitions it names are added to `pending`.
fn reduced(schema: &Value, pending: &mut Vec<String>) -> Value {
    let Some(written) = schema.as_object() else { return schema.clone() };
    let mut kept = Map::new();
    for (key, value) in written.iter().filter(|(key, _)| KEPT.contains(&key.as_str())) {
        let value = match (key.as_str(), value.as_str()) {
            ("$ref", Some(target)) => {
                let name = target.rsplit('/').next().unwrap_or(target);
                pending.push(name.to_owned());
                format!("#/$defs/{name}").into()
            }
            ("items" | "additionalProperties", _) => reduced(value, pending),
            _ => value.clone(),
        };
        kept.insert(key.clone(), value);
    }
    // Alternatives are alternatives of type only: a quantity, a number or a name.
    if let Some(branches) = written.get("oneOf").and_then(Value::as_array) {
        let types = branches.iter().filter_map(|it| it.get("type"));
        let types = types.flat_map(|it| it.as_array().cloned().unwrap_or_else(|| vec![it.clone()]));
        let mut distinct: Vec<Value> = Vec::new();
        types.for_each(|it| {
            if !distinct.contains(&it) {
                distinct.push(it);
            }
        });
        kept.insert("type".to_owned(), distinct.into());
        kept.shift_remove("additionalProperties");
    }
    if written.get("format").is_some_and(|it| it == "int32") {
        kept.insert("minimum".to_owned(), i32::MIN.into());
        kept.insert("maximum".to_owned(), i32::MAX.into());
    }
    if let Some(properties) = written.get("properties").and_then(Value::as_object) {
        let properties: Map<_, _> =
            properties.iter().map(|(key, it)| (key.clone(), reduced(it, pending))).collect();
        kept.insert("properties".to_owned(), properties.into());
        // Strict: a key that is not there is a mistake.
        kept.entry("additionalProperties").or_insert(Value::Bool(false));
    }
    kept.into()
}

/// The names of the definitions that a schema refers to.
fn references(schema: &Value, names: &mut Vec<Value>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str().filter(|_| key == "$ref") {
                    Some(target) => names.push(target.rsplit('/').next().unwrap_or(target).into()),
                    None => references(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|it| references(it, names)),
        _ => {}
    }
}

/// One definition a line, so that a new release can be reviewed as a difference.
fn print(bundle: &Value) -> String {
    let mut lines = Vec::new();
    for (key, value) in bundle.as_object().into_iter().flatten() {
        match value.as_object() {
            Some(map) => {
                let entries: Vec<String> =
                    map.iter().map(|(key, it)| format!("    {}: {it}", json!(key))).collect();
                lines.push(format!("  {}: {{\n{}\n  }}", json!(key), entries.join(",\n")));
            }
            None => lines.push(format!("  {}: {value}", json!(key))),
        }
    }
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}
