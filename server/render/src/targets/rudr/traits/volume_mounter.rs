//! `volume-mounter`: a claim for a volume of the component.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedTrait, ResolvedVolume};

use crate::object::{CLAIM, object};
use crate::output::{info, refusal};
use crate::rendered::Manifest;
use crate::targets::rudr::ownership::Ctx;

/// The claim; the inner error is a failure that the controller only logs, the outer one ends it.
pub(super) fn claim(
    ctx: Ctx<'_>,
    it: &ResolvedTrait,
    properties: &Datum,
) -> Result<Result<Manifest, Note>, Note> {
    let mut volumes = ctx.component.containers.iter().flat_map(|it| &it.volumes);
    // Quirk: any volume without `disk`, also one that the trait does not name, crashes the lookup.
    if let Some(bare) = volumes.clone().find(|it| it.disk.is_none()) {
        let name = bare.name.as_str().unwrap_or_default();
        let message = format!("the controller crashes: volume `{name}` has no `disk`");
        return Err(refusal(message, Some(&bare.origin)));
    }
    let text = |key: &str| properties.get(key).filter(|it| it.as_str().is_some()).cloned();
    let name = text("volumeName").unwrap_or_else(|| "".into());
    let wanted = name.as_str().unwrap_or_default().to_lowercase();
    let is_wanted = |it: &&ResolvedVolume| {
        let is_ephemeral = it.disk.as_ref().is_some_and(|it| it.is_ephemeral);
        !is_ephemeral && it.name.as_str().is_some_and(|it| it.to_lowercase() == wanted)
    };
    let Some(volume) = volumes.find(is_wanted) else {
        let message = format!("no volume `{wanted}` to keep: there is no claim");
        return Ok(Err(info(message, Some(&it.origin))));
    };
    Ok(Ok(manifest(ctx, it, name, volume, text("storageClass"))))
}

fn manifest(
    ctx: Ctx<'_>,
    it: &ResolvedTrait,
    name: Datum,
    volume: &ResolvedVolume,
    storage_class: Option<Datum>,
) -> Manifest {
    let labels = Datum::mapping()
        .with("app", ctx.app.name.clone())
        .with("component-name", ctx.instance.component_name.clone())
        .with("instance-name", ctx.instance.name.clone())
        .with("trait", it.name.clone());
    let size = volume.disk.as_ref().and_then(|it| it.required.clone()).unwrap_or_else(|| "200M".into());
    let requests = Datum::mapping().with("storage", size);
    let mode = Datum::new(access_mode(volume)).with_origin(Some(volume.origin.clone()));
    let spec = Datum::mapping()
        .with("accessModes", vec![mode])
        .with("resources", Datum::mapping().with("requests", requests))
        // Quirk: the empty class, which turns provisioning off, where none is named.
        .with("storageClassName", storage_class.unwrap_or_else(|| "".into()));
    // Quirk: the trait's spelling of the name, while the pod asks for the component's; and not one a instance.
    ctx.manifest(object(CLAIM, ctx.metadata(name, labels), Some(&it.origin)).with("spec", spec))
}

fn access_mode(volume: &ResolvedVolume) -> &'static str {
    match (volume.is_read_only, volume.is_shared) {
        (true, _) => "ReadOnlyMany",
        (false, true) => "ReadWriteMany",
        (false, false) => "ReadWriteOnce",
    }
}
