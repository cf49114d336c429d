//! Tests of rendering: whole applications in, whole manifests out.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what a test takes for granted shall stop it where it is not so"
)]

mod accepted;
mod builder;
mod compare;
mod declared;
mod goldens;
mod graph;
mod kubernetes;
mod leaves;
mod origins;
mod printing;
mod rudr;
mod totals;
