//! Markdown for hovers and for the documentation of completions: the only place that knows its syntax.
//!
//! It decides how things look, not what is said. Text that comes from documents is escaped here.

use std::fmt::Write;

/// A text in the making, paragraph by paragraph.
#[derive(Debug, Default)]
pub(crate) struct Markdown {
    text: String,
}

impl Markdown {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The first line: what kind of thing it is, its name, and short facts.
    pub(crate) fn title(mut self, what: &str, name: &str, facts: &[String]) -> Self {
        let mut line = if what.is_empty() { String::new() } else { format!("{what} ") };
        let _ = write!(line, "**{}**", code(name));
        for fact in facts.iter().filter(|it| !it.is_empty()) {
            let _ = write!(line, " · {fact}");
        }
        self.push(&line);
        self
    }

    /// A paragraph, or several; it may hold Markdown already.
    pub(crate) fn paragraph(mut self, text: &str) -> Self {
        self.push(text.trim());
        self
    }

    /// As [`Self::paragraph`] where there is one.
    pub(crate) fn maybe(self, text: Option<impl AsRef<str>>) -> Self {
        match text {
            Some(it) => self.paragraph(it.as_ref()),
            None => self,
        }
    }

    /// Short facts on one line, which begins with a capital.
    pub(crate) fn line(mut self, facts: &[String]) -> Self {
        let facts: Vec<&str> = facts.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
        let line = facts.join(" · ");
        let mut letters = line.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        self.push(&first.chain(letters).collect::<String>());
        self
    }

    /// A table; nothing without rows.
    pub(crate) fn table<const N: usize>(mut self, headers: [&str; N], rows: &[[String; N]]) -> Self {
        if rows.is_empty() {
            return self;
        }
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let mut lines = vec![row(&headers.map(str::to_owned)), format!("|{}", "---|".repeat(N))];
        lines.extend(rows.iter().map(|it| row(&it.clone().map(|it| cell(&it)))));
        self.push(&lines.join("\n"));
        self
    }

    /// A piece of YAML, if there is any.
    pub(crate) fn yaml(mut self, text: &str) -> Self {
        if text.trim().is_empty() {
            return self;
        }
        let fence = if text.contains("```") { "~~~~" } else { "```" };
        self.push(&format!("{fence}yaml\n{}\n{fence}", text.trim_end()));
        self
    }

    /// The text, without a line break at its end.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    fn push(&mut self, paragraph: &str) {
        if paragraph.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(paragraph);
    }
}

/// A text in backticks, on one line, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Names in backticks with commas between them, at most `limit`, and how many more there are.
pub(crate) fn codes<'n>(names: impl IntoIterator<Item = &'n str>, limit: usize) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let mut shown: Vec<String> = names.iter().take(limit).map(|it| code(it)).collect();
    if let Some(more @ 1..) = names.len().checked_sub(limit) {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}

/// Text of a document as plain prose: nothing in it is Markdown, and it stays short.
pub(crate) fn prose(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(1_000) {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A value as YAML would have it, shortened.
pub(crate) fn value(json: &serde_json::Value) -> String {
    const LONGEST: usize = 120;
    let text = match json {
        serde_json::Value::String(it) if it.is_empty() => "\"\"".to_owned(),
        serde_json::Value::String(it) => it.clone(),
        other => other.to_string(),
    };
    if text.chars().count() > LONGEST {
        code(&text.chars().take(LONGEST).chain(['…']).collect::<String>())
    } else {
        code(&text)
    }
}

/// `1 time`, `2 times`.
pub(crate) fn times(n: usize) -> String {
    if n == 1 { "1 time".to_owned() } else { format!("{n} times") }
}

/// A cell of a table: one line, bars escaped.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("\\|", "|").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_have_blank_lines_between_them() {
        let text = Markdown::new()
            .title("trait", "ingress", &["rudr".to_owned()])
            .paragraph("")
            .paragraph("b\n")
            .finish();
        assert_eq!(text, "trait **`ingress`** · rudr\n\nb");
    }

    #[test]
    fn text_of_documents_cannot_break_out() {
        assert_eq!(code("a`b\nc"), "`` a`b c ``");
        assert_eq!(prose("<b> [x](y) | a_b"), "\\<b\\> \\[x\\](y) \\| a\\_b");
        let table = Markdown::new().table(["a"], &[["x | y\nz".to_owned()]]).finish();
        assert_eq!(table, "| a |\n|---|\n| x \\| y z |");
    }
}
