//! Comments that switch a rule off: `# oam: allow RULE — reason` and `# oam: allow-file RULE — reason`.
//!
//! It reads them; which findings they cover, and whether a rule of that name exists, is decided where the rules are.
//!
//! The trap: a comment that begins with `# oam:` but is none of the two is an ordinary comment.

use crate::layout::{Layout, span};
use crate::{SourceDocument, Span};

/// A comment that switches a rule off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AllowDirective {
    /// The comment, from its `#` on.
    pub span: Span,
    /// Where the rule is named; empty, at the end of the comment, if it is not.
    pub rule_span: Span,
    /// The rule as it is written; empty if none is named.
    pub rule: String,
    /// What is written behind the dash.
    pub reason: Option<String>,
    /// Whether it holds for the whole file: `allow-file`.
    pub file_wide: bool,
    /// The line it stands on, from zero, in its document.
    pub line: u32,
    /// The last line it speaks about: its own behind other text, else the next one that is no comment.
    pub last_line: u32,
}

impl AllowDirective {
    /// Whether it speaks about a line of its document, or about all of the file.
    pub fn covers(&self, line: u32) -> bool {
        self.file_wide || (self.line..=self.last_line).contains(&line)
    }
}

/// The directives of a document, in order. A comment that names several rules, separated by commas, gives one for each.
pub fn directives(document: &SourceDocument) -> Vec<AllowDirective> {
    let layout = Layout::new(document.text());
    let comments = document.comments();
    let mut found: Vec<_> = comments.iter().flat_map(|comment| in_comment(layout, *comment)).collect();
    if found.iter().any(|it| !it.file_wide) {
        let whole_lines: Vec<u32> = comments
            .iter()
            .filter(|it| layout.indent_end(layout.line_start(it.start.index())) == it.start.index())
            .flat_map(|it| layout.line_number(it.start.index())..=layout.line_number(it.end.index()))
            .collect();
        for it in &mut found {
            while whole_lines.binary_search(&it.last_line).is_ok() {
                it.last_line += 1;
            }
        }
    }
    found
}

fn in_comment(layout: Layout<'_>, comment: Span) -> Vec<AllowDirective> {
    let text = layout.of(comment).trim_end();
    let (start, end) = (comment.start.index(), comment.start.index() + text.len());
    let Some((file_wide, arguments)) = verb(text) else { return Vec::new() };
    let (rules, reason) = rules_and_reason(arguments);
    let directive = |rule: &str, rule_start: usize| AllowDirective {
        span: span(start, end),
        rule_span: span(rule_start, rule_start + rule.len()),
        rule: rule.to_owned(),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        file_wide,
        line: layout.line_number(start),
        last_line: layout.line_number(start),
    };
    if rules.is_empty() {
        return vec![directive("", end)];
    }
    rules.into_iter().map(|(rule, at)| directive(rule, end - arguments.len() + at)).collect()
}

/// What follows `# oam: allow` or `# oam: allow-file`, and whether it is the latter.
fn verb(text: &str) -> Option<(bool, &str)> {
    let text = text.strip_prefix('#')?.trim_start().strip_prefix("oam:")?.trim_start();
    let rest = text.strip_prefix("allow")?;
    let (file_wide, rest) = rest.strip_prefix("-file").map_or((false, rest), |rest| (true, rest));
    let ends_here = rest.is_empty() || rest.starts_with(char::is_whitespace);
    ends_here.then_some((file_wide, rest))
}

/// Splits `rule, rule — reason` into the rules, with their positions, and the reason. Any dash or a colon may stand
/// between them, or nothing.
fn rules_and_reason(text: &str) -> (Vec<(&str, usize)>, &str) {
    let mut rules = Vec::new();
    let mut rest = text.trim_start();
    while rest.starts_with(char::is_alphanumeric) {
        let length = rest
            .find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '/' | '.'))
            .unwrap_or(rest.len());
        let (rule, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rules.push((rule, text.len() - rest.len()));
        rest = after.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None => break,
        }
    }
    (rules, rest.trim_start_matches(['—', '–', '-', ':', ' ', '\t']).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SourceText;

    /// One line for each directive: `line rule [reason]`, with `*` for a whole file.
    fn read(text: &str) -> Vec<String> {
        let source = SourceText::new(text);
        let mut lines = Vec::new();
        for slot in source.documents() {
            for found in directives(&slot.document) {
                let rule_text = found.rule_span.of(slot.document.text());
                assert_eq!(rule_text, found.rule, "the span is the rule's");
                assert!(found.span.of(slot.document.text()).starts_with('#'));
                let scope = if found.file_wide { "*" } else { "" };
                let reason = found.reason.as_deref().unwrap_or("none");
                assert!(found.covers(found.line));
                lines.push(format!("{}{scope} {} [{reason}]", found.last_line, found.rule));
            }
        }
        lines
    }

    #[test]
    fn on_a_line_above_and_behind() {
        let text = "# oam: allow-file old-dialect — legacy é漢\na: 1 # oam: allow unknown-trait — installed later\n\n  # oam: allow x\n";
        let expected = ["1* old-dialect [legacy é漢]", "1 unknown-trait [installed later]", "4 x [none]"];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn every_spelling_of_the_separator() {
        for separator in [" — ", " – ", " -- ", " - ", ": ", " : ", " ", " —"] {
            let text = format!("a: 1\r\n#oam:allow my-rule{separator}why not\r\n");
            assert_eq!(read(&text), ["2 my-rule [why not]"], "{text:?}");
        }
    }

    #[test]
    fn several_rules_and_none() {
        assert_eq!(
            read("# oam: allow a, b ,c — all: three"),
            ["1 a [all: three]", "1 b [all: three]", "1 c [all: three]"]
        );
        assert_eq!(read("# oam: allow"), ["1  [none]"]);
        assert_eq!(read("# oam: allow — why"), ["1  [why]"]);
        assert_eq!(read("# oam: allow-file   \n"), ["0*  [none]"]);
    }

    #[test]
    fn other_comments_are_left_alone() {
        let text = "# oam\n# oam: allowed x\n# allow x\n# oam: deny x\na: \"# oam: allow x\"\nb: |\n  # oam: allow x\n";
        assert_eq!(read(text), Vec::<String>::new());
    }

    #[test]
    fn comments_between_are_passed_over() {
        let text =
            "a:\n  # oam: allow x — y\n  # why\n  {{- if .z }}\n  b: 1\n  c: 2 # oam: allow x\n  d: 3\n";
        assert_eq!(read(text), ["4 x [y]", "5 x [none]"]);
    }

    #[test]
    fn lines_count_from_the_document() {
        assert_eq!(read("a: 1\n---\nb: 2\n# oam: allow x — y\n"), ["3 x [y]"]);
    }
}
