//! What is different between two renders, as text: `~` a field that is other, `+` one that is new, `-` one that is gone.

use std::fmt::Write as _;

use oam_model::datum::{Datum, Via};
use oam_render::compare::{Change, Comparison, FieldEvent, compare};
use oam_render::manifest::describe_origin;
use oam_render::rendered::{Manifest, Rendered};
use oam_render::target::Target;
use serde_json::{Value, json};

use crate::builder::{datum, rendered};
use crate::goldens::cases;

/// Objects as JSON, of an application without anything else.
fn side(app: &str, objects: &[Value]) -> Rendered {
    let mut side = rendered(Target::Kubernetes, &json!({ "name": app, "instances": [] }));
    let manifest =
        |it: &Value| Manifest { root: datum(it, &Via::Component), instance: None, notes: Vec::new() };
    side.manifests = objects.iter().map(manifest).collect();
    side.notes.clear();
    side
}

/// Two lists of objects of one application.
fn objects(old: &[Value], new: &[Value]) -> String {
    shown(&compare(&[&side("shop", old)], &[&side("shop", new)]))
}

/// The specs of one object.
fn specs(old: Value, new: Value) -> String {
    let object = |spec: Value| json!({ "apiVersion": "apps/v1", "kind": "X", "metadata": { "name": "a" }, "spec": spec });
    let text = objects(&[object(old)], &[object(new)]);
    text.replace("~ X a (shop)\n", "").replace("  ", "")
}

fn shown(comparison: &Comparison) -> String {
    let mark = |it: Change| match it {
        Change::Added => '+',
        Change::Removed => '-',
        Change::Changed => '~',
    };
    let mut text = String::new();
    for it in &comparison.objects {
        writeln!(text, "{} {} ({})", mark(it.change), it.key, it.app).unwrap();
        for it in &it.fields {
            let value =
                |it: &Option<Datum>| it.as_ref().map(|it| it.to_json().to_string()).unwrap_or_default();
            let mark = if let FieldEvent::Is(it) = it.change { mark(it) } else { '%' };
            let both = format!("{} -> {}", value(&it.old), value(&it.new));
            writeln!(text, "  {mark} {}: {}", it.path, both.trim().trim_end_matches(" ->")).unwrap();
        }
    }
    for it in &comparison.notes {
        writeln!(text, "{} note: {} ({})", mark(it.change), it.note.message, it.app).unwrap();
    }
    text
}

#[test]
fn what_is_the_same_says_nothing() {
    for target in Target::ALL {
        for (name, application) in cases() {
            let side = rendered(target, &application);
            let comparison = compare(&[&side], &[&side]);
            assert!(comparison.is_empty(), "{name}: {}", shown(&comparison));
        }
    }
}

#[test]
fn the_way_back_is_the_mirror() {
    let cases = cases();
    for target in Target::ALL {
        for pair in cases.windows(2) {
            let (old, new) = (rendered(target, &pair[0].1), rendered(target, &pair[1].1));
            let there = compare(&[&old], &[&new]);
            let back = compare(&[&new], &[&old]);
            assert!(!there.is_empty());
            let mirrored = |it: Change| match it {
                Change::Added => Change::Removed,
                Change::Removed => Change::Added,
                Change::Changed => Change::Changed,
            };
            let mut one: Vec<_> = there.objects.iter().map(|it| (it.change, it.key.clone())).collect();
            let mut other: Vec<_> =
                back.objects.iter().map(|it| (mirrored(it.change), it.key.clone())).collect();
            one.sort();
            other.sort();
            assert_eq!(one, other, "{} and {}", pair[0].0, pair[1].0);
            for it in &there.objects {
                let same = |other: &&oam_render::compare::ObjectChange| other.key == it.key;
                let other = back.objects.iter().find(same).unwrap();
                let mut fields: Vec<_> = it
                    .fields
                    .iter()
                    .map(|it| format!("{:?} {:?}", data(it.old.as_ref()), data(it.new.as_ref())))
                    .collect();
                let mut others: Vec<_> = other
                    .fields
                    .iter()
                    .map(|it| format!("{:?} {:?}", data(it.new.as_ref()), data(it.old.as_ref())))
                    .collect();
                fields.sort();
                others.sort();
                assert_eq!(fields, others, "{} and {}", pair[0].0, pair[1].0);
            }
        }
    }
}

fn data(datum: Option<&Datum>) -> Option<Value> {
    datum.map(Datum::to_json)
}

#[test]
fn objects_come_and_go() {
    let object =
        |kind: &str, name: &str| json!({ "apiVersion": "v1", "kind": kind, "metadata": { "name": name } });
    assert_eq!(
        objects(
            &[object("Service", "a"), object("ConfigMap", "a")],
            &[object("Service", "b"), object("ConfigMap", "a")]
        ),
        "+ Service b (shop)\n- Service a (shop)\n"
    );
}

#[test]
fn another_version_of_the_group_is_a_change_of_the_object() {
    let object =
        |version: &str| json!({ "apiVersion": version, "kind": "Ingress", "metadata": { "name": "a" } });
    assert_eq!(
        objects(&[object("networking.k8s.io/v1beta1")], &[object("networking.k8s.io/v1")]),
        "~ Ingress a (shop)\n  ~ apiVersion: \"networking.k8s.io/v1beta1\" -> \"networking.k8s.io/v1\"\n"
    );
    assert_eq!(
        objects(&[object("extensions/v1beta1")], &[object("networking.k8s.io/v1")]),
        "+ Ingress a (shop)\n- Ingress a (shop)\n"
    );
}

#[test]
fn a_namespace_makes_another_object() {
    let object = |it: &str| json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "a", "namespace": it } });
    assert_eq!(objects(&[object("x")], &[object("y")]), "+ Service a in y (shop)\n- Service a in x (shop)\n");
}

#[test]
fn the_name_of_the_application_does_not_matter() {
    let object = json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "a" } });
    let (old, new) =
        (side("shop", std::slice::from_ref(&object)), side("store", std::slice::from_ref(&object)));
    assert!(compare(&[&old], &[&new]).is_empty());
}

#[test]
fn applications_with_objects_of_one_name_keep_their_own() {
    let object =
        |it: i64| json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "a" }, "spec": it });
    let old = [&side("x", &[object(1)]), &side("y", &[object(2)])];
    let new = [&side("y", &[object(2)]), &side("x", &[object(1)])];
    assert!(compare(&old, &new).is_empty());
    assert_eq!(shown(&compare(&old, &new[..1])), "- Service a (x)\n");
}

#[test]
fn fields() {
    assert_eq!(
        specs(json!({ "a": 1, "b": { "c": "x" }, "d": true }), json!({ "b": { "c": "y" }, "a": 1, "e": {} })),
        "~ spec.b.c: \"x\" -> \"y\"\n+ spec.e: -> {}\n- spec.d: true\n"
    );
    assert_eq!(
        specs(json!({ "app.kubernetes.io/name": 1, "": 2 }), json!({})),
        "- spec[\"app.kubernetes.io/name\"]: 1\n- spec[\"\"]: 2\n"
    );
    assert_eq!(specs(json!({ "a": [1] }), json!({ "a": { "b": 1 } })), "~ spec.a: [1] -> {\"b\":1}\n");
}

#[test]
fn nothing_is_nothing_however_it_is_written() {
    assert_eq!(specs(json!({ "a": null, "b": [] }), json!({ "c": null })), "");
    assert_eq!(specs(json!({}), json!({ "emptyDir": {} })), "+ spec.emptyDir: -> {}\n");
}

#[test]
fn quantities_are_amounts_where_kubernetes_reads_them() {
    let limits = |it: Value| json!({ "resources": { "limits": { "cpu": it } } });
    for (old, new) in
        [(json!("500m"), json!("0.5")), (json!(1), json!("1000m")), (json!("100m"), json!("0.1"))]
    {
        assert_eq!(specs(limits(old), limits(new)), "");
    }
    assert_eq!(
        specs(limits(json!("1")), limits(json!("1001m"))),
        "~ spec.resources.limits.cpu: \"1\" -> \"1001m\"\n"
    );
    assert_eq!(specs(json!({ "a": "500m" }), json!({ "a": "0.5" })), "~ spec.a: \"500m\" -> \"0.5\"\n");
    assert_eq!(specs(json!({ "a": 1 }), json!({ "a": "1" })), "~ spec.a: 1 -> \"1\"\n");
    assert_eq!(specs(json!({ "a": 1 }), json!({ "a": 1.0 })), "");
}

#[test]
fn an_item_is_known_by_its_name_wherever_it_stands() {
    let env = |it: &[(&str, &str)]| {
        let items = it.iter().map(|(name, value)| json!({ "name": name, "value": value }));
        json!({ "env": items.collect::<Vec<_>>() })
    };
    assert_eq!(specs(env(&[("A", "1"), ("B", "2")]), env(&[("B", "2"), ("A", "1")])), "");
    assert_eq!(
        specs(env(&[("A", "1"), ("B", "2")]), env(&[("C", "0"), ("A", "1"), ("B", "3")])),
        "+ spec.env[name=C]: -> {\"name\":\"C\",\"value\":\"0\"}\n~ spec.env[name=B].value: \"2\" -> \"3\"\n"
    );
    assert_eq!(
        specs(env(&[("A", "1"), ("B", "$(A)")]), env(&[("B", "$(A)"), ("A", "1")])),
        "% spec.env: [\"A\",\"B\"] -> [\"B\",\"A\"]\n"
    );
}

#[test]
fn order_counts_where_kubernetes_goes_by_it() {
    let list = |key: &str, names: [&str; 2]| json!({ key: names.map(|it| json!({ "name": it })) });
    assert_eq!(specs(list("containers", ["a", "b"]), list("containers", ["b", "a"])), "");
    assert_eq!(
        specs(list("initContainers", ["a", "b"]), list("initContainers", ["b", "a"])),
        "% spec.initContainers: [\"a\",\"b\"] -> [\"b\",\"a\"]\n"
    );
}

#[test]
fn the_field_that_tells_items_apart_names_them() {
    let mount = |name: &str, path: &str| json!({ "name": name, "mountPath": path });
    assert_eq!(
        specs(
            json!({ "volumeMounts": [mount("config", "/a"), mount("config", "/b")] }),
            json!({ "volumeMounts": [mount("config", "/b"), mount("config", "/c"), mount("config", "/a")] })
        ),
        "+ spec.volumeMounts[mountPath=/c]: -> {\"name\":\"config\",\"mountPath\":\"/c\"}\n"
    );
    let port = |name: &str, port: i64| json!({ "name": name, "port": port });
    assert_eq!(
        specs(
            json!({ "ports": [port("http", 80), port("admin", 81)] }),
            json!({ "ports": [port("admin", 81), port("web", 80)] })
        ),
        "~ spec.ports[port=80].name: \"http\" -> \"web\"\n"
    );
}

#[test]
fn an_item_that_is_the_same_but_for_its_name_has_another_name() {
    let rule = |it: &str| json!({ "host": it, "http": { "paths": [{ "path": "/" }] } });
    assert_eq!(
        specs(json!({ "rules": [rule("a"), rule("b")] }), json!({ "rules": [rule("b"), rule("c")] })),
        "~ spec.rules[host=c].host: \"a\" -> \"c\"\n"
    );
}

#[test]
fn items_without_names_are_known_by_what_they_hold() {
    let metric =
        |name: &str, it: i64| json!({ "type": "Resource", "resource": { "name": name, "target": it } });
    assert_eq!(
        specs(
            json!({ "metrics": [metric("cpu", 50), metric("memory", 60)] }),
            json!({ "metrics": [metric("memory", 60), metric("cpu", 70)] })
        ),
        "~ spec.metrics[1].resource.target: 50 -> 70\n"
    );
    let from = |it: &str| json!({ "configMapRef": { "name": it } });
    assert_eq!(
        specs(
            json!({ "envFrom": [from("a"), from("b")] }),
            json!({ "envFrom": [from("x"), from("a"), from("b")] })
        ),
        "+ spec.envFrom[0]: -> {\"configMapRef\":{\"name\":\"x\"}}\n"
    );
}

#[test]
fn lists_of_words_are_one_value() {
    assert_eq!(
        specs(json!({ "args": ["a", "b"] }), json!({ "args": ["b", "a"] })),
        "~ spec.args: [\"a\",\"b\"] -> [\"b\",\"a\"]\n"
    );
    let modes = |it: [&str; 2]| json!({ "accessModes": it });
    assert_eq!(specs(modes(["ReadWriteOnce", "ReadOnlyMany"]), modes(["ReadOnlyMany", "ReadWriteOnce"])), "");
}

#[test]
fn gaps_and_refusals_come_and_go_and_mere_information_does_not_count() {
    let application = |component: Value| {
        let mut instance = json!({ "component": "web", "name": "web-1" });
        if !component.is_null() {
            instance["spec"] = component;
        }
        rendered(Target::Kubernetes, &json!({ "name": "shop", "instances": [instance] }))
    };
    let worker = json!({
        "workloadType": "core.oam.dev/v1alpha1.Worker",
        "containers": [{ "name": "main", "image": "a:1" }],
    });
    let (whole, missing) = (application(worker), application(Value::Null));
    let text = shown(&compare(&[&whole], &[&missing]));
    assert!(text.starts_with("- Deployment web-1 (shop)\n+ note: "), "{text}");
}

#[test]
fn values_know_their_sources() {
    let old = json!({ "apiVersion": "v1", "kind": "X", "metadata": { "name": "a" }, "data": { "a": "1" } });
    let mut new = side("shop", std::slice::from_ref(&old));
    let value = datum(&json!("2"), &Via::Variable("size".to_owned()));
    let Some(manifest) = new.manifests.first_mut() else { panic!("an object") };
    manifest.root.set("data", Datum::mapping().with("a", value));
    let comparison = compare(&[&side("shop", &[old])], &[&new]);
    let field = &comparison.objects[0].fields[0];
    let origins =
        [&field.old, &field.new].map(|it| describe_origin(it.as_ref().unwrap().origin.as_ref().unwrap()));
    assert_eq!(origins, ["component", "variable size"]);
}
