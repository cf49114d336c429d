//! XML for reports: elements with attributes, indented. It reads none and knows no format.
//!
//! The trap: texts of users hold characters that XML cannot hold at all, escaped or not; they become `\u{…}`.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::output::Output;

/// An element in the making.
pub(super) struct Element {
    start: BytesStart<'static>,
    children: Vec<Child>,
}

enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self { start: BytesStart::new(name), children: Vec::new() }
    }

    pub(super) fn attribute(mut self, name: &str, value: &str) -> Self {
        // Line ends in attributes would come back as blanks; nothing here has any.
        self.start.push_attribute((name, &*clean(value)));
        self
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.children.push(Child::Text(clean(text).into_owned()));
        self
    }

    pub(super) fn child(mut self, child: Element) -> Self {
        self.children.push(Child::Element(child));
        self
    }

    pub(super) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Child::Element));
        self
    }

    fn write(self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        if self.children.is_empty() {
            return writer.write_event(Event::Empty(self.start));
        }
        let end = BytesEnd::new(self.start.name().as_ref().to_owned());
        writer.write_event(Event::Start(self.start))?;
        for child in self.children {
            match child {
                Child::Element(it) => it.write(writer)?,
                Child::Text(it) => writer.write_event(Event::Text(BytesText::new(&it)))?,
            }
        }
        writer.write_event(Event::End(end))
    }
}

/// Prints a document.
pub(super) fn print(root: Element, output: &mut Output) {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
    // A vector takes whatever is written to it.
    if writer.write_event(declaration).and_then(|()| root.write(&mut writer)).is_ok() {
        output.write(&format!("{}\n", String::from_utf8_lossy(&writer.into_inner())));
    }
}

fn clean(text: &str) -> Cow<'_, str> {
    let is_impossible =
        |it: char| (it < ' ' && !matches!(it, '\t' | '\n' | '\r')) || matches!(it, '\u{fffe}' | '\u{ffff}');
    if !text.contains(is_impossible) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    for it in text.chars() {
        if is_impossible(it) {
            cleaned.extend(it.escape_unicode());
        } else {
            cleaned.push(it);
        }
    }
    Cow::Owned(cleaned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_spelled_out() {
        assert_eq!(clean("a\u{1b}[0m\tb"), "a\\u{1b}[0m\tb");
        assert_eq!(clean("é😀\n"), "é😀\n");
    }
}
