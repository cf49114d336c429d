//! What OAM is: kinds, platforms, traits, workload types and scopes, all loaded from `schemas/`.
//!
//! This crate knows no documents and no positions in them; it answers questions about names and about
//! places in a schema, and checks plain JSON values. Nothing is read before somebody asks for it.

mod capability;
mod catalog;
mod embedded;
mod entry;
mod kind;
mod kubernetes;
mod label;
mod limits;
mod load;
mod namespace;
mod platform;
mod problem;
mod properties;
mod schema;
#[cfg(test)]
mod tests;
mod tolerant;
mod validate;
mod walk;

pub use capability::{Capabilities, Capability, Support};
pub use catalog::Catalog;
pub use entry::{
    AppliesTo, Example, LegacyProperty, RemovedApi, RenderPart, ScopeEntry, TraitEntry, WorkloadEntry,
};
pub use kind::{KindId, KindSchema, Role, validate_kind};
pub use kubernetes::{kubernetes_problems, kubernetes_release};
pub use namespace::Namespace;
pub use platform::{ImplicitParameter, Platform};
pub use problem::{PathStep, SchemaProblem, SchemaProblemKind};
pub use properties::{Descriptor, PropertySchema, SchemaError};
pub use schema::SchemaView;
pub use walk::{Step, walk};
