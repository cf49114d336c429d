//! The address of a value inside one document: `spec.components[0].name`.
//!
//! It names a place, it holds no node: a path stays comparable after an edit, and may name what is not there yet.
//! Paths start at the root of a document; which document is the caller's knowledge.
//!
//! Keys that hold dots, brackets, quotes or blanks are written in double quotes (`labels."app.oam.dev/name"`), so that
//! the written form of every path reads back as the same path.

use std::fmt;
use std::str::FromStr;

/// The address of a value inside one document. The empty path is the document's root.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct YamlPath(Vec<PathSegment>);

/// One step of a [`YamlPath`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PathSegment {
    /// Into the value of this key of a mapping.
    Key(String),
    /// Into this item of a sequence, counted from zero.
    Index(usize),
}

impl YamlPath {
    /// The path of the document's root.
    pub fn root() -> YamlPath {
        YamlPath::default()
    }

    /// The steps, outermost first.
    pub fn segments(&self) -> &[PathSegment] {
        &self.0
    }

    /// Whether this is the path of the document's root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path of the value below `key`.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> YamlPath {
        self.0.push(PathSegment::Key(key.into()));
        self
    }

    /// The path of the item at `index`.
    #[must_use]
    pub fn index(mut self, index: usize) -> YamlPath {
        self.0.push(PathSegment::Index(index));
        self
    }

    /// Goes one step further down.
    pub fn push(&mut self, segment: PathSegment) {
        self.0.push(segment);
    }

    /// The path of what contains this; nothing for the root.
    pub fn parent(&self) -> Option<YamlPath> {
        let (_, front) = self.0.split_last()?;
        Some(YamlPath(front.to_vec()))
    }

    /// The last step; nothing for the root.
    pub fn last(&self) -> Option<&PathSegment> {
        self.0.last()
    }

    /// Whether `prefix` is this path or the path of something that contains it.
    pub fn starts_with(&self, prefix: &YamlPath) -> bool {
        self.0.starts_with(&prefix.0)
    }
}

impl From<Vec<PathSegment>> for YamlPath {
    fn from(segments: Vec<PathSegment>) -> YamlPath {
        YamlPath(segments)
    }
}

impl FromIterator<PathSegment> for YamlPath {
    fn from_iter<I: IntoIterator<Item = PathSegment>>(segments: I) -> YamlPath {
        YamlPath(segments.into_iter().collect())
    }
}

impl fmt::Display for YamlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                PathSegment::Index(index) => write!(f, "[{index}]")?,
                PathSegment::Key(key) => {
                    if position > 0 {
                        f.write_str(".")?;
                    }
                    write_key(f, key)?;
                }
            }
        }
        Ok(())
    }
}

/// Writes a key bare, or in quotes where a bare one would read back as something else.
fn write_key(f: &mut fmt::Formatter<'_>, key: &str) -> fmt::Result {
    if !key.is_empty() && key.chars().all(is_bare) {
        return f.write_str(key);
    }
    f.write_str("\"")?;
    for c in key.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            _ => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

/// Whether a key may hold this character without quotes.
fn is_bare(c: char) -> bool {
    !matches!(c, '.' | '[' | ']' | '"' | '\\') && !c.is_whitespace() && !c.is_control()
}

/// Why a text is not a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathError {
    /// A key is missing between dots, or after the last one.
    EmptyKey,
    /// A quoted key has no closing quote.
    UnclosedQuote,
    /// What stands in brackets is not a number, or the bracket is not closed.
    BadIndex,
    /// Something other than `.` or `[` follows a step.
    BadSeparator,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PathError::EmptyKey => "the path has an empty key, write `\"\"` if that is meant",
            PathError::UnclosedQuote => "the path has a quoted key without a closing quote",
            PathError::BadIndex => "the path has brackets without a number in them, write for example `[0]`",
            PathError::BadSeparator => "the path has a step that does not begin with `.` or `[`",
        })
    }
}

impl std::error::Error for PathError {}

impl FromStr for YamlPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<YamlPath, PathError> {
        let mut path = YamlPath::root();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('[') {
                let (number, after) = after.split_once(']').ok_or(PathError::BadIndex)?;
                path.push(PathSegment::Index(index(number)?));
                rest = after;
                continue;
            }
            rest = match rest.strip_prefix('.') {
                Some(after) if !path.is_root() => after,
                None if path.is_root() => rest,
                Some(_) => return Err(PathError::EmptyKey),
                None => return Err(PathError::BadSeparator),
            };
            let (key, after) = take_key(rest)?;
            path.push(PathSegment::Key(key));
            rest = after;
        }
        Ok(path)
    }
}

/// A number as [`YamlPath`] writes it: digits only, where `parse` would take `+1` too.
fn index(number: &str) -> Result<usize, PathError> {
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PathError::BadIndex);
    }
    number.parse().map_err(|_| PathError::BadIndex)
}

/// The key at the start of `text`, and what follows it.
fn take_key(text: &str) -> Result<(String, &str), PathError> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|c| !is_bare(c)).unwrap_or(text.len());
        let (key, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        return if key.is_empty() { Err(PathError::EmptyKey) } else { Ok((key.to_owned(), rest)) };
    };
    let mut key = String::new();
    let mut chars = quoted.chars();
    loop {
        match chars.next().ok_or(PathError::UnclosedQuote)? {
            '"' => return Ok((key, chars.as_str())),
            '\\' => match chars.next().ok_or(PathError::UnclosedQuote)? {
                'n' => key.push('\n'),
                c => key.push(c),
            },
            c => key.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_keys_and_indices() {
        let path = YamlPath::root().key("spec").key("components").index(0).key("name");
        assert_eq!(path.to_string(), "spec.components[0].name");
        assert_eq!(YamlPath::root().to_string(), "");
        assert_eq!(YamlPath::root().index(2).index(0).key("a").to_string(), "[2][0].a");
    }

    #[test]
    fn every_written_path_reads_back() {
        let keys = [
            "a",
            "app.oam.dev/name",
            "",
            "0",
            "a b",
            "[0]",
            "q\"uote",
            "back\\slash",
            "é漢😀",
            "two\nlines",
            "-x_y",
        ];
        for first in keys {
            for second in keys {
                let path = YamlPath::root().key(first).index(7).key(second).key(first);
                assert_eq!(path.to_string().parse(), Ok(path.clone()), "{path}");
                let listed = YamlPath::root().index(0).key(second);
                assert_eq!(listed.to_string().parse(), Ok(listed.clone()), "{listed}");
            }
        }
        assert_eq!("".parse(), Ok(YamlPath::root()));
    }

    #[test]
    fn malformed_paths_say_why() {
        for (text, error) in [
            (".a", PathError::EmptyKey),
            ("a..b", PathError::EmptyKey),
            ("a.", PathError::EmptyKey),
            ("a]", PathError::BadSeparator),
            ("a[0]b", PathError::BadSeparator),
            ("a[x]", PathError::BadIndex),
            ("a[+1]", PathError::BadIndex),
            ("a[]", PathError::BadIndex),
            ("a[1", PathError::BadIndex),
            ("a[99999999999999999999999]", PathError::BadIndex),
            ("a.\"b", PathError::UnclosedQuote),
            ("a.\"b\\", PathError::UnclosedQuote),
        ] {
            assert_eq!(text.parse::<YamlPath>(), Err(error), "{text}");
        }
    }

    #[test]
    fn parents_and_prefixes() {
        let path: YamlPath = "spec.traits[1]".parse().unwrap();
        assert_eq!(path.parent().unwrap().to_string(), "spec.traits");
        assert_eq!(path.last(), Some(&PathSegment::Index(1)));
        assert!(path.starts_with(&path.parent().unwrap()));
        assert!(path.starts_with(&YamlPath::root()));
        assert!(!path.starts_with(&"spec.trait".parse().unwrap()));
        assert_eq!(YamlPath::root().parent(), None);
    }
}
