//! New YAML with placeholders, and how it is written: in blocks or in brackets, with tab stops or without.
//!
//! It knows columns and nothing of cursors; quoting for a place in quotes is done in `item`.

use std::fmt::Write;

use oam_syntax::edit::{BlockStyle, scalar_text};

use super::quotes::requoted;

/// A value to be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Insert {
    /// Parts of one scalar, as YAML text.
    Scalar(Vec<Part>),
    /// Keys and values.
    Map(Vec<(String, Insert)>),
    /// Items.
    Seq(Vec<Insert>),
    /// A mapping whose first key the user is going to write, on the next line.
    Open,
}

/// A part of a scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text that stays.
    Text(String),
    /// Text to be replaced by the user.
    Hole(String),
    /// One of several texts.
    Choice(Vec<String>),
}

impl Insert {
    /// A string as a scalar, quoted if needed.
    pub(super) fn string(text: &str) -> Self {
        Self::Scalar(vec![Part::Text(scalar_text(text))])
    }

    /// YAML text to be replaced by the user.
    pub(super) fn hole(text: impl Into<String>) -> Self {
        Self::Scalar(vec![Part::Hole(text.into())])
    }

    /// One of several YAML texts, the first of them where there are no tab stops.
    pub(super) fn choice(texts: Vec<String>) -> Self {
        Self::Scalar(vec![Part::Choice(texts)])
    }

    /// Nothing: the user writes the value behind the colon.
    pub(super) fn nothing() -> Self {
        Self::Scalar(Vec::new())
    }

    /// A mapping.
    pub(super) fn map<const N: usize>(entries: [(&str, Insert); N]) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    fn has_holes(&self) -> bool {
        match self {
            Self::Scalar(parts) => parts.iter().any(|it| !matches!(it, Part::Text(_))),
            Self::Map(entries) => entries.iter().any(|(_, it)| it.has_holes()),
            Self::Seq(items) => items.iter().any(Self::has_holes),
            Self::Open => true,
        }
    }
}

/// Writes inserts, counting tab stops.
pub(super) struct Printer {
    style: BlockStyle,
    is_snippet: bool,
    out: String,
    n_stops: usize,
}

impl Printer {
    /// A printer for inserts that have placeholders only if `inserts` do.
    pub(super) fn new<'i>(
        style: BlockStyle,
        snippets: bool,
        inserts: impl IntoIterator<Item = &'i Insert>,
    ) -> Self {
        let is_snippet = snippets && inserts.into_iter().any(Insert::has_holes);
        Self { style, is_snippet, out: String::new(), n_stops: 0 }
    }

    /// What has been written, and whether it has tab stops.
    pub(super) fn finish(self) -> (String, bool) {
        (self.out, self.is_snippet)
    }

    /// Text that stays as it is.
    pub(super) fn text(&mut self, text: &str) {
        if !self.is_snippet {
            self.out.push_str(text);
            return;
        }
        for c in text.chars() {
            if matches!(c, '$' | '\\' | '}') {
                self.out.push('\\');
            }
            self.out.push(c);
        }
    }

    /// A line break and the blanks before a column.
    pub(super) fn line(&mut self, column: u32) {
        self.out.push_str(self.style.newline);
        self.out.extend(std::iter::repeat_n(' ', column as usize));
    }

    /// `key: value`, the key in `column`.
    pub(super) fn entry(&mut self, key: &str, value: &Insert, column: u32) {
        self.text(&scalar_text(key));
        self.text(":");
        self.after_colon(value, column);
    }

    /// What follows the colon of a key in `column`.
    pub(super) fn after_colon(&mut self, value: &Insert, column: u32) {
        match value {
            Insert::Map(entries) if !entries.is_empty() => {
                let column = column + self.style.width;
                self.line(column);
                self.entries(entries, column);
            }
            Insert::Seq(items) if !items.is_empty() => self.items(items, column + self.style.list_offset),
            Insert::Open => {
                self.line(column + self.style.width);
                self.stop(&Part::Hole(String::new()));
            }
            Insert::Scalar(_) | Insert::Map(_) | Insert::Seq(_) => {
                self.text(" ");
                self.flow(value);
            }
        }
    }

    /// The entries of a mapping in `column`; the first one where the printer is.
    pub(super) fn entries(&mut self, entries: &[(String, Insert)], column: u32) {
        for (position, (key, value)) in entries.iter().enumerate() {
            if position > 0 {
                self.line(column);
            }
            self.entry(key, value, column);
        }
    }

    /// The items of a list with their dashes in `column`, each on a new line.
    pub(super) fn items(&mut self, items: &[Insert], column: u32) {
        for item in items {
            self.line(column);
            self.text("- ");
            self.content(item, column + 2);
        }
    }

    /// The contents of an item, or of a document, in `column`; they begin where the printer is.
    pub(super) fn content(&mut self, value: &Insert, column: u32) {
        match value {
            Insert::Map(entries) if !entries.is_empty() => self.entries(entries, column),
            _ => self.flow(value),
        }
    }

    /// A value in brackets, or a scalar.
    pub(super) fn flow(&mut self, value: &Insert) {
        match value {
            Insert::Scalar(parts) => {
                for part in requoted(parts, self.style.quote) {
                    self.stop(&part);
                }
            }
            Insert::Map(entries) => {
                self.text("{");
                for (position, (key, value)) in entries.iter().enumerate() {
                    self.text(if position > 0 { ", " } else { "" });
                    self.text(&format!("{}: ", scalar_text(key)));
                    self.flow(value);
                }
                self.text("}");
            }
            Insert::Seq(items) => {
                self.text("[");
                for (position, item) in items.iter().enumerate() {
                    self.text(if position > 0 { ", " } else { "" });
                    self.flow(item);
                }
                self.text("]");
            }
            Insert::Open => {
                self.text("{");
                self.stop(&Part::Hole(String::new()));
                self.text("}");
            }
        }
    }

    /// A part of a scalar; anything but text is a tab stop.
    fn stop(&mut self, part: &Part) {
        let shown = match part {
            Part::Text(it) | Part::Hole(it) => it.as_str(),
            Part::Choice(it) => it.first().map(String::as_str).unwrap_or_default(),
        };
        if matches!(part, Part::Text(_)) || !self.is_snippet {
            self.text(shown);
            return;
        }
        self.n_stops += 1;
        let n = self.n_stops;
        // Writing to a string cannot fail.
        let _ = match part {
            Part::Choice(texts) if texts.len() > 1 => {
                let escaped: Vec<String> =
                    texts.iter().map(|it| escape(it, &['$', '}', '\\', ',', '|'])).collect();
                write!(self.out, "${{{n}|{}|}}", escaped.join(","))
            }
            _ if shown.is_empty() => write!(self.out, "${n}"),
            _ => write!(self.out, "${{{n}:{}}}", escape(shown, &['$', '}', '\\'])),
        };
    }
}

fn escape(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: BlockStyle = BlockStyle { width: 2, list_offset: 0, quote: '"', newline: "\n" };

    fn trait_binding() -> Insert {
        let properties = Insert::map([("path", Insert::string("/")), ("port", Insert::hole("80"))]);
        Insert::map([("name", Insert::string("ingress")), ("properties", properties)])
    }

    #[test]
    fn blocks_follow_the_style() {
        let value = Insert::Seq(vec![trait_binding()]);
        let mut printer = Printer::new(STYLE, true, [&value]);
        printer.entry("traits", &value, 4);
        let expected =
            "traits:\n    - name: ingress\n      properties:\n        path: /\n        port: ${1:80}";
        assert_eq!(printer.finish(), (expected.to_owned(), true));
    }

    #[test]
    fn without_tab_stops_holes_are_text() {
        let value = trait_binding();
        let mut printer = Printer::new(STYLE, false, [&value]);
        printer.flow(&value);
        assert_eq!(printer.finish(), ("{name: ingress, properties: {path: /, port: 80}}".to_owned(), false));
    }

    #[test]
    fn dollars_and_braces_are_escaped_in_snippets_only() {
        let value = Insert::map([
            ("a$", Insert::hole("{}")),
            ("b", Insert::choice(vec!["x,y".to_owned(), "z".to_owned()])),
        ]);
        let mut printer = Printer::new(STYLE, true, [&value]);
        printer.entries(&[("a$".to_owned(), Insert::hole("{}"))], 0);
        assert_eq!(printer.finish().0, "a\\$: ${1:{\\}}");
        let mut printer = Printer::new(STYLE, true, [&value]);
        printer.flow(&value);
        assert_eq!(printer.finish().0, "{a\\$: ${1:{\\}}, b: ${2|x\\,y,z|}\\}");
    }
}
