//! Values that a key takes from the component around it: its ports, its volumes.
//!
//! Which keys these are is a convention of traits and probes that no schema states; the list is short.

use oam_catalog::SchemaView;
use oam_model::object::Component;
use oam_syntax::PathSegment;
use oam_syntax::edit::scalar_text;

use super::request::Request;

/// A value that fits.
pub(super) struct Known {
    /// As YAML text.
    pub(super) yaml: String,
    /// What it is, in a few words.
    pub(super) detail: String,
}

/// Where a value comes from.
#[derive(Clone, Copy)]
enum Source {
    Port,
    /// The one port of the Service: the first of the first container that has any.
    Service,
    Volume,
}

/// Keys of trait properties that mean a port or volume of the component.
const IN_TRAITS: [(&str, Source); 4] = [
    ("servicePort", Source::Service),
    ("targetPort", Source::Port),
    ("service_port", Source::Service),
    ("volumeName", Source::Volume),
];

/// Keys of health probes.
const IN_PROBES: [(&str, Source); 1] = [("port", Source::Port)];

/// Values for `key` of the mapping at `path`.
pub(super) fn values(request: &Request<'_>, path: &[PathSegment], key: &str) -> Vec<Known> {
    let is_property = path.iter().any(|it| matches!(it, PathSegment::Key(key) if key == "properties"));
    let table: &[(&str, Source)] = match (is_probe(path), is_property) {
        (true, _) => &IN_PROBES,
        (false, true) => &IN_TRAITS,
        (false, false) => &[],
    };
    let Some((_, source)) = table.iter().find(|(name, _)| *name == key) else { return Vec::new() };
    request.ctx.component(path).map(|it| of_component(it, *source)).unwrap_or_default()
}

/// Texts for the value of `key` in a new block: below a probe, or below the properties of a trait.
pub(super) fn texts(component: &Component, is_probe: bool, key: &str) -> Vec<String> {
    let table: &[(&str, Source)] = if is_probe { &IN_PROBES } else { &IN_TRAITS };
    let source = table.iter().find(|(name, _)| *name == key).map(|(_, source)| *source);
    let known = source.map(|it| of_component(component, it)).unwrap_or_default();
    known.into_iter().map(|it| it.yaml).collect()
}

/// Whether the properties of a trait must name a port or volume, and the component has none.
pub(super) fn lacks(request: &Request<'_>, path: &[PathSegment], properties: SchemaView<'_>) -> bool {
    let Some(component) = request.ctx.component(path) else { return false };
    properties.required().into_iter().any(|key| {
        let source = IN_TRAITS.iter().find(|(name, _)| *name == key);
        source.is_some_and(|(_, source)| of_component(component, *source).is_empty())
    })
}

/// Whether a path leads through a health probe.
pub(super) fn is_probe(path: &[PathSegment]) -> bool {
    path.iter().any(|it| matches!(it, PathSegment::Key(key) if key.ends_with("Probe")))
}

fn of_component(component: &Component, source: Source) -> Vec<Known> {
    let containers = component.containers.iter();
    let mut found: Vec<Known> = match source {
        Source::Port | Source::Service => containers
            .flat_map(|it| it.ports.iter())
            .filter_map(|it| {
                let number = it.container_port.as_ref()?.as_int().filter(|it| (1..=65535).contains(it))?;
                let name = it.name.as_ref().map(|it| format!("port `{}`", it.value));
                Some(Known { yaml: number.to_string(), detail: name.unwrap_or_else(|| "port".to_owned()) })
            })
            .collect(),
        Source::Volume => containers
            .flat_map(|it| it.volumes.iter())
            // What does not last needs no disk.
            .filter(|it| it.disk.as_ref().is_none_or(|it| it.ephemeral != Some(true)))
            .filter_map(|it| {
                let name = &it.name.as_ref()?.value;
                let path = it.mount_path.as_ref().map(|it| format!("volume at `{}`", it.value));
                Some(Known { yaml: scalar_text(name), detail: path.unwrap_or_else(|| "volume".to_owned()) })
            })
            .collect(),
    };
    let mut seen: Vec<String> = Vec::new();
    found.retain(|it| {
        let is_new = !seen.contains(&it.yaml);
        seen.push(it.yaml.clone());
        is_new
    });
    if matches!(source, Source::Service) {
        found.truncate(1);
    }
    found
}
