//! What the text of a scalar says: its characters, and its value in YAML's core schema.
//!
//! Knows nothing of trees. Decoding never fails: what is not well formed is kept as it is written.
//!
//! The trap: only plain text can be a number, a boolean or null; in quotes or in a block everything is text.

mod block;
mod flow;

pub(crate) use block::decode_block;
pub(crate) use flow::{decode_double_quoted, decode_plain, decode_single_quoted};

use std::borrow::Cow;

use crate::tree::Style;

/// A value of YAML's core schema.
#[derive(Clone, PartialEq, Debug)]
pub enum Scalar {
    /// `null`, `~`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number; whole numbers beyond 64 bits among them.
    Float(f64),
    /// Text.
    Str(String),
}

/// Whether a tag says that the value is text, however it looks.
pub(crate) fn is_string_tag(tag: &str) -> bool {
    matches!(tag, "!" | "!!str" | "!<tag:yaml.org,2002:str>")
}

/// Whether a tag says that even quoted text is to be read as a value.
fn is_value_tag(tag: &str) -> bool {
    matches!(tag, "!!int" | "!!float" | "!!bool" | "!!null")
}

/// The value of a scalar with this decoded text.
pub(crate) fn resolve(text: Cow<'_, str>, style: Style, tag: Option<&str>) -> Scalar {
    let is_plain = style == Style::Plain && !tag.is_some_and(is_string_tag);
    if is_plain || tag.is_some_and(is_value_tag) {
        return resolve_plain(&text).unwrap_or_else(|| Scalar::Str(text.into_owned()));
    }
    Scalar::Str(text.into_owned())
}

/// What plain text means in the core schema, unless it is just text.
fn resolve_plain(text: &str) -> Option<Scalar> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Scalar::Null),
        "true" | "True" | "TRUE" => Some(Scalar::Bool(true)),
        "false" | "False" | "FALSE" => Some(Scalar::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => Some(Scalar::Float(f64::NAN)),
        _ => number(text),
    }
}

fn number(text: &str) -> Option<Scalar> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return None;
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Some(Scalar::Float(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY }));
    }
    if !is_decimal(unsigned) {
        return None;
    }
    if let Ok(int) = text.parse() {
        return Some(Scalar::Int(int));
    }
    text.parse().ok().map(Scalar::Float)
}

fn radix(digits: &str, radix: u32) -> Option<Scalar> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    if let Ok(int) = i64::from_str_radix(digits, radix) {
        return Some(Scalar::Int(int));
    }
    let value = digits.chars().filter_map(|c| c.to_digit(radix));
    Some(Scalar::Float(value.fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(digit))))
}

/// `12`, `1.5`, `.5`, `1.`, `1e3`, without a sign.
fn is_decimal(text: &str) -> bool {
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    has_digits
        && all_digits(whole)
        && all_digits(fraction)
        && exponent.is_none_or(|digits| !digits.is_empty() && all_digits(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_follows_the_core_schema() {
        let int = |n| Some(Scalar::Int(n));
        let float = |n| Some(Scalar::Float(n));
        for (text, value) in [
            ("12", int(12)),
            ("-12", int(-12)),
            ("+7", int(7)),
            ("010", int(10)),
            ("0o17", int(15)),
            ("0x1F", int(31)),
            ("9223372036854775807", int(i64::MAX)),
            ("9223372036854775808", float(9_223_372_036_854_775_808.0)),
            ("0xffffffffffffffff", float(18_446_744_073_709_551_615.0)),
            ("1.5", float(1.5)),
            (".5", float(0.5)),
            ("1.", float(1.0)),
            ("-1e3", float(-1000.0)),
            ("-.INF", float(f64::NEG_INFINITY)),
            ("~", Some(Scalar::Null)),
            ("True", Some(Scalar::Bool(true))),
        ] {
            assert_eq!(resolve_plain(text), value, "{text}");
        }
        for text in [
            "yes", "on", "1_000", "0b1", "1.2.3", "-", "+", ".", "e3", "1e", "-0x1", "inf", "NaN", "0x",
            "1m", "null ",
        ] {
            assert_eq!(resolve_plain(text), None, "{text}");
        }
    }

    #[test]
    fn tags_overrule_the_look() {
        let read = |text: &'static str, style, tag| resolve(Cow::Borrowed(text), style, tag);
        assert_eq!(read("5", Style::DoubleQuoted, None), Scalar::Str("5".into()));
        assert_eq!(read("5", Style::Plain, Some("!!str")), Scalar::Str("5".into()));
        assert_eq!(read("5", Style::Plain, Some("!")), Scalar::Str("5".into()));
        assert_eq!(read("5", Style::SingleQuoted, Some("!!int")), Scalar::Int(5));
        assert_eq!(read("5", Style::Plain, Some("!local")), Scalar::Int(5));
    }
}
