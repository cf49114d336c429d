//! Holes: stretches of text that somebody else fills in before anyone reads the document.
//!
//! Template engines write `{{ … }}`, `{% … %}` and `{# … #}`, environments `${NAME}`, `${NAME:-default}` and `$(NAME)`.
//! It finds them in text and does not know what they stand for. OAM's own calls (`[fromVariable(x)]`) are no holes.

use std::ops::Range;

use memchr::memchr2_iter;
use memchr::memmem::find;

/// Whether some of a text is filled in by somebody else.
pub fn has_hole(text: &str) -> bool {
    next_hole(text.as_bytes(), 0).is_some()
}

/// The first stretch of a text that is filled in by somebody else.
pub fn first_hole(text: &str) -> Option<&str> {
    text.get(next_hole(text.as_bytes(), 0)?)
}

/// Whether a name with holes may turn out to be the given one: a hole may stand for any characters.
pub fn may_become(pattern: &str, name: &str) -> bool {
    let mut rest = name;
    let mut known = 0;
    let mut is_first = true;
    while let Some(hole) = next_hole(pattern.as_bytes(), known) {
        let part = pattern.get(known..hole.start).unwrap_or_default();
        let Some(at) = (if is_first { rest.starts_with(part).then_some(0) } else { rest.find(part) }) else {
            return false;
        };
        rest = rest.get(at + part.len()..).unwrap_or_default();
        known = hole.end;
        is_first = false;
    }
    let last = pattern.get(known..).unwrap_or_default();
    if is_first { rest == last } else { rest.ends_with(last) }
}

/// The first hole at or behind a place.
fn next_hole(text: &[u8], from: usize) -> Option<Range<usize>> {
    // What is not closed once is not closed behind that either.
    let mut unclosed = Vec::new();
    memchr2_iter(b'{', b'$', text.get(from..)?).map(|at| from + at).find_map(|at| {
        let closing = text.get(at..at + 2).and_then(closing);
        if closing.is_some_and(|it| unclosed.contains(it)) {
            return None;
        }
        let end = template_end(text, at).or_else(|| environment_end(text, at));
        unclosed.extend(closing.filter(|_| end.is_none()));
        Some(at..end?)
    })
}

/// The longest default in `${NAME:-default}` that is looked for.
const LONGEST_DEFAULT: usize = 1024;

/// What ends the instruction to a template engine that begins with these characters.
pub(crate) fn closing(opening: &[u8]) -> Option<&'static [u8; 2]> {
    match opening {
        b"{{" => Some(b"}}"),
        b"{%" => Some(b"%}"),
        b"{#" => Some(b"#}"),
        _ => None,
    }
}

/// Where an instruction to a template engine that starts here ends.
pub(crate) fn template_end(text: &[u8], at: usize) -> Option<usize> {
    let closing = closing(text.get(at..at + 2)?)?;
    find(text.get(at + 2..)?, closing).map(|n| at + 2 + n + 2)
}

/// Where `${NAME…}` or `$(NAME)` that starts here ends, on its line.
pub(crate) fn environment_end(text: &[u8], at: usize) -> Option<usize> {
    let (opening, rest) = text.get(at..)?.split_at_checked(2)?;
    let closing = match opening {
        b"${" => b'}',
        b"$(" => b')',
        _ => return None,
    };
    if !rest.first().is_some_and(|it| it.is_ascii_alphabetic() || *it == b'_') {
        return None;
    }
    let name = rest.iter().position(|it| !(it.is_ascii_alphanumeric() || b"_.-".contains(it)))?;
    let behind = *rest.get(name)?;
    if behind == closing {
        return Some(at + 2 + name + 1);
    }
    // `${NAME:-default}` and its relatives; the default may hold another hole.
    if closing != b'}' || !b":?+=#%/^,@".contains(&behind) {
        return None;
    }
    let mut depth = 1_usize;
    for (n, byte) in rest.iter().enumerate().skip(name).take(LONGEST_DEFAULT) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'\n' | b'\r' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 2 + n + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_found() {
        for text in [
            "{{ .Values.x }}",
            "a{{- x -}}b",
            "{% if x %}",
            "{# why #}",
            "${A}",
            "${A:-b}",
            "x-${A:-${B}}",
            "$(Build.Id)",
            "{{ a\n  b }}",
        ] {
            assert!(has_hole(text), "{text}");
        }
    }

    #[test]
    fn other_text_has_none() {
        for text in [
            "{{ x",
            "[fromVariable(x)]",
            "$",
            "${",
            "$A",
            "^a${1,3}",
            "$(date +%s)",
            "{a: {b: 1}}",
            "${A b}",
            "$$",
        ] {
            assert!(!has_hole(text), "{text}");
        }
    }

    #[test]
    fn names_with_holes_stand_for_some_names() {
        assert!(may_become("{{ .x }}", "anything"));
        assert!(may_become("{{ .x }}-web", "shop-web"));
        assert!(!may_become("{{ .x }}-web", "shop-db"));
        assert!(may_become("a{{ x }}b${C}d", "a-b-d"));
        assert!(!may_become("a{{ x }}b", "ab-"));
        assert!(may_become("web", "web"));
        assert!(!may_become("web", "webs"));
    }
}
