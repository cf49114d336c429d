//! The mentions of a name within one file, for as long as the cursor rests on it.
//!
//! The same names as in `references`; other files are left alone.

use oam_model::workspace::Workspace;
use oam_syntax::Span;

use crate::at::name_at;
use crate::context::DocumentContext;
use crate::definition::{definitions, name_span};
use crate::position::FilePosition;
use crate::references::mentions;

/// A mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Highlight {
    /// Where it is, in bytes of the file.
    pub span: Span,
    /// Whether the name is defined here; else it is only used.
    pub is_definition: bool,
}

/// The places of the file in which the name at a place stands, in their order.
pub fn document_highlights(workspace: &Workspace, position: FilePosition) -> Vec<Highlight> {
    let Some((ctx, at)) = DocumentContext::at(workspace, position) else { return Vec::new() };
    let Some(found) = name_at(&ctx, at) else { return Vec::new() };
    let mut highlights: Vec<Highlight> = Vec::new();
    for key in &found.keys {
        let defined = definitions(workspace, key).into_iter().map(|it| (name_span(workspace, it), true));
        let mentioned = mentions(workspace, key).into_iter().map(|it| (it, false));
        let own = defined.chain(mentioned).filter(|(at, _)| at.file == position.file);
        highlights.extend(own.map(|(at, is_definition)| Highlight { span: at.span, is_definition }));
    }
    // What is defined and mentioned in one place is a definition.
    highlights.sort_unstable_by_key(|it| (it.span, !it.is_definition));
    highlights.dedup_by_key(|it| it.span);
    highlights
}
