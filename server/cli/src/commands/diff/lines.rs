//! Two texts → lines with marks, as in a patch: what stays around a change, what goes, what comes.

use oam_ide::Located;
use similar::{ChangeTag, TextDiff};

/// Lines that stay around a change.
const CONTEXT: usize = 2;

/// A line with what happens to it.
pub(super) struct Line {
    /// ` `, `-`, `+`, or `…` for lines left out.
    pub(super) mark: char,
    pub(super) text: String,
}

/// What becomes of the lines of a text.
pub(super) fn lines(old: &str, new: &str) -> Vec<Line> {
    let (old, new) = without_mark(old, new);
    let diff = TextDiff::from_lines(old, new);
    let mut lines: Vec<Line> = Vec::new();
    let mut end = 0;
    for (position, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        let start = group.first().map_or(0, |it| it.old_range().start);
        if position > 0 || start > end {
            lines.push(Line { mark: '…', text: String::new() });
        }
        for change in group.iter().flat_map(|it| diff.iter_changes(it)) {
            let mark = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            lines.push(Line { mark, text: change.value().trim_end_matches(['\r', '\n']).to_owned() });
        }
        end = group.last().map_or(end, |it| it.old_range().end);
    }
    lines
}

/// Texts of several lines stand behind a `|`, which is no line of theirs; it stays where it is what differs.
fn without_mark<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    let split = |text: &'t str| match text.split_once('\n') {
        Some((mark @ ("|" | "|-"), rest)) => Some((mark, rest)),
        _ => None,
    };
    match (split(old), split(new)) {
        (Some((one, old)), Some((other, new))) if one == other => (old, new),
        (Some((_, old)), None) if new.is_empty() => (old, new),
        (None, Some((_, new))) if old.is_empty() => (old, new),
        _ => (old, new),
    }
}

/// A value that is short enough to stand beside another on a line; nothing stands for nothing.
pub(super) fn single(located: Option<&Located>) -> Option<&str> {
    let Some(located) = located else { return Some("") };
    let is_list = located.value.as_array().is_some_and(|it| !it.is_empty());
    let is_mapping = located.value.as_object().is_some_and(|it| !it.is_empty());
    let line = located.yaml.strip_suffix('\n').unwrap_or(&located.yaml);
    (!is_list && !is_mapping && !line.contains('\n') && line.chars().count() <= 80).then_some(line)
}
