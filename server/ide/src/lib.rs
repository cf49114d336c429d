//! Features and rules: pure functions of a [`Workspace`](oam_model::workspace::Workspace), plain data in and out.
//!
//! Knows no protocol, no disk and no clock. Every offset that goes in or out is a byte offset of the whole file; inside,
//! documents have their own. Features never fail, they return less.

pub mod position;
pub mod finding;
pub mod rule;
mod rules;
mod schema_problems;
pub mod diagnostics;
mod suggest;
pub mod preview;

pub use diagnostics::diagnostics;
pub use finding::{Finding, Fix, Related, Severity};
pub use position::{FileEdit, FilePosition, FileSpan};
pub use preview::{Preview, PreviewNote, PreviewRequest, previews};
pub use rule::{FixKind, Group, Rule};
pub use rules::rules;

mod context;
mod at;
mod markdown;
mod cards;
pub mod completion;
pub mod hover;
pub mod definition;
pub mod references;
pub mod symbols;
pub mod actions;

pub use actions::{CodeAction, CodeActionKind, code_actions};
pub use completion::{CompletionConfig, CompletionItem, CompletionKind, completion};
pub use definition::{NavTarget, definition};
pub use hover::{Hover, hover};
pub use references::references;
pub use symbols::{DocumentSymbol, SymbolKind, WorkspaceSymbol, document_symbols, workspace_symbols};
