//! Schemas that strangers wrote: used if possible, refused with a reason if not, and never a way out.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{Descriptor, PropertySchema};

fn refusal(schema: Value) -> String {
    PropertySchema::from_json(schema).expect_err("refused").to_string()
}

#[test]
fn a_comma_too_many_is_forgiven_and_remembered() {
    let schema = PropertySchema::from_text("{\"properties\": {\"a\": {\"enum\": [\",}\", \"é\",], },\n}, }")
        .expect("usable");
    assert!(schema.tolerated());
    assert_eq!(schema.json(), &json!({"properties": {"a": {"enum": [",}", "é"]}}}));
    assert!(!PropertySchema::from_text("{}").expect("usable").tolerated());
}

#[test]
fn text_that_is_not_json_is_refused_with_its_place() {
    let error = PropertySchema::from_text("{\n  \"type\": object\n}").expect_err("refused");
    assert_eq!(error.to_string(), "the text is not JSON (line 2, column 11)");
    assert_eq!(error.offset, Some(12));
    let error = PropertySchema::from_text("{").expect_err("refused");
    assert_eq!(error.to_string(), "the text ends in the middle of a value (line 1, column 1)");
    let deep = "[".repeat(100_000);
    assert!(PropertySchema::from_text(&deep).is_err());
}

#[test]
fn references_stay_within_the_schema() {
    for target in ["http://example.com/a.json", "file:///etc/passwd", "other.json#/a"] {
        let expected =
            format!("the schema refers to `{target}`; only references within the schema (`#/…`) are allowed");
        assert_eq!(refusal(json!({"properties": {"a": {"$ref": target}}})), expected);
    }
    for hidden in [json!({"$ref": "#name"}), json!({"items": {"$id": "http://example.com/b"}})] {
        assert_eq!(
            refusal(hidden),
            "the schema uses anchors or nested identifiers; write references as `#/…`"
        );
    }
    let message = "the schema refers to something that is not part of it";
    assert_eq!(refusal(json!({"$ref": "#/$defs/none"})), message);
    let foreign = PropertySchema::from_json(json!({"$schema": "http://example.com/dialect"}));
    assert_eq!(foreign.map(|_| ()).map_err(|it| it.to_string()), Err(message.to_owned()));
    assert!(PropertySchema::from_json(json!({"$id": "http://example.com/a", "type": "object"})).is_ok());
    assert!(PropertySchema::from_json(json!({"$schema": "http://json-schema.org/draft-07/schema#"})).is_ok());
}

#[test]
fn regular_expressions_are_linear() {
    assert_eq!(
        refusal(json!({"properties": {"a": {"pattern": "(?=x)x"}}})),
        "the schema has a regular expression that cannot be used at `pattern`"
    );
    let schema = PropertySchema::from_json(json!({"pattern": "^(x+x+)+y$"})).expect("usable");
    let start = Instant::now();
    assert_eq!(schema.validate(&json!("x".repeat(10_000))).len(), 1);
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn nonsense_is_refused_or_harmless() {
    assert_eq!(refusal(json!({"type": "map"})), "the schema is not valid JSON Schema at `type`");
    assert_eq!(refusal(json!([])), "the schema is not valid JSON Schema");
    let deep = (0..200).fold(json!({}), |inner, _| json!({"items": inner}));
    assert_eq!(refusal(deep), "the schema is nested more than 100 levels deep");
    assert_eq!(PropertySchema::from_json(json!(false)).expect("usable").validate(&json!(1)).len(), 1);
    assert!(PropertySchema::from_json(json!(true)).expect("usable").is_any());
}

#[test]
fn circles_and_explosions_end() {
    let start = Instant::now();
    for circle in [
        json!({"$ref": "#"}),
        json!({"anyOf": [{"$ref": "#"}, {"$ref": "#"}, {"type": "string"}]}),
        json!({"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"$ref": "#/$defs/a"}}}),
    ] {
        if let Ok(schema) = PropertySchema::from_json(circle) {
            schema.validate(&json!({"a": [1, 2, 3]}));
            schema.view().properties();
        }
    }
    let twice =
        |n: usize| json!({"anyOf": [{"$ref": format!("#/$defs/a{n}")}, {"$ref": format!("#/$defs/a{n}")}]});
    let defs: serde_json::Map<_, _> = (0..30).map(|n| (format!("a{n}"), twice(n + 1))).collect();
    let mut bomb = json!({"$ref": "#/$defs/a0", "$defs": defs});
    bomb["$defs"]["a30"] = json!({"type": "string"});
    assert_eq!(refusal(bomb), "the schema is too large");
    let tree =
        json!({"properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}, "additionalProperties": false});
    let tree = PropertySchema::from_json(tree).expect("a recursive schema is fine");
    assert_eq!(tree.validate(&json!({"left": {"right": {"x": 1}}})).len(), 1);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn the_old_list_form_becomes_a_schema() {
    let default = json!(80);
    let descriptor =
        |name, kind, required| Descriptor { name, kind, required, description: None, default: None };
    let schema = PropertySchema::from_descriptors(&[
        Descriptor {
            default: Some(&default),
            description: Some("The port."),
            ..descriptor("port", "int", false)
        },
        descriptor("host", "string", true),
        descriptor("hosts", "[]string", false),
        descriptor("odd", "widget", false),
    ]);
    let messages = |value| schema.validate(&value).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(messages(json!({"host": "a", "port": 1, "hosts": ["b"], "odd": {}})), [""; 0]);
    assert_eq!(
        messages(json!({"port": "1"})),
        ["`port` is a string, but must be a whole number", "`host` is missing"]
    );
    let port = schema.view().property("port").expect("known");
    assert_eq!((port.description(), port.default()), (Some("The port."), Some(&default)));
}
