//! What the workspace defines for itself: traits.

use std::fmt::Write as _;

/// Definitions of traits that applications use, one file of documents.
pub fn platform() -> String {
    let mut text = String::new();
    for (name, properties) in [
        (
            "retry-policy",
            r#""required": ["attempts"], "properties": {"attempts": {"type": "integer"}, "backoff": {"type": "string"}}"#,
        ),
        ("grace", r#""properties": {"seconds": {"type": "integer"}}"#),
    ] {
        if !text.is_empty() {
            text.push_str("---\n");
        }
        let summary = format!("The trait {name}, made up for measurements");
        let _ = write!(
            text,
            "apiVersion: core.oam.dev/v1alpha1\nkind: Trait\nmetadata:\n  name: {name}\n  annotations:\n    version: v1.0.0\n    description: \"{summary}\"\nspec:\n  appliesTo:\n    - \"*\"\n  properties: |\n    {{\"type\": \"object\", {properties}}}\n"
        );
    }
    text
}
