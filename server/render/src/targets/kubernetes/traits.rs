//! Traits, one file each: what it asks of the workload, and the object that it adds.
//!
//! A new trait is a file here and a line in the two functions below, or a `render` part in its data. A trait that has neither
//! becomes a note.

mod auto_scaler;
pub(super) mod declared;
mod ingress;
mod manual_scaler;
mod rollout;
mod service;
mod volume_mounter;

use oam_model::datum::{Datum, Origin, Via};
use oam_model::resolved::{Note, ResolvedTrait};

use crate::core_workload::CoreWorkload;
use crate::output::{Output, gap, info};
use crate::rendered::Manifest;
use crate::scalar::{count, from_source, text};
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;

/// Adds a trait's wishes, before objects are written.
pub(super) fn apply(it: &ResolvedTrait, ctx: Ctx<'_>, workload: CoreWorkload, operations: &mut Operations) {
    if declared::is_declared(it) {
        return;
    }
    match it.name.as_str().unwrap_or_default() {
        "manual-scaler" => manual_scaler::apply(it, workload, operations),
        "auto-scaler" => auto_scaler::apply(it, workload, operations),
        "volume-mounter" => volume_mounter::apply(it, ctx, operations),
        "service" => service::apply(it, ctx, operations),
        "rollout" => rollout::apply(it, workload, operations),
        "ingress" | "empty" => {}
        name => {
            let message = format!("trait `{name}` is not rendered: it is not known what it does");
            operations.notes.push(gap(message, Some(&it.origin)));
        }
    }
}

/// Adds the objects that traits bring, once the workload's are there.
pub(super) fn add_objects(
    ctx: Ctx<'_>,
    workload: CoreWorkload,
    service: Option<&Manifest>,
    main: Option<&Manifest>,
    output: &mut Output,
) {
    for it in &ctx.instance.traits {
        if declared::is_declared(it) {
            declared::add_objects(it, ctx, main, output);
            continue;
        }
        let manifest = match it.name.as_str().unwrap_or_default() {
            "auto-scaler" if auto_scaler::applies_to(workload) => Ok(auto_scaler::manifest(it, ctx)),
            "ingress" => ingress::manifest(it, ctx, service),
            _ => continue,
        };
        match manifest {
            Ok(it) => push_unless_there(it, output),
            Err(note) => output.note(note),
        }
    }
}

fn push_unless_there(manifest: Manifest, output: &mut Output) {
    if output.has(&manifest) {
        let (kind, name) = (manifest.kind(), manifest.name());
        let message = format!("{kind} `{name}` is there already: this one is left out");
        output.note(gap(message, manifest.root.origin.as_ref()));
    } else {
        output.push(manifest);
    }
}

/// A property that counts something; a note where it is there and does not.
fn count_of(properties: &Datum, key: &str, notes: &mut Vec<Note>) -> Option<Datum> {
    let written = properties.get(key).filter(|it| !it.is_null())?;
    if let Some(number) = count(written) {
        return Some(from_source(number, written));
    }
    let message = format!("`{key}` is `{}`; allowed is a whole number, 0 or more", text(written));
    notes.push(info(message, written.origin.as_ref()));
    None
}

/// A property that is text, trimmed and not empty.
fn text_of(properties: &Datum, key: &str) -> Option<Datum> {
    let written = properties.get(key).filter(|it| !it.is_null())?;
    let text = text(written);
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| Datum::new(trimmed).with_origin(written.origin.clone()))
}

/// The trait as the source of what it means without saying so.
fn of_trait(it: &ResolvedTrait) -> Origin {
    Origin { via: Via::Trait(it.name.as_str().unwrap_or_default().to_owned()), ..it.origin.clone() }
}

/// The note that a workload type cannot be scaled.
fn not_scalable(it: &ResolvedTrait, workload: CoreWorkload, reason: &str) -> Note {
    let name = it.name.as_str().unwrap_or_default();
    gap(format!("trait `{name}` is not rendered: a {} {reason}", workload.kind()), Some(&it.origin))
}
