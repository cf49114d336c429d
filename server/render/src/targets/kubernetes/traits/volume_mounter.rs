//! `volume-mounter`: the storage class of a volume that lasts.
//!
//! The claim itself exists with or without the trait; see `volumes.rs`.

use oam_model::resolved::ResolvedTrait;

use crate::output::gap;
use crate::scalar::text;
use crate::targets::kubernetes::context::Ctx;
use crate::targets::kubernetes::operations::Operations;
use crate::targets::kubernetes::traits::text_of;
use crate::targets::kubernetes::volumes;

/// Chooses the class.
pub(super) fn apply(it: &ResolvedTrait, ctx: Ctx<'_>, operations: &mut Operations) {
    let Some(name) = text_of(&it.properties, "volumeName") else {
        let message = "`volume-mounter` needs `volumeName`: it is not known which volume it means";
        operations.notes.push(gap(message, Some(&it.origin)));
        return;
    };
    // The reference controller compares names in any case; so do documents that were written for it.
    let wanted = text(&name);
    let all = volumes::distinct(ctx.component);
    let found = all.iter().find(|it| text(&it.name).eq_ignore_ascii_case(&wanted));
    let Some(volume) = found else {
        let mut names: Vec<String> = all.iter().map(|it| format!("`{}`", text(&it.name))).collect();
        names.sort();
        names.truncate(7);
        let message = match names.as_slice() {
            [] => format!("there is no volume `{wanted}`: the component has no volumes"),
            _ => format!("there is no volume `{wanted}`; allowed are {}", names.join(", ")),
        };
        operations.notes.push(gap(message, name.origin.as_ref()));
        return;
    };
    if volumes::is_ephemeral(volume) {
        let message = format!("volume `{wanted}` is ephemeral: it has no storage class");
        operations.notes.push(gap(message, name.origin.as_ref()));
        return;
    }
    if let Some(class) = text_of(&it.properties, "storageClass") {
        operations.storage_classes.push((text(&volume.name), class));
    }
}
