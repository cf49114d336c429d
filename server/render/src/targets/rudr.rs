//! What Rudr, the reference controller, creates for an application: object for object, field for field, in its order.
//!
//! It reproduces quirks on purpose, each with a comment, and shows the final state, after scaling. It does not write
//! what only a cluster knows, such as the `uid` of an owner.
//!
//! The trap: the first error stops the whole document, but what was created before it stays.

mod config_map;
mod container;
mod decode;
mod extended;
mod instance;
mod json_text;
mod ownership;
mod pod;
mod probe;
mod scopes;
mod service;
mod traits;
mod workload;

use oam_model::resolved::ResolvedApp;

use crate::output::{Output, gap};

/// Renders an application as Rudr would deploy it.
pub(crate) fn render(app: &ResolvedApp, output: &mut Output) {
    output.note_all(&app.notes);
    if output.refused {
        return;
    }
    // Quirk: `scopes`, even an empty list, makes the document one of scopes only; its components are ignored.
    if app.has_scopes {
        if let Some(first) = app.instances.first() {
            let message = "the application has `scopes`: the controller creates these alone, and none of its components";
            output.note(gap(message, Some(&first.origin)));
        }
        scopes::render(app, output);
        return;
    }
    for it in &app.instances {
        if let Err(refusal) = instance::render(app, it, output) {
            output.note(refusal);
        }
        if output.refused {
            return;
        }
    }
}
