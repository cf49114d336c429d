//! `.oam-ls.yaml`: what a project says about itself.
//!
//! It is read with the tolerant parser and our own values, so that every mistake in it has a place; a wrong entry is
//! reported and left out, the others count. Which platforms, rules and targets exist is told by the caller ([`Known`]).
//!
//! The trap: the file comes with an untrusted folder. It can leave things out and switch rules, but never make us read
//! outside that folder.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use oam_model::value::{Data, Key, Value};
use oam_model::workspace::Level;
use oam_syntax::{Offset, SourceText, Span};

use crate::display::{LineColumn, line_column};

/// The name of the file, at the root of the workspace.
pub const FILE_NAME: &str = ".oam-ls.yaml";

const KEYS: [&str; 5] = ["definitions", "exclude", "platform", "preview", "rules"];
const PREVIEW_KEYS: [&str; 2] = ["namespace", "target"];
const LEVELS: [(&str, Level); 5] = [
    ("error", Level::Error),
    ("hint", Level::Hint),
    ("info", Level::Info),
    ("off", Level::Off),
    ("warning", Level::Warning),
];

/// The settings of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The platform the applications are for.
    pub platform: Option<String>,
    /// Levels of rules that replace their own.
    pub rules: BTreeMap<String, Level>,
    /// Globs of files and folders to leave out.
    pub exclude: Vec<String>,
    /// Files and folders that are read even where `.gitignore` leaves them out; below the root.
    pub definitions: Vec<String>,
    /// What previews use unless told otherwise.
    pub preview: PreviewConfig,
}

/// Settings of the preview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewConfig {
    /// What to render for.
    pub target: Option<String>,
    /// The namespace of the rendered objects.
    pub namespace: Option<String>,
}

/// Which of some names is meant by a wrong one, if any.
pub type Nearest = fn(&str, &[&str]) -> Option<String>;

/// The names that settings may use, each list sorted.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Platforms of the catalogue.
    pub platforms: Vec<String>,
    /// Ids of rules.
    pub rules: Vec<String>,
    /// Targets of the preview.
    pub targets: Vec<String>,
    /// Which of some names is meant by a wrong one, if one is near enough.
    pub nearest: Option<Nearest>,
}

impl Known {
    fn unknown(&self, what: &str, name: &str, known: &[&str]) -> String {
        match self.nearest.and_then(|nearest| nearest(name, known)) {
            Some(near) => format!("unknown {what} `{name}`; did you mean `{near}`?"),
            None => unknown(what, name, known),
        }
    }
}

/// A mistake in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the file.
    pub span: Span,
    /// Its start, for people.
    pub at: LineColumn,
}

/// The level a word stands for.
pub fn level(word: &str) -> Option<Level> {
    LEVELS.iter().find(|(name, _)| *name == word).map(|(_, it)| *it)
}

impl Config {
    /// Reads settings from their text.
    pub fn parse(text: &str, known: &Known) -> (Self, Vec<ConfigProblem>) {
        let text = SourceText::new(text);
        let mut reader = Reader { text: &text, start: Offset::default(), known, problems: Vec::new() };
        let mut config = Self::default();
        let mut documents = text.documents().iter().filter(|it| !it.document.is_empty());
        let Some(slot) = documents.next() else { return (config, Vec::new()) };
        reader.start = slot.start;
        for error in slot.document.errors() {
            reader.report(error.span, error.to_string());
        }
        if let Some(root) = slot.document.root() {
            reader.config(&Value::read(root), &mut config);
        }
        if let Some(second) = documents.next() {
            reader.start = second.start;
            reader.report(
                Span::default(),
                "settings are one document; everything from here is ignored".to_owned(),
            );
        }
        reader.problems.sort_by_key(|it| (it.at.line, it.at.column));
        (config, reader.problems)
    }
}

struct Reader<'a> {
    text: &'a SourceText,
    start: Offset,
    known: &'a Known,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    fn report(&mut self, span: Span, message: String) {
        let span = span.shift(self.start);
        let at = line_column(self.text, span.start);
        self.problems.push(ConfigProblem { message, span, at });
    }

    fn config(&mut self, value: &Value, config: &mut Config) {
        for (key, value) in self.mapping("the settings", value) {
            match key.text.as_str() {
                "platform" => config.platform = self.platform(&value),
                "rules" => config.rules = self.rules(&value),
                "exclude" => {
                    config.exclude = self.strings("exclude", &value).into_iter().map(|it| it.0).collect();
                }
                "definitions" => config.definitions = self.definitions(&value),
                "preview" => config.preview = self.preview(&value),
                other => self.report(key.span, self.known.unknown("setting", other, &KEYS)),
            }
        }
    }

    fn platform(&mut self, value: &Value) -> Option<String> {
        let name = self.string("platform", value)?;
        if self.known.platforms.contains(&name) {
            return Some(name);
        }
        let known: Vec<_> = self.known.platforms.iter().map(String::as_str).collect();
        self.report(value.span, self.known.unknown("platform", &name, &known));
        None
    }

    fn rules(&mut self, value: &Value) -> BTreeMap<String, Level> {
        let mut rules = BTreeMap::new();
        for (key, value) in self.mapping("rules", value) {
            if !self.known.rules.contains(&key.text) {
                let known: Vec<_> = self.known.rules.iter().map(String::as_str).collect();
                let near = self.known.nearest.and_then(|nearest| nearest(&key.text, &known));
                let help =
                    near.map_or("`oam-ls rules` lists all".to_owned(), |it| format!("did you mean `{it}`?"));
                self.report(key.span, format!("unknown rule `{}`; {help}", key.text));
                continue;
            }
            let Some(word) = self.string(&format!("rules.{}", key.text), &value) else { continue };
            match level(&word) {
                Some(level) => {
                    rules.insert(key.text, level);
                }
                None => self.report(value.span, self.known.unknown("level", &word, &LEVELS.map(|it| it.0))),
            }
        }
        rules
    }

    fn definitions(&mut self, value: &Value) -> Vec<String> {
        let mut inside = Vec::new();
        for (path, span) in self.strings("definitions", value) {
            if Path::new(&path).components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir))
            {
                inside.push(path);
            } else {
                self.report(
                    span,
                    format!("`{path}` is outside the folder of `{FILE_NAME}`; only paths below it are read"),
                );
            }
        }
        inside
    }

    fn preview(&mut self, value: &Value) -> PreviewConfig {
        let mut preview = PreviewConfig::default();
        for (key, value) in self.mapping("preview", value) {
            match key.text.as_str() {
                "namespace" => preview.namespace = self.string("preview.namespace", &value),
                "target" => {
                    let Some(name) = self.string("preview.target", &value) else { continue };
                    if self.known.targets.contains(&name) {
                        preview.target = Some(name);
                    } else {
                        let known: Vec<_> = self.known.targets.iter().map(String::as_str).collect();
                        self.report(value.span, self.known.unknown("target", &name, &known));
                    }
                }
                other => {
                    let near = self.known.nearest.and_then(|nearest| nearest(other, &PREVIEW_KEYS));
                    let message = match near {
                        Some(near) => {
                            format!("unknown setting `preview.{other}`; did you mean `preview.{near}`?")
                        }
                        None => unknown("setting", &format!("preview.{other}"), &PREVIEW_KEYS),
                    };
                    self.report(key.span, message);
                }
            }
        }
        preview
    }

    fn mapping(&mut self, name: &str, value: &Value) -> Vec<(Key, Value)> {
        match &value.data {
            Data::Mapping(entries) => entries.clone(),
            Data::Null => Vec::new(),
            _ => {
                self.report(value.span, wrong_type(name, "a mapping", value));
                Vec::new()
            }
        }
    }

    fn strings(&mut self, name: &str, value: &Value) -> Vec<(String, Span)> {
        match &value.data {
            Data::Null => Vec::new(),
            Data::Sequence(items) => items
                .iter()
                .filter_map(|item| Some((self.string(&format!("an entry of `{name}`"), item)?, item.span)))
                .collect(),
            _ => {
                self.report(value.span, wrong_type(name, "a list of strings", value));
                Vec::new()
            }
        }
    }

    fn string(&mut self, name: &str, value: &Value) -> Option<String> {
        match &value.data {
            Data::String(it) => Some(it.clone()),
            Data::Null => None,
            _ => {
                self.report(value.span, wrong_type(name, "a string", value));
                None
            }
        }
    }
}

fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    let known: Vec<_> = known.iter().take(7).map(|it| format!("`{it}`")).collect();
    format!("unknown {what} `{name}`; known are {}", known.join(", "))
}

fn wrong_type(name: &str, expected: &str, value: &Value) -> String {
    let name = if name.contains(' ') { name.to_owned() } else { format!("`{name}`") };
    format!("{name} must be {expected}, not a {}", value.type_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known {
            platforms: vec!["edas".into(), "rudr".into()],
            rules: vec!["unknown-trait".into()],
            targets: vec!["kubernetes".into(), "rudr".into()],
            nearest: Some(|name, known| known.iter().find(|it| it.contains(name)).map(|it| (*it).to_owned())),
        }
    }

    fn messages(text: &str) -> Vec<String> {
        let (_, problems) = Config::parse(text, &known());
        problems.iter().map(|it| format!("{}:{}: {}", it.at.line, it.at.column, it.message)).collect()
    }

    #[test]
    fn a_full_file_is_read() {
        let text = "platform: rudr\nrules:\n  unknown-trait: off\nexclude: [vendor/**]\ndefinitions: [platform]\n\
                    preview:\n  target: rudr\n  namespace: shop\n";
        let (config, problems) = Config::parse(text, &known());
        assert_eq!(problems, []);
        assert_eq!(config.platform.as_deref(), Some("rudr"));
        assert_eq!(config.rules.get("unknown-trait"), Some(&Level::Off));
        assert_eq!(config.exclude, ["vendor/**"]);
        assert_eq!(config.definitions, ["platform"]);
        assert_eq!(config.preview.namespace.as_deref(), Some("shop"));
    }

    #[test]
    fn nothing_is_a_valid_file() {
        assert_eq!(Config::parse("", &known()), (Config::default(), vec![]));
        assert_eq!(messages("# only a comment\n"), Vec::<String>::new());
    }

    #[test]
    fn mistakes_are_named_with_their_place_and_the_rest_counts() {
        assert_eq!(
            messages("platfrom: rudr\nrules:\n  unknown-trait: loud\n"),
            [
                "1:1: unknown setting `platfrom`; known are `definitions`, `exclude`, `platform`, `preview`, `rules`",
                "3:18: unknown level `loud`; known are `error`, `hint`, `info`, `off`, `warning`",
            ]
        );
        assert_eq!(messages("platform: [rudr]\n"), ["1:11: `platform` must be a string, not a list"]);
        assert_eq!(
            messages("platform: azure\n"),
            ["1:11: unknown platform `azure`; known are `edas`, `rudr`"]
        );
        assert_eq!(messages("- a\n"), ["1:1: the settings must be a mapping, not a list"]);
    }

    #[test]
    fn names_that_are_near_are_offered() {
        assert_eq!(
            messages("rules: {trait: off, other: off, unknown-trait: warn}\npreview: {name: a}\n"),
            [
                "1:9: unknown rule `trait`; did you mean `unknown-trait`?",
                "1:21: unknown rule `other`; `oam-ls rules` lists all",
                "1:48: unknown level `warn`; did you mean `warning`?",
                "2:11: unknown setting `preview.name`; did you mean `preview.namespace`?",
            ]
        );
    }

    #[test]
    fn definitions_cannot_leave_the_folder() {
        assert_eq!(
            messages("definitions: [../other, /etc]\n"),
            [
                "1:15: `../other` is outside the folder of `.oam-ls.yaml`; only paths below it are read",
                "1:25: `/etc` is outside the folder of `.oam-ls.yaml`; only paths below it are read",
            ]
        );
    }
}
