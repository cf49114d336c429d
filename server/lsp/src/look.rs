//! Settings about what an editor shows in, between and above the lines.
//!
//! Everything is shown until somebody turns it off; an odd value counts as not set.

use oam_ide::HintConfig;
use serde_json::Value;

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Which inlay hints.
    pub(crate) hints: HintConfig,
    /// Whether there are code lenses.
    pub(crate) lenses: bool,
    /// Whether there are findings that another YAML server in the same editor has too.
    pub(crate) plain_yaml: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { hints: HintConfig::default(), lenses: true, plain_yaml: true }
    }
}

impl Look {
    /// Reads the section `oam` of the client's settings.
    pub(crate) fn read(settings: &Value) -> Self {
        let is_on = |path: &str| settings.pointer(path).and_then(Value::as_bool).unwrap_or(true);
        Self {
            hints: HintConfig {
                parameters: is_on("/inlayHints/parameters"),
                defaults: is_on("/inlayHints/defaults"),
                units: is_on("/inlayHints/units"),
                variables: is_on("/inlayHints/variables"),
            },
            lenses: is_on("/codeLens/enable"),
            plain_yaml: settings.pointer("/yaml/findings").and_then(Value::as_str) != Some("hide"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn everything_is_shown_until_it_is_turned_off() {
        for odd in [
            json!(null),
            json!({ "inlayHints": false }),
            json!({ "codeLens": { "enable": "no" } }),
            json!({ "yaml": { "findings": "auto" } }),
        ] {
            assert_eq!(Look::read(&odd), Look::default(), "{odd}");
        }
        let look = Look::read(&json!({ "inlayHints": { "units": false }, "codeLens": { "enable": false } }));
        assert!(!look.hints.units && look.hints.parameters && !look.lenses);
        assert!(!Look::read(&json!({ "yaml": { "findings": "hide" } })).plain_yaml);
    }
}
