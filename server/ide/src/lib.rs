//! Features and rules: pure functions of a [`Workspace`](oam_model::workspace::Workspace), plain data in and out.
//!
//! Knows no protocol, no disk and no clock. Every offset that goes in or out is a byte offset of the whole file; inside,
//! documents have their own. Features never fail, they return less.

// Places, and what is there.
mod places;
mod position;
mod context;
mod at;
// Findings.
mod finding;
mod rule;
mod rule_page;
mod rules;
mod schema_problems;
mod restore;
mod suggest;
mod kept;
mod kubernetes_names;
mod kustomize;
mod suppressions;
mod diagnostics;
mod single_rule;
mod shape;
mod fix;
mod changes;
mod actions;
mod bulk;
mod allow;
// Features.
mod completion;
mod hover;
mod definition;
mod topology;
mod type_definition;
mod usage;
mod implementation;
mod references;
mod rename;
mod highlight;
mod linked_editing;
mod call_hierarchy;
mod symbols;
mod selection;
mod folding;
mod links;
mod semantic_tokens;
mod inlay_hints;
mod lens;
mod preview;
mod preview_damage;
mod preview_holes;
mod unknowns;
mod diff;
mod diff_json;
mod diff_text;
mod format;
// What instances get, and what comes of it.
mod given;
mod amounts;
// Words for people.
mod cards;
mod markdown;

pub use actions::refactoring::{
    NewFile, RefactorConfig, Refactored, Refactoring, RefactoringKind, refactor, refactorings,
};
pub use actions::{CodeAction, CodeActionKind, code_actions};
pub use bulk::{BulkFix, bulk_edits, bulk_fixes, has_safe_fixes};
pub use call_hierarchy::{Call, HierarchyItem, incoming_calls, outgoing_calls, prepare_call_hierarchy};
pub use changes::changes;
pub use completion::{
    CompletionConfig, CompletionItem, CompletionKind, Completions, completion, completion_documentation,
};
pub use definition::{NavTarget, definition};
pub use diagnostics::diagnostics;
pub use diff::{
    Change, Difference, FieldDifference, FieldEvent, Located, NoteDifference, ObjectDifference, Side, diff,
};
pub use diff_json::DiffSide;
pub use diff_text::{SideText, diff_texts};
pub use finding::{Finding, Fix, Reach, Related, Severity, Tag};
pub use fix::{Check, FixConfig, Fixed, Left, Obstacle, Safety, fix};
pub use folding::{Fold, FoldKind, folding_ranges};
pub use format::{FormatConfig, FormatObstacle, Formatted, LeftAlone, format, format_on_type, format_range};
pub use highlight::{Highlight, document_highlights};
pub use hover::{Hover, hover};
pub use implementation::implementation;
pub use inlay_hints::{HintConfig, HintPart, InlayHint, inlay_hints};
pub use kept::KeptFindings;
pub use lens::{Lens, LensAction, LensKind, ResolvedLens, code_lenses, resolve_lens};
pub use linked_editing::linked_editing;
pub use links::{Link, LinkTarget, document_links};
pub use position::{FileEdit, FilePosition, FileSpan};
pub use preview::{Preview, PreviewNote, PreviewRequest, Target, UnknownTarget, previews};
pub use references::references;
pub use rename::{RenameRefused, RenameTarget, prepare_rename, rename};
pub use rule::{FixKind, Group, Rule};
pub use rule_page::rule_page;
pub use rules::rules;
pub use selection::selection_ranges;
pub use semantic_tokens::{Token, TokenKind, TokenModifier, semantic_tokens};
pub use shape::shape;
pub use single_rule::findings_of;
pub use suggest::nearest;
pub use symbols::{DocumentSymbol, SymbolKind, WorkspaceSymbol, document_symbols, workspace_symbols};
pub use topology::{Picture, Theme, Topology, topologies, topology_differences};
pub use type_definition::type_definition;
pub use unknowns::{Unknown, UnknownReason, unknowns};
pub use usage::{ApplicationUsage, usages};
