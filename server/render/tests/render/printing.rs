//! Printing: what is printed reads back as the same data, for any reader, and every line knows its source.

use oam_model::datum::{Datum, Origin, Via};
use oam_model::resolved::{Note, NoteSeverity};
use oam_render::manifest::{PrintConfig, Printed, print_json, print_yaml};
use oam_render::rendered::Rendered;
use oam_render::target::Target;
use oam_render::{RenderConfig, render};
use serde_json::{Value, json};

use crate::builder::{app, datum, rendered};
use crate::goldens::cases;

const PLAIN: PrintConfig = PrintConfig { origins: false };

/// A rendered application whose only object is the given one.
fn holding(value: &Value) -> Rendered {
    let spec = json!({"workloadType": "example.com/v1.Thing", "workloadSettings": {"spec": value}});
    let application = json!({"name": "app", "instances": [{"component": "c", "name": "i", "spec": spec}]});
    rendered(Target::Kubernetes, &application)
}

fn read(text: &str) -> Vec<Value> {
    use serde::Deserialize as _;
    serde_yaml::Deserializer::from_str(text)
        .map(|it| Value::deserialize(it).unwrap_or_else(|error| panic!("{error}\n{text}")))
        .filter(|it| !it.is_null())
        .collect()
}

fn assert_reads_back(rendered: &Rendered) {
    let expected: Vec<Value> = rendered.manifests.iter().map(|it| it.root.to_json()).collect();
    for origins in [false, true] {
        let printed = print_yaml(rendered, &PrintConfig { origins });
        assert_eq!(read(&printed.text), expected, "{}", printed.text);
        assert_eq!(printed.text.lines().count(), printed.lines.len(), "{}", printed.text);
    }
}

#[test]
fn every_golden_reads_back() {
    for (_, application) in cases() {
        for target in Target::ALL {
            assert_reads_back(&rendered(target, &application));
        }
    }
}

#[test]
fn every_string_reads_back_as_key_and_as_value() {
    let long = "k".repeat(2000);
    let strings = [
        "",
        " ",
        "a",
        "yes",
        "No",
        "on",
        "y",
        "null",
        "~",
        "true",
        "1",
        "01",
        "0x1f",
        "0o7",
        "1e3",
        "1.5",
        ".5",
        "+1",
        "-",
        "- a",
        "-1",
        "1_000",
        "1:30",
        "2019-12-01",
        "2019-12-01T00:00:00Z",
        "1.2.3",
        "10.0.0.1",
        "=",
        "<<",
        "!tag",
        "&a",
        "*a",
        "a: b",
        "a #b",
        "#a",
        "a:",
        ": a",
        "'",
        "\"",
        "it's",
        "\\",
        "{a}",
        "[a]",
        "a, b",
        "%a",
        "@a",
        "`a`",
        "|",
        ">",
        "? a",
        "---",
        "...",
        "a\nb",
        "a\nb\n",
        "a\n\nb\n\n",
        "\na",
        " a\nb",
        "a\n b\n",
        "a \nb",
        "a\n  \nb",
        "\ta\nb",
        "a\tb",
        "a\r\nb",
        "a\rb",
        "\n",
        "\n\n",
        "#a\nb",
        "---\na",
        "- a\n- b",
        "é",
        "漢字",
        "😀",
        "\u{feff}a",
        "a\u{85}b",
        "a\u{2028}b",
        "\u{7f}",
        "\0",
        "\u{1b}[0m",
        "a\u{a0}b",
        " lead",
        "trail ",
        "trail\n ",
        "500m",
        "1Gi",
        "/",
        "nginx:1.17",
        "http://a/b?c=d#e",
        long.as_str(),
    ];
    for it in strings {
        assert_reads_back(&holding(
            &json!({"value": it, "list": [it, [it], {"a": it}], it: it, "last": {it: {it: [it]}}}),
        ));
    }
}

#[test]
fn every_shape_reads_back() {
    let shapes = [
        json!({}),
        json!({"a": {}, "b": [], "c": null, "d": [[], {}, null, [[1, 2], [3]], {"x": [{"y": {}}]}]}),
        json!({"numbers": [0, -1, 9_223_372_036_854_775_807_i64, 0.5, -0.1, 1e21, 1e-7, 100.0], "flags": [true, false]}),
        json!([1, [2, [3, [4]]]]),
        json!("text alone"),
    ];
    for it in &shapes {
        assert_reads_back(&holding(it));
    }
}

/// Readers of YAML 1.1, such as older Kubernetes tools, take more words and digits for something else than text.
#[test]
fn words_that_old_readers_misread_are_quoted() {
    let words = ["yes", "Off", "N", "1:30", "2019-12-01", "0x1f", "1_000", "017", "=", "<<"];
    let printed = print_yaml(&holding(&json!(words)), &PLAIN).text;
    for it in words {
        assert!(printed.contains(&format!("- '{it}'\n")), "{it} in\n{printed}");
    }
    let printed = print_yaml(&holding(&json!(["1.2.0", "10.0.0.1", "500m", "nginx:1.17"])), &PLAIN).text;
    assert!(!printed.contains('\''), "{printed}");
}

#[test]
fn notes_cannot_break_out_of_their_comments() {
    let mut application = app(&json!({"name": "app", "instances": []}));
    application.notes.push(Note {
        severity: NoteSeverity::Gap,
        message: "first\nkind: Evil\r\u{2028}---\u{85}x".to_owned(),
        origin: None,
    });
    let config = RenderConfig { target: Target::Kubernetes, namespace: None };
    let Printed { text, lines } = print_yaml(&render(&application, &config), &PLAIN);
    assert_eq!(text, "# note: first\\nkind: Evil\\r\\u{2028}---\\u{85}x\n");
    assert_eq!(lines, [None]);
}

#[test]
fn origins_cannot_break_out_of_their_comments() {
    let mut application = app(&json!({"name": "app", "instances": [{"component": "c", "name": "i",
        "spec": {"workloadType": "core.oam.dev/v1alpha1.Worker", "containers": [{"name": "m", "image": "a:1"}]}}]}));
    let origin =
        |it: Option<Origin>| it.map(|it| Origin { via: Via::Variable("x\nkind: Evil".to_owned()), ..it });
    let container = &mut application.instances[0].component.as_mut().unwrap().containers[0];
    container.image.origin = origin(container.image.origin.clone());
    let config = RenderConfig { target: Target::Kubernetes, namespace: None };
    let printed = print_yaml(&render(&application, &config), &PrintConfig { origins: true }).text;
    assert!(printed.contains("        image: a:1 # variable x\\nkind: Evil\n"), "{printed}");
}

#[test]
fn json_holds_manifests_and_notes() {
    let rendered =
        rendered(Target::Rudr, &json!({"name": "app", "instances": [{"component": "gone", "name": "i"}]}));
    let printed: Value = serde_json::from_str(&print_json(&rendered)).unwrap();
    let message =
        "get component gone err: ApiError NotFound (\"componentschematics \\\"gone\\\" not found\")";
    assert_eq!(
        printed,
        json!({"version": 1, "app": "app", "target": "rudr", "refused": true, "manifests": [],
            "notes": [{"severity": "refused", "message": message}]})
    );
}

#[test]
fn a_block_of_text_stands_as_it_is() {
    let text = print_yaml(&holding(&json!({"text": "a\n\n  b: #c\n", "after": 1})), &PLAIN).text;
    assert!(text.ends_with("spec:\n  text: |\n    a\n\n      b: #c\n  after: 1\n"), "{text}");
}

/// Data without any source prints as well.
#[test]
fn a_line_without_source_has_no_comment() {
    let value = datum(&json!("x"), &Via::Component);
    assert!(value.origin.is_some());
    assert_eq!(Datum::new("x").origin, None);
    let printed = print_yaml(&holding(&json!("x")), &PrintConfig { origins: true });
    let spec = printed.text.lines().position(|it| it == "spec: x # component").unwrap();
    assert!(printed.lines[spec].is_some());
    let labels = printed.text.lines().position(|it| it == "  labels:").unwrap();
    assert!(printed.lines[labels].is_none());
}
