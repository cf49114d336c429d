//! Looking ahead on one line: where plain text ends, whether a key stands here.
//!
//! Only looks, and never further than the line's end.
//!
//! The trap: `{{ … }}` is text to a template engine, so colons and brackets in it mean nothing here.

use super::source::{Source, is_blank, is_flow_indicator};
use crate::tree::{Shape, Style};

/// Plain text on one line.
#[derive(Clone, Copy)]
pub(super) struct PlainLine {
    /// Its end, without blanks.
    pub(super) end: usize,
    /// The `:` that ends it.
    pub(super) colon: Option<usize>,
}

impl PlainLine {
    pub(super) const SHAPE: Shape = Shape::Scalar(Style::Plain);
}

/// A key and its colon, on one line.
#[derive(Clone, Copy)]
pub(super) struct KeyAhead {
    pub(super) shape: Shape,
    pub(super) end: usize,
    pub(super) colon: usize,
}

/// Whether plain text is inside brackets, where commas and brackets end it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Context {
    Block,
    Flow,
}

impl Source<'_> {
    /// The plain text that starts here.
    pub(super) fn plain_line(&self, start: usize, context: Context) -> PlainLine {
        let mut at = start;
        let mut plain = PlainLine { end: start, colon: None };
        let in_flow = context == Context::Flow;
        while at < self.len() {
            match self.byte(at) {
                b'\n' | b'\r' => break,
                b' ' | b'\t' => {
                    at += 1;
                    continue;
                }
                b'#' if at > start && is_blank(self.byte(at - 1)) => break,
                b':' if self.is_space(at + 1) || in_flow && is_flow_indicator(self.byte(at + 1)) => {
                    plain.colon = Some(at);
                    break;
                }
                b'{' | b'$' => {
                    if let Some(end) = self.template_end(at).or_else(|| self.environment_end(at)) {
                        at = end;
                        plain.end = end;
                        continue;
                    }
                    if in_flow && self.byte(at) == b'{' {
                        break;
                    }
                }
                b',' | b'[' | b']' | b'}' if in_flow => break,
                _ => {}
            }
            at += 1;
            plain.end = at;
        }
        plain
    }

    /// The end of a quoted scalar that starts and ends on this line.
    pub(super) fn quoted_on_line(&self, start: usize) -> Option<usize> {
        let quote = self.byte(start);
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let mut at = start + 1;
        while !self.is_line_end(at) {
            let byte = self.byte(at);
            if quote == b'"' && byte == b'\\' {
                // The break behind a `\` at the line's end is for the loop to see.
                at += if self.is_line_end(at + 1) { 1 } else { 2 };
            } else if quote == b'\'' && byte == quote && self.byte(at + 1) == quote {
                at += 2;
            } else if let Some(end) = self.quoted_template_end(at, quote) {
                at = end;
            } else if byte == quote {
                return Some(at + 1);
            } else {
                at += 1;
            }
        }
        None
    }

    /// The end of a tag, an anchor or an alias.
    pub(super) fn property_end(&self, start: usize, context: Context) -> usize {
        let mut at = start + 1;
        if self.slice(start, start + 2) == b"!<" {
            while !self.is_space(at) && self.byte(at) != b'>' {
                at += 1;
            }
            return if self.is_space(at) { at } else { at + 1 };
        }
        while !(self.is_space(at) || context == Context::Flow && is_flow_indicator(self.byte(at))) {
            at += 1;
        }
        at
    }

    /// The end of a bracket that starts and ends on this line.
    fn brackets_on_line(&self, start: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut at = start;
        loop {
            if self.is_line_end(at) {
                return None;
            }
            match self.byte(at) {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                b'"' | b'\'' if !self.byte(at - 1).is_ascii_alphanumeric() => {
                    at = self.quoted_on_line(at)?;
                    continue;
                }
                _ => {}
            }
            at += 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }

    /// The key that stands here, behind its tag and anchor if it has them.
    pub(super) fn key_ahead(&self, mut start: usize) -> Option<KeyAhead> {
        while matches!(self.byte(start), b'&' | b'!') {
            start = self.skip_blanks(self.property_end(start, Context::Block));
            if self.is_line_end(start) {
                return None;
            }
        }
        let (shape, end) = match self.byte(start) {
            b'"' => (Shape::Scalar(Style::DoubleQuoted), self.quoted_on_line(start)?),
            b'\'' => (Shape::Scalar(Style::SingleQuoted), self.quoted_on_line(start)?),
            b'[' => (Shape::FlowSequence, self.brackets_on_line(start)?),
            b'{' if self.template_end(start).is_none() => (Shape::FlowMapping, self.brackets_on_line(start)?),
            b'*' => (Shape::Alias, self.property_end(start, Context::Block)),
            b'#' | b'|' | b'>' | b'@' | b'`' | b'%' | b',' | b']' | b'}' => return None,
            b'-' | b'?' | b':' if self.is_space(start + 1) => return None,
            _ => {
                let plain = self.plain_line(start, Context::Block);
                return plain.colon.map(|colon| KeyAhead { shape: PlainLine::SHAPE, end: plain.end, colon });
            }
        };
        let colon = self.skip_blanks(end);
        self.is_indicator(colon, b':').then_some(KeyAhead { shape, end, colon })
    }
}
