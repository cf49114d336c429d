//! Makes new YAML fit its place: ports and volumes of the component, names that there are, names that are free, units of
//! the platform.
//!
//! What a schema wants is in `fresh`; here only placeholders get other texts, keys are neither added nor taken away.

use oam_catalog::{Namespace, SchemaView, Support};
use oam_model::object::Component;
use oam_syntax::edit::scalar_text;
use oam_syntax::{Node, PathSegment, YamlPath};

use super::insert::{Insert, Part};
use super::request::Request;
use super::{bindings, names};

/// How many names a placeholder offers.
const MAX_NAMES: usize = 20;

/// A new value for the place at `path`, which `view` describes.
pub(super) fn fit(
    request: &Request<'_>,
    path: &[PathSegment],
    view: SchemaView<'_>,
    value: Insert,
) -> Insert {
    let fitting = Fitting { request, component: request.ctx.component(path) };
    fitting.value(&mut path.to_vec(), Some(view), value)
}

/// Whether another item of the list at the value's `path` has this value, and must not have the same.
pub(super) fn is_taken(request: &Request<'_>, path: &[PathSegment], text: &str) -> bool {
    let [.., PathSegment::Key(list_key), PathSegment::Index(_), PathSegment::Key(key)] = path else {
        return false;
    };
    let fitting = Fitting { request, component: request.ctx.component(path) };
    let list = path.get(..path.len() - 2).unwrap_or_default();
    fitting.taken(list, list_key, key).iter().any(|it| it == text)
}

struct Fitting<'r, 'w> {
    request: &'r Request<'w>,
    component: Option<&'w Component>,
}

impl Fitting<'_, '_> {
    fn value(&self, path: &mut Vec<PathSegment>, view: Option<SchemaView<'_>>, value: Insert) -> Insert {
        let mut below = |step: PathSegment, view: Option<SchemaView<'_>>, value: Insert| {
            path.push(step);
            let value = self.value(path, view, value);
            path.pop();
            value
        };
        match value {
            Insert::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| {
                    let view = view.and_then(|it| it.property(&key));
                    let value = below(PathSegment::Key(key.clone()), view, value);
                    (key, value)
                });
                let mut entries = entries.collect();
                self.make_distinct(path, &mut entries);
                Insert::Map(entries)
            }
            Insert::Seq(items) => {
                let view = view.and_then(|it| it.items());
                let items = items.into_iter().enumerate();
                Insert::Seq(items.map(|(index, it)| below(PathSegment::Index(index), view, it)).collect())
            }
            Insert::Scalar(parts) => self.scalar(path, view, parts),
            Insert::Open => Insert::Open,
        }
    }

    fn scalar(&self, path: &[PathSegment], view: Option<SchemaView<'_>>, parts: Vec<Part>) -> Insert {
        let Some(PathSegment::Key(key)) = path.last() else { return Insert::Scalar(parts) };
        let hole = match parts.as_slice() {
            [Part::Hole(it)] | [Part::Text(_), Part::Hole(it), Part::Text(_)] if is_memory(path) => {
                return self.memory(it.trim_matches('"')).map_or(Insert::Scalar(parts), Insert::hole);
            }
            [Part::Hole(it)] => it,
            _ => return Insert::Scalar(parts),
        };
        let texts = self.component.map(|it| bindings::texts(it, bindings::is_probe(path), key));
        let texts = texts.filter(|it| !it.is_empty());
        let texts = texts.or_else(|| Some(self.names(view?.refers()?, hole))).unwrap_or_default();
        match texts.as_slice() {
            [] => Insert::Scalar(parts),
            [only] => Insert::hole(only.clone()),
            _ => Insert::choice(texts),
        }
    }

    /// Names that a placeholder may stand for. Where a name brings more along, as that of a trait does, an empty one is
    /// left to completion.
    fn names(&self, namespace: Namespace, hole: &str) -> Vec<String> {
        let workspace = self.request.ctx.workspace;
        let mut found = match namespace {
            Namespace::WorkloadType => {
                let mut all = workspace.all_workloads();
                all.sort_by_key(|it| !it.is_core);
                all.iter().map(|it| it.name.clone()).collect()
            }
            Namespace::ScopeType => workspace.all_scope_types().iter().map(|it| it.name.clone()).collect(),
            Namespace::ComponentName if !hole.is_empty() => names::sorted_names(self.request, namespace),
            Namespace::InstanceName => names::of_instances(self.request),
            Namespace::ParameterName
                if self.request.ctx.object.is_some_and(|it| it.component().is_some()) =>
            {
                let parameters = self.component.map(|it| it.parameters.as_slice()).unwrap_or_default();
                parameters.iter().filter_map(|it| Some(it.name.as_ref()?.value.clone())).collect()
            }
            _ => Vec::new(),
        };
        found.truncate(MAX_NAMES);
        found.iter().map(|it| scalar_text(it)).collect()
    }

    /// An amount of memory with the unit that the platform wants, if it wants one.
    fn memory(&self, amount: &str) -> Option<String> {
        let workspace = self.request.ctx.workspace;
        let platform = workspace.catalog().platform(workspace.platform()?)?;
        (platform.capabilities.bytes_without_unit.support == Support::Supported).then(|| format!("{amount}M"))
    }

    /// Numbers what no other item of the list may have too.
    fn make_distinct(&self, path: &[PathSegment], entries: &mut Vec<(String, Insert)>) {
        let Some((PathSegment::Index(_), list)) = path.split_last() else { return };
        let Some(PathSegment::Key(list_key)) = list.last() else { return };
        for (key, value) in entries {
            let Insert::Scalar(parts) = value else { continue };
            let [Part::Hole(hole)] = parts.as_mut_slice() else { continue };
            if hole.is_empty() {
                continue;
            }
            let taken = self.taken(list, list_key, key);
            let separator = if list_key == "env" { "_" } else { "-" };
            let number = hole.parse::<u32>().ok();
            let others = (1..).map(|n| match number {
                Some(it) => it.saturating_add(n).to_string(),
                None => format!("{hole}{separator}{}", n + 1),
            });
            let free = std::iter::once(hole.clone()).chain(others).take(taken.len() + 1);
            if let Some(it) = free.into_iter().find(|it| !taken.contains(it)) {
                *hole = it;
            }
        }
    }

    /// What the other items of a list have under a key that must differ; of ports and volumes, those of all containers.
    fn taken(&self, list: &[PathSegment], list_key: &str, key: &str) -> Vec<String> {
        let containers = || self.component.into_iter().flat_map(|it| &it.containers);
        let text = |it: &oam_model::value::Text| it.value.clone();
        match (list_key, key) {
            ("ports", "name") => {
                containers().flat_map(|it| &it.ports).filter_map(|it| it.name.as_ref().map(text)).collect()
            }
            ("ports", "containerPort") => {
                let ports = containers().flat_map(|it| &it.ports);
                ports.filter_map(|it| Some(it.container_port.as_ref()?.as_int()?.to_string())).collect()
            }
            ("volumes", "name") => {
                containers().flat_map(|it| &it.volumes).filter_map(|it| it.name.as_ref().map(text)).collect()
            }
            ("volumes", "mountPath") => {
                let volumes = containers().flat_map(|it| &it.volumes);
                volumes.filter_map(|it| it.mount_path.as_ref().map(text)).collect()
            }
            (_, "name" | "instanceName") => {
                let list = self.request.ctx.source.find(&list.iter().cloned().collect::<YamlPath>());
                let items = list.into_iter().flat_map(Node::items);
                items.filter_map(|it| Some(it.get(key)?.value.text().into_owned())).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn is_memory(path: &[PathSegment]) -> bool {
    matches!(path, [.., PathSegment::Key(memory), PathSegment::Key(required)] if memory == "memory" && required == "required")
}
