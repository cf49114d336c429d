//! Files of containers: one `ConfigMap` a container, each file mounted alone so that the image keeps its folder.
//!
//! The trap: keys of a `ConfigMap` are flat, files are not; two files may share a name in two folders.

use std::collections::BTreeSet;

use oam_model::datum::Datum;
use oam_model::resolved::{ResolvedConfigFile, ResolvedContainer};

use crate::object::CONFIG_MAP;
use crate::output::gap;
use crate::rendered::Manifest;
use crate::scalar::{as_text, text};
use crate::targets::kubernetes::context::{Ctx, inner_name};

/// A file in its place.
pub(super) struct File<'a> {
    /// The key in the `ConfigMap`.
    pub(super) key: String,
    /// The absolute path.
    pub(super) path: Datum,
    /// What the component says.
    pub(super) written: &'a ResolvedConfigFile,
}

impl File<'_> {
    /// Something that the path alone says.
    pub(super) fn path_datum(&self, text: &str) -> Datum {
        Datum::new(text).with_origin(self.written.path.origin.clone())
    }
}

/// The files of a container; those whose path names no file are left out.
pub(super) fn files(container: &ResolvedContainer) -> Vec<File<'_>> {
    let mut keys = BTreeSet::new();
    let mut files = Vec::new();
    for written in &container.config {
        let whole = text(&written.path);
        let parts: Vec<&str> = whole.split('/').filter(|it| !it.is_empty() && *it != ".").collect();
        let Some(name) = parts.last().filter(|it| **it != "..") else { continue };
        let candidates = [allowed_key(name), allowed_key(&parts.join("."))];
        let numbered = (2..).map(|it| format!("{}-{it}", allowed_key(name)));
        let Some(key) = candidates.into_iter().chain(numbered).find(|it| !keys.contains(it)) else {
            continue;
        };
        keys.insert(key.clone());
        let path = Datum::new(format!("/{}", parts.join("/"))).with_origin(written.path.origin.clone());
        files.push(File { key, path, written });
    }
    files
}

fn allowed_key(name: &str) -> String {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    name.chars().map(|it| if is_allowed(it) { it } else { '-' }).collect()
}

/// `INSTANCE-CONTAINER`.
pub(super) fn config_map_name(ctx: Ctx<'_>, container: &ResolvedContainer) -> Datum {
    ctx.name_with(&text(&inner_name(&container.name)))
}

/// The name of the pod's volume with a container's files; not one that the component uses itself.
pub(super) fn volume_name(ctx: Ctx<'_>, container: &ResolvedContainer) -> Datum {
    let is_used = |name: &str| {
        let volumes = ctx.component.containers.iter().flat_map(|it| &it.volumes);
        volumes.into_iter().any(|it| inner_name(&it.name).as_str() == Some(name))
    };
    let wanted = format!("{}-config", text(&inner_name(&container.name)));
    let name = if is_used(&wanted) { format!("{wanted}-files") } else { wanted };
    Datum::new(name).with_origin(container.name.origin.clone())
}

/// The `ConfigMaps` of an instance.
pub(super) fn manifests(ctx: Ctx<'_>) -> Vec<Manifest> {
    let with_files = ctx.component.containers.iter().filter(|it| !it.config.is_empty());
    with_files.map(|it| manifest(ctx, it)).collect()
}

fn manifest(ctx: Ctx<'_>, container: &ResolvedContainer) -> Manifest {
    let files = files(container);
    let data = files.iter().fold(Datum::mapping(), |data, it| {
        // Where nothing gives the contents the model has left a note.
        let value = it.written.value.as_ref().map_or_else(|| it.path_datum(""), as_text);
        data.with(&it.key, value)
    });
    let root = ctx.object(CONFIG_MAP, config_map_name(ctx, container), Some(&container.origin));
    let mut manifest = ctx.manifest(root.with("data", data));
    if files.len() < container.config.len() {
        let message = "a path that ends in a folder names no file: it is left out";
        manifest.notes.push(gap(message, Some(&container.origin)));
    }
    manifest
}
