//! What a container sees of volumes and files.

use std::collections::BTreeSet;

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedContainer};

use crate::output::gap;
use crate::scalar::text;
use crate::targets::kubernetes::config;
use crate::targets::kubernetes::context::{Ctx, inner_name};

/// The mounts of a container. A path can be mounted once: later ones are left out.
pub(super) fn mounts(ctx: Ctx<'_>, container: &ResolvedContainer, notes: &mut Vec<Note>) -> Vec<Datum> {
    let mut paths = BTreeSet::new();
    let all = files(ctx, container).into_iter().chain(volumes(container));
    let mut mounts = Vec::new();
    for it in all {
        let path = it.get("mountPath").map(text).unwrap_or_default();
        if paths.insert(path.trim_end_matches('/').to_owned()) {
            mounts.push(it);
        } else {
            let message = format!("`{path}` is mounted twice: the second is left out");
            let origin = it.get("mountPath").and_then(|it| it.origin.as_ref());
            notes.push(gap(message, origin.or(Some(&container.origin))));
        }
    }
    mounts
}

fn files(ctx: Ctx<'_>, container: &ResolvedContainer) -> Vec<Datum> {
    let volume = config::volume_name(ctx, container);
    let mount = |it: config::File<'_>| {
        let key = it.path_datum(&it.key);
        Datum::mapping()
            .with("name", volume.clone())
            .with("mountPath", it.path)
            .with("subPath", key)
            .with("readOnly", true)
    };
    config::files(container).into_iter().map(mount).collect()
}

fn volumes(container: &ResolvedContainer) -> impl Iterator<Item = Datum> {
    container.volumes.iter().map(|it| {
        let read_only = Datum::new(true).with_origin(Some(it.origin.clone()));
        Datum::mapping()
            .with("name", inner_name(&it.name))
            .with("mountPath", it.mount_path.clone())
            .with_some("readOnly", it.is_read_only.then_some(read_only))
    })
}
