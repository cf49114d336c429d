//! Rendering that is said with data: trees of values whose strings hold expressions, evaluated and merged into manifests.
//!
//! It does not know where the data comes from or what a workload is; a target gives both. An expression without a value
//! leaves its field out and says so in a note; nothing is made up.
//!
//! | key | where | does |
//! |---|---|---|
//! | `$if` | any mapping | leaves the mapping out where the expression is not true |
//! | `$each` | a mapping in a list | repeats the item for each element (`item`, `index`); for each entry of a mapping, `item.key` and `item.value` |

mod merge;
mod scope;

use std::borrow::Cow;

use oam_model::datum::{Data, Datum, Origin};
use oam_model::resolved::Note;
use serde_json::{Map, Value as Json};

use crate::expression::{Expression, Piece, from_cel, pieces};
use crate::output::gap;
use crate::scalar::text;
pub(crate) use scope::Scope;

/// The most work for one trait, in parts of data that may be read or made: a second at the very worst.
const MAX_WORK: u64 = 1 << 26;

/// Evaluates the `render` part of one trait.
pub(crate) struct Evaluation<'a> {
    name: &'a str,
    origin: Origin,
    work_left: u64,
    path: Vec<String>,
    /// What has been left out, and why.
    pub(crate) notes: Vec<Note>,
}

impl<'a> Evaluation<'a> {
    /// For the trait of this name; what it says itself comes from `origin`.
    pub(crate) fn new(name: &'a str, origin: Origin) -> Self {
        Self { name, origin, work_left: MAX_WORK, path: Vec::new(), notes: Vec::new() }
    }

    /// Merges a patch into an object, which expressions know under a name. `apiVersion`, `kind` and the name stay, for other
    /// objects refer to them.
    pub(crate) fn patch(&mut self, target: &mut Datum, name: &'static str, patch: &Json, scope: &Scope<'_>) {
        self.path = vec!["patch".to_owned()];
        let Some(mut patch) = self.value(patch, &scope.with(vec![(name, Cow::Borrowed(&*target))])) else {
            return;
        };
        let named = patch.get("metadata").is_some_and(|it| it.get("name").is_some());
        if patch.get("apiVersion").is_some() || patch.get("kind").is_some() || named {
            let message = format!(
                "trait `{}`: a patch cannot change `apiVersion`, `kind` and `metadata.name`; they stay",
                self.name
            );
            self.note(message);
            for key in ["apiVersion", "kind"] {
                remove(&mut patch, key);
            }
            if let Some(mut metadata) = patch.get("metadata").cloned() {
                remove(&mut metadata, "name");
                patch.set("metadata", metadata);
            }
        }
        for name in merge::merge(target, patch) {
            let message =
                format!("trait `{}`: there is no container `{name}`; the patch of it is left out", self.name);
            self.note(message);
        }
    }

    /// The objects that the part describes. What has no type is left out.
    pub(crate) fn objects(&mut self, templates: &[Json], scope: &Scope<'_>) -> Vec<Datum> {
        self.path = vec!["objects".to_owned()];
        let all = self.items(templates, scope);
        let (typed, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| {
            ["apiVersion", "kind"]
                .iter()
                .all(|key| it.get(key).and_then(Datum::as_str).is_some_and(|it| !it.is_empty()))
        });
        for _ in others {
            self.note(format!("trait `{}`: an object without `apiVersion` or `kind` is left out", self.name));
        }
        typed
    }

    fn value(&mut self, template: &Json, scope: &Scope<'_>) -> Option<Datum> {
        let data = match template {
            Json::Null => Data::Null,
            Json::Bool(it) => Data::Bool(*it),
            Json::Number(it) => {
                it.as_i64().map_or_else(|| Data::Float(it.as_f64().unwrap_or_default()), Data::Int)
            }
            Json::String(it) => return self.string(it, scope),
            Json::Array(templates) => {
                // The place of a word in a list counts; a mapping says itself what it is.
                let n_words = templates.iter().filter(|it| !it.is_object()).count();
                let items = self.items(templates, scope);
                let n_found = items.iter().filter(|it| !matches!(it.data, Data::Mapping(_))).count();
                if n_found < n_words && templates.iter().all(|it| !it.is_object()) {
                    return None;
                }
                // With all of its items left out, there is nothing to say about the list.
                if items.is_empty() && !templates.is_empty() {
                    return None;
                }
                Data::Sequence(items)
            }
            Json::Object(entries) if entries.contains_key("$each") => {
                self.left_out("`$each` repeats items of lists, and this is none");
                return None;
            }
            Json::Object(entries) => return self.mapping(entries, scope),
        };
        Some(self.own(data))
    }

    fn own(&self, data: Data) -> Datum {
        Datum::from_origin(data, self.origin.clone())
    }

    fn mapping(&mut self, entries: &Map<String, Json>, scope: &Scope<'_>) -> Option<Datum> {
        if let Some(condition) = entries.get("$if")
            && !self.is_true(condition, scope)
        {
            return None;
        }
        let mut mapping = self.own(Data::Mapping(Vec::new()));
        for (key, template) in entries.iter().filter(|(key, _)| !matches!(key.as_str(), "$if" | "$each")) {
            self.path.push(format!(".{key}"));
            let key = if key.contains("${") {
                self.string(key, scope).map(|it| text(&it))
            } else {
                Some(key.clone())
            };
            if let Some((key, value)) = key.and_then(|key| Some((key, self.value(template, scope)?))) {
                mapping.set(&key, value);
            }
            self.path.pop();
        }
        Some(mapping)
    }

    /// `$if` is true, false or, with a note, neither.
    fn is_true(&mut self, condition: &Json, scope: &Scope<'_>) -> bool {
        self.path.push(".$if".to_owned());
        let value = self.value(condition, scope);
        let is_true = match value.map(|it| it.data) {
            Some(Data::Bool(it)) => it,
            Some(_) => {
                self.left_out("the condition is neither true nor false");
                false
            }
            None => false,
        };
        self.path.pop();
        is_true
    }

    fn items(&mut self, templates: &[Json], scope: &Scope<'_>) -> Vec<Datum> {
        let mut items = Vec::new();
        for (index, template) in templates.iter().enumerate() {
            self.path.push(format!("[{index}]"));
            match template.as_object().and_then(|it| Some((it, it.get("$each")?))) {
                Some((template, each)) => {
                    for (index, element) in self.elements(each, scope).into_iter().enumerate() {
                        let index = Datum::new(i64::try_from(index).unwrap_or(i64::MAX));
                        let scope =
                            scope.with(vec![("item", Cow::Owned(element)), ("index", Cow::Owned(index))]);
                        // Even an item without any expression takes work.
                        if !self.spend(1) {
                            break;
                        }
                        items.extend(self.mapping(template, &scope));
                    }
                }
                None => items.extend(self.value(template, scope)),
            }
            self.path.pop();
        }
        items
    }

    /// What `$each` goes through.
    fn elements(&mut self, each: &Json, scope: &Scope<'_>) -> Vec<Datum> {
        self.path.push(".$each".to_owned());
        let value = self.value(each, scope);
        let elements = match value.map(|it| it.data) {
            Some(Data::Sequence(items)) => items,
            Some(Data::Mapping(entries)) => {
                let pair = |(key, value): (String, Datum)| {
                    let key = Datum::new(key).with_origin(value.origin.clone());
                    Datum::mapping().with("key", key).with("value", value)
                };
                entries.into_iter().map(pair).collect()
            }
            Some(_) => {
                self.left_out("it is neither a list nor a mapping");
                Vec::new()
            }
            None => Vec::new(),
        };
        self.path.pop();
        elements
    }

    /// Text that is nothing but one expression takes the type of its value.
    fn string(&mut self, written: &str, scope: &Scope<'_>) -> Option<Datum> {
        let pieces = match pieces(written) {
            Ok(it) => it,
            Err(problem) => {
                self.left_out(&problem.message);
                return None;
            }
        };
        if let [Piece::Expression(range)] = pieces.as_slice() {
            return self.expression(written.get(range.clone())?, scope);
        }
        let mut whole = String::new();
        let mut sources: Vec<Option<Origin>> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(it) => whole.push_str(&it),
                Piece::Expression(range) => {
                    let value = self.expression(written.get(range)?, scope)?;
                    if matches!(value.data, Data::Sequence(_) | Data::Mapping(_) | Data::Null) {
                        self.left_out("only text, numbers and booleans can stand within text");
                        return None;
                    }
                    whole.push_str(&text(&value));
                    if !self.spend(u64::try_from(whole.len()).unwrap_or(u64::MAX)) {
                        return None;
                    }
                    sources.push(value.origin);
                }
            }
        }
        let origin = match sources.as_slice() {
            [Some(it)] => it.clone(),
            _ => self.origin.clone(),
        };
        Some(Datum::from_origin(whole, origin))
    }

    fn expression(&mut self, source: &str, scope: &Scope<'_>) -> Option<Datum> {
        let result = match Expression::read(source) {
            Err(problem) => Err(problem),
            Ok(expression) => {
                if let Some(found) = expression.selection().and_then(|path| scope.get(&path)) {
                    return self.spend(1).then(|| self.with_sources(found.clone()));
                }
                if !self.spend(expression.work(scope.extent(&expression))) {
                    return None;
                }
                let value = expression.evaluate(&scope.context(&expression));
                let datum = value
                    .and_then(|it| from_cel(&it).map_err(|it| format!("{it} cannot be written as YAML")));
                let origin = scope.only_source(&expression).unwrap_or_else(|| self.origin.clone());
                datum.map(|it| with_origin(it, &origin))
            }
        };
        match result {
            Ok(it) => Some(it),
            Err(reason) => {
                self.left_out(&reason);
                None
            }
        }
    }

    /// What the data says itself comes from the trait.
    fn with_sources(&self, mut datum: Datum) -> Datum {
        datum.origin.get_or_insert_with(|| self.origin.clone());
        datum.data = match datum.data {
            Data::Sequence(items) => {
                Data::Sequence(items.into_iter().map(|it| self.with_sources(it)).collect())
            }
            Data::Mapping(entries) => {
                Data::Mapping(entries.into_iter().map(|(key, it)| (key, self.with_sources(it))).collect())
            }
            other => other,
        };
        datum
    }

    /// Takes work off what is left; nothing more is evaluated, with one note, where that is used up.
    fn spend(&mut self, work: u64) -> bool {
        let is_first = self.work_left > 0;
        match self.work_left.checked_sub(work).filter(|it| *it > 0) {
            Some(left) => {
                self.work_left = left;
                true
            }
            None => {
                self.work_left = 0;
                if is_first {
                    self.left_out("it would take too much work, and so would what follows");
                }
                false
            }
        }
    }

    fn left_out(&mut self, reason: &str) {
        let path = self.path.concat();
        self.note(format!("trait `{}`: `{path}` is left out: {reason}", self.name));
    }

    fn note(&mut self, message: String) {
        let note = gap(message, Some(&self.origin));
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

fn with_origin(mut datum: Datum, origin: &Origin) -> Datum {
    datum.origin = Some(origin.clone());
    datum.data = match datum.data {
        Data::Sequence(items) => {
            Data::Sequence(items.into_iter().map(|it| with_origin(it, origin)).collect())
        }
        Data::Mapping(entries) => {
            Data::Mapping(entries.into_iter().map(|(key, it)| (key, with_origin(it, origin))).collect())
        }
        other => other,
    };
    datum
}

fn remove(mapping: &mut Datum, key: &str) {
    if let Data::Mapping(entries) = &mut mapping.data {
        entries.retain(|(it, _)| it != key);
    }
}
