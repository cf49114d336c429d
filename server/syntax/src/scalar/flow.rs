//! Decoding of scalars that flow over lines: plain, single quoted and double quoted.
//!
//! They fold: a line break becomes a space, and blank lines become line breaks.
//!
//! The trap: in double quotes, blanks before a break are dropped unless an escape made them.

use std::borrow::Cow;

/// A plain scalar.
pub(crate) fn decode_plain(raw: &str) -> Cow<'_, str> {
    fold(raw)
}

/// A scalar in single quotes, with them.
pub(crate) fn decode_single_quoted(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('\'').unwrap_or(raw);
    let inner = inner.strip_suffix('\'').unwrap_or(inner);
    match fold(inner) {
        text if text.contains("''") => Cow::Owned(text.replace("''", "'")),
        text => text,
    }
}

/// A scalar in double quotes, with them.
pub(crate) fn decode_double_quoted(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('"').unwrap_or(raw);
    let inner = if ends_with_quote(inner) { inner.strip_suffix('"').unwrap_or(inner) } else { inner };
    if !inner.contains(['\\', '\n', '\r']) {
        return Cow::Borrowed(inner);
    }
    Cow::Owned(DoubleQuoted { rest: inner, out: String::with_capacity(inner.len()), kept: 0 }.decode())
}

/// Whether the text ends with a quote that is not escaped.
fn ends_with_quote(inner: &str) -> bool {
    let Some(before) = inner.strip_suffix('"') else { return false };
    before.bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 0
}

fn fold(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let (line, breaks) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(line.trim_end_matches([' ', '\t']));
        rest = push_folded(&mut out, breaks);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Writes what a run of line breaks folds to; returns the text behind them and the blanks of the next line.
fn push_folded<'t>(out: &mut String, breaks: &'t str) -> &'t str {
    let (lines, rest) = skip_breaks(breaks);
    if lines == 1 {
        out.push(' ');
    }
    out.extend(std::iter::repeat_n('\n', lines.saturating_sub(1)));
    rest
}

/// The number of line breaks at the start, and what follows them and the blanks between and behind them.
fn skip_breaks(mut rest: &str) -> (usize, &str) {
    let mut lines = 0;
    loop {
        let line = rest.trim_start_matches([' ', '\t']);
        let Some(next) = line.strip_prefix("\r\n").or_else(|| line.strip_prefix(['\n', '\r'])) else {
            return (lines, line);
        };
        lines += 1;
        rest = next;
    }
}

struct DoubleQuoted<'t> {
    rest: &'t str,
    out: String,
    /// The length of `out` that folding must not trim.
    kept: usize,
}

impl DoubleQuoted<'_> {
    fn decode(mut self) -> String {
        while let Some(at) = self.rest.find(['\\', '\n', '\r']) {
            let (text, special) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
            self.out.push_str(text);
            if let Some(escape) = special.strip_prefix('\\') {
                self.escape(escape);
            } else {
                let end = self.out.trim_end_matches([' ', '\t']).len().max(self.kept);
                self.out.truncate(end);
                self.rest = push_folded(&mut self.out, special);
            }
        }
        self.out.push_str(self.rest);
        self.out
    }

    /// An escape, without its backslash.
    fn escape(&mut self, escape: &str) {
        let source = self.rest;
        let at = source.len() - escape.len();
        let mut chars = escape.chars();
        let Some(c) = chars.next() else {
            self.out.push('\\');
            self.rest = "";
            return;
        };
        let after = at + c.len_utf8();
        let mut end = after;
        match c {
            '\n' | '\r' => {
                // An escaped break joins the lines; the blank lines behind it stay.
                let (lines, rest) = skip_breaks(source.get(at..).unwrap_or_default());
                self.out.extend(std::iter::repeat_n('\n', lines.saturating_sub(1)));
                end = source.len() - rest.len();
            }
            'x' | 'u' | 'U' => {
                let digits = match c {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                if let Some(decoded) = source.get(after..after + digits).and_then(code_point) {
                    self.out.push(decoded);
                    end = after + digits;
                } else {
                    self.out.push('\\');
                    self.out.push(c);
                }
            }
            _ => match simple_escape(c) {
                Some(decoded) => self.out.push(decoded),
                None => self.out.extend(['\\', c]),
            },
        }
        self.kept = self.out.len();
        self.rest = source.get(end..).unwrap_or_default();
    }
}

fn code_point(digits: &str) -> Option<char> {
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

fn simple_escape(c: char) -> Option<char> {
    Some(match c {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' => ' ',
        '"' => '"',
        '/' => '/',
        '\\' => '\\',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}
