//! Whether a document says the same after some edits: the same data, the same comments.
//!
//! It compares what is written, node by node: an alias with an alias, quotes with quotes. Places do not count.

use oam_syntax::edit::{Edit, apply_edits};
use oam_syntax::{Node, NodeKind, SourceDocument, SourceText};

/// Whether the edited text is one document without errors that says what the document says.
pub(super) fn says_the_same(document: &SourceDocument, edits: &[Edit]) -> bool {
    let after = SourceText::new(&apply_edits(document.text(), edits));
    let [slot] = after.documents() else { return false };
    let after = &slot.document;
    if !after.errors().is_empty() || !comments(document).eq(comments(after)) {
        return false;
    }
    let mut rest = match (document.root(), after.root()) {
        (Some(before), Some(after)) => vec![(before, after)],
        (before, after) => return before.is_none() && after.is_none(),
    };
    while let Some((before, after)) = rest.pop() {
        if !is_same(before, after) || before.children().count() != after.children().count() {
            return false;
        }
        rest.extend(before.children().zip(after.children()));
    }
    true
}

fn comments(document: &SourceDocument) -> impl Iterator<Item = &str> {
    document.comments().iter().map(|it| it.of(document.text()).trim_end())
}

fn lines(node: Node<'_>) -> impl Iterator<Item = &str> {
    node.raw().lines().map(str::trim_start)
}

fn is_same(before: Node<'_>, after: Node<'_>) -> bool {
    let shape = |it: Node<'_>| (it.kind(), it.style(), it.is_flow());
    let properties = |it: Node<'_>| (it.tag().map(str::to_owned), it.anchor().map(str::to_owned));
    shape(before) == shape(after)
        && properties(before) == properties(after)
        && match before.kind() {
            NodeKind::Scalar => before.text() == after.text(),
            // What is filled in knows only lines; what they are indented with is not a part of the text.
            NodeKind::Template => before.text() == after.text() && lines(before).eq(lines(after)),
            NodeKind::Alias => before.raw() == after.raw(),
            NodeKind::Mapping | NodeKind::Sequence | NodeKind::Missing => true,
        }
}
