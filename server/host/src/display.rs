//! Places as people and machines want to read them: paths, lines and columns.
//!
//! Pure functions: the disk is not asked.

use std::path::{Component, Path, PathBuf};

use oam_syntax::{Encoding, Offset, SourceText};

/// A place in a text as editors show it: both numbers from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// Where in a text a byte is.
pub fn line_column(text: &SourceText, at: Offset) -> LineColumn {
    let at = text.line_col(at, Encoding::Utf32);
    LineColumn { line: at.line + 1, column: at.column + 1 }
}

/// The path below a folder with `/` between its parts, whatever the system; the whole path if it is elsewhere.
pub fn relative(path: &Path, folder: &Path) -> String {
    let shown = match path.strip_prefix(folder) {
        Ok(rest) if rest.as_os_str().is_empty() => return ".".to_owned(),
        Ok(rest) => rest,
        Err(_) => path,
    };
    if shown.has_root() {
        return shown.to_string_lossy().replace('\\', "/");
    }
    let parts: Vec<_> = shown.components().map(|it| it.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Folds `.` and `..` away without asking the disk.
pub fn normalise(path: &Path) -> PathBuf {
    let mut folded = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                folded.pop();
            }
            _ => folded.push(part),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_below_the_folder() {
        assert_eq!(relative(Path::new("/w/a/b.yaml"), Path::new("/w")), "a/b.yaml");
        assert_eq!(relative(Path::new("/w"), Path::new("/w")), ".");
        assert_eq!(relative(Path::new("/x/b.yaml"), Path::new("/w")), "/x/b.yaml");
    }

    #[test]
    fn dots_are_folded() {
        assert_eq!(normalise(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
