//! Renaming: another name for a thing of the workspace, at its definitions and at every mention, whatever file they are in.
//!
//! It changes all or nothing. A name that a platform brings along, that is taken, or that its place does not allow is refused
//! with the reason; so is one of which some mention cannot be written anew. What only happens to have the same text (labels,
//! host names, file names) stays.

mod legal;
mod names;
mod places;
mod plural;

use oam_model::workspace::Workspace;
use oam_syntax::Span;

use crate::at::{NameAt, name_at};
use crate::context::DocumentContext;
use crate::position::{FileEdit, FilePosition};

/// What would be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameTarget {
    /// The word at the place that was asked about, in bytes of the file.
    pub span: Span,
    /// The name as it is now; of a workload type, the kind.
    pub name: String,
}

/// Why something is not renamed: one sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameRefused(pub String);

/// What is at a place, if it can be renamed.
pub fn prepare_rename(workspace: &Workspace, at: FilePosition) -> Result<RenameTarget, RenameRefused> {
    let (ctx, found) = name_under(workspace, at).ok_or_else(nothing_here)?;
    let subject = names::subject(workspace, &found.keys)?;
    places::places(workspace, &subject)?;
    let span = places::word(&subject, ctx.source.text(), found.span);
    Ok(RenameTarget { span: ctx.in_file(span), name: subject.word().to_owned() })
}

/// The edits that give the thing at a place another name; none overlap, and there are none if the name stays the same.
pub fn rename(workspace: &Workspace, at: FilePosition, new: &str) -> Result<Vec<FileEdit>, RenameRefused> {
    let (_, found) = name_under(workspace, at).ok_or_else(nothing_here)?;
    let subject = names::subject(workspace, &found.keys)?;
    if new == subject.word() {
        return Ok(Vec::new());
    }
    let places = places::places(workspace, &subject)?;
    legal::check(workspace, &subject, &places, new)?;
    names::is_free(workspace, &subject, new)?;
    let mut edits = places::edits(workspace, &subject, &places, new)?;
    edits.extend(plural::edits(workspace, &subject, &places, new));
    edits.sort_by_key(|it| (it.file, it.span));
    Ok(edits)
}

/// The name at a place. Of a call that is the variable: on the words around it there is nothing to be typed anew.
fn name_under(workspace: &Workspace, at: FilePosition) -> Option<(DocumentContext<'_>, NameAt)> {
    let (ctx, local) = DocumentContext::at(workspace, at)?;
    let found = name_at(&ctx, local)?;
    (found.span.start <= local && local <= found.span.end).then_some((ctx, found))
}

fn nothing_here() -> RenameRefused {
    RenameRefused("there is no name here that can be changed".to_owned())
}

fn refused<T>(reason: impl Into<String>) -> Result<T, RenameRefused> {
    Err(RenameRefused(reason.into()))
}
