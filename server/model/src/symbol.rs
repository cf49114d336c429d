//! Names: what a document defines and what it mentions.

use oam_catalog::Namespace;
use oam_syntax::{NodeId, Span};

/// A name within its namespace. Parameters belong to a component, variables and instances to an application.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolKey {
    /// What kind of name it is.
    pub namespace: Namespace,
    /// The component or application that owns it; `None` for names of the whole workspace.
    pub owner: Option<String>,
    /// The name.
    pub name: String,
}

/// A definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symbol {
    /// The name.
    pub key: SymbolKey,
    /// Where the name is written.
    pub span: Span,
    /// The whole thing that is defined.
    pub full: Span,
    /// The node of the name.
    pub node: NodeId,
}

/// A mention of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The name.
    pub key: SymbolKey,
    /// Where it is written.
    pub span: Span,
}

impl SymbolKey {
    /// A name of the whole workspace.
    pub fn global(namespace: Namespace, name: &str) -> Self {
        Self { namespace, owner: None, name: name.to_owned() }
    }

    /// A name that belongs to a component or application.
    pub fn owned(namespace: Namespace, owner: &str, name: &str) -> Self {
        Self { namespace, owner: Some(owner.to_owned()), name: name.to_owned() }
    }
}
