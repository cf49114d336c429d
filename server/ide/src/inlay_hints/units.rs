//! Amounts as they are understood, and units that a number does not show.

use oam_model::object::Container;
use oam_model::value::{Data, Value};

use super::{Hints, words};
use crate::amounts::{Amount, memory, processors, storage, unit};

pub(super) fn units(hints: &mut Hints<'_, '_>) {
    let Some(object) = hints.ctx.object else { return };
    if let Some(component) = object.component() {
        component.containers.iter().for_each(|it| container(hints, it));
    }
    let uses = object.application().map(|it| it.components.as_slice()).unwrap_or_default();
    for usage in uses.iter().flat_map(|it| &it.traits) {
        let Some(name) = &usage.name else { continue };
        let entries = usage.properties.entries.iter();
        let numbers = entries.filter(|(_, it)| matches!(it.data, Data::Int(_) | Data::Float(_)));
        let wanted: Vec<_> = numbers.filter(|(_, it)| hints.wants(it.span)).collect();
        if wanted.is_empty() {
            continue;
        }
        let Some(entry) = hints.ctx.workspace.traits_named(&name.value).into_iter().next() else { continue };
        for (key, value) in wanted {
            let facts = entry.properties.view().property(&key.text);
            if let Some(it) = facts.and_then(|it| it.unit()) {
                hints.push(value.span, vec![words(unit(it))], None);
            }
        }
    }
}

fn container(hints: &mut Hints<'_, '_>, container: &Container) {
    let workspace = hints.ctx.workspace;
    amount(hints, container.memory.as_ref(), |it| memory(workspace, it));
    amount(hints, container.cpu.as_ref(), processors);
    let disks = container.volumes.iter().filter_map(|it| it.disk.as_ref()?.required.as_ref());
    disks.for_each(|it| amount(hints, Some(it), storage));
}

fn amount(hints: &mut Hints<'_, '_>, value: Option<&Value>, read: impl Fn(&Value) -> Option<Amount>) {
    let Some(value) = value.filter(|it| hints.wants(it.span)) else { return };
    let Some(amount) = read(value) else { return };
    // `10Gi` and `10 GB` say it all by themselves; `10M` might mean either.
    let raw = hints.ctx.source.node(value.node).text().replace(' ', "").to_ascii_lowercase();
    if !raw.ends_with('i') && raw != amount.words.replace(' ', "").to_ascii_lowercase() {
        hints.push(value.span, vec![words(&format!("= {}", amount.words))], amount.note);
    }
}
