//! Volumes of a component: claims for what shall last, empty directories for what need not.
//!
//! Volumes of one name in two containers are one volume of the pod. Names are compared as Kubernetes would have them.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedComponent, ResolvedVolume};

use crate::object::CLAIM;
use crate::output::{gap, info};
use crate::quantity;
use crate::rendered::Manifest;
use crate::scalar::text;
use crate::targets::kubernetes::context::{Ctx, inner_name};
use crate::targets::kubernetes::operations::Operations;

/// The size of a claim where nobody says one.
const DEFAULT_SIZE: &str = "1Gi";

/// The different volumes of a component, in order; the first mention of a name counts.
pub(super) fn distinct(component: &ResolvedComponent) -> Vec<&ResolvedVolume> {
    let mut volumes: Vec<&ResolvedVolume> = Vec::new();
    for it in component.containers.iter().flat_map(|it| &it.volumes) {
        if !volumes.iter().any(|known| inner_name(&known.name).data == inner_name(&it.name).data) {
            volumes.push(it);
        }
    }
    volumes
}

/// Whether it need not last.
pub(super) fn is_ephemeral(volume: &ResolvedVolume) -> bool {
    volume.disk.as_ref().is_some_and(|it| it.is_ephemeral)
}

/// `INSTANCE-VOLUME`.
pub(super) fn claim_name(ctx: Ctx<'_>, volume: &ResolvedVolume) -> Datum {
    ctx.name_with(&text(&inner_name(&volume.name)))
}

/// The volume in the pod.
pub(super) fn pod_volume(ctx: Ctx<'_>, volume: &ResolvedVolume) -> Datum {
    let named = Datum::mapping().with("name", inner_name(&volume.name));
    if is_ephemeral(volume) {
        let size = size(volume, &mut Vec::new());
        return named.with("emptyDir", Datum::mapping().with_some("sizeLimit", size));
    }
    named.with("persistentVolumeClaim", Datum::mapping().with("claimName", claim_name(ctx, volume)))
}

/// The claims of an instance.
pub(super) fn claims(ctx: Ctx<'_>, operations: &Operations) -> Vec<Manifest> {
    let lasting = distinct(ctx.component).into_iter().filter(|it| !is_ephemeral(it));
    lasting.map(|it| claim(ctx, it, operations)).collect()
}

fn claim(ctx: Ctx<'_>, volume: &ResolvedVolume, operations: &Operations) -> Manifest {
    let mut notes = Vec::new();
    let name = text(&volume.name);
    let size = size(volume, &mut notes).unwrap_or_else(|| {
        let message = format!("nothing says how big volume `{name}` is: {DEFAULT_SIZE} is taken");
        notes.push(info(message, Some(&volume.origin)));
        Datum::from_origin(DEFAULT_SIZE, volume.origin.clone())
    });
    let class = operations.storage_classes.iter().find(|(it, _)| it.eq_ignore_ascii_case(&name));
    let mode = Datum::new(access_mode(ctx, volume)).with_origin(Some(volume.origin.clone()));
    let requests = Datum::mapping().with("storage", size);
    let spec = Datum::mapping()
        .with("accessModes", vec![mode])
        .with_some("storageClassName", class.map(|(_, it)| it.clone()))
        .with("resources", Datum::mapping().with("requests", requests));
    let root = ctx.object(CLAIM, claim_name(ctx, volume), Some(&volume.origin));
    Manifest { notes, ..ctx.manifest(root.with("spec", spec)) }
}

/// Read-only for everybody, shared, or for one node; a volume is read-only where no container writes to it.
fn access_mode(ctx: Ctx<'_>, volume: &ResolvedVolume) -> &'static str {
    let everywhere = ctx.component.containers.iter().flat_map(|it| &it.volumes);
    let mut mentions = everywhere.filter(|it| inner_name(&it.name).data == inner_name(&volume.name).data);
    let is_read_only = mentions.clone().all(|it| it.is_read_only);
    match (is_read_only, mentions.any(|it| it.is_shared)) {
        (true, _) => "ReadOnlyMany",
        (false, true) => "ReadWriteMany",
        (false, false) => "ReadWriteOnce",
    }
}

fn size(volume: &ResolvedVolume, notes: &mut Vec<Note>) -> Option<Datum> {
    let written = volume.disk.as_ref()?.required.as_ref()?;
    let Some(amount) = quantity::memory(written) else {
        let message =
            format!("`{}` is not an amount of storage; allowed is for example `10G`", text(written));
        notes.push(gap(message, written.origin.as_ref()));
        return None;
    };
    if amount.is_unit_assumed {
        let message = format!("`{}` without a unit is taken as {}", text(written), amount.quantity);
        notes.push(info(message, written.origin.as_ref()));
    }
    Some(Datum::new(amount.quantity).with_origin(written.origin.clone()))
}
