//! Rendering that is said with data: what expressions know, what they may do, and what happens where they have no value.

use std::sync::Arc;

use oam_model::datum::{Origin, Via};
use oam_render::expression::{mentions, problems};
use oam_render::manifest::{PrintConfig, print_yaml};
use oam_render::rendered::Rendered;
use oam_render::target::Target;
use oam_render::{RenderConfig, render};
use serde_json::{Value, json};

use crate::builder::{app, notes};

/// A server with one trait, `extra`, that has this `render` part and these properties.
fn rendered(part: &Value, properties: &Value) -> Rendered {
    let application = json!({"name": "shop", "instances": [{
        "component": "web", "name": "web-1",
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Server", "containers": [{
            "name": "main", "image": "nginx:1", "ports": [{"name": "http", "containerPort": 80}]}]},
        "traits": [{"name": "extra", "properties": properties}]}]});
    let mut app = app(&application);
    let definition = json!({"apiVersion": "core.oam.dev/v1alpha1", "kind": "Trait", "metadata": {"name": "extra"}, "spec": {
        "properties": {"type": "object", "properties": {
            "count": {"type": "integer", "default": 2}, "color": {"type": "string"}, "hosts": {"type": "array"}}},
        "render": part}});
    let entry = definition_entry(&definition);
    app.instances[0].traits[0].entry = Some(entry);
    render(&app, &RenderConfig { target: Target::Kubernetes, namespace: None })
}

/// The trait as the workspace reads it out of its definition.
fn definition_entry(definition: &Value) -> Arc<oam_catalog::TraitEntry> {
    use oam_model::workspace::{Change, FileId, Settings, Workspace};
    let text = oam_syntax::SourceText::new(&definition.to_string());
    let change = Change { file: FileId(0), path: "extra.yaml".into(), text: Some(text) };
    let workspace = Workspace::new(Settings::default()).with([change]);
    workspace.traits_named("extra").remove(0)
}

fn object(template: &Value, properties: &Value) -> (Option<Value>, Vec<String>) {
    let rendered = rendered(&json!({"objects": [template]}), properties);
    let found = rendered.manifests.iter().find(|it| it.kind() == "ConfigMap");
    (found.map(|it| it.root.to_json()["data"].clone()), notes(&rendered))
}

/// `data` of a `ConfigMap` whose `data` is the template.
fn data(template: &Value, properties: &Value) -> (Value, Vec<String>) {
    let (data, notes) =
        object(&json!({"apiVersion": "v1", "kind": "ConfigMap", "data": template}), properties);
    (data.unwrap(), notes)
}

#[test]
fn a_single_expression_keeps_its_type_and_text_around_it_does_not() {
    let (data, notes) = data(
        &json!({"a": "${properties.count}", "b": "${properties.count + 1}x", "c": "$${HOME}", "d": "${instance.name}-${application.name}",
            "e": "${component.ports.map(it, it.containerPort)}", "${instance.name}.txt": "${component.containers[0].image.split(':')[1]}"}),
        &json!({}),
    );
    assert_eq!(
        data,
        json!({"a": 2, "b": "3x", "c": "${HOME}", "d": "web-1-shop", "e": [80], "web-1.txt": "1"})
    );
    assert_eq!(notes, Vec::<String>::new());
}

#[test]
fn numbers_that_come_as_text_are_numbers_where_the_schema_says_so() {
    assert_eq!(data(&json!({"a": "${properties.count * 2}"}), &json!({"count": "4"})).0, json!({"a": 8}));
}

#[test]
fn conditions_and_loops() {
    let template = json!({
        "yes": {"$if": "${properties.count > 1}", "a": 1},
        "no": {"$if": "${has(properties.color)}", "a": 1},
        "list": [{"$each": "${properties.hosts}", "host": "${item}", "at": "${index}"}, {"$if": "${false}", "host": "never"}],
        "pairs": [{"$each": {"b": 1, "a": 2}, "key": "${item.key}", "value": "${item.value}"}],
    });
    let (data, notes) = data(&template, &json!({"hosts": ["x", "y"]}));
    assert_eq!(
        data,
        json!({"yes": {"a": 1}, "list": [{"host": "x", "at": 0}, {"host": "y", "at": 1}],
            "pairs": [{"key": "b", "value": 1}, {"key": "a", "value": 2}]})
    );
    assert_eq!(notes, Vec::<String>::new());
}

#[test]
fn what_has_no_value_is_left_out_with_the_reason() {
    let cases = [
        ("${properties.color}", "`properties.color` has no value"),
        ("${propertys.color}", "nothing is called `propertys`"),
        ("${properties.hosts[3]}", "the list is too short"),
        ("${properties.count + 'a'}", "`add` does not take int and string"),
        ("${1 / 0}", "division by zero"),
        ("${[1, 2}", "is no CEL expression"),
        ("${1", "`${` has no `}`"),
        ("a ${properties.hosts}", "only text, numbers and booleans can stand within text"),
        ("${instance.map(it, it)}", "a loop over a mapping has no order"),
        ("${}", "there is no expression"),
        ("${'%s'.format([1])}", "`format` is not there"),
    ];
    for (text, reason) in cases {
        let (data, notes) = data(&json!({"a": text, "b": 1}), &json!({"hosts": ["x"]}));
        assert_eq!(data, json!({"b": 1}), "{text}");
        assert_eq!(notes.len(), 1, "{text}: {notes:?}");
        assert!(notes[0].starts_with("trait `extra`: `objects[0].data.a` is left out: "), "{notes:?}");
        assert!(notes[0].contains(reason), "{text}: {notes:?}");
    }
}

#[test]
fn work_is_limited() {
    let long = format!("${{{}}}", "1 + ".repeat(400) + "1");
    let deep = format!("${{{}1{}}}", "[".repeat(300), "]".repeat(300));
    let nested = "${hosts.map(a, hosts.map(b, hosts.map(c, hosts.map(d, hosts.map(e, a + b + c + d + e)))))}"
        .replace("hosts", "properties.hosts");
    let doubled = format!("${{[properties.hosts]{}}}", ".map(a, a + a + a + a + a + a + a + a)".repeat(8));
    let hosts: Vec<String> = (0..100).map(|it| format!("host-{it}")).collect();
    let sums = format!("${{{}1}}", "1 + ".repeat(200));
    let items = format!("${{properties.hosts{}}}", "[0]".repeat(320));
    let calls = format!("${{'a'{}}}", ".trim()".repeat(140));
    let not = format!("${{{}true}}", "!".repeat(900));
    let choices = format!("${{{}1}}", "false?1:".repeat(120));
    for text in [long, deep, nested, doubled, sums, items, calls] {
        let (data, notes) = data(&json!({"a": text}), &json!({"hosts": hosts}));
        assert_eq!(data, json!({}), "{text}");
        assert_eq!(notes.len(), 1, "{text}: {notes:?}");
    }
    // What the parser makes flat is fine, what it does not is refused; both end.
    for text in [not, choices] {
        assert!(data(&json!({"a": text}), &json!({"hosts": hosts})).1.len() <= 1, "{text}");
    }
    // Many cheap ones are too much in the end, and say so once.
    let many = json!([{"$each": "${properties.hosts}", "a": [{"$each": "${properties.hosts}", "b": [{"$each": "${properties.hosts}",
        "c": [{"$each": "${properties.hosts}", "d": "${properties.hosts.exists(it, it == 'x')}"}]}]}]}]);
    let (_, notes) = data(&json!({"a": many}), &json!({"hosts": hosts}));
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("too much work"), "{notes:?}");
}

#[test]
fn a_patch_names_no_other_object() {
    let rendered = rendered(
        &json!({"patch": {"kind": "DaemonSet", "metadata": {"name": "other", "annotations": {"a": "b"}}}}),
        &json!({}),
    );
    let main = rendered.manifests.last().unwrap();
    assert_eq!((main.kind(), main.name()), ("Deployment", "web-1"));
    assert_eq!(main.at(&["metadata", "annotations", "a"]).unwrap().as_str(), Some("b"));
    assert_eq!(notes(&rendered).len(), 1);
}

#[test]
fn objects_have_a_type_and_otherwise_the_name_of_the_instance() {
    let part = json!({"objects": [{"kind": "ConfigMap"}, {"data": {}, "kind": "ConfigMap", "apiVersion": "v1"},
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "other", "labels": {"a": "b"}}}]});
    let rendered = rendered(&part, &json!({}));
    let own: Vec<_> = rendered.manifests.iter().filter(|it| it.kind() == "ConfigMap").collect();
    assert_eq!(own.iter().map(|it| it.name()).collect::<Vec<_>>(), ["web-1", "other"]);
    assert_eq!(own[1].at(&["metadata", "labels", "a"]).unwrap().as_str(), Some("b"));
    assert!(own[1].at(&["metadata", "labels", "app.kubernetes.io/name"]).is_some());
    assert!(notes(&rendered)[0].contains("without `apiVersion` or `kind`"));
}

#[test]
fn fields_come_from_the_property_else_from_the_trait() {
    let part = json!({"patch": {"spec": {"minReadySeconds": "${properties.count}", "template": {"spec": {
        "hostNetwork": true, "schedulerName": "a-${properties.color}", "priority": "${properties.count * 10}",
        "containers": [{"name": "main", "image": "nginx:1"}]}}}}});
    let rendered = rendered(&part, &json!({"color": "red", "count": 5}));
    let printed = print_yaml(&rendered, &PrintConfig { origins: true });
    for it in [
        "minReadySeconds: 5 # trait extra",
        "hostNetwork: true # trait extra",
        "schedulerName: a-red # trait extra",
        "priority: 50 # trait extra",
        "- name: main # component",
        "image: nginx:1 # component",
    ] {
        assert!(printed.text.lines().any(|line| line.trim() == it), "`{it}` is not in\n{}", printed.text);
    }
    let main = rendered.manifests.last().unwrap();
    let via = |path: &[&str]| main.at(path).unwrap().origin.as_ref().map(|it: &Origin| it.via.clone());
    assert_eq!(via(&["spec", "minReadySeconds"]), Some(Via::Trait("extra".to_owned())));
}

#[test]
fn texts_are_checked_before_anything_is_rendered() {
    assert_eq!(problems("${a.b} and ${c}"), []);
    let found = problems("x ${a +} y");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].range, 2..8);
    let names: Vec<String> =
        mentions("${properties.a.exists(it, it.b == instance.name)} ${has(properties.c)}")
            .into_iter()
            .map(|it| it.path.join("."))
            .collect();
    assert_eq!(names, ["properties.a", "instance.name", "properties.c"]);
}
