//! What one would write for a Kubernetes cluster of today that has no OAM controller.
//!
//! Only API versions that current clusters have. It does not imitate any engine; platform parameters and traits of the
//! EDAS dialect are understood, because documents in circulation use them.
//!
//! The trap: a bad value never loses an object. It becomes a note, and the object is written without it.

mod config;
mod container;
mod context;
mod instance;
mod mounts;
mod operations;
mod platform_parameters;
mod pod;
mod ports;
mod probe;
mod resources;
mod service;
mod traits;
mod volumes;
mod workloads;

use std::collections::BTreeSet;

use oam_model::resolved::ResolvedApp;

use crate::output::{Output, gap};

/// Renders an application for a cluster.
pub(crate) fn render(app: &ResolvedApp, namespace: Option<&str>, output: &mut Output) {
    output.note_all(&app.notes);
    for it in &app.instances {
        instance::render(app, it, namespace, output);
    }
    for it in &app.scopes {
        let name = it.name.as_str().unwrap_or_default();
        let message = format!("scope `{name}` is not rendered: Kubernetes has no object for it");
        output.note(gap(message, Some(&it.origin)));
    }
    note_collisions(output);
}

/// Two instances `a-b` and `a` can meet in one name: `a-b-c`.
fn note_collisions(output: &mut Output) {
    let mut seen = BTreeSet::new();
    let mut collisions = Vec::new();
    for (position, it) in output.manifests.iter().enumerate() {
        let is_new = seen.insert((it.api_version(), it.kind(), it.name()));
        if !is_new {
            let message =
                format!("{} `{}` is here twice: the second replaces the first", it.kind(), it.name());
            collisions.push((position, gap(message, it.root.origin.as_ref())));
        }
    }
    for (position, note) in collisions {
        output.note_about(position, note);
    }
}
