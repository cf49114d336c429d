//! What a selection grows to, step by step: word, text, value, entry, mapping, item, list, document, file.
//!
//! It follows the tree and knows nothing of OAM but calls of variables, which are words of their own inside strings.

use oam_model::variable::variable_calls;
use oam_model::workspace::Workspace;
use oam_syntax::{Node, NodeKind, Offset, SourceDocument, Span};

use crate::at::without_quotes;
use crate::position::FilePosition;

/// The stretches around a place, in bytes of the file: each lies within the next, the last is the whole file.
pub fn selection_ranges(workspace: &Workspace, position: FilePosition) -> Vec<Span> {
    let Some(file) = workspace.file(position.file) else { return Vec::new() };
    let whole = Span::new(Offset::ZERO, file.text().len());
    let mut found: Vec<Span> = Vec::new();
    if let Some((document, at)) = workspace.document_at(position.file, position.offset)
        && let Some(model) = workspace.document(document)
    {
        found = around(model.source(), at).into_iter().map(|it| workspace.in_file(document, it)).collect();
    }
    found.push(whole);
    let mut steps: Vec<Span> = Vec::new();
    for span in found {
        let grows = steps.last().is_none_or(|last| span.contains_span(*last) && span != *last);
        if grows && !span.is_empty() && span.contains(position.offset) {
            steps.push(span);
        }
    }
    if steps.is_empty() { vec![Span::empty(position.offset.min(whole.end))] } else { steps }
}

fn around(source: &SourceDocument, at: Offset) -> Vec<Span> {
    let text = source.text();
    let mut steps = Vec::new();
    if let Some(comment) = source.comments().iter().find(|it| it.start < at && at <= it.end) {
        steps.extend([word(text, *comment, at), *comment]);
    }
    let mut node = source.node_at(at);
    if let Some(it) = node.filter(|it| it.kind() == NodeKind::Scalar) {
        steps.extend(inside_scalar(text, it, at));
    }
    while let Some(it) = node {
        steps.push(it.span());
        // From an item of a list on its dash belongs to it.
        steps.extend(dash(text, it).map(|start| Span::new(start, it.span().end)));
        steps.extend(it.entry().map(oam_syntax::Entry::span));
        node = it.parent();
    }
    let trimmed = text.trim_end();
    steps.push(Span::new(Offset::ZERO, Offset::new(trimmed.len())));
    steps
}

/// A word, a call of a variable with its name, a line of a longer text, and all between the quotes.
fn inside_scalar(text: &str, node: Node<'_>, at: Offset) -> Vec<Span> {
    let start = node.span().start;
    let mut steps = vec![word(text, node.span(), at)];
    for call in variable_calls(node.raw()) {
        let span = |range: std::ops::Range<usize>| {
            Span::new(start + Offset::new(range.start), start + Offset::new(range.end))
        };
        let whole = span(call.range);
        if whole.contains(at) {
            steps.extend([span(call.name_range), whole]);
        }
    }
    if node.raw().contains('\n') {
        steps.push(line(text, at));
    }
    steps.push(without_quotes(text, node.span()));
    steps
}

/// The letters, digits and `-`, `_`, `.` around a place.
fn word(text: &str, within: Span, at: Offset) -> Span {
    let is_word = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
    let before = Span::new(within.start, at).of(text);
    let after = Span::new(at, within.end).of(text);
    let n_before = before.len() - before.trim_end_matches(is_word).len();
    let n_after = after.len() - after.trim_start_matches(is_word).len();
    Span::new(at - Offset::new(n_before), at + Offset::new(n_after))
}

/// The line of a place, without its indentation.
fn line(text: &str, at: Offset) -> Span {
    let before = text.get(..at.index()).unwrap_or_default();
    let after = text.get(at.index()..).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |it| it + 1);
    let end = at.index() + after.find(['\n', '\r']).unwrap_or(after.len());
    let line = text.get(start..end).unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    Span::new(Offset::new(start + indent), Offset::new(end))
}

/// Where the dash of an item of a block list is, if it is in the item's first line.
fn dash(text: &str, node: Node<'_>) -> Option<Offset> {
    let list = node.parent().filter(|it| it.kind() == NodeKind::Sequence && !it.is_flow())?;
    let before = Span::new(list.span().start, node.span().start).of(text);
    let blank = before.trim_end_matches([' ', '\t']);
    blank.ends_with('-').then(|| list.span().start + Offset::new(blank.len() - 1))
}
