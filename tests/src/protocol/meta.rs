//! The types of the protocol, read from its meta model (`tests/lsp/metaModel.json`, version 3.18), and values checked by them.
//!
//! It tells `null` from absent and complains about members that the type does not have.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Value, json};

static META: LazyLock<Meta> = LazyLock::new(Meta::read);

/// The meta model.
pub struct Meta {
    model: &'static Value,
    structures: HashMap<&'static str, &'static Value>,
    enumerations: HashMap<&'static str, &'static Value>,
    aliases: HashMap<&'static str, &'static Value>,
    methods: HashMap<&'static str, &'static Value>,
}

/// What is wrong with a value.
#[derive(Debug)]
pub struct Problem {
    /// The member.
    pub path: String,
    /// Why.
    pub message: String,
    /// How far the value is from the type, to choose among the alternatives of a union.
    weight: u32,
}

/// The one meta model.
pub fn meta() -> &'static Meta {
    &META
}

fn by_name(list: &'static Value, key: &str) -> HashMap<&'static str, &'static Value> {
    let list = list.as_array().expect("a list").iter();
    list.map(|it| (it[key].as_str().expect("a name"), it)).collect()
}

impl Meta {
    fn read() -> Self {
        let model: Value = serde_json::from_str(include_str!("../../lsp/metaModel.json")).expect("JSON");
        let model: &'static Value = Box::leak(Box::new(model));
        let mut methods = by_name(&model["requests"], "method");
        methods.extend(by_name(&model["notifications"], "method"));
        Self {
            model,
            structures: by_name(&model["structures"], "name"),
            enumerations: by_name(&model["enumerations"], "name"),
            aliases: by_name(&model["typeAliases"], "name"),
            methods,
        }
    }

    /// The description of a request or notification.
    pub fn method(&self, name: &str) -> Option<&'static Value> {
        self.methods.get(name).copied()
    }

    /// Names of all requests and notifications, with the version that brought them, where that is known.
    pub fn methods(&self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        self.methods.iter().map(|(name, it)| (*name, it["since"].as_str()))
    }

    /// Whether a method is a request.
    pub fn is_request(&self, name: &str) -> bool {
        self.method(name).is_some_and(|it| it.get("result").is_some())
    }

    /// The description of an enumeration.
    pub fn enumeration(&self, name: &str) -> Option<&'static Value> {
        self.enumerations.get(name).copied()
    }

    /// What a name of a type stands for.
    pub fn alias(&self, name: &str) -> Option<&'static Value> {
        self.aliases.get(name).map(|it| &it["type"])
    }

    /// The version of the meta model.
    pub fn version(&self) -> &str {
        self.model["metaData"]["version"].as_str().expect("a version")
    }

    /// The properties of a structure, with those it inherits.
    pub fn properties(&self, name: &str) -> HashMap<&'static str, &'static Value> {
        let structure = self.structures.get(name).unwrap_or_else(|| panic!("no structure {name}"));
        let mut found = HashMap::new();
        for list in ["extends", "mixins"] {
            for base in structure[list].as_array().into_iter().flatten() {
                found.extend(self.properties(base["name"].as_str().expect("a name")));
            }
        }
        found.extend(by_name(&structure["properties"], "name"));
        found
    }

    /// Checks a value against a type of the model.
    pub fn check(&self, value: &Value, kind: &Value, path: &str) -> Vec<Problem> {
        let wrong = |expected: &str| {
            let mut shown = value.to_string();
            shown.truncate(shown.char_indices().nth(80).map_or(shown.len(), |it| it.0));
            vec![Problem {
                path: path.to_owned(),
                message: format!("{expected} expected, got {shown}"),
                weight: 30,
            }]
        };
        let text = |member: &str| kind[member].as_str().unwrap_or_default();
        match text("kind") {
            "base" => {
                if is_base(value, text("name")) {
                    Vec::new()
                } else {
                    wrong(text("name"))
                }
            }
            "stringLiteral" => {
                if value == &kind["value"] {
                    Vec::new()
                } else {
                    wrong(text("value"))
                }
            }
            "array" => match value.as_array() {
                Some(items) => items
                    .iter()
                    .enumerate()
                    .flat_map(|(idx, it)| self.check(it, &kind["element"], &format!("{path}[{idx}]")))
                    .collect(),
                None => wrong("a list"),
            },
            "tuple" => match (value.as_array(), kind["items"].as_array()) {
                (Some(items), Some(kinds)) if items.len() == kinds.len() => {
                    items.iter().zip(kinds).flat_map(|(it, kind)| self.check(it, kind, path)).collect()
                }
                _ => wrong("a tuple"),
            },
            "map" => match value.as_object() {
                Some(members) => members
                    .iter()
                    .flat_map(|(key, it)| {
                        let mut problems = self.check(&json!(key), &kind["key"], path);
                        problems.extend(self.check(it, &kind["value"], &format!("{path}[{key}]")));
                        problems
                    })
                    .collect(),
                None => wrong("a map"),
            },
            "or" => self.check_union(value, kind, path),
            "and" => {
                let mut properties = HashMap::new();
                for it in kind["items"].as_array().into_iter().flatten() {
                    properties.extend(self.properties(it["name"].as_str().expect("a name")));
                }
                self.check_object(value, &properties, path, "an object")
            }
            "literal" => {
                let properties = kind["value"]["properties"].as_array().into_iter().flatten();
                let properties = properties.map(|it| (it["name"].as_str().expect("a name"), it)).collect();
                self.check_object(value, &properties, path, "an object")
            }
            "reference" => self.check_named(value, text("name"), path, wrong),
            other => panic!("the meta model has types of an unknown kind: {other}"),
        }
    }

    fn check_named(
        &self,
        value: &Value,
        name: &str,
        path: &str,
        wrong: impl Fn(&str) -> Vec<Problem>,
    ) -> Vec<Problem> {
        if matches!(name, "LSPAny" | "LSPObject" | "LSPArray") {
            return Vec::new();
        }
        if let Some(kind) = self.alias(name) {
            return self.check(value, kind, path);
        }
        if let Some(enumeration) = self.enumeration(name) {
            let problems = self.check(value, &enumeration["type"], path);
            let is_open = enumeration["supportsCustomValues"] == true;
            let mut values = enumeration["values"].as_array().into_iter().flatten();
            if problems.is_empty() && !is_open && !values.any(|it| it["value"] == *value) {
                return wrong(name);
            }
            return problems;
        }
        self.check_object(value, &self.properties(name), path, name)
    }

    fn check_union(&self, value: &Value, kind: &Value, path: &str) -> Vec<Problem> {
        let mut best: Option<Vec<Problem>> = None;
        let weight = |problems: &[Problem]| problems.iter().map(|it| it.weight).sum::<u32>();
        for alternative in kind["items"].as_array().into_iter().flatten() {
            let problems = self.check(value, alternative, path);
            if problems.is_empty() {
                return problems;
            }
            if best.as_ref().is_none_or(|it| weight(&problems) < weight(it)) {
                best = Some(problems);
            }
        }
        best.unwrap_or_default()
    }

    fn check_object(
        &self,
        value: &Value,
        properties: &HashMap<&str, &Value>,
        path: &str,
        name: &str,
    ) -> Vec<Problem> {
        let Some(members) = value.as_object() else {
            let message = format!("{name} expected, got {value}");
            return vec![Problem { path: path.to_owned(), message, weight: 30 }];
        };
        let mut problems = Vec::new();
        let mut report = |member: &str, message: String, weight| {
            problems.push(Problem { path: format!("{path}.{member}"), message, weight });
        };
        for member in members.keys().filter(|it| !properties.contains_key(it.as_str())) {
            report(member, format!("{name} has no such member"), 1);
        }
        let mut inner = Vec::new();
        for (member, property) in properties {
            let is_optional = property["optional"] == true;
            match members.get(*member) {
                None if !is_optional => report(member, format!("{name} must have it"), 10),
                None => {}
                Some(value) => {
                    let found = self.check(value, &property["type"], &format!("{path}.{member}"));
                    if value.is_null() && is_optional && !found.is_empty() {
                        report(member, "it may be left out, but not be null".to_owned(), 10);
                    } else {
                        inner.extend(found);
                    }
                }
            }
        }
        problems.extend(inner);
        problems
    }
}

fn is_base(value: &Value, name: &str) -> bool {
    match name {
        "string" | "RegExp" | "URI" => value.is_string(),
        "DocumentUri" => value.as_str().is_some_and(|it| it.contains(':')),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "decimal" => value.is_number(),
        "integer" => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
        "uinteger" => value.as_i64().is_some_and(|it| (0..1 << 31).contains(&it)),
        other => panic!("the meta model has an unknown base type: {other}"),
    }
}
