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
    let mut above: Vec<(usize, &str)> = Vec::new();
    for (position, line) in lines(text).enumerate() {
        let Some(Parsed { up, column, length, words }) = parse(line) else {
            above.push((position, line));
            continue;
        };
        let malformed = |message| Malformed { line: position + 1, message };
        let Some((target, pointed_at)) = above.iter().rev().nth(up) else {
            return Err(malformed("there is no line above it"));
        };
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
        found.push(Marker { line: *target, column, length, text: words.to_owned() });
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

/// What a line says that is a marker.
struct Parsed<'t> {
    /// How many lines to skip on the way up; markers do not count.
    up: usize,
    column: usize,
    length: Option<usize>,
    words: &'t str,
}

/// `#   ^^^ words`, `#^ words`, `# <- words` or `# <-3:25 words`.
fn parse(line: &str) -> Option<Parsed<'_>> {
    let comment = line.trim_start_matches(' ');
    let own_column = line.len() - comment.len();
    let inside = comment.strip_prefix('#')?;
    let mark = inside.trim_start_matches(' ');
    if let Some(words) = mark.strip_prefix("<-") {
        let (up, column, words) = far(words).unwrap_or((0, own_column, words));
        return Some(Parsed { up, column, length: None, words: words.trim() });
    }
    let words = mark.trim_start_matches('^');
    let length = mark.len() - words.len();
    let column = own_column + 1 + (inside.len() - mark.len());
    (length > 0).then(|| Parsed { up: 0, column, length: Some(length), words: words.trim() })
}

/// `3:25 words`: a place that is three lines up, in column 25, both counted from one.
fn far(text: &str) -> Option<(usize, usize, &str)> {
    let (place, words) = text.split_once(' ')?;
    let (up, column) = place.split_once(':')?;
    Some((up.parse::<usize>().ok()?.checked_sub(1)?, column.parse::<usize>().ok()?.checked_sub(1)?, words))
}

/// The line of a marker for `length` characters at `column` of the line above, or of one further up.
pub fn marker_line(up: usize, column: usize, length: usize, words: &str) -> String {
    match (up, column) {
        (0, 0) => format!("# <- {words}"),
        (0, _) => format!("#{}{} {words}", " ".repeat(column - 1), "^".repeat(length.max(1))),
        _ => format!("# <-{}:{} {words}", up + 1, column + 1),
    }
}

/// How many lines below each line the first one is that a comment may follow: a comment inside a block scalar is none.
pub fn below_block(text: &[&str]) -> Vec<usize> {
    let indentation = |it: &str| it.len() - it.trim_start_matches(' ').len();
    let mut distances = vec![0; text.len()];
    let mut first = 0;
    while first < text.len() {
        let line = text[first].trim_end();
        let header = line.rsplit([' ', ':']).next().unwrap_or_default();
        let is_block = line.contains([':', '-']) && matches!(header, "|" | "|-" | "|+" | ">" | ">-" | ">+");
        let inside = |it: &&&str| it.trim().is_empty() || indentation(it) > indentation(line);
        let n_lines = if is_block { text[first + 1..].iter().take_while(inside).count() } else { 0 };
        let block = &text[first..=first + n_lines];
        let last = first + block.iter().rposition(|it| !it.trim().is_empty()).unwrap_or(0);
        (first..last).for_each(|it| distances[it] = last - it);
        first = last + 1;
    }
    distances
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
            let text = format!("abcdef\n{}\n", marker_line(0, column, 1, "x"));
            assert_eq!(place(&text).1, column);
        }
        assert_eq!(place(&format!("abcdef\nb\n\n{}\n", marker_line(2, 3, 1, "x"))), (0, 3, None));
    }

    #[test]
    fn a_block_scalar_has_its_markers_below() {
        let text = ["a: |", "  {", "", "  }", "", "b: 1"];
        assert_eq!(below_block(&text), [3, 2, 1, 0, 0, 0]);
        assert_eq!(below_block(&["- >-", "  b", " c: d", "e"]), [2, 1, 0, 0]);
    }

    #[test]
    fn other_comments_are_no_markers() {
        assert_eq!(markers("a: b # ^ no\n# note ^\n#\n").expect("well formed"), []);
    }
}
