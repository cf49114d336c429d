//! Text as it may go to a terminal: no control character of a document or a path steers it.
//!
//! Colours stay, for they are our own and change nothing but the looks. What is not meant to be coloured is made [`plain`].

use std::borrow::Cow;

/// Text whose control characters are shown as `\u{1b}`; line breaks, tabs and colours stay.
pub(crate) fn coloured(text: &str) -> Cow<'_, str> {
    shown(text, true)
}

/// Text whose control characters are shown as `\u{1b}`; line breaks and tabs stay.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    shown(text, false)
}

fn shown(text: &str, has_colours: bool) -> Cow<'_, str> {
    if !text.contains(|it: char| it.is_control() && !matches!(it, '\n' | '\t')) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut chars = text.char_indices();
    while let Some((at, it)) = chars.next() {
        let rest = text.get(at + it.len_utf8()..).unwrap_or_default();
        let colour = if it == '\u{1b}' && has_colours { colour(rest) } else { None };
        if let Some(colour) = colour {
            shown.push(it);
            shown.push_str(colour);
            chars.nth(colour.len() - 1);
        } else if it.is_control() && !matches!(it, '\n' | '\t') && !(it == '\r' && rest.starts_with('\n')) {
            shown.extend(it.escape_unicode());
        } else {
            shown.push(it);
        }
    }
    Cow::Owned(shown)
}

/// The part of a sequence behind its escape character, if it sets a colour: `[1;31m`.
fn colour(rest: &str) -> Option<&str> {
    let numbers = rest.strip_prefix('[')?;
    let length = numbers.find(|it: char| !it.is_ascii_digit() && it != ';')?;
    let is_colour = numbers.get(length..)?.starts_with('m');
    rest.get(..length + 2).filter(|_| is_colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_spelt_out() {
        assert_eq!(plain("a\tb\r\nc é"), "a\tb\r\nc é");
        assert_eq!(plain("\u{1b}[31mred\u{7}"), "\\u{1b}[31mred\\u{7}");
        assert_eq!(plain("over\rwritten\u{9b}2J"), "over\\u{d}written\\u{9b}2J");
    }

    #[test]
    fn colours_alone_may_stay() {
        assert_eq!(coloured("\u{1b}[1;31mred\u{1b}[0m"), "\u{1b}[1;31mred\u{1b}[0m");
        assert_eq!(coloured("\u{1b}[2J\u{1b}]0;x\u{7}\u{1b}"), "\\u{1b}[2J\\u{1b}]0;x\\u{7}\\u{1b}");
    }
}
