//! Values that a key takes from the component around it: its ports, its volumes.
//!
//! Which keys these are is a convention of traits and probes that no schema states; the list is short.

use oam_model::object::Component;
use oam_syntax::PathSegment;
use oam_syntax::edit::scalar_text;

use super::insert::{Insert, Part};
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
    Volume,
}

/// Keys of trait properties that mean a port or volume of the component.
const IN_TRAITS: [(&str, Source); 4] = [
    ("servicePort", Source::Port),
    ("targetPort", Source::Port),
    ("service_port", Source::Port),
    ("volumeName", Source::Volume),
];

/// Keys of health probes.
const IN_PROBES: [(&str, Source); 1] = [("port", Source::Port)];

/// Values for `key` of the mapping at `path`.
pub(super) fn values(request: &Request<'_>, path: &[PathSegment], key: &str) -> Vec<Known> {
    let is_probe = path.iter().any(|it| matches!(it, PathSegment::Key(key) if key.ends_with("Probe")));
    let is_property = path.iter().any(|it| matches!(it, PathSegment::Key(key) if key == "properties"));
    let table: &[(&str, Source)] = match (is_probe, is_property) {
        (true, _) => &IN_PROBES,
        (false, true) => &IN_TRAITS,
        (false, false) => &[],
    };
    let Some((_, source)) = table.iter().find(|(name, _)| *name == key) else { return Vec::new() };
    request.ctx.component(path).map(|it| of_component(it, *source)).unwrap_or_default()
}

/// Puts such values into a new block below `path`.
pub(super) fn fill(request: &Request<'_>, path: &[PathSegment], value: Insert) -> Insert {
    match request.ctx.component(path) {
        Some(component) => fill_in(component, value),
        None => value,
    }
}

fn fill_in(component: &Component, value: Insert) -> Insert {
    match value {
        Insert::Map(entries) => Insert::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let source = IN_TRAITS.iter().find(|(name, _)| *name == key).map(|(_, source)| *source);
                    let texts: Vec<String> = source
                        .map(|it| of_component(component, it))
                        .unwrap_or_default()
                        .into_iter()
                        .map(|it| it.yaml)
                        .collect();
                    let value = match texts.as_slice() {
                        [] => fill_in(component, value),
                        [only] => Insert::Scalar(vec![Part::Hole(only.clone())]),
                        _ => Insert::choice(texts),
                    };
                    (key, value)
                })
                .collect(),
        ),
        Insert::Seq(items) => Insert::Seq(items.into_iter().map(|it| fill_in(component, it)).collect()),
        Insert::Scalar(_) | Insert::Open => value,
    }
}

fn of_component(component: &Component, source: Source) -> Vec<Known> {
    let containers = component.containers.iter();
    let mut found: Vec<Known> = match source {
        Source::Port => containers
            .flat_map(|it| it.ports.iter())
            .filter_map(|it| {
                let number = it.container_port.as_ref()?.as_int()?;
                let name = it.name.as_ref().map(|it| format!("port `{}`", it.value));
                Some(Known { yaml: number.to_string(), detail: name.unwrap_or_else(|| "port".to_owned()) })
            })
            .collect(),
        Source::Volume => containers
            .flat_map(|it| it.volumes.iter())
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
    found
}
