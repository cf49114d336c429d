//! Where a name is written, and how it is written anew.
//!
//! The trap: an anchored name is written once and stands in several places. It changes with its anchor, and only if all
//! of these places mean the same thing.

use oam_model::workspace::{DocumentId, Workspace};
use oam_syntax::edit::replace_scalar;
use oam_syntax::{Node, NodeKind, Offset, SourceDocument, Span};

use super::names::Subject;
use super::{RenameRefused, refused};
use crate::at::without_quotes;
use crate::definition::definitions;
use crate::position::FileEdit;
use crate::references::mention_places;

/// A place where the name is written: a document, and the word in it without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) document: DocumentId,
    pub(super) span: Span,
    pub(super) is_definition: bool,
}

impl Place {
    /// The scalar that is the whole word; nothing where the word is a part of one.
    pub(super) fn scalar<'w>(&self, source: &'w SourceDocument) -> Option<Node<'w>> {
        let node = source.node_at(self.span.start)?;
        let is_whole = without_quotes(source.text(), node.span()) == self.span;
        (is_whole && matches!(node.kind(), NodeKind::Scalar | NodeKind::Alias)).then_some(node)
    }
}

/// Every place of a name, each once, by document and place.
pub(super) fn places(workspace: &Workspace, subject: &Subject) -> Result<Vec<Place>, RenameRefused> {
    let mut places: Vec<Place> = Vec::new();
    for key in &subject.keys {
        let defined = definitions(workspace, key).into_iter().map(|it| (*it, true));
        let mentioned = mention_places(workspace, key).into_iter().map(|it| (it, false));
        for (it, is_definition) in defined.chain(mentioned) {
            let Some(source) = source(workspace, it.document) else { continue };
            let span = without_quotes(source.text(), it.span);
            places.push(Place { document: it.document, span, is_definition });
        }
    }
    places.sort_by_key(|it| (it.document, it.span, !it.is_definition));
    places.dedup_by_key(|it| (it.document, it.span));
    for place in &places {
        check_anchor(workspace, *place, &places)?;
    }
    Ok(places)
}

fn source(workspace: &Workspace, document: DocumentId) -> Option<&SourceDocument> {
    Some(workspace.document(document)?.source())
}

/// Refuses a name whose anchor or alias is used for something else.
fn check_anchor(workspace: &Workspace, place: Place, places: &[Place]) -> Result<(), RenameRefused> {
    let Some(source) = source(workspace, place.document) else { return Ok(()) };
    let Some(node) = place.scalar(source) else { return Ok(()) };
    let target = node.resolved();
    if node.kind() != NodeKind::Alias && node.anchor().is_none() {
        return Ok(());
    }
    let is_ours = |it: Node<'_>| {
        let span = without_quotes(source.text(), it.span());
        places.iter().any(|place_| place_.document == place.document && place_.span == span)
    };
    let aliases =
        source.nodes().filter(|it| it.kind() == NodeKind::Alias && it.resolved().id() == target.id());
    if is_ours(target) && aliases.into_iter().all(is_ours) {
        return Ok(());
    }
    let anchor = target.anchor().unwrap_or_default();
    refused(format!(
        "the name is written at the anchor `&{anchor}`, which is used for something else as well"
    ))
}

/// The part of a mention that is the name users see.
pub(super) fn word(subject: &Subject, text: &str, span: Span) -> Span {
    let raw = text.get(span.start.index()..span.end.index()).unwrap_or_default();
    match raw.strip_suffix(subject.word()) {
        Some(before) if subject.is_kind() => {
            Span::new(Offset::new(span.start.index() + before.len()), span.end)
        }
        _ => span,
    }
}

/// The edits of all places.
pub(super) fn edits(
    workspace: &Workspace,
    subject: &Subject,
    places: &[Place],
    new: &str,
) -> Result<Vec<FileEdit>, RenameRefused> {
    let mut edits = Vec::new();
    for place in places {
        let Some(source) = source(workspace, place.document) else { continue };
        let to_file = |span: Span| workspace.in_file(place.document, span);
        let Some(scalar) = place.scalar(source) else {
            let text = new.to_owned();
            edits.push(FileEdit { file: place.document.file, span: to_file(place.span), text });
            continue;
        };
        if scalar.kind() == NodeKind::Alias {
            continue;
        }
        let old = scalar.text();
        let Some(before) = old.strip_suffix(subject.word()) else {
            return refused(format!(
                "the name is written as `{old}` in one place, which cannot be changed safely"
            ));
        };
        let changes = replace_scalar(scalar, &format!("{before}{new}"));
        edits.extend(changes.into_iter().map(|it| FileEdit {
            file: place.document.file,
            span: to_file(it.span),
            text: it.text,
        }));
    }
    Ok(edits)
}
