//! Tests of the catalogue: first our own files, then what the crate answers.

mod files;
mod kinds;
mod lookups;
mod problems;
mod strangers;
mod views;

use serde_json::Value;

use crate::load;

/// YAML text as a plain value.
fn yaml(text: &str) -> Value {
    load::yaml("example", text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}
