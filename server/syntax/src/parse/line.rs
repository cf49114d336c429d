//! What one line of a document says by itself: its dashes, its key, what its value looks like.
//!
//! For text whose indentation cannot be trusted, where the tree is a guess. It looks at one line, and beyond it only for
//! the end of quotes and brackets; which lines belong together is for others to find out.

use super::source::{Source, is_blank};
use crate::hole::has_hole;
use crate::layout::span;
use crate::scalar::{Scalar, decode_double_quoted, decode_plain, decode_single_quoted, resolve};
use crate::text::{Offset, Span};
use crate::tree::{Shape, Style};

/// One line, read without its neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct LineShape {
    /// Where its list markers stand.
    pub dashes: Vec<Offset>,
    /// The first thing behind the list markers.
    pub body: Offset,
    /// The decoded key and where it is written, if the line has one.
    pub key: Option<(String, Span)>,
    /// What follows the key, or the list markers where there is no key.
    pub value: LineValue,
    /// Where the value ends: on a later line if quotes or brackets go on that far.
    pub end: Offset,
}

/// What the value of a line looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum LineValue {
    /// None, at most a tag or an anchor.
    Nothing,
    /// Text without quotes, which the next line may go on.
    Plain(Scalar),
    /// Text in quotes.
    Quoted(String),
    /// `[…]`.
    List,
    /// `{…}`.
    Mapping,
    /// `*name`, or text that somebody else fills in.
    Unknown,
    /// `|` or `>`, with text on the lines below.
    Block,
    /// Quotes or brackets that nothing closes.
    Unclosed,
}

/// Reads the line of `text` whose first character that is no blank stands at `start`. A line of no content gives
/// [`LineValue::Nothing`] without a key.
pub fn line_shape(text: &str, start: Offset) -> LineShape {
    let source = Source::new(text);
    let mut at = source.skip_blanks(start.index());
    let mut dashes = Vec::new();
    while source.is_indicator(at, b'-') {
        dashes.push(Offset::new(at));
        at = source.skip_blanks(at + 1);
    }
    let body = Offset::new(at);
    let key = source.key_ahead(at).map(|key| {
        let from = behind_properties(&source, at);
        let raw = text.get(from..key.end).unwrap_or_default();
        at = source.skip_blanks(key.colon + 1);
        (decoded(raw, key.shape), span(from, key.end))
    });
    let (value, end) = value(text, &source, at);
    LineShape { dashes, body, key, value, end: Offset::new(end) }
}

fn decoded(raw: &str, shape: Shape) -> String {
    match shape {
        Shape::Scalar(Style::DoubleQuoted) => decode_double_quoted(raw),
        Shape::Scalar(Style::SingleQuoted) => decode_single_quoted(raw),
        _ => decode_plain(raw),
    }
    .into_owned()
}

fn behind_properties(source: &Source<'_>, mut at: usize) -> usize {
    while matches!(source.byte(at), b'&' | b'!') {
        while !source.is_space(at) {
            at += 1;
        }
        at = source.skip_blanks(at);
    }
    at
}

fn value(text: &str, source: &Source<'_>, at: usize) -> (LineValue, usize) {
    let at = behind_properties(source, at);
    let slice = |end: usize| text.get(at..end).unwrap_or_default();
    match source.byte(at) {
        b'\n' | b'\r' => (LineValue::Nothing, at),
        b'#' if at == 0 || is_blank(source.byte(at - 1)) || source.is_line_end(at - 1) => {
            (LineValue::Nothing, at)
        }
        b'|' | b'>' => (LineValue::Block, source.line_end(at)),
        quote @ (b'"' | b'\'') => match quoted_end(source, at, quote) {
            Some(end) if quote == b'"' => {
                (LineValue::Quoted(decode_double_quoted(slice(end)).into_owned()), end)
            }
            Some(end) => (LineValue::Quoted(decode_single_quoted(slice(end)).into_owned()), end),
            None => (LineValue::Unclosed, source.line_end(at)),
        },
        b'*' => (LineValue::Unknown, source.line_end(at)),
        b'{' if source.template_end(at).is_some() => (LineValue::Unknown, source.line_end(at)),
        bracket @ (b'[' | b'{') => match brackets_end(source, at) {
            Some(end) => (if bracket == b'[' { LineValue::List } else { LineValue::Mapping }, end),
            None => (LineValue::Unclosed, source.line_end(at)),
        },
        _ => {
            let end = plain_end(source, at);
            let raw = slice(end);
            let is_template = has_hole(raw);
            let scalar = || LineValue::Plain(resolve(decode_plain(raw), Style::Plain, None));
            (if is_template { LineValue::Unknown } else { scalar() }, end)
        }
    }
}

/// The end of plain text: a comment, or the end of the line.
fn plain_end(source: &Source<'_>, start: usize) -> usize {
    let mut at = start;
    while !(source.is_line_end(at) || source.byte(at) == b'#' && is_blank(source.byte(at - 1))) {
        at += 1;
    }
    start + source.slice(start, at).trim_ascii_end().len()
}

/// The end of quotes, on this line or a later one.
fn quoted_end(source: &Source<'_>, start: usize, quote: u8) -> Option<usize> {
    let mut at = start + 1;
    while at < source.len() {
        match source.byte(at) {
            b'\\' if quote == b'"' => at += 2,
            byte if byte != quote => at += 1,
            _ if quote == b'\'' && source.byte(at + 1) == quote => at += 2,
            _ => return Some(at + 1),
        }
    }
    None
}

/// The end of brackets, on this line or a later one.
fn brackets_end(source: &Source<'_>, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    while at < source.len() {
        match source.byte(at) {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            quote @ (b'"' | b'\'') if !source.byte(at - 1).is_ascii_alphanumeric() => {
                at = quoted_end(source, at, quote)?;
                continue;
            }
            b'#' if is_blank(source.byte(at - 1)) || source.is_line_end(at - 1) => {
                at = source.line_end(at);
                continue;
            }
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (usize, Option<String>, LineValue, &str) {
        let shape = line_shape(text, Offset::ZERO);
        (
            shape.dashes.len(),
            shape.key.map(|it| it.0),
            shape.value,
            text.get(shape.end.index()..).unwrap_or_default(),
        )
    }

    #[test]
    fn keys_and_values() {
        let key = |key: &str| Some(key.to_owned());
        assert_eq!(
            read("name: web # x"),
            (0, key("name"), LineValue::Plain(Scalar::Str("web".into())), " # x")
        );
        assert_eq!(read("- port: 80\n"), (1, key("port"), LineValue::Plain(Scalar::Int(80)), "\n"));
        assert_eq!(read("- - \"a b\": 'it''s'"), (2, key("a b"), LineValue::Quoted("it's".into()), ""));
        assert_eq!(read("spec: # here"), (0, key("spec"), LineValue::Nothing, "# here"));
        assert_eq!(read("spec: &a !!map"), (0, key("spec"), LineValue::Nothing, ""));
        assert_eq!(read("- -c"), (1, None, LineValue::Plain(Scalar::Str("-c".into())), ""));
        assert_eq!(read("value: |-\ntext"), (0, key("value"), LineValue::Block, "\ntext"));
        assert_eq!(read("host: {{ .Values.host }}"), (0, key("host"), LineValue::Unknown, ""));
        assert_eq!(read("plain text"), (0, None, LineValue::Plain(Scalar::Str("plain text".into())), ""));
        assert_eq!(read("# no content"), (0, None, LineValue::Nothing, "# no content"));
    }

    #[test]
    fn quotes_and_brackets_go_on() {
        assert_eq!(read("a: [1, \"]\",\n # ]\n 2] #\nb: 1").3, " #\nb: 1");
        assert_eq!(read("a: {b: 'x'}\nc: 1").2, LineValue::Mapping);
        assert_eq!(read("a: \"x\ny\"\nb: 1").2, LineValue::Quoted("x y".into()));
        assert_eq!(read("a: [1\nb: 1").2, LineValue::Unclosed);
        assert_eq!(read("a: it's\nb: 1").3, "\nb: 1");
    }
}
