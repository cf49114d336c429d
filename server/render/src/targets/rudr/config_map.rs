//! Files of containers: one `ConfigMap` a file, and how it is mounted.
//!
//! The trap: the file's folder is mounted, not the file, so that the image's own files in it disappear.

use oam_model::datum::Datum;
use oam_model::resolved::{Note, ResolvedConfigFile, ResolvedContainer};

use crate::object::{CONFIG_MAP, object};
use crate::output::refusal;
use crate::rendered::Manifest;
use crate::targets::rudr::json_text::json_text;
use crate::targets::rudr::ownership::Ctx;

/// Quirk: container name and position without a separator, and without the instance; so two instances collide.
pub(super) fn names(container: &ResolvedContainer) -> Vec<Datum> {
    let name = container.name.as_str().unwrap_or_default();
    let numbered = container.config.iter().enumerate();
    numbered.map(|(idx, it)| Datum::new(format!("{name}{idx}")).with_origin(it.path.origin.clone())).collect()
}

/// The mounts of a container's files.
pub(super) fn mounts(container: &ResolvedContainer) -> Vec<Datum> {
    let files = names(container).into_iter().zip(&container.config);
    files
        .map(|(name, file)| {
            let folder = split(file).map(|(folder, _)| folder).unwrap_or_default();
            let folder = Datum::new(folder).with_origin(file.path.origin.clone());
            Datum::mapping().with("name", name).with("mountPath", folder)
        })
        .collect()
}

/// The `ConfigMaps` of all containers.
pub(super) fn manifests(ctx: Ctx<'_>, workload_type: &str) -> Result<Vec<Manifest>, Note> {
    let files = ctx.component.containers.iter().flat_map(|it| names(it).into_iter().zip(&it.config));
    files.map(|(name, file)| manifest(ctx, workload_type, name, file)).collect()
}

fn manifest(
    ctx: Ctx<'_>,
    workload_type: &str,
    name: Datum,
    file: &ResolvedConfigFile,
) -> Result<Manifest, Note> {
    let origin = file.path.origin.as_ref();
    let path = file.path.as_str().unwrap_or_default();
    // Quirk: the controller does not refuse these, it ends.
    let Some((_, file_name)) = split(file) else {
        return Err(refusal(format!("the controller crashes: `{path}` has no file name"), origin));
    };
    let Some(value) = &file.value else {
        return Err(refusal(format!("the controller crashes: nothing gives a value for `{path}`"), origin));
    };
    let data = Datum::mapping().with(&file_name, json_text(value));
    let root = object(CONFIG_MAP, ctx.metadata(name, ctx.labels(workload_type)), origin);
    Ok(ctx.manifest(root.with("data", data)))
}

/// Folder and file name of a path; `None` where it names no file: `/`, `.`, `..`.
fn split(file: &ResolvedConfigFile) -> Option<(String, String)> {
    let path = file.path.as_str()?;
    let parts: Vec<&str> = path.split('/').enumerate().filter_map(significant).collect();
    let (name, folders) = parts.split_last()?;
    if matches!(*name, "." | "..") {
        return None;
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    Some((format!("{root}{}", folders.join("/")), (*name).to_owned()))
}

/// `//` and `/.` mean nothing; a `.` at the very beginning does.
fn significant((idx, part): (usize, &str)) -> Option<&str> {
    let is_noise = part.is_empty() || (part == "." && idx > 0);
    (!is_noise).then_some(part)
}
