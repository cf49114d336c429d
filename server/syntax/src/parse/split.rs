//! Splitting a text into YAML documents, before anything is parsed.
//!
//! A `---` or `...` at the start of a line is always a boundary, inside block scalars and quotes as well: damage
//! in one document never reaches the next.
//!
//! The trap: directives belong to the `---` that follows them, so where a document ends depends on the lines
//! behind it.

use crate::text::line_breaks;

/// What a line means for the split.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    Start,
    End,
    Directive,
    /// `%YAML` and `%TAG`, which mean directives even where a document has not been closed by `...`.
    KnownDirective,
    Blank,
    Content,
}

/// The texts of the documents, in order; together they are the whole text. Always at least one.
pub(crate) fn split(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut piece_start = 0;
    let mut is_open = false;
    let mut directives_start = None;
    let mut line_start = 0;
    for line_end in line_breaks(text).chain(std::iter::once(text.len())) {
        if line_end <= line_start {
            continue;
        }
        let mut cut = None;
        let line = text.get(line_start..line_end).unwrap_or_default();
        // A byte order mark may open a document, and only that.
        let line =
            if line_start == piece_start { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
        let line = classify(line);
        match line {
            Line::Start => {
                cut = is_open.then_some(directives_start.unwrap_or(line_start));
                is_open = true;
            }
            Line::End => {
                cut = Some(line_end);
                is_open = false;
            }
            Line::Content => is_open = true,
            Line::Blank | Line::Directive | Line::KnownDirective => {}
        }
        directives_start = match line {
            Line::KnownDirective => directives_start.or(Some(line_start)),
            Line::Start | Line::End | Line::Directive | Line::Blank | Line::Content => None,
        };
        if let Some(cut) = cut {
            pieces.extend(text.get(piece_start..cut));
            piece_start = cut;
        }
        line_start = line_end;
    }
    if piece_start < text.len() || pieces.is_empty() {
        pieces.extend(text.get(piece_start..));
    }
    pieces
}

fn classify(line: &str) -> Line {
    match line.as_bytes() {
        [b'-', b'-', b'-', rest @ ..] if is_blank(rest) => Line::Start,
        [b'.', b'.', b'.', rest @ ..] if is_blank(rest) => Line::End,
        [b'%', ..] if ["%YAML ", "%TAG "].iter().any(|name| line.starts_with(name)) => Line::KnownDirective,
        [b'%', ..] => Line::Directive,
        [b'#', ..] => Line::Blank,
        line => match line.iter().find(|b| !matches!(b, b' ' | b'\t' | b'\r' | b'\n')) {
            None | Some(b'#') => Line::Blank,
            Some(_) => Line::Content,
        },
    }
}

fn is_blank(rest: &[u8]) -> bool {
    matches!(rest.first(), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn markers_are_boundaries_everywhere() {
        assert_eq!(
            split("a: 1\n---\nb: |\n  x\n---\nc: \"\n---\n"),
            ["a: 1\n", "---\nb: |\n  x\n", "---\nc: \"\n", "---\n"]
        );
        assert_eq!(split("a\r---\rb"), ["a\r", "---\rb"]);
        assert_eq!(split("---\r\n---\r\n"), ["---\r\n", "---\r\n"]);
        assert_eq!(split("a\n--- # x\n---x\n ---\n"), ["a\n", "--- # x\n---x\n ---\n"]);
    }

    #[test]
    fn what_precedes_a_marker_goes_with_the_right_document() {
        assert_eq!(split("# header\n\n---\na\n"), ["# header\n\n---\na\n"]);
        assert_eq!(split("\u{feff}---\na\n---\nb"), ["\u{feff}---\na\n", "---\nb"]);
        assert_eq!(
            split("%YAML 1.2\n---\na\n...\n%TAG ! x\n---\nb\n"),
            ["%YAML 1.2\n---\na\n...\n", "%TAG ! x\n---\nb\n"]
        );
        assert_eq!(split("a\n%YAML 1.2\n---\nb\n"), ["a\n", "%YAML 1.2\n---\nb\n"]);
        assert_eq!(split("--- |\n%!PS\n...\n"), ["--- |\n%!PS\n...\n"]);
        assert_eq!(split("a\n...\n...\nb"), ["a\n...\n", "...\n", "b"]);
    }

    #[test]
    fn there_is_always_a_document() {
        assert_eq!(split(""), [""]);
        assert_eq!(split("\u{feff}"), ["\u{feff}"]);
        assert_eq!(split("\n\n"), ["\n\n"]);
    }
}
