//! Each kind of problem, in exactly the words a user reads.

use serde_json::{Value, json};

use crate::{Catalog, PropertySchema, validate_kind};

fn messages(schema: Value, value: &Value) -> Vec<String> {
    let schema = PropertySchema::from_json(schema).expect("usable");
    schema.validate(value).iter().map(ToString::to_string).collect()
}

fn ingress(value: &Value) -> Vec<String> {
    let entry = &Catalog::builtin().traits_named(Some("rudr"), "ingress")[0];
    entry.properties.validate(value).iter().map(ToString::to_string).collect()
}

fn port(port: &Value) -> Vec<String> {
    let kind = Catalog::builtin().kind("core.oam.dev", "v1alpha1", "ComponentSchematic").expect("known");
    let document = json!({
        "apiVersion": "core.oam.dev/v1alpha1", "kind": "ComponentSchematic", "metadata": {"name": "a"},
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Server", "containers": [{"name": "a", "image": "a", "ports": [port]}]},
    });
    let problems = validate_kind(kind, &document);
    problems.iter().map(|it| format!("{}: {it}", it.path.len())).collect()
}

#[test]
fn missing() {
    assert_eq!(ingress(&json!({"servicePort": 80})), ["`hostname` is missing"]);
    assert_eq!(port(&json!({"name": "http"})), ["5: `containerPort` is missing"]);
}

#[test]
fn unknown() {
    assert_eq!(
        ingress(&json!({"hostname": "a.b", "servicePort": 80, "hostName": "a"})),
        [
            "unknown key `hostName`; allowed are `hostname`, `path`, `servicePort`, `tlsHosts`, `tlsSecretName`"
        ]
    );
    assert_eq!(
        port(&json!({"name": "http", "containerPort": 80, "hostPort": 80, "x": 1})),
        [
            "5: unknown key `hostPort`; allowed are `containerPort`, `name`, `protocol`",
            "5: unknown key `x`; allowed are `containerPort`, `name`, `protocol`"
        ]
    );
    let many = json!({"additionalProperties": false, "properties":
        {"a": {}, "b": {}, "c": {}, "d": {}, "e": {}, "f": {}, "g": {}, "h": {}, "i": {}}});
    let shown = "`a`, `b`, `c`, `d`, `e`, `f`, `g` and 2 more";
    assert_eq!(messages(many, &json!({"z": 1})), [format!("unknown key `z`; allowed are {shown}")]);
}

#[test]
fn wrong_type() {
    assert_eq!(
        port(&json!({"name": "http", "containerPort": "80"})),
        ["6: `containerPort` is a string, but must be a whole number"]
    );
    let list =
        json!({"properties": {"a": {"type": ["array", "object", "null"], "items": {"type": "boolean"}}}});
    assert_eq!(
        messages(list.clone(), &json!({"a": 1.5})),
        ["`a` is a number, but must be a list or a mapping"]
    );
    assert_eq!(
        messages(list, &json!({"a": [true, null]})),
        ["item 2 of `a` is empty, but must be `true` or `false`"]
    );
    assert_eq!(
        messages(json!({"type": "object"}), &json!([])),
        ["the value is a list, but must be a mapping"]
    );
}

#[test]
fn not_in_enum() {
    assert_eq!(
        port(&json!({"name": "http", "containerPort": 80, "protocol": "tcp"})),
        ["6: `protocol` is `tcp`, but must be one of `SCTP`, `TCP`, `UDP`"]
    );
    assert_eq!(messages(json!({"const": 1}), &json!(2)), ["the value is `2`, but must be `1`"]);
}

#[test]
fn out_of_range() {
    assert_eq!(
        port(&json!({"name": "http", "containerPort": 70000})),
        ["6: `containerPort` is 70000, but must be from 1 to 65535"]
    );
    let small = json!({"properties": {"a": {"minimum": 1}}});
    assert_eq!(messages(small, &json!({"a": 0.5})), ["`a` is 0.5, but must be at least 1"]);
    assert_eq!(messages(json!({"maximum": 1}), &json!(2)), ["the value is 2, but must be at most 1"]);
}

#[test]
fn pattern() {
    let hint = "lower-case letters, digits and single `-`, with at least one letter and a letter or digit at both ends";
    assert_eq!(
        port(&json!({"name": "Web_1", "containerPort": 80})),
        [format!("6: `name` is `Web_1`, but must be {hint}")]
    );
    assert_eq!(
        messages(json!({"pattern": "^a+$"}), &json!("b\nc")),
        ["the value is `b…`, but must match `^a+$`"]
    );
}

#[test]
fn too_few() {
    let schema = |n| json!({"properties": {"a": {"minItems": n}}});
    assert_eq!(messages(schema(1), &json!({"a": []})), ["`a` must have at least 1 item"]);
    assert_eq!(messages(schema(2), &json!({"a": [1]})), ["`a` must have at least 2 items"]);
}

#[test]
fn other() {
    assert_eq!(messages(json!({"minLength": 1}), &json!("")), ["the value must not be empty"]);
    assert_eq!(
        messages(json!({"uniqueItems": true}), &json!([1, 1])),
        ["the value must not contain the same item twice"]
    );
    assert_eq!(messages(json!({"exclusiveMinimum": 0}), &json!(0)), ["the value must be greater than 0"]);
}

#[test]
fn a_value_that_is_nested_too_deeply_is_not_walked() {
    let deep = (0..600).fold(json!(1), |inner, _| json!([inner]));
    assert_eq!(messages(json!({"type": "array"}), &deep), ["the value is nested too deeply to be checked"]);
}

#[test]
fn of_alternatives_the_one_that_was_meant_is_reported() {
    let by_type = json!({"anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"size": {"type": "integer"}}, "required": ["size"]},
    ]});
    assert_eq!(messages(by_type.clone(), &json!({})), ["`size` is missing"]);
    assert_eq!(
        messages(by_type, &json!(true)),
        ["the value is `true` or `false`, but must be a string or a mapping"]
    );
    let by_key = json!({"oneOf": [
        {"properties": {"kind": {"const": "disk"}, "size": {"type": "integer"}}, "required": ["kind", "size"]},
        {"properties": {"kind": {"const": "memory"}, "unit": {"enum": ["M", "G"]}}, "required": ["kind", "unit"]},
    ]});
    assert_eq!(
        messages(by_key, &json!({"kind": "memory", "unit": "K"})),
        ["`unit` is `K`, but must be one of `G`, `M`"]
    );
}

#[test]
fn a_call_stands_for_a_value_that_is_not_known_yet() {
    assert_eq!(
        ingress(&json!({"hostname": "[fromVariable(h)]", "servicePort": "[fromVariable(p)]"})),
        [""; 0]
    );
    assert_eq!(
        ingress(&json!({"hostname": "a", "servicePort": "[fromVariable p]"})),
        ["`servicePort` is a string, but must be a whole number"]
    );
    let alternatives = json!({"anyOf": [{"type": "integer"}, {"type": "object", "required": ["a"]}]});
    assert_eq!(messages(alternatives, &json!("[fromParam(x)]")), [""; 0]);
    assert_eq!(
        port(&json!({"name": "http", "containerPort": "[fromVariable(p)]"})),
        ["6: `containerPort` is a string, but must be a whole number"]
    );
}

#[test]
fn old_spellings_are_known_and_never_proposed() {
    assert_eq!(ingress(&json!({"hostname": "a.b", "service_port": 80})), [""; 0]);
    assert_eq!(ingress(&json!({"hostname": "a.b"})), ["`servicePort` is missing"]);
}
