//! What changes in a file, as a patch that `git apply` and `patch -p1` take.
//!
//! Lines keep their ends, and so does the last one that has none.

use similar::TextDiff;

/// Lines around a change.
const CONTEXT: usize = 3;

/// The patch of one file; `path` is how it is called from the folder in which the patch is applied.
pub(crate) fn patch(path: &str, before: &str, after: &str) -> String {
    // A path from the root of the file system has no place for a prefix.
    let (old, new) = if path.starts_with('/') {
        (path.to_owned(), path.to_owned())
    } else {
        (format!("a/{path}"), format!("b/{path}"))
    };
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(CONTEXT).header(&old, &new).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_stay_and_a_missing_one_is_said() {
        assert_eq!(
            patch("a.yaml", "a: 1\r\nb: 2", "a: 1\r\nb: 3"),
            "--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\r\n-b: 2\n\\ No newline at end of file\n+b: 3\n\\ No newline at end of file\n"
        );
    }
}
