//! Symbols: the outline of a file, and names of the whole workspace by a few letters of theirs.
//!
//! An outline follows the text, broken or not: what has no name yet is named by its place. YAML that is not OAM has none.

mod outline;
mod search;

use oam_syntax::Span;

use crate::position::FileSpan;

pub use outline::document_symbols;
pub use search::workspace_symbols;
pub(crate) use search::{best_matches, kind_of};

/// A part of a file's outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    /// Its name, never empty.
    pub name: String,
    /// A few words beside it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it, in bytes of the file.
    pub span: Span,
    /// Its name, or where it begins; within `span`.
    pub selection: Span,
    /// What it consists of.
    pub children: Vec<DocumentSymbol>,
}

/// A name somewhere in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The component or application that it belongs to.
    pub container: Option<String>,
    /// Where it is defined.
    pub at: FileSpan,
}

/// What symbols are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolKind {
    /// An application.
    Application,
    /// A component.
    Component,
    /// An instance of a component.
    Instance,
    /// A parameter that a component declares.
    Parameter,
    /// A value that an application gives a parameter.
    ParameterValue,
    /// A container of a component.
    Container,
    /// A variable of an application.
    Variable,
    /// A trait attached to an instance.
    Trait,
    /// A scope that an application creates.
    Scope,
    /// The definition of a trait.
    TraitDefinition,
    /// The definition of a workload type.
    WorkloadDefinition,
    /// The definition of a scope type.
    ScopeDefinition,
    /// Any other OAM document.
    Object,
}

impl SymbolKind {
    /// The word for it in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Component => "component",
            Self::Instance => "instance",
            Self::Parameter => "parameter",
            Self::ParameterValue => "parameter value",
            Self::Container => "container",
            Self::Variable => "variable",
            Self::Trait => "trait",
            Self::Scope => "scope",
            Self::TraitDefinition => "trait definition",
            Self::WorkloadDefinition => "workload type definition",
            Self::ScopeDefinition => "scope type definition",
            Self::Object => "object",
        }
    }
}
