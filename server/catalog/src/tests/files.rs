//! Every file of `schemas/` says what its format allows, and every example in it is true.

use serde_json::Value;

use super::yaml;
use crate::embedded::FILES;
use crate::entry::Example;
use crate::properties::PropertySchema;
use crate::schema::SchemaView;
use crate::{Catalog, Namespace, Role, load};

fn meta(name: &str) -> PropertySchema {
    let text = load::file(&format!("meta/{name}.json")).expect("the meta schema exists");
    PropertySchema::from_text(text).expect("the meta schema is usable")
}

fn assert_valid(schema: &PropertySchema, path: &str, value: &Value) {
    let problems: Vec<_> =
        schema.validate(value).iter().map(|it| format!("{path}: {it} (at {:?})", it.path)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn files(start: &str, end: &str) -> Vec<(&'static str, &'static str)> {
    let files: Vec<_> =
        FILES.iter().filter(|(path, _)| path.starts_with(start) && path.ends_with(end)).copied().collect();
    assert!(!files.is_empty(), "no files {start}…{end}");
    files
}

#[test]
fn everything_loads() {
    assert_eq!(Catalog::builtin().load_errors(), Vec::<String>::new());
    assert!(FILES.is_sorted_by_key(|(path, _)| *path));
}

#[test]
fn kinds_conform_to_our_vocabulary() {
    let schema = meta("schema");
    for (path, text) in files("v1alpha1/", ".json") {
        assert_valid(&schema, path, &serde_json::from_str(text).expect("JSON"));
    }
    for kind in Catalog::builtin().kinds() {
        assert_eq!(kind.schema().title(), Some(kind.kind.as_str()));
        assert!(!kind.summary.is_empty());
    }
}

#[test]
fn entries_conform_to_their_format() {
    let schema = meta("schema");
    for (folder, format) in [("traits", "trait"), ("workloads", "workload"), ("scopes", "scope")] {
        let format = meta(format);
        for (path, text) in files("platforms/", ".yaml") {
            let [_, platform, in_folder, file] = path.split('/').collect::<Vec<_>>()[..] else { continue };
            if in_folder == folder {
                let entry = yaml(text);
                assert_valid(&format, path, &entry);
                assert_valid(&schema, path, &entry["properties"]);
                let name = entry["name"].as_str().expect("a name");
                let last = name.rsplit('.').next().unwrap_or(name);
                assert_eq!(file, format!("{last}.yaml"), "{platform}: the file is named like the entry");
                assert_in_order(path, &entry, &format);
            }
        }
    }
}

/// The keys stand in the order in which the format documents them.
fn assert_in_order(path: &str, entry: &Value, format: &PropertySchema) {
    let documented: Vec<_> = format.view().properties().into_iter().map(|(key, _)| key).collect();
    let written: Vec<_> = entry.as_object().expect("a mapping").keys().map(String::as_str).collect();
    let expected: Vec<_> = documented.into_iter().filter(|it| written.contains(it)).collect();
    assert_eq!(written, expected, "{path}: order of keys");
}

#[test]
fn platforms_and_versions_conform_to_their_format() {
    for (path, text) in files("platforms/", "/platform.yaml") {
        assert_valid(&meta("platform"), path, &yaml(text));
        assert_in_order(path, &yaml(text), &meta("platform"));
    }
    assert_valid(&meta("versions"), "versions.yaml", &yaml(load::file("versions.yaml").expect("exists")));
    assert_valid(&meta("schema"), "config.schema.json", Catalog::builtin().config_schema().json());
}

#[test]
fn every_place_is_described() {
    fn check(path: &str, view: SchemaView<'_>, missing: &mut Vec<String>) {
        for (key, below) in view.properties() {
            let path = format!("{path}.{key}");
            if below.description().is_none_or(|it| it.len() < 10) {
                missing.push(path.clone());
            }
            check(&path, below, missing);
        }
        for below in [view.items(), view.additional()].into_iter().flatten() {
            check(&format!("{path}[]"), below, missing);
        }
    }
    let (catalog, mut missing) = (Catalog::builtin(), Vec::new());
    for kind in catalog.kinds() {
        check(&kind.kind, kind.schema(), &mut missing);
    }
    for platform in catalog.platforms() {
        platform.traits.values().for_each(|it| check(&it.name, it.properties.view(), &mut missing));
        platform.workloads.values().for_each(|it| check(&it.name, it.settings.view(), &mut missing));
        platform.scopes.values().for_each(|it| check(&it.name, it.properties.view(), &mut missing));
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_example_is_true() {
    fn check(name: &str, schema: &PropertySchema, examples: &[Example]) {
        assert!(examples.iter().any(|it| it.valid), "{name} has no valid example");
        assert!(examples.iter().any(|it| !it.valid), "{name} has no invalid example");
        for example in examples {
            let problems = schema.validate(&yaml(&example.yaml));
            assert_eq!(problems.is_empty(), example.valid, "{name}: {}: {problems:?}", example.title);
        }
    }
    for platform in Catalog::builtin().platforms() {
        platform.traits.values().for_each(|it| check(&it.name, &it.properties, &it.examples));
        platform.workloads.values().for_each(|it| check(&it.name, &it.settings, &it.examples));
        platform.scopes.values().for_each(|it| check(&it.name, &it.properties, &it.examples));
    }
}

/// `default` and `examples` of every place fit the schema of that place.
#[test]
fn every_sample_value_fits() {
    fn check(path: &str, root: &Value, node: &Value) {
        let samples = node.get("examples").and_then(Value::as_array).into_iter().flatten();
        for sample in samples.chain(node.get("default")) {
            let mut schema = node.clone();
            if let Some(defs) = root.get("$defs") {
                schema["$defs"] = defs.clone();
            }
            assert_valid(&PropertySchema::trusted(schema), &format!("{path} {sample}"), sample);
        }
        for (key, below) in
            ["properties", "$defs"].iter().filter_map(|it| node.get(it)?.as_object()).flatten()
        {
            check(&format!("{path}.{key}"), root, below);
        }
        for below in ["items", "additionalProperties"].iter().filter_map(|it| node.get(it)) {
            check(&format!("{path}[]"), root, below);
        }
    }
    let catalog = Catalog::builtin();
    for kind in catalog.kinds() {
        check(&kind.kind, kind.json(), kind.json());
    }
    for platform in catalog.platforms() {
        for entry in platform.traits.values() {
            check(&entry.name, entry.properties.json(), entry.properties.json());
        }
        for entry in platform.scopes.values() {
            check(&entry.name, entry.properties.json(), entry.properties.json());
        }
    }
}

#[test]
fn platforms_refer_to_entries_that_exist() {
    let catalog = Catalog::builtin();
    for platform in catalog.platforms() {
        for entry in platform.traits.values() {
            for other in &entry.conflicts_with {
                assert!(platform.traits.contains_key(other), "{}: {other}", entry.name);
            }
            for old in &entry.legacy_properties {
                assert!(
                    entry.properties.view().property(&old.canonical).is_some(),
                    "{}: {}",
                    entry.name,
                    old.name
                );
            }
            if let crate::AppliesTo::Only(types) = &entry.applies_to {
                for it in types {
                    assert!(platform.workload_named(it).is_some(), "{}: {it}", entry.name);
                }
            }
        }
    }
}

#[test]
fn the_vocabulary_and_the_enums_agree() {
    let vocabulary = meta("schema");
    let keyword = |name| vocabulary.view().property(name).expect("a keyword").enum_values();
    let namespaces: Vec<_> = Namespace::ALL.iter().map(|(_, name)| Value::from(*name)).collect();
    assert_eq!(keyword("x-oam-refers"), namespaces.iter().collect::<Vec<_>>());
    assert_eq!(keyword("x-oam-defines"), namespaces.iter().collect::<Vec<_>>());
    assert!(keyword("x-oam-role").iter().all(|it| it.as_str().and_then(Role::from_name).is_some()));
}
