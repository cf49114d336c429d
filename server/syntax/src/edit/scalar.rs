//! Writes a string as a YAML scalar that reads back as the same string.
//!
//! It quotes more than the YAML 1.2 core schema needs: most programs that will read these documents still take
//! `yes`, `0777` or `12:30` for something else, as YAML 1.1 did.

/// A string as a block scalar value: plain where possible, in double quotes where a plain one would not read back.
pub fn scalar_text(text: &str) -> String {
    quoted_if_needed(text, '"', false)
}

/// A string as a scalar, in the given quotes (`'` or `"`) where a plain one would not read back. Inside of brackets
/// more characters need them.
pub(crate) fn quoted_if_needed(text: &str, quote: char, is_flow: bool) -> String {
    let in_brackets = is_flow && text.contains(['[', ']', '{', '}', ',']);
    if is_plain(text) && !in_brackets { text.to_owned() } else { quoted(text, quote) }
}

/// A string in quotes. Single ones have no escapes, so that unprintable characters get double ones.
pub(crate) fn quoted(text: &str, quote: char) -> String {
    if quote == '\'' && !text.chars().any(is_unprintable) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if is_unprintable(c) => {
                let code = u32::from(c);
                written.extend(["\\u", &format!("{code:04X}")]);
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// Whether a plain scalar with this text is valid and is this string.
pub(crate) fn is_plain(text: &str) -> bool {
    is_plain_token(text) && !is_other_type(text)
}

/// Whether a plain scalar may have this text, whatever type it then has.
pub(crate) fn is_plain_token(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let starts_well = match first {
        '-' | '?' | ':' => chars.next().is_some_and(|second| !second.is_whitespace()),
        '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' | ',' | '[' | ']' | '{' | '}' => {
            false
        }
        c => !c.is_whitespace(),
    };
    starts_well
        && !text.ends_with([' ', '\t', ':'])
        && ![": ", ":\t", " #", "\t#", "{{"].iter().any(|mark| text.contains(mark))
        && !["---", "...", "<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| text.starts_with(mark))
        && !text.chars().any(is_unprintable)
}

/// Characters that only an escape can write, line breaks included.
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether some YAML version reads this plain text as null, a boolean, a number, a date or a merge key.
fn is_other_type(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let words = ["~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "="];
    words.contains(&lower.as_str()) || is_number_or_date(&lower)
}

/// Errs on the side of quotes: all that begins like a number and holds nothing but what numbers and dates may hold.
fn is_number_or_date(lower: &str) -> bool {
    let unsigned = lower.strip_prefix(['+', '-']).unwrap_or(lower);
    if matches!(unsigned, ".inf" | ".nan") {
        return true;
    }
    let prefixed = ["0x", "0o", "0b"].iter().find_map(|prefix| unsigned.strip_prefix(prefix));
    if let Some(digits) = prefixed {
        return digits.chars().all(|c| c.is_ascii_hexdigit() || c == '_');
    }
    let starts_like_one =
        unsigned.strip_prefix('.').unwrap_or(unsigned).starts_with(|c: char| c.is_ascii_digit());
    let is_timestamp = unsigned.starts_with(|c: char| c.is_ascii_digit()) && unsigned.contains('-');
    let may_hold = |c: char| match c {
        '0'..='9' | '.' | '_' | '+' | '-' | 'e' => true,
        ':' => !unsigned.contains("::"),
        't' | 'z' | ' ' => is_timestamp,
        _ => false,
    };
    // `1.2.3` and `10.0.0.1` are no numbers in any version.
    starts_like_one && unsigned.matches('.').count() <= 1 && unsigned.chars().all(may_hold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_where_it_reads_back() {
        for text in [
            "a",
            "nginx:1.17",
            "core.oam.dev/v1alpha1",
            "a b c",
            "-x",
            "?x",
            ":x",
            "a#b",
            "1Mi",
            "0.1.2x",
            "é漢😀",
            "don't",
            "say \"x\"",
            "a,b",
            "http://x/y?z=1#f",
            "a{b}",
            "yesterday",
            "2Gi",
            "e10",
            "x:y",
            "1.2.3",
        ] {
            assert_eq!(scalar_text(text), text);
        }
    }

    #[test]
    fn quotes_where_a_plain_one_is_something_else() {
        for text in [
            "",
            " a",
            "a ",
            "a: b",
            "a #b",
            "a:",
            "- a",
            "-",
            "?",
            ":",
            "#a",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            ",",
            "[a",
            "]",
            "{a",
            "}",
            "true",
            "No",
            "null",
            "~",
            "1",
            "-1.5",
            "1e3",
            ".5",
            "0x1F",
            "0o17",
            "0777",
            "1_000",
            "12:30",
            "2020-01-01",
            "2020-01-01T10:00:00Z",
            ".inf",
            "-.INF",
            ".NaN",
            "<<",
            "---",
            "--- a",
            "{{ x }}",
            "a {{ x }}",
            "'a'",
            "on",
            "Y",
            "=",
        ] {
            let written = scalar_text(text);
            assert!(written.starts_with('"') && written.ends_with('"'), "{text:?} is written {written}");
        }
        assert_eq!(scalar_text("a\nb\t\"\\\u{1}\u{2028}"), r#""a\nb\t\"\\\u0001\u2028""#);
    }

    #[test]
    fn single_quotes_double_themselves() {
        assert_eq!(quoted_if_needed("it's: so", '\'', false), "'it''s: so'");
        assert_eq!(quoted_if_needed("a\nb", '\'', false), "\"a\\nb\"");
        assert_eq!(quoted_if_needed("a,b", '\'', true), "'a,b'");
    }
}
