//! Settings and schemas of strangers: a mistake in them has a place, and never more than that.
//!
//! Parts of the input: the settings, the schema of a trait, a value of it.

use oam_catalog::PropertySchema;
use oam_host::config::{Config, Known};
use serde_json::Value;

use crate::input::{inside, parts};

pub(crate) fn check(data: &[u8]) {
    let parts = parts(data, 3);
    let known = Known {
        platforms: vec!["rudr".to_owned(), "spec".to_owned()],
        rules: vec!["unknown-component".to_owned(), "unknown-key".to_owned()],
        targets: vec!["kubernetes".to_owned(), "rudr".to_owned()],
        nearest: Some(|name, known| oam_ide::nearest(name, known.iter().copied()).map(str::to_owned)),
    };
    let text = &parts[0];
    let (config, problems) = Config::parse(text, &known);
    for problem in &problems {
        inside(text, problem.span);
        assert!(!problem.message.is_empty() && problem.at.line > 0 && problem.at.column > 0);
    }
    assert!(config.platform.is_none_or(|it| known.platforms.contains(&it)));
    assert!(config.preview.target.is_none_or(|it| known.targets.contains(&it)));
    assert!(config.rules.keys().all(|it| known.rules.contains(it)));
    let leads_out = |it: &String| it.starts_with('/') || it.split('/').any(|it| it == "..");
    assert!(!config.definitions.iter().any(leads_out), "{:?}", config.definitions);
    schema(parts.get(1).unwrap_or(text), parts.get(2));
}

fn schema(text: &str, value: Option<&String>) {
    match PropertySchema::from_text(text) {
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(error.offset.is_none_or(|it| it <= text.len()), "{error}");
        }
        Ok(schema) => {
            let value = value.and_then(|it| serde_json::from_str(it).ok());
            for value in value.into_iter().chain([Value::Null, serde_json::json!({ "a": [1, "x"] })]) {
                schema.validate(&value);
            }
        }
    }
}
