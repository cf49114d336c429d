//! Generated files: written by `cargo xtask codegen`, committed, and compared by the tests.

mod docs;
mod embedded;

use std::io;
use std::path::Path;

/// Every generated file: its path from the top of the checkout, and its text.
fn outputs(root: &Path) -> Vec<(&'static str, String)> {
    vec![
        ("server/catalog/src/embedded.rs", embedded::text(root)),
        ("docs/rules.md", docs::rules()),
        ("docs/traits.md", docs::traits()),
    ]
}

/// Writes all of them.
pub(crate) fn write(root: &Path) -> io::Result<()> {
    for (path, text) in outputs(root) {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// A complaint for each that is not what would be written now.
pub(crate) fn stale(root: &Path) -> Vec<String> {
    let is_stale =
        |(path, text): &(&str, String)| std::fs::read_to_string(root.join(path)).ok().as_ref() != Some(text);
    let outputs = outputs(root);
    outputs
        .iter()
        .filter(|it| is_stale(it))
        .map(|(path, _)| format!("{path}: stale; run `cargo xtask codegen`"))
        .collect()
}
