//! What a view of a schema answers.

use serde_json::json;

use crate::{Catalog, KindSchema, Namespace, SchemaView, Step, walk};

fn kind(name: &str) -> &'static KindSchema {
    Catalog::builtin().kind("core.oam.dev", "v1alpha1", name).expect("known")
}

fn at(kind: &'static KindSchema, path: &str) -> SchemaView<'static> {
    let steps: Vec<_> =
        path.split('.').map(|it| if it == "[]" { Step::Index } else { Step::Key(it) }).collect();
    walk(kind.schema(), &steps).unwrap_or_else(|| panic!("nothing at {path}"))
}

fn keys(view: SchemaView<'_>) -> Vec<&str> {
    view.properties().into_iter().map(|(key, _)| key).collect()
}

#[test]
fn keys_come_in_reading_order() {
    assert_eq!(keys(kind("Trait").schema()), ["apiVersion", "kind", "metadata", "spec", "status"]);
    let port = at(kind("ComponentSchematic"), "spec.containers.[].ports.[]");
    assert_eq!(keys(port), ["name", "containerPort", "protocol", "type", "value", "port"]);
    assert_eq!(port.required(), ["name", "containerPort"]);
    assert_eq!(port.title(), Some("Port"));
}

#[test]
fn references_and_their_neighbours_are_merged() {
    let name = at(kind("ComponentSchematic"), "metadata.name");
    assert_eq!(name.defines(), Some(Namespace::ComponentName));
    assert!(name.description().is_some_and(|it| it.starts_with("The name of the object.")));
    assert_eq!(name.summary(), Some("The name of the object."));
    let required = at(kind("ComponentSchematic"), "spec.parameters.[].required");
    assert_eq!(required.default(), Some(&json!(false)));
    assert_eq!(required.type_label(), "true or false");
}

#[test]
fn old_keys_know_the_key_of_today() {
    let name = at(kind("ApplicationConfiguration"), "spec.components.[].name");
    assert!(name.is_deprecated());
    assert_eq!((name.canonical(), name.refers()), (Some("componentName"), Some(Namespace::ComponentName)));
    let instance = at(kind("ApplicationConfiguration"), "spec.components.[]");
    assert_eq!(instance.required(), ["instanceName", "componentName"]);
    assert!(instance.is_required("componentName") && !instance.is_required("name"));
}

#[test]
fn types_have_plain_words() {
    let label = |path| at(kind("ComponentSchematic"), path).type_label();
    assert_eq!(label("spec.containers"), "list of `Container`");
    assert_eq!(label("spec.containers.[].args"), "list of strings");
    assert_eq!(label("spec.containers.[].ports.[].containerPort"), "whole number");
    assert_eq!(label("spec.workloadSettings"), "list of `WorkloadSetting` or mapping");
    assert_eq!(label("spec.parameters.[].default"), "any value");
}

#[test]
fn facts_of_a_place() {
    let seconds = at(kind("ComponentSchematic"), "spec.containers.[].livenessProbe.periodSeconds");
    assert_eq!((seconds.unit(), seconds.minimum(), seconds.maximum()), (Some("seconds"), Some(1.0), None));
    assert_eq!(seconds.default(), Some(&json!(10)));
    let traits = at(kind("ApplicationConfiguration"), "spec.components.[].traits.[]");
    assert_eq!(traits.property("properties").and_then(|it| it.properties_of()), Some("name"));
    assert!(traits.snippet().is_some());
    assert!(at(kind("ApplicationConfiguration"), "spec.components").allows_null());
    assert!(!at(kind("ComponentSchematic"), "spec.containers").allows_null());
    assert!(walk(kind("Trait").schema(), &[Step::Key("spec"), Step::Key("nothing")]).is_none());
    let label = at(kind("Trait"), "metadata.labels.team");
    assert_eq!(label.types(), ["string"]);
}

#[test]
fn alternatives_and_circles_are_looked_through() {
    let schema = json!({
        "anyOf": [{"$ref": "#/$defs/a"}, {"properties": {"x": {"enum": [3]}, "y": {}}}],
        "$defs": {"a": {"allOf": [{"$ref": "#"}, {"properties": {"x": {"enum": [1, 2]}}}], "required": ["x"]}},
    });
    let view = SchemaView::new(&schema);
    assert_eq!(keys(view), ["x", "y"]);
    assert_eq!(view.property("x").map(|it| it.enum_values().len()), Some(3));
    assert_eq!(view.required(), Vec::<&str>::new());
}
