//! Expected output that lives in files: compared by default, rewritten under `UPDATE_EXPECT=1`.
//!
//! A file that is not there counts as different, so a new test cannot pass by accident.

use std::path::Path;

use similar::TextDiff;

/// Whether this run rewrites what it expects.
pub fn is_updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|it| it == "1")
}

/// The difference to the file's text as a unified diff; `None` where they are the same. Rewrites the file if asked to.
pub fn difference(path: &Path, actual: &str) -> Option<String> {
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected == actual && (path.exists() || actual.is_empty()) {
        return None;
    }
    if is_updating() {
        std::fs::write(path, actual).expect("a writable expectation");
        return None;
    }
    let diff = TextDiff::from_lines(expected.as_str(), actual);
    Some(diff.unified_diff().header("expected", "actual").to_string())
}

/// Fails unless the file holds exactly this text.
pub fn expect_file(path: &Path, actual: &str) {
    if let Some(diff) = difference(path, actual) {
        panic!("{} differs; UPDATE_EXPECT=1 rewrites it\n{diff}", path.display());
    }
}
