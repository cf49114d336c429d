//! What a schema says about one place of a document, merged from `$ref`s and alternatives.
//!
//! Nothing is validated here. A view answers for all alternatives of a place at once: the keys of every
//! branch of an `anyOf`, the first description found. References that leave the schema are ignored.

use serde_json::Value;

use crate::label;
use crate::namespace::Namespace;

mod merge;

/// How many parallel schemas a view follows: a property may be described by several alternatives.
const PARALLEL: usize = 4;

/// The merged facts about one place of a document. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct SchemaView<'c> {
    root: &'c Value,
    nodes: [Option<&'c Value>; PARALLEL],
}

impl<'c> SchemaView<'c> {
    /// The place that the whole of `root` describes.
    pub fn new(root: &'c Value) -> Self {
        SchemaView { root, nodes: [Some(root), None, None, None] }
    }

    // --- places below

    /// The value of `key`, if the schema names that key.
    pub fn property(&self, key: &str) -> Option<SchemaView<'c>> {
        self.below(|it| it.get("properties")?.get(key))
    }

    /// Every key the schema names with its value, in the order of the schema.
    pub fn properties(&self) -> Vec<(&'c str, SchemaView<'c>)> {
        let mut keys: Vec<&'c str> = Vec::new();
        for map in self.schemas().into_iter().filter_map(|it| it.get("properties")?.as_object()) {
            for key in map.keys() {
                if !keys.contains(&key.as_str()) {
                    keys.push(key);
                }
            }
        }
        keys.into_iter().filter_map(|key| Some((key, self.property(key)?))).collect()
    }

    /// The items of a list.
    pub fn items(&self) -> Option<SchemaView<'c>> {
        self.below(|it| it.get("items").filter(|it| it.is_object()))
    }

    /// The value of any key that the schema does not name; nothing if such keys have no schema.
    pub fn additional(&self) -> Option<SchemaView<'c>> {
        self.below(|it| it.get("additionalProperties").filter(|it| it.is_object()))
    }

    /// Whether keys that the schema does not name are forbidden.
    pub fn is_closed(&self) -> bool {
        self.always()
            .into_iter()
            .any(|it| it.get("additionalProperties").and_then(Value::as_bool) == Some(false))
    }

    // --- words

    /// Markdown for a newcomer.
    pub fn description(&self) -> Option<&'c str> {
        self.text("description")
    }

    /// The first sentence of the description.
    pub fn summary(&self) -> Option<&'c str> {
        let description = self.description()?;
        let end = description.find(". ").or_else(|| description.find(".\n")).map(|at| at + 1);
        end.and_then(|end| description.get(..end)).or(Some(description))
    }

    /// The name of the thing described, for example `Port`.
    pub fn title(&self) -> Option<&'c str> {
        self.text("title")
    }

    /// The JSON types that are accepted; empty when any is.
    pub fn types(&self) -> Vec<&'c str> {
        let mut types = Vec::new();
        for value in self.schemas().into_iter().filter_map(|it| it.get("type")) {
            let names = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for name in names.iter().filter_map(Value::as_str) {
                if !types.contains(&name) {
                    types.push(name);
                }
            }
        }
        types
    }

    /// The types in plain words: `whole number`, `list of Port`, `string or mapping`.
    pub fn type_label(&self) -> String {
        if let Some(label) = self.text("x-oam-type-label") {
            return label.to_owned();
        }
        let types = self.types();
        let labels: Vec<_> = types.iter().filter(|it| **it != "null").map(|it| self.label_of(it)).collect();
        if labels.is_empty() { "any value".to_owned() } else { labels.join(" or ") }
    }

    fn label_of(&self, name: &str) -> String {
        match (name, self.items()) {
            ("array", Some(items)) => match (items.title(), items.types().as_slice()) {
                (Some(title), _) => format!("list of `{title}`"),
                (None, [only]) => format!("list of {}", label::of_types(only)),
                (None, _) => "list".to_owned(),
            },
            _ => label::of_type(name).to_owned(),
        }
    }

    // --- values

    /// The closed list of values, if there is one.
    pub fn enum_values(&self) -> Vec<&'c Value> {
        self.lists("enum")
    }

    /// The value that counts when none is written.
    pub fn default(&self) -> Option<&'c Value> {
        self.first("default")
    }

    /// Some good values.
    pub fn examples(&self) -> Vec<&'c Value> {
        self.lists("examples")
    }

    /// The smallest number.
    pub fn minimum(&self) -> Option<f64> {
        self.first("minimum")?.as_f64()
    }

    /// The largest number.
    pub fn maximum(&self) -> Option<f64> {
        self.first("maximum")?.as_f64()
    }

    /// The regular expression a string must match.
    pub fn pattern(&self) -> Option<&'c str> {
        self.text("pattern")
    }

    /// What the regular expression means in words that fit after “must be”.
    pub fn pattern_hint(&self) -> Option<&'c str> {
        self.text("x-oam-pattern-hint")
    }

    /// The named format of a string.
    pub fn format(&self) -> Option<&'c str> {
        self.text("format")
    }

    /// The unit of a number, for example `seconds`.
    pub fn unit(&self) -> Option<&'c str> {
        self.text("x-oam-unit")
    }

    /// Whether an empty value (`key:`) is accepted.
    pub fn allows_null(&self) -> bool {
        let types = self.types();
        types.is_empty() || types.contains(&"null")
    }

    // --- keys

    /// The keys that must be there. Where either of two spellings will do, the canonical one.
    pub fn required(&self) -> Vec<&'c str> {
        let mut required: Vec<&'c str> = Vec::new();
        let own = self.always().into_iter().filter_map(|it| it.get("required"));
        for list in own.chain(self.always().into_iter().filter_map(merge::canonical_choice)) {
            for key in list.as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !required.contains(&key) {
                    required.push(key);
                }
            }
        }
        required
    }

    /// Whether `key` must be there.
    pub fn is_required(&self, key: &str) -> bool {
        self.required().contains(&key)
    }

    /// Whether this is an old spelling.
    pub fn is_deprecated(&self) -> bool {
        self.first("deprecated").and_then(Value::as_bool).unwrap_or(false)
    }

    /// For an old key, the key to write today. With a dot in it, it is a place, not a sibling
    /// (`annotations.version`).
    pub fn canonical(&self) -> Option<&'c str> {
        self.text("x-oam-canonical")
    }

    // --- meaning

    /// The set of names that the value at this place adds to.
    pub fn defines(&self) -> Option<Namespace> {
        Namespace::from_name(self.text("x-oam-defines")?)
    }

    /// The set of names that the value at this place is looked up in.
    pub fn refers(&self) -> Option<Namespace> {
        Namespace::from_name(self.text("x-oam-refers")?)
    }

    /// The sibling key whose value names the entry that describes this mapping.
    pub fn properties_of(&self) -> Option<&'c str> {
        self.text("x-oam-properties-of")
    }

    /// What to insert for a fresh mapping.
    pub fn snippet(&self) -> Option<&'c Value> {
        self.first("x-oam-snippet")
    }

    /// The release that introduced this place.
    pub fn since(&self) -> Option<&'c str> {
        self.text("x-oam-since")
    }

    /// Where these facts come from.
    pub fn source(&self) -> Option<&'c str> {
        self.text("x-oam-source")
    }

    /// The schema as written, without anything merged into it.
    pub fn raw(&self) -> &'c Value {
        self.nodes.iter().flatten().next().copied().unwrap_or(&Value::Null)
    }
}
