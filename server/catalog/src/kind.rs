//! A kind of document: its identity, the role it plays and its schema.

use std::sync::OnceLock;

use serde_json::Value;

use crate::problem::SchemaProblem;
use crate::schema::SchemaView;
use crate::validate::{Calls, Validator};

/// Position of a kind in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u16);

/// The part a kind plays, whatever its name in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Puts components together and configures them.
    Application,
    /// Describes something that can run.
    Component,
    /// Defines a trait.
    TraitDefinition,
    /// Defines a workload type.
    WorkloadDefinition,
    /// Defines a scope type.
    ScopeDefinition,
    /// Written by a controller for each running instance.
    ComponentInstance,
    /// Written by a controller to gather the health of instances.
    HealthScope,
}

impl Role {
    /// The role that a schema names in `x-oam-role`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "application" => Role::Application,
            "component" => Role::Component,
            "trait-definition" => Role::TraitDefinition,
            "workload-definition" => Role::WorkloadDefinition,
            "scope-definition" => Role::ScopeDefinition,
            "component-instance" => Role::ComponentInstance,
            "health-scope" => Role::HealthScope,
            _ => return None,
        })
    }
}

/// A kind and the schema of its documents.
#[derive(Debug)]
pub struct KindSchema {
    /// Where the catalogue keeps it.
    pub id: KindId,
    /// The API group, for example `core.oam.dev`.
    pub group: String,
    /// The version, for example `v1alpha1`.
    pub version: String,
    /// The name of the kind, case-sensitive.
    pub kind: String,
    /// The part it plays.
    pub role: Role,
    /// One sentence.
    pub summary: String,
    schema: Value,
    validator: OnceLock<Validator>,
}

impl KindSchema {
    pub(crate) fn new(
        id: KindId,
        (group, version, kind): (&str, &str, &str),
        role: Role,
        schema: Value,
    ) -> Self {
        KindSchema {
            id,
            group: group.to_owned(),
            version: version.to_owned(),
            kind: kind.to_owned(),
            role,
            summary: SchemaView::new(&schema).summary().unwrap_or_default().to_owned(),
            schema,
            validator: OnceLock::new(),
        }
    }

    /// What is known about the whole document.
    pub fn schema(&self) -> SchemaView<'_> {
        SchemaView::new(&self.schema)
    }

    /// The JSON Schema, complete in itself.
    pub fn json(&self) -> &Value {
        &self.schema
    }
}

/// Everything about `value`, a whole document, that contradicts the schema of its kind.
pub fn validate_kind(kind: &KindSchema, value: &Value) -> Vec<SchemaProblem> {
    kind.validator.get_or_init(|| Validator::new(&kind.schema)).problems(&kind.schema, value, Calls::AreText)
}
