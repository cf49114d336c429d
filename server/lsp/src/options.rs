//! Settings that come from the editor: few, and never a reason to fail.
//!
//! They stand above those of `.oam-ls.yaml`. An empty or unknown value counts as not set.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use oam_host::config::{Config, Known, level};
use oam_model::workspace::{Level, Settings};
use serde_json::Value;

use crate::look::Look;

/// What the editor has set: for all folders, and for single ones where it was asked about each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EditorSettings {
    /// For folders without settings of their own.
    pub(crate) general: Options,
    /// For single folders.
    pub(crate) folders: BTreeMap<PathBuf, Options>,
}

impl EditorSettings {
    /// What counts in a folder.
    pub(crate) fn of(&self, folder: Option<&Path>) -> &Options {
        folder.and_then(|it| self.folders.get(it)).unwrap_or(&self.general)
    }
}

/// What the editor has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    platform: Option<String>,
    rules: BTreeMap<String, Level>,
    /// What is shown between and above the lines.
    pub(crate) look: Look,
}

impl Options {
    /// Reads them from whatever a client sends; the settings may stand below `oam`.
    pub(crate) fn read(value: &Value, known: impl Fn() -> &'static Known) -> Self {
        let settings = value.get("oam").unwrap_or(value);
        let platform = settings.get("platform").and_then(Value::as_str);
        let rules = settings.get("rules").and_then(Value::as_object);
        Self {
            platform: platform
                .filter(|it| known().platforms.iter().any(|known| known == it))
                .map(str::to_owned),
            rules: rules
                .into_iter()
                .flatten()
                .filter_map(|(rule, word)| Some((rule.clone(), level(word.as_str()?)?)))
                .collect(),
            look: Look::read(settings),
        }
    }

    /// The settings of the workspace: the project's, with the editor's on top.
    pub(crate) fn settings(&self, config: &Config, is_indexing: bool) -> Settings {
        let mut levels = config.rules.clone();
        levels.extend(self.rules.iter().map(|(rule, level)| (rule.clone(), *level)));
        let platform = self.platform.clone().or_else(|| config.platform.clone());
        Settings { platform, levels, is_indexing }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn odd_values_count_as_not_set() {
        let known = crate::ext::known_names;
        for value in
            [json!(null), json!({ "platform": "" }), json!({ "platform": 3, "rules": [] }), json!([])]
        {
            assert_eq!(Options::read(&value, known), Options::default(), "{value}");
        }
        let options =
            Options::read(&json!({ "oam": { "platform": "rudr", "rules": { "a": "off", "b": 1 } } }), known);
        let settings = options.settings(&Config::default(), false);
        assert_eq!(settings.platform.as_deref(), Some("rudr"));
        assert_eq!(settings.levels, BTreeMap::from([("a".to_owned(), Level::Off)]));
    }
}
