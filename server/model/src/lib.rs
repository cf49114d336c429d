//! OAM documents as objects, the workspace, and names across files.
//!
//! Knows the syntax tree and the catalogue; no protocol, no disk, no rendering. Read it in this order: a document becomes
//! an [`object::Object`] ([`file`], `lower`), its names go into the [`index::Index`] of the [`workspace::Workspace`], and an
//! application with everything it names becomes a [`resolved::ResolvedApp`] ([`resolve`]).

pub mod cancel;
mod changed;
pub mod datum;
pub mod file;
pub mod index;
pub mod lookup;
mod lower;
pub mod name_hole;
pub mod object;
mod places;
pub mod reads;
pub mod resolve;
pub mod resolved;
pub mod symbol;
pub mod value;
pub mod variable;
mod within_file;
pub mod workspace;
