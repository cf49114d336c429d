//! The traits that are built into the controller, in the phases in which it runs them.
//!
//! Trait documents of a cluster mean nothing to it.

mod auto_scaler;
mod ingress;
mod manual_scaler;
mod volume_mounter;

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedTrait};

use crate::output::{Output, info, refusal};
use crate::rendered::Manifest;
use crate::targets::rudr::ownership::Ctx;
use crate::targets::rudr::workload::Workload;

/// A trait that the controller has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BuiltIn {
    ManualScaler,
    AutoScaler,
    Ingress,
    VolumeMounter,
    Empty,
}

impl BuiltIn {
    fn of(it: &ResolvedTrait) -> Option<Self> {
        match it.name.as_str()? {
            "manual-scaler" => Some(Self::ManualScaler),
            "auto-scaler" => Some(Self::AutoScaler),
            "ingress" => Some(Self::Ingress),
            "volume-mounter" => Some(Self::VolumeMounter),
            "empty" => Some(Self::Empty),
            _ => None,
        }
    }
}

/// Quirk: names are all that is checked; neither what a trait applies to, nor conflicts, nor properties.
pub(super) fn check_names(ctx: Ctx<'_>) -> Result<(), Note> {
    match ctx.instance.traits.iter().find(|it| BuiltIn::of(it).is_none()) {
        Some(it) => {
            let name = it.name.as_str().unwrap_or_default();
            Err(refusal(format!("unknown trait {name}"), it.name.origin.as_ref().or(Some(&it.origin))))
        }
        None => Ok(()),
    }
}

/// What traits do before the workload is created.
pub(super) fn pre_add(ctx: Ctx<'_>, output: &mut Output) -> Result<(), Note> {
    for it in &ctx.instance.traits {
        if BuiltIn::of(it) == Some(BuiltIn::VolumeMounter) {
            let claim = volume_mounter::claim(ctx, it, &properties(it))?;
            add_object(claim, output);
        }
    }
    Ok(())
}

/// What traits do once the workload is there.
pub(super) fn add(ctx: Ctx<'_>, workload: Workload, position: usize, output: &mut Output) {
    for it in &ctx.instance.traits {
        match BuiltIn::of(it) {
            Some(BuiltIn::ManualScaler) => {
                manual_scaler::scale(it, &properties(it), workload, position, output);
            }
            Some(BuiltIn::AutoScaler) => {
                add_object(Ok(auto_scaler::manifest(ctx, it, &properties(it))), output);
            }
            Some(BuiltIn::Ingress) => add_object(Ok(ingress::manifest(ctx, it, &properties(it))), output),
            Some(BuiltIn::VolumeMounter | BuiltIn::Empty) | None => {}
        }
    }
}

/// Quirk: properties in any form but a mapping are as good as none.
fn properties(it: &ResolvedTrait) -> Datum {
    if it.is_legacy_shape { Datum::mapping() } else { it.properties.clone() }
}

/// Quirk: a trait that fails is only logged, so a second one with the same name is lost.
fn add_object(created: Result<Manifest, Note>, output: &mut Output) {
    match created {
        Ok(it) if output.has(&it) => {
            let message = format!("{} `{}` exists already: this one is lost", it.kind(), it.name());
            output.note(info(message, it.root.origin.as_ref()));
        }
        Ok(it) => output.push(it),
        Err(note) => output.note(note),
    }
}
