//! YAML text as a tree with real positions, whatever state the text is in.
//!
//! Any text gives a tree and a list of errors; nothing here fails. Knows YAML, and nothing of OAM, of JSON, of
//! files or of the editor's protocol.
//!
//! The trap: a text is split into its YAML documents first, and all offsets inside a document count from that
//! document's start ([`DocumentSlot::start`]).

mod comment;
mod cursor;
mod document;
pub mod edit;
pub mod format;
mod hole;
mod layout;
mod parse;
mod path;
mod punctuation;
mod scalar;
mod text;
mod tree;

pub use comment::{AllowDirective, directives};
pub use cursor::{Cursor, Place, cursor};
pub use document::{SourceDocument, SyntaxError, SyntaxErrorKind};
pub use hole::{first_hole, has_hole, may_become};
pub use parse::{ERROR_LIMIT, LineShape, LineValue, STRICT_LIMIT, line_shape};
pub use path::{PathError, PathSegment, YamlPath};
pub use scalar::Scalar;
pub use text::{Buffer, DocumentSlot, Encoding, LineCol, Offset, SourceText, Span, TextChange};
pub use tree::{Entry, MERGE_LIMIT, Node, NodeId, NodeKind, Style, Tree};
