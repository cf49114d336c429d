//! Places of a workspace as callers know them: a file and byte offsets in it.

use oam_model::workspace::{DocumentId, FileId, Workspace};
use oam_syntax::{Offset, Span};

/// A place between two characters of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilePosition {
    /// The file.
    pub file: FileId,
    /// Bytes from its start.
    pub offset: Offset,
}

/// A stretch of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileSpan {
    /// The file.
    pub file: FileId,
    /// Bytes from its start.
    pub span: Span,
}

/// A stretch of a file to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file.
    pub file: FileId,
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl FileSpan {
    /// The place in its file of a place in a document.
    pub(crate) fn in_document(workspace: &Workspace, document: DocumentId, span: Span) -> Self {
        Self { file: document.file, span: workspace.in_file(document, span) }
    }
}
