//! Features and rules: pure functions of a [`Workspace`](oam_model::workspace::Workspace), plain data in and out.
//!
//! Knows no protocol, no disk and no clock. Every offset that goes in or out is a byte offset of the whole file; inside,
//! documents have their own. Features never fail, they return less.

// Places, and what is there.
mod position;
mod context;
mod at;
// Findings.
mod finding;
mod rule;
mod rules;
mod schema_problems;
mod suggest;
mod kustomize;
mod diagnostics;
mod actions;
// Features.
mod completion;
mod hover;
mod definition;
mod references;
mod rename;
mod symbols;
mod preview;
// Words for people.
mod cards;
mod markdown;

pub use actions::{CodeAction, CodeActionKind, code_actions};
pub use completion::{CompletionConfig, CompletionItem, CompletionKind, completion};
pub use definition::{NavTarget, definition};
pub use diagnostics::diagnostics;
pub use finding::{Finding, Fix, Related, Severity, Tag};
pub use hover::{Hover, hover};
pub use position::{FileEdit, FilePosition, FileSpan};
pub use preview::{Preview, PreviewNote, PreviewRequest, Target, UnknownTarget, previews};
pub use references::references;
pub use rename::{RenameRefused, RenameTarget, prepare_rename, rename};
pub use rule::{FixKind, Group, Rule};
pub use rules::rules;
pub use suggest::nearest;
pub use symbols::{DocumentSymbol, SymbolKind, WorkspaceSymbol, document_symbols, workspace_symbols};
