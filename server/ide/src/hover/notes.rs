//! What is worth knowing about a word beyond its meaning: the amount it stands for, a newer spelling, what a platform
//! makes of it.
//!
//! Answers of platforms are data; here is only which key asks which question.

use oam_catalog::{Capabilities, Capability, Support};
use oam_model::object::Object;
use oam_model::value::Value;
use oam_syntax::PathSegment;

use crate::amounts::{Amount, memory, processors, storage};
use crate::at::WordAt;
use crate::context::DocumentContext;
use crate::markdown::code;

/// Most platforms that are told about.
const SHOWN_PLATFORMS: usize = 3;

/// The notes about a key or value, in the order in which they are read.
pub(super) fn of_word(ctx: &DocumentContext<'_>, word: &WordAt<'_>) -> Vec<String> {
    let mut notes: Vec<String> = amount(ctx, word).into_iter().collect();
    notes.extend(platforms(ctx, word.path.segments()));
    notes
}

/// Today's spelling of an old word, if it is one.
pub(super) fn spelling(ctx: &DocumentContext<'_>, at: oam_syntax::Offset) -> Option<String> {
    let legacy = ctx.object?.legacy.iter().find(|it| it.span.contains(at))?;
    (!legacy.canonical.is_empty()).then(|| format!("Old spelling; write {} today.", code(&legacy.canonical)))
}

/// What an amount means.
fn amount(ctx: &DocumentContext<'_>, word: &WordAt<'_>) -> Option<String> {
    let component = ctx.object.and_then(Object::component)?;
    let value = if word.is_key { word.node.entry()?.value } else { word.node };
    let is_it = |it: &&Value| it.node == value.id();
    let found = component.containers.iter().find_map(|it| {
        let own = |it: &Option<Value>, read: &dyn Fn(&Value) -> Option<Amount>| {
            it.as_ref().filter(is_it).and_then(read)
        };
        let disks =
            || it.volumes.iter().filter_map(|it| it.disk.as_ref()).find_map(|it| own(&it.required, &storage));
        own(&it.memory, &|it| memory(ctx.workspace, it)).or_else(|| own(&it.cpu, &processors)).or_else(disks)
    })?;
    let note = found.note.map(|it| format!(" {it}")).unwrap_or_default();
    Some(format!("Means {}.{note}", found.words))
}

/// Platforms that do not do what the key asks for.
fn platforms(ctx: &DocumentContext<'_>, path: &[PathSegment]) -> Vec<String> {
    let Some(question) = question(ctx, path) else { return Vec::new() };
    let selected = ctx.workspace.catalog().selected(ctx.workspace.platform());
    let lacking =
        selected.into_iter().filter(|it| question(&it.capabilities).support == Support::Unsupported);
    lacking
        .take(SHOWN_PLATFORMS)
        .map(|it| format!("Platform {}: {}", code(&it.name), question(&it.capabilities).note.trim()))
        .collect()
}

/// What a key asks of a platform.
fn question(ctx: &DocumentContext<'_>, path: &[PathSegment]) -> Option<fn(&Capabilities) -> &Capability> {
    let object = ctx.object?;
    let keys: Vec<&str> = path
        .iter()
        .filter_map(|it| match it {
            PathSegment::Key(key) => Some(key.as_str()),
            PathSegment::Index(_) => None,
        })
        .collect();
    match (object.component().is_some(), keys.as_slice()) {
        (true, ["spec", "containers", "config"]) => Some(|it| &it.config_files),
        (true, ["spec", "containers", "readinessProbe"]) => Some(|it| &it.readiness_probe),
        (true, ["spec", "containers", "startupProbe"]) => Some(|it| &it.startup_probe),
        (true, ["spec", "containers", "resources", "gpu" | "extended"]) => Some(|it| &it.gpu),
        (true, ["spec", "parameters", "default"]) => Some(|it| &it.parameter_defaults),
        (false, ["spec", "variables"]) if object.application().is_some() => Some(|it| &it.variables),
        (false, ["spec", "scopes"]) if object.application().is_some() => Some(|it| &it.application_scopes),
        _ => None,
    }
}
