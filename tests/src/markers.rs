//! Markers: comments in a fixture that point at text above them.
//!
//! The grammar is in `tests/README.md`. Markers stay in the text: a fixture is byte for byte what an editor opens.

use std::fmt;

/// A comment that speaks about a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The line of the place, from 0.
    pub line: usize,
    /// The column of the place in characters, from 0.
    pub column: usize,
    /// How many characters are marked; nothing for `<-`, which marks a place and no length.
    pub length: Option<usize>,
    /// What is said about it.
    pub text: String,
}

/// What is wrong with a fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The line of the marker, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: &'static str,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed marker in line {}: {}", self.line, self.message)
    }
}

/// All markers of a text, in its order.
pub fn markers(text: &str) -> Result<Vec<Marker>, Malformed> {
    let mut found = Vec::new();
    let mut above: Option<(usize, &str)> = None;
    for (position, line) in lines(text).enumerate() {
        let Some((column, length, words)) = parse(line) else {
            above = Some((position, line));
            continue;
        };
        let malformed = |message| Malformed { line: position + 1, message };
        let Some((target, pointed_at)) = above else { return Err(malformed("there is no line above it")) };
        let width = pointed_at.chars().count();
        if column > width {
            return Err(malformed("it points behind the end of the line above"));
        }
        if length.is_some_and(|it| it > 1 && column + it > width) {
            return Err(malformed("it marks more than the line above has"));
        }
        if words.is_empty() {
            return Err(malformed("it says nothing"));
        }
        found.push(Marker { line: target, column, length, text: words.to_owned() });
    }
    Ok(found)
}

/// Whether a line is nothing but a marker.
pub fn is_marker(line: &str) -> bool {
    parse(line).is_some()
}

/// Whether a place is inside a marker, or right behind one.
pub fn is_in_marker(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    at > start && is_marker(lines(&text[start..]).next().unwrap_or_default())
}

/// The lines of a text without their terminators, the one behind the last terminator included.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|it| it.strip_suffix('\r').unwrap_or(it))
}

/// `#   ^^^ words`, `#^ words` or `# <- words`: column, length and words.
fn parse(line: &str) -> Option<(usize, Option<usize>, &str)> {
    let comment = line.trim_start_matches(' ');
    let own_column = line.len() - comment.len();
    let inside = comment.strip_prefix('#')?;
    let mark = inside.trim_start_matches(' ');
    if let Some(words) = mark.strip_prefix("<-") {
        return Some((own_column, None, words.trim()));
    }
    let words = mark.trim_start_matches('^');
    let length = mark.len() - words.len();
    let column = own_column + 1 + (inside.len() - mark.len());
    (length > 0).then(|| (column, Some(length), words.trim()))
}

/// The line of a marker for `length` characters at `column`.
pub fn marker_line(column: usize, length: usize, words: &str) -> String {
    match column {
        0 => format!("# <- {words}"),
        _ => format!("#{}{} {words}", " ".repeat(column - 1), "^".repeat(length.max(1))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> (usize, usize, Option<usize>) {
        let found = markers(text).expect("well formed");
        let [only] = found.as_slice() else { panic!("one marker: {found:?}") };
        (only.line, only.column, only.length)
    }

    #[test]
    fn carets_point_at_the_line_above() {
        assert_eq!(place("- name: é b\n  #       ^ hover\n"), (0, 10, Some(1)));
        assert_eq!(place("a: b\nc: dd\n#  ^^ x\n"), (1, 3, Some(2)));
    }

    #[test]
    fn an_arrow_stands_for_its_own_column() {
        assert_eq!(place("ab: c\n# <- x\n"), (0, 0, None));
    }

    #[test]
    fn markers_stack_below_their_line() {
        let found = markers("abc\n# ^ x\n#^ y\n").expect("well formed");
        assert_eq!(found.iter().map(|it| (it.line, it.column)).collect::<Vec<_>>(), [(0, 2), (0, 1)]);
    }

    #[test]
    fn malformed_markers_are_rejected() {
        for text in ["#  ^ x\n", "ab\n#   ^ x\n", "ab\n#^^ x\n", "ab\n# ^\n"] {
            assert!(markers(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn written_markers_read_back() {
        for column in 0..5 {
            let text = format!("abcdef\n{}\n", marker_line(column, 1, "x"));
            assert_eq!(place(&text).1, column);
        }
    }

    #[test]
    fn other_comments_are_no_markers() {
        assert_eq!(markers("a: b # ^ no\n# note ^\n#\n").expect("well formed"), []);
    }
}
