//! Putting a new text in the place of one that was read: only if the file still holds that one.
//!
//! It makes no new files. What the text is, and whether it is better, is the caller's business.

use std::fs;
use std::path::Path;

use crate::problem::{Problem, ProblemKind};
use crate::read::read_named;
use crate::write::write_whole;

/// Replaces the text of a file. It refuses where the file does not hold `before` any more, or may not be written.
pub fn rewrite(path: &Path, before: &str, after: &str) -> Result<(), Problem> {
    let problem = |words: &str| Problem::new(path, ProblemKind::Unwritable(words.to_owned()));
    if read_named(path)? != before {
        return Err(problem("it was changed by somebody else in the meantime"));
    }
    // A file is replaced by another one, to which what protects it would not matter.
    if fs::metadata(path).is_ok_and(|it| it.permissions().readonly()) {
        return Err(problem("it is read-only"));
    }
    write_whole(path, after.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_part_of_a_change_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "\u{feff}a: 1\r\nb: é").unwrap();
        rewrite(&path, "\u{feff}a: 1\r\nb: é", "\u{feff}a: 2\r\nb: é").unwrap();
        assert_eq!(fs::read(&path).unwrap(), "\u{feff}a: 2\r\nb: é".as_bytes());
    }

    #[test]
    fn a_file_that_was_changed_or_is_protected_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "a: 2\n").unwrap();
        let message = rewrite(&path, "a: 1\n", "a: 3\n").unwrap_err().message("a.yaml");
        assert_eq!(message, "cannot write `a.yaml`: it was changed by somebody else in the meantime");
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let message = rewrite(&path, "a: 2\n", "a: 3\n").unwrap_err().message("a.yaml");
        assert_eq!(message, "cannot write `a.yaml`: it is read-only");
        assert_eq!(fs::read_to_string(&path).unwrap(), "a: 2\n");
    }
}
